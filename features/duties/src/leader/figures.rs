//! Số liệu (figures) of the leaders' screen, kept in the process until anything in the database changes or a day ends: many leaders look,
//! few things change. Derived and dropped at will.
use super::model::{self, Share, Since};
use super::store::{self, LineShare, Waiting};
use crate::door::At;
use crate::model::Cells;
use crate::prepare::{self, Readiness};
use crate::scope::Scope;
use base::{Result, Site};
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

/// Figures of each campaign that somebody looked at since the last change.
struct Kept {
    version: u64,
    day: Date,
    of: Vec<(Uuid, bool, Arc<Figures>)>,
}

/// The figures of a campaign now. [12, or none when nothing changed since the last time]
pub async fn of(site: &Site, campaign: Uuid, at: &At, by_line: bool) -> Result<Arc<Figures>> {
    // Taken before counting: a change meanwhile makes these old, never young
    let version = site.db.version();
    // Which lines are drawn was counted before, so it is compared as well
    let kept = || site.get::<Kept>().filter(|k| (k.version, k.day) == (version, at.day)).map(|k| k.of.clone()).unwrap_or_default();
    if let Some((.., figures)) = kept().into_iter().find(|(id, lines, _)| (*id, *lines) == (campaign, by_line)) {
        return Ok(figures);
    }
    let figures = Arc::new(count(site, &Scope::all(campaign), campaign, at, by_line).await?);
    let mut of = kept();
    of.retain(|(id, ..)| *id != campaign);
    of.push((campaign, by_line, figures.clone()));
    site.put(Arc::new(Kept { version, day: at.day, of }));
    Ok(figures)
}

/// What does not wait for each other is read side by side.
async fn count(site: &Site, scope: &Scope, campaign: Uuid, at: &At, by_line: bool) -> Result<Figures> {
    let past = [1_i64, 7].map(|days| At::end_of(at.day.checked_sub(days.days()).unwrap_or(at.day)));
    let (mut a, mut b) = (site.db.reader(), site.db.reader());
    let rest = async {
        let changes = [store::changed(&mut b, scope, campaign, at, &past[0]).await?, store::changed(&mut b, scope, campaign, at, &past[1]).await?];
        let waiting = store::waiting(&mut b, scope, campaign).await?;
        let stops = plan::door::stops(&mut b, campaign).await?;
        let ready = prepare::readiness_of(&mut b, campaign, &stops, at.day).await?;
        Ok((changes, waiting, stops, ready))
    };
    let ((mut shares, lines), (changes, waiting, stops, ready)) = tokio::try_join!(store::now(&mut a, scope, campaign, at, &past, by_line), rest)?;
    let cells = model::total(&shares);
    let happened: Vec<Since> = changes.iter().enumerate().map(|(which, changes)| model::since(cells, &shares, changes, which)).collect();
    let [yesterday, week] = past;
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
                let figures = of(&t.site, campaign, &at, by_line).await.unwrap();
                assert!(figures.lines.iter().all(|l| l.assignment.is_some() == by_line), "{by_line}");
            }
        })
        .await;
    }
}
