//! When and where: stops of the campaign, steps of the timetable, rows of programmes, the closing.
use super::Span;
use serde::{Deserialize, Serialize};

fact!(
    /// A cluster, stop or leg of the campaign (cụm, chặng, điểm).
    Cluster {
        /// "Cụm 1".
        name: String,
        /// Host agency (đơn vị đăng cai).
        host: Option<String>,
        /// Taking part, one agency each.
        members: Vec<String>,
        /// Number of days.
        days: Option<u32>,
        /// First day, when the plan says.
        start: Option<String>,
        /// Last day, when the plan says.
        end: Option<String>,
        /// Place, when the plan says.
        venue: Option<String>,
    }
);
fact!(
    /// A step of the timetable (tiến độ).
    Milestone {
        /// What happens.
        text: String,
        /// First day, ISO.
        start: Option<String>,
        /// Last day, ISO.
        end: Option<String>,
        /// The words that say when.
        when: String,
    }
);
fact!(
    /// A row of a timetable or run-of-show.
    ProgrammeItem {
        /// Cluster or stop it belongs to.
        stop: Option<String>,
        /// ISO day.
        date: Option<String>,
        /// "07:30".
        start: Option<String>,
        /// "08:00".
        end: Option<String>,
        /// What happens.
        title: String,
        /// Who performs or is in charge.
        performer: Option<String>,
        /// Where.
        venue: Option<String>,
    }
);
fact!(
    /// The closing event of the campaign (tổng kết).
    Closing {
        /// The words of the plan.
        text: String,
        /// Where.
        venue: Option<String>,
        /// First day.
        start: Option<String>,
        /// Last day.
        end: Option<String>,
    }
);
