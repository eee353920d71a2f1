//! Cho các màn hình khác (for others): how much waits for whom, what waits for the leader by name, and every difficulty and extension
//! for the result report. Each function sends a constant number of statements (in brackets).
use super::extension::store::{self as extensions, Line};
use super::matter::store::{self as matters, Matter};
use super::model::{LineState, Step};
use super::slip::store::{self as slips, Slip};
use crate::scope::Scope;
use base::{Fetch, Result, args};
use std::collections::HashMap;
use uuid::Uuid;

/// How many wait, and how many of them too long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All.
    pub all: i64,
    /// Their term is over.
    pub late: i64,
}

/// What waits in a campaign, by who has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Difficulties that nobody has taken over.
    pub filed: Count,
    /// Matters that the coordinating department works on.
    pub taken: Count,
    /// Matters for which an agency was asked back.
    pub asked: Count,
    /// Matters before the leader.
    pub proposed: Count,
    /// Answers that agencies have not acknowledged.
    pub decided: Count,
    /// Duties for which more time was asked, with the coordinating department.
    pub extensions: Count,
    /// The same, passed up to the leader.
    pub extensions_up: Count,
}

impl Waiting {
    /// Everything that waits for the leader; its rows are at `/nhiem-vu/vuong-mac/cho-quyet`.
    pub fn for_leader(&self) -> Count {
        Count { all: self.proposed.all + self.extensions_up.all, late: self.proposed.late + self.extensions_up.late }
    }

    /// Open matters; their rows are at `/nhiem-vu/vuong-mac`.
    pub fn matters(&self) -> Count {
        let all = [self.filed, self.taken, self.asked, self.proposed, self.decided];
        Count { all: all.iter().map(|c| c.all).sum(), late: all.iter().map(|c| c.late).sum() }
    }
}

/// Counts what waits in a campaign at a moment (unix ms). [2]
pub async fn waiting(db: &mut impl Fetch, campaign: Uuid, now: i64) -> Result<Waiting> {
    let mut found = Waiting::default();
    let steps: Vec<(String, i64, i64)> = db.all(matters::WAITING, args![campaign, now]).await?;
    for (step, all, late) in steps {
        let count = Count { all, late };
        match Step::of(&step) {
            Some(Step::Filed) => found.filed = count,
            Some(Step::Taken) => found.taken = count,
            Some(Step::Asked) => found.asked = count,
            Some(Step::Proposed) => found.proposed = count,
            Some(Step::Decided) => found.decided = count,
            _ => {}
        }
    }
    let lines: Vec<(String, i64, i64)> = db.all(matters::WAITING_LINES, args![campaign, now]).await?;
    for (state, all, late) in lines {
        match LineState::of(&state) {
            Some(LineState::Open) => found.extensions = Count { all, late },
            Some(LineState::Up) => found.extensions_up = Count { all, late },
            _ => {}
        }
    }
    Ok(found)
}

/// Something that waits for the leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDecide {
    /// What it is about: the matter's title, or the duty's short name.
    pub title: String,
    /// The day asked for, ISO; only for requests for more time.
    pub until: Option<String>,
    /// Agencies concerned.
    pub agencies: Vec<Uuid>,
    /// Since when it lies before the leader, unix ms.
    pub since: i64,
    /// By when it should be decided, unix ms.
    pub due_at: i64,
    /// Page on which it is decided.
    pub href: String,
}

/// What waits for the leader, what is due first. [3]
pub async fn to_decide(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<ToDecide>> {
    let at = matters::steps(&[Step::Proposed]);
    let proposed = matters::board(db, campaign, &at, matters::MOST).await?;
    let of: Vec<Slip> = slips::of_board(db, campaign, &at).await?;
    let mut found: Vec<ToDecide> = proposed.into_iter().map(|m| to_decide_matter(m, &of)).collect();
    let lines = extensions::list(db, &Scope::all(campaign), campaign, &[LineState::Up], 200, 0).await?;
    found.extend(lines.into_iter().map(|l| ToDecide {
        title: l.short_name,
        until: Some(l.asked_on),
        agencies: vec![l.agency],
        since: l.step_at,
        due_at: l.due_at,
        href: super::extension::href(l.extension),
    }));
    found.sort_by_key(|w| w.due_at);
    Ok(found)
}

fn to_decide_matter(m: Matter, slips: &[Slip]) -> ToDecide {
    let mut agencies: Vec<Uuid> = slips.iter().filter(|s| s.matter == Some(m.id)).map(|s| s.agency).collect();
    agencies.sort_unstable();
    agencies.dedup();
    ToDecide { until: None, agencies, since: m.step_at, due_at: m.due_at.unwrap_or(i64::MAX), href: format!("{}/quyet", super::matter::href(m.id)), title: m.title }
}

/// A difficulty with the matter that answered it.
#[derive(Clone, Debug)]
pub struct DifficultyRow {
    /// The difficulty.
    pub difficulty: Slip,
    /// Its matter: step, proposal, decision.
    pub matter: Option<Matter>,
    /// When it stood as sent: from, until (unix ms).
    pub sent: Vec<(i64, Option<i64>)>,
}

impl DifficultyRow {
    /// Whether it stood as sent at a moment (unix ms), whatever became of it later.
    pub fn stood(&self, at: i64) -> bool {
        self.sent.iter().any(|(from, until)| *from <= at && until.is_none_or(|until| until > at))
    }
}

/// Everything that was sent up in a campaign.
#[derive(Clone, Debug, Default)]
pub struct ReportRows {
    /// Difficulties, oldest first; drafts are not among them.
    pub difficulties: Vec<DifficultyRow>,
    /// Duties for which more time was asked, oldest first.
    pub extensions: Vec<Line>,
}

/// Everything that was sent up in a campaign, for the result report. [4]
pub async fn report_rows(db: &mut impl Fetch, campaign: Uuid) -> Result<ReportRows> {
    let of: HashMap<Uuid, Matter> = matters::report(db, campaign).await?.into_iter().map(|m| (m.id, m)).collect();
    let mut sent = slips::sendings(db, campaign).await?;
    let mut row = |s: Slip| DifficultyRow { matter: s.matter.and_then(|id| of.get(&id).cloned()), sent: sent.remove(&s.id).unwrap_or_default(), difficulty: s };
    let difficulties = slips::report(db, campaign).await?.into_iter().map(&mut row).collect();
    Ok(ReportRows { difficulties, extensions: extensions::report(db, campaign).await? })
}
