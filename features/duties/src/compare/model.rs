//! Các loại thay đổi (kinds of change) between two moments. No IO; the SQL beside it has the same rules.

/// What happened to a duty between two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Any,
    /// Given, or given again.
    Added,
    /// Taken away.
    Withdrawn,
    /// Became done.
    Done,
    /// Was done, is open again.
    Reopened,
    /// Became overdue.
    Overdue,
    /// Is overdue no more.
    Relieved,
    /// Has another approved deadline.
    Moved,
    /// Stands elsewhere in the flow.
    State,
}

impl Kind {
    /// All but [`Kind::Any`], in the order of the page.
    pub const ALL: [Kind; 8] =
        [Kind::Done, Kind::Overdue, Kind::Relieved, Kind::Added, Kind::Withdrawn, Kind::Moved, Kind::State, Kind::Reopened];

    /// Whether a duty changed so: its cells then (`none` before it was given) and now, whether its deadline moved or its state changed.
    pub fn holds(self, was: &str, now: &str, moved: bool, state: bool) -> bool {
        let done = |cell: &str| matches!(cell, "on_time" | "late");
        let absent = |cell: &str| matches!(cell, "none" | "withdrawn");
        match self {
            Kind::Any => false,
            Kind::Added => absent(was) && now != "withdrawn",
            Kind::Withdrawn => !absent(was) && now == "withdrawn",
            Kind::Done => !done(was) && done(now),
            Kind::Reopened => done(was) && matches!(now, "in_term" | "overdue"),
            Kind::Overdue => was != "overdue" && now == "overdue",
            Kind::Relieved => was == "overdue" && now != "overdue",
            Kind::Moved => moved,
            Kind::State => state,
        }
    }

    /// Word of addresses and of SQL.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Any => "",
            Kind::Added => "them",
            Kind::Withdrawn => "rut",
            Kind::Done => "xong",
            Kind::Reopened => "mo-lai",
            Kind::Overdue => "qua-han",
            Kind::Relieved => "het-qua-han",
            Kind::Moved => "han",
            Kind::State => "trang_thai",
        }
    }

    /// The kind with this word; anything else is [`Kind::Any`].
    pub fn of(code: &str) -> Kind {
        Kind::ALL.into_iter().find(|k| k.code() == code).unwrap_or(Kind::Any)
    }

    /// Catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Any => "duties-compare-any",
            Kind::Added => "duties-compare-added",
            Kind::Withdrawn => "duties-compare-withdrawn",
            Kind::Done => "duties-compare-done",
            Kind::Reopened => "duties-compare-reopened",
            Kind::Overdue => "duties-compare-overdue",
            Kind::Relieved => "duties-compare-relieved",
            Kind::Moved => "duties-compare-moved",
            Kind::State => "duties-compare-state",
        }
    }
}
