//! Phần của các mảng khác trên trang nhiệm vụ: where extension requests, difficulties and an agency's own plan join the page. Each
//! sub-area gives one function that makes its [`Section`]; [`all`] calls them in the order of the page.
use crate::scope::Scope;
use crate::store::Duty;
use base::{Result, Viewer};
use plan::door::Campaign;
use ui::Frame;

/// What a section may know of the page that it stands on.
pub(crate) struct Context<'a> {
    /// The request.
    pub frame: &'a Frame,
    /// Who looks.
    pub viewer: &'a Viewer,
    /// Campaign.
    pub campaign: &'a Campaign,
    /// The duty, as it stands.
    pub duty: &'a Duty,
    /// Whose duties this person sees.
    pub scope: &'a Scope,
    /// Whether this person may act for the agency that answers (in its own name, as successor, or as coordinator).
    pub works: bool,
}

/// A section of the page: its heading, and HTML that its own template made.
pub(crate) struct Section {
    /// Anchor.
    pub id: &'static str,
    /// Heading in words.
    pub title: String,
    /// Escaped by the template that made it.
    pub html: String,
    /// Key that leads here, one letter; empty for none.
    pub key: &'static str,
}

/// The sections of other sub-areas, in the order of the page. `crate::sent_up::section(cx)` and `crate::prepare::section(cx)` belong here.
pub(crate) async fn all(cx: &Context<'_>) -> Result<Vec<Section>> {
    Ok(std::iter::once(crate::sent_up::section(cx).await?).chain(crate::prepare::section(cx).await?).collect())
}
