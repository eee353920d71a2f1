//! Các chồng việc: what lies on a desk, in the order in which it should be taken up.
use super::store::{self, Piled};
use crate::list::{Asked, Row, row};
use crate::model::{Cell, State};
use crate::scope::Scope;
use crate::store::Duty;
use agencies::door::Directory;
use base::Result;
use jiff::civil::Date;
use plan::door::Campaign;
use ui::{Frame, Tone};

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
    let mut rows = row::rows(frame, &duties, &lines, directory, campaign.names_day(), today);
    for (row, _) in rows.iter_mut().zip(piled).filter(|(_, p)| p.pile == "sent_back") {
        (row.tone, row.state) = (Tone::Warn, frame.t("duties-pile-sent-back"));
    }
    let groups = PILES.into_iter().map(|(pile, title, waits)| {
        let rows: Vec<Row> = piled.iter().zip(&rows).filter(|(p, _)| p.pile == pile).map(|(_, r)| r.clone()).collect();
        Group { title: frame.t(title), count: i64::try_from(rows.len()).unwrap_or(0), href: String::new(), rows, waits }
    });
    Ok(groups.filter(|g| g.count > 0).collect())
}

/// A coordinator's piles: what waits for the department. Five statements.
pub(crate) async fn coordinator(frame: &Frame, scope: &Scope, campaign: &Campaign, directory: &Directory, today: Date) -> Result<Vec<Group>> {
    let state = |state: State| Asked { trang_thai: state.code().into(), xep: "cho-lau".into(), ..Asked::default() };
    let piles = [
        ("confirm", "duties-pile-confirm", state(State::Reported), true),
        ("decide", "duties-pile-decide", state(State::Returned), true),
        ("nobody", "duties-pile-nobody", Asked { co_quan: "-".into(), ..Asked::default() }, true),
        ("overdue", "duties-pile-late", Asked { o: Cell::Overdue.code().into(), xep: "han".into(), ..Asked::default() }, false),
    ];
    let mut db = frame.site.db.reader();
    let ([nobody, confirm, decide, overdue], waiting) = store::waiting(&mut db, scope, campaign.id, &today.to_string(), EACH).await?;
    let duties: Vec<Duty> = waiting.iter().map(|w| w.duty.clone()).collect();
    let lines = row::lines(&mut db, campaign, &duties).await?;
    let all = row::rows(frame, &duties, &lines, directory, campaign.names_day(), today);
    let groups = piles.into_iter().zip([confirm, decide, nobody, overdue]).map(|((pile, title, asked, waits), count)| {
        let here = || waiting.iter().zip(&all).filter(|(w, _)| w.pile == pile);
        Group { title: frame.t(title), count, href: if count > EACH { asked.table() } else { String::new() }, rows: here().map(|(_, r)| r.clone()).collect(), waits }
    });
    Ok(groups.filter(|g| g.count > 0).collect())
}
