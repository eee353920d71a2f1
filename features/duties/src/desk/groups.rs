//! Các chồng việc: what lies on a desk, in the order in which it should be taken up.
use super::store::Piled;
use crate::list::{Asked, Filter, Row, row, store as list};
use crate::model::{Cell, State};
use crate::scope::Scope;
use crate::store::Duty;
use agencies::door::Directory;
use base::{Result, Viewer};
use jiff::civil::Date;
use plan::door::Campaign;
use ui::Frame;

/// A pile of rows.
pub(crate) struct Group {
    /// Heading.
    pub title: String,
    /// How many there are.
    pub count: i64,
    /// All of them; empty when all are shown.
    pub href: String,
    /// Rows.
    pub rows: Vec<Row>,
    /// Whether they wait for this person.
    pub waits: bool,
}

/// Rows of a desk: at most so many, so that one load of words serves them.
pub(crate) const MOST: usize = 50;
/// Rows of each pile of a coordinator: four piles fit [`MOST`].
const EACH: i64 = 12;

const PILES: [(&str, &str, bool); 8] = [
    ("accept", "duties-pile-accept", true),
    ("overdue", "duties-pile-overdue", true),
    ("sent_back", "duties-pile-sent-back", true),
    ("soon", "duties-pile-soon", true),
    ("later", "duties-pile-later", false),
    ("returned", "duties-pile-returned", false),
    ("reported", "duties-pile-reported", false),
    ("done", "duties-pile-done", false),
];

/// An agency's piles, from its most urgent duties. Three statements for the words.
pub(crate) async fn own(frame: &Frame, campaign: &Campaign, directory: &Directory, today: Date, piled: &[Piled]) -> Result<Vec<Group>> {
    let duties: Vec<Duty> = piled.iter().map(|p| p.duty.clone()).collect();
    let lines = row::lines(&mut frame.site.db.reader(), campaign, &duties).await?;
    let rows = row::rows(frame, &duties, &lines, directory, campaign.names_day(), today);
    let groups = PILES.into_iter().map(|(pile, title, waits)| {
        let rows: Vec<Row> = piled.iter().zip(&rows).filter(|(p, _)| p.pile == pile).map(|(_, r)| r.clone()).collect();
        Group { title: frame.t(title), count: i64::try_from(rows.len()).unwrap_or(0), href: String::new(), rows, waits }
    });
    Ok(groups.filter(|g| g.count > 0).collect())
}

/// A coordinator's piles: what waits for the department. Eleven statements.
pub(crate) async fn coordinator(frame: &Frame, viewer: &Viewer, scope: &Scope, campaign: &Campaign, directory: &Directory, today: Date) -> Result<Vec<Group>> {
    let state = |state: State| Asked { trang_thai: state.code().into(), xep: "cho-lau".into(), ..Asked::default() };
    let piles = [
        ("duties-pile-confirm", state(State::Reported), true),
        ("duties-pile-decide", state(State::Returned), true),
        ("duties-pile-nobody", Asked { co_quan: "-".into(), ..Asked::default() }, true),
        ("duties-pile-overdue", Asked { o: Cell::Overdue.code().into(), xep: "han".into(), ..Asked::default() }, false),
    ];
    let (clock, mut db) = (&frame.site.clock, frame.site.db.reader());
    let (mut found, mut all) = (Vec::new(), Vec::new());
    for (title, asked, waits) in piles {
        let filter = Filter::of(&asked, viewer.account, today);
        let count = list::counts(&mut db, scope, campaign.id, &filter, clock).await?.total();
        let duties = if count > 0 { list::page(&mut db, scope, campaign.id, &filter, clock, EACH, 0).await? } else { Vec::new() };
        all.extend(duties.iter().cloned());
        found.push((title, asked, waits, count, duties));
    }
    let lines = row::lines(&mut db, campaign, &all).await?;
    let groups = found.into_iter().filter(|(.., count, _)| *count > 0).map(|(title, asked, waits, count, duties)| {
        let rows = row::rows(frame, &duties, &lines, directory, campaign.names_day(), today);
        Group { title: frame.t(title), count, href: if count > EACH { asked.table() } else { String::new() }, rows, waits }
    });
    Ok(groups.collect())
}
