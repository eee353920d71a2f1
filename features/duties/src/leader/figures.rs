//! Số liệu (figures) of the leaders' screen, kept in the process until anything in the database changes or a day ends: many leaders look,
//! few things change. Derived and dropped at will.
use super::model::{self, Share, Since};
use super::store::{self, LineShare, Waiting};
use crate::door::At;
use crate::model::Cells;
use crate::prepare::{self, Readiness};
use crate::scope::Scope;
use base::{Fetch, Result, Site};
use jiff::ToSpan;
use jiff::civil::Date;
use plan::door::Stop;
use std::sync::Arc;
use uuid::Uuid;

/// All that is counted.
pub struct Figures {
    /// All duties.
    pub cells: Cells,
    /// Agencies, worst first.
    pub shares: Vec<Share>,
    /// Lines, or their kinds where there are too many.
    pub lines: Vec<LineShare>,
    /// The two past moments, each with what happened since.
    pub since: [(At, Since); 2],
    /// What waits for the coordinating department.
    pub waiting: Waiting,
    /// Stops in their order.
    pub stops: Vec<Stop>,
    /// How ready each of them is, in the same order.
    pub ready: Vec<Readiness>,
}

struct Kept {
    version: u64,
    campaign: Uuid,
    day: Date,
    by_line: bool,
    figures: Arc<Figures>,
}

/// The figures of a campaign now. [12, or none when nothing changed since the last time]
pub async fn of(site: &Site, db: &mut impl Fetch, campaign: Uuid, at: &At, by_line: bool) -> Result<Arc<Figures>> {
    // Taken before counting: a change meanwhile makes these old, never young
    let version = site.db.version();
    // Which lines are drawn was counted before, so it is compared as well
    let same = |k: &Kept| (k.version, k.campaign, k.day, k.by_line) == (version, campaign, at.day, by_line);
    if let Some(kept) = site.get::<Kept>().filter(|k| same(k)) {
        return Ok(kept.figures.clone());
    }
    let figures = Arc::new(count(db, &Scope::all(campaign), campaign, at, by_line).await?);
    site.put(Arc::new(Kept { version, campaign, day: at.day, by_line, figures: figures.clone() }));
    Ok(figures)
}

async fn count(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At, by_line: bool) -> Result<Figures> {
    let past = [1_i64, 7].map(|days| At::end_of(at.day.checked_sub(days.days()).unwrap_or(at.day)));
    let (mut shares, lines) = store::now(db, scope, campaign, at, &past, by_line).await?;
    let cells = model::total(&shares);
    let mut happened = Vec::with_capacity(past.len());
    for (which, moment) in past.iter().enumerate() {
        let changes = store::changed(db, scope, campaign, at, moment).await?;
        happened.push(model::since(cells, &shares, &changes, which));
    }
    let [yesterday, week] = past;
    let waiting = store::waiting(db, scope, campaign).await?;
    let stops = plan::door::stops(db, campaign).await?;
    let ready = prepare::readiness_of(db, campaign, &stops, at.day).await?;
    model::rank(&mut shares);
    Ok(Figures { cells, shares, lines, since: [(yesterday, happened[0]), (week, happened[1])], waiting, stops, ready })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{PLAN, features, publish};
    use base::testing::each_database;

    #[tokio::test]
    async fn kept_figures_are_of_lines_or_of_kinds_as_asked() {
        each_database(features, async |t| {
            let campaign = publish(&t, PLAN).await;
            let at = At::now(&t.site.clock);
            for by_line in [false, true, false] {
                let figures = of(&t.site, &mut t.site.db.reader(), campaign, &at, by_line).await.unwrap();
                assert!(figures.lines.iter().all(|l| l.assignment.is_some() == by_line), "{by_line}");
            }
        })
        .await;
    }
}
