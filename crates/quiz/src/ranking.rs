//! Xếp hạng: who stands before whom. Points, then right answers, then total time of right answers (shorter first), then the
//! moment of the last right answer (earlier first). Who is alike in all four shares a place; the next place is left out. Who has no points has
//! no place.
use crate::Micros;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How one player stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Player's number.
    pub player: u32,
    /// Points.
    pub points: i64,
    /// Wholly right answers.
    pub right: u32,
    /// Time taken for them together.
    pub time: Micros,
    /// When the last of them came.
    pub last: Micros,
}

impl Standing {
    /// The published order; best first.
    pub fn before(&self, other: &Standing) -> Ordering {
        (other.points.cmp(&self.points))
            .then(other.right.cmp(&self.right))
            .then(self.time.cmp(&other.time))
            .then(self.last.cmp(&other.last))
    }
}

/// A standing with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Place from 1, shared by equals; 0 without points.
    pub rank: u32,
    /// The standing.
    pub standing: Standing,
}

/// Sorts once. Equals come in the order of their numbers, which decides nothing.
pub fn rank(standings: impl IntoIterator<Item = Standing>) -> Vec<Placed> {
    let mut sorted: Vec<Standing> = standings.into_iter().collect();
    sorted.sort_unstable_by(|a, b| a.before(b).then(a.player.cmp(&b.player)));
    let ranks = places(&sorted, |s| s.points > 0, |a, b| a.before(b) == Ordering::Equal);
    sorted.into_iter().zip(ranks).map(|(standing, rank)| Placed { rank, standing }).collect()
}

/// Places of a sorted list: 1, 2, 2, 4, then 0 for all who have not `scored`, since nobody is honoured for nothing.
fn places<T>(sorted: &[T], scored: impl Fn(&T) -> bool, alike: impl Fn(&T, &T) -> bool) -> Vec<u32> {
    let mut ranks: Vec<u32> = Vec::with_capacity(sorted.len());
    for at in 0..sorted.len() {
        let same = at > 0 && alike(&sorted[at - 1], &sorted[at]);
        let place = if same { ranks[at - 1] } else { u32::try_from(at).unwrap_or(u32::MAX - 1) + 1 };
        ranks.push(if scored(&sorted[at]) { place } else { 0 });
    }
    ranks
}

/// How a team stands: the mean of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Place from 1; 0 without points.
    pub rank: u32,
    /// Place in the list of teams.
    pub team: u16,
    /// Members.
    pub members: u32,
    /// Points of all members.
    pub total: i64,
}

impl Team {
    /// The mean in thousandths of a point, rounded down.
    pub fn mean_milli(&self) -> i64 {
        if self.members == 0 { 0 } else { (self.total * 1000).div_euclid(i64::from(self.members)) }
    }

    /// The mean, rounded to whole points.
    pub fn mean(&self) -> i64 {
        (self.mean_milli() + 500).div_euclid(1000)
    }
}

/// Ranks teams by the exact mean of their members; teams without members come last.
pub fn rank_teams(count: usize, members: impl IntoIterator<Item = (u16, i64)>) -> Vec<Team> {
    let mut teams: Vec<Team> =
        (0..count).map(|team| Team { rank: 0, team: u16::try_from(team).unwrap_or(u16::MAX), members: 0, total: 0 }).collect();
    for (team, points) in members {
        if let Some(team) = teams.get_mut(usize::from(team)) {
            team.members += 1;
            team.total += points;
        }
    }
    // a/m against b/n without fractions; an empty team stands below every other
    let order = |a: &Team, b: &Team| match (a.members, b.members) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Greater,
        (_, 0) => Ordering::Less,
        (m, n) => (i128::from(b.total) * i128::from(m)).cmp(&(i128::from(a.total) * i128::from(n))),
    };
    teams.sort_by(|a, b| order(a, b).then(a.team.cmp(&b.team)));
    let ranks = places(&teams, |team| team.total > 0, |a, b| order(a, b) == Ordering::Equal);
    for (team, rank) in teams.iter_mut().zip(ranks) {
        team.rank = rank;
    }
    teams
}

/// One line of a leaderboard over several games: the game's place in the list that was merged, and the standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged<K> {
    /// Place from 1 over all games; 0 without points.
    pub rank: u32,
    /// Which game.
    pub game: K,
    /// How the player stands there.
    pub standing: Standing,
}

/// One leaderboard of several games that played the same questions by the same rule. In whatever order the games come, the
/// result is the same: equals share their place and are listed by game and number.
pub fn merge<K: Ord + Copy>(games: impl IntoIterator<Item = (K, Vec<Standing>)>) -> Vec<Merged<K>> {
    let mut all: Vec<(K, Standing)> = games.into_iter().flat_map(|(game, list)| list.into_iter().map(move |s| (game, s))).collect();
    // Moments of different games do not compare: the last right answer breaks no tie between halls that played apart.
    let key = |s: &Standing| (std::cmp::Reverse(s.points), std::cmp::Reverse(s.right), s.time);
    all.sort_unstable_by(|a, b| key(&a.1).cmp(&key(&b.1)).then(a.0.cmp(&b.0)).then(a.1.player.cmp(&b.1.player)));
    let ranks = places(&all, |(_, s)| s.points > 0, |a, b| key(&a.1) == key(&b.1));
    all.into_iter().zip(ranks).map(|((game, standing), rank)| Merged { rank, game, standing }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_points_has_no_place_and_equals_share_theirs() {
        let of = |player, points| Standing { player, points, right: u32::from(points > 0), ..Standing::default() };
        let ranks = |all: &[Placed]| all.iter().map(|p| p.rank).collect::<Vec<_>>();
        assert_eq!(ranks(&rank([of(0, 0), of(1, 0), of(2, -5)])), [0, 0, 0]);
        assert_eq!(ranks(&rank([of(0, 0), of(1, 900), of(2, 900), of(3, 0), of(4, -5)])), [1, 1, 0, 0, 0]);
        assert_eq!(ranks(&rank([of(0, 700), of(1, 900), of(2, 900)])), [1, 1, 3]);
        assert_eq!(rank_teams(4, [(0, 0), (1, 0), (2, 5)]).iter().map(|t| t.rank).collect::<Vec<_>>(), [1, 0, 0, 0]);
        assert_eq!(merge([(0, vec![of(0, 0)]), (1, vec![of(0, 3)])]).iter().map(|m| m.rank).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(rank_teams(2, [(0, 0), (1, 0)]).iter().map(|t| t.rank).collect::<Vec<_>>(), [0, 0]);
        assert_eq!(merge([(0, vec![of(0, 0)]), (1, vec![of(0, 0)])]).iter().map(|m| m.rank).collect::<Vec<_>>(), [0, 0]);
    }
}
