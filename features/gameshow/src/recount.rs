//! Lệnh đếm lại (`nhipso quiz recount`): the ranking out of the journal, for the jury, without a server.
use crate::results::{self, Counted};
use crate::store;
use base::{Db, Error, Result};
use uuid::Uuid;

/// What the command says.
pub struct Report {
    /// Title of the game.
    pub title: String,
    /// SHA-256 of the journal, in hex.
    pub hash: String,
    /// Lines of the journal.
    pub lines: usize,
    /// Counted answers.
    pub answers: usize,
    /// Answers in the journal that no rule allows; anything but 0 means that somebody wrote into it.
    pub forbidden: u32,
    /// Whether the game is over.
    pub ended: bool,
    /// Place, number, name, points, right answers, time in microseconds.
    pub ranking: Vec<(u32, u32, String, i64, u32, i64)>,
    /// Place, team, mean points.
    pub teams: Vec<(u32, String, i64)>,
}

/// Counts a game again, named by its key or, while it is on, its PIN.
///
/// # Errors
/// No such game, or a journal that is not whole.
pub async fn recount(db: &Db, game: &str) -> Result<Report> {
    let id = match game.parse::<Uuid>() {
        Ok(id) => id,
        Err(_) => {
            let digits: String = game.chars().filter(char::is_ascii_digit).collect();
            store::by_pin(&mut db.reader(), &digits).await?.ok_or(Error::NotFound)?
        }
    };
    let counted: Counted = results::load(db, id).await?;
    let ranking = counted.official.iter().map(|p| {
        let s = p.standing;
        (p.rank, s.player, counted.player(s.player).name, s.points, s.right, s.time)
    });
    let teams = counted.teams.iter().filter(|t| t.members > 0).map(|t| (t.rank, counted.team_name(t.team).to_owned(), t.mean()));
    Ok(Report {
        title: counted.row.title.clone(),
        hash: hex::encode(counted.count.hash),
        lines: counted.lines,
        answers: counted.count.answers.len(),
        forbidden: counted.count.forbidden,
        ended: counted.count.ended,
        ranking: ranking.collect(),
        teams: teams.collect(),
    })
}
