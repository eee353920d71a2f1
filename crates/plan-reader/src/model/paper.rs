//! The paper itself and what holds for all of it: theme, period, grounds, headings, organisers, money, recipients.
use super::Span;
use serde::{Deserialize, Serialize};

fact!(
    /// The paper itself (thể thức văn bản).
    Document {
        /// "Kế hoạch".
        kind: Option<String>,
        /// "227"; null while the records office has not numbered it.
        number: Option<String>,
        /// "227/KH-UBND", or "/KH-UBND" without its number.
        symbol: Option<String>,
        /// Issuing body as printed.
        issuer: Option<String>,
        /// ISO day of signing.
        issued_on: Option<String>,
        /// Place in the date line.
        place: Option<String>,
        /// Trích yếu.
        title: Option<String>,
        /// Name of the signer.
        signer: Option<String>,
        /// Capacity lines, joined by spaces.
        signer_title: Option<String>,
    }
);
fact!(
    /// The theme (chủ đề) without its quotation marks.
    Theme {
        /// Words of the theme.
        text: String,
    }
);
fact!(
    /// When the campaign runs.
    Period {
        /// First day, ISO.
        start: Option<String>,
        /// Last day, ISO.
        end: Option<String>,
        /// The words of the plan.
        text: String,
    }
);
fact!(
    /// One cited paper (căn cứ).
    LegalBasis {
        /// The words that cite it.
        text: String,
        /// "Quyết định", "Nghị quyết" ….
        kind: Option<String>,
        /// "505/QĐ-TTg".
        number: Option<String>,
        /// ISO day.
        date: Option<String>,
        /// Who issued it.
        issuer: Option<String>,
    }
);
fact!(
    /// A numbered or lettered heading with those below it.
    OutlineNode {
        /// Printed label without its final dot.
        label: String,
        /// Words of the heading.
        title: String,
        /// Headings below.
        children: Vec<OutlineNode>,
    }
);
fact!(
    /// Who organises the whole campaign.
    Organisers {
        /// Đơn vị chủ trì.
        lead: Vec<String>,
        /// Đơn vị tổ chức.
        organising: Vec<String>,
        /// Đơn vị phối hợp.
        coordinating: Vec<String>,
    }
);
fact!(
    /// A source of money.
    BudgetSource {
        /// Words of the plan.
        text: String,
    }
);
fact!(
    /// Where difficulties go.
    Escalation {
        /// Who gathers them.
        to: Option<String>,
        /// Who decides.
        decided_by: Option<String>,
        /// The sentence.
        text: String,
    }
);
fact!(
    /// A line of "Nơi nhận".
    Recipient {
        /// Who receives.
        name: String,
        /// "để b/c", "phối hợp" … without brackets.
        purpose: Option<String>,
    }
);
