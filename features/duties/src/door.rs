//! Cửa của nhiệm vụ: what features to the right (events, reports, portal) may ask. Each function sends a constant number of statements
//! (in brackets), however many duties there are.
pub use crate::counted::{Proof, evidence, reports, rows};
pub use crate::model::{Act, Cell, Cells, State};
pub use crate::prepare::{Readiness, readiness, readiness_at};
pub use crate::scope::Scope;
pub use crate::sent_up::report::{Count, DifficultyRow, ReportRows, ToDecide, Waiting, report_rows, to_decide, waiting};
pub use crate::store::{Duty, Event, Part};

use crate::store;
use base::{Fetch, Result, args};
use jiff::civil::Date;

use std::collections::HashMap;
use uuid::Uuid;

/// A moment of the past or now, as duties are counted at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// Unix milliseconds.
    pub ms: i64,
    /// Its day in Vietnam: deadlines are judged by it.
    pub day: Date,
    now: bool,
}

impl At {
    /// Now.
    pub fn now(clock: &base::Clock) -> At {
        At { ms: clock.now_ms(), day: clock.today(), now: true }
    }

    /// A moment of the past.
    pub fn past(ms: i64) -> At {
        At { ms, day: vietnamese::dates::local(ms), now: false }
    }

    /// The moment whose standings count, as the queries take it. Now is every standing that has not ended, also where the clock stepped
    /// back behind its beginning: the same rule as `to_at is null`, by which the table and every act read.
    pub fn until(&self) -> i64 {
        if self.now { i64::MAX } else { self.ms }
    }

    /// The end of a day.
    pub fn end_of(day: Date) -> At {
        At { ms: vietnamese::dates::day_end(day), day, now: false }
    }
}

/// The four cells of a scope at a moment. [1]
pub async fn cells(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At) -> Result<Cells> {
    let rows: Vec<(String, String, i64)> = if at.now {
        store::count_now(db, scope, campaign, &at.day.to_string()).await?
    } else {
        db.all(store::CELLS, args![&scope.agencies, campaign, at.until(), at.day.to_string()]).await?
    };
    let mut cells = Cells::default();
    for (_, code, n) in rows.into_iter().filter(|(state, ..)| state != State::Withdrawn.code()) {
        if let Some(cell) = Cell::of(&code) {
            cells.add(cell, n);
        }
    }
    Ok(cells)
}

/// The four cells of each agency (None: duties that nobody has) at a moment. [1]
pub async fn cells_by_agency(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At) -> Result<HashMap<Option<Uuid>, Cells>> {
    let day = at.day.to_string();
    let rows: Vec<(Option<Uuid>, String, i64)> = if at.now {
        db.all(store::CELLS_BY_AGENCY_NOW, args![&scope.agencies, campaign, day]).await?
    } else {
        db.all(store::CELLS_BY_AGENCY, args![&scope.agencies, campaign, at.until(), day]).await?
    };
    let mut all: HashMap<Option<Uuid>, Cells> = HashMap::new();
    for (agency, code, n) in rows {
        if let Some(cell) = Cell::of(&code) {
            all.entry(agency).or_default().add(cell, n);
        }
    }
    Ok(all)
}

/// All duties of a campaign as they stand now, in the plan's order, withdrawn ones too; their words are `plan::door::all_assignments`. [1]
pub async fn all(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Duty>> {
    store::all(db, campaign).await
}

/// All parts of other agencies in a campaign. [1]
pub async fn parts(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Part>> {
    store::parts(db, campaign).await
}
