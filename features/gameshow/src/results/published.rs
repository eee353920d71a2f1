//! Sự kiện "đã công bố kết quả" (`gameshow.published`): the final results as they go to the outbox of events, once for each game, in the
//! transaction that makes them official. It must never hold a person's name, unit or code: players are numbers of this game, whose names
//! are read from the game (`gameshow::recount`) for as long as it keeps them, so that erasing stays in one place.
//!
//! Body, version 1; times in unix milliseconds, `time_us` in microseconds, points as in the game's rule:
//! - `version` 1, `game` key, `campaign` key or null, `title`, `series` (empty for none), `ended_at`, `published_at`,
//!   `journal_sha256` (hex of the last line's hash: whoever counts the same journal again gets the same ranking),
//!   `roster_only` (only people of the roster are ranked), `players` (length of the ranking);
//! - `ranking`, best first, all of the official ranking: `place` from 1, shared by equals, 0 without points; `player` number from 0;
//!   `agency` as the roster named it (an organisation, empty for nicknames); `team` its number or null; `points`; `right` answers;
//!   `time_us` of the right answers together;
//! - `teams`, best first, those with members: `place`, `team` number from 0, `name`, `members`, `mean_milli` (mean in thousandths of a point).
use super::count::Counted;
use serde_json::{Value, json};
use uuid::Uuid;

/// The kind of the event; its subject is the game's key.
pub const PUBLISHED: &str = "gameshow.published";

/// The body of the event.
pub fn body(counted: &Counted, id: Uuid, at: i64) -> Value {
    let row = &counted.row;
    let ranking: Vec<Value> = counted.official.iter().map(|placed| {
        let s = placed.standing;
        let team = counted.sides.get(s.player as usize).and_then(|(team, _)| *team);
        json!({ "place": placed.rank, "player": s.player, "agency": counted.player(s.player).agency, "team": team,
            "points": s.points, "right": s.right, "time_us": s.time })
    }).collect();
    let teams: Vec<Value> = counted.teams.iter().filter(|team| team.members > 0).map(|team| {
        json!({ "place": team.rank, "team": team.team, "name": counted.team_name(team.team), "members": team.members, "mean_milli": team.mean_milli() })
    }).collect();
    json!({
        "version": 1,
        "game": id.to_string(),
        "campaign": row.campaign.map(|campaign| campaign.to_string()),
        "title": row.title,
        "series": row.series,
        "ended_at": row.ended_at,
        "published_at": at,
        "journal_sha256": hex::encode(counted.count.hash),
        "roster_only": counted.count.settings.roster_only,
        "players": ranking.len(),
        "ranking": ranking,
        "teams": teams,
    })
}
