//! Luật của trang lãnh đạo: how a line of the plan sounds in the beat, who comes first in the ranking, what the past figures were. No IO.
use crate::model::{Cell, Cells};
use ui::BeatState;
use uuid::Uuid;

/// One agency's share.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// None: duties that nobody has.
    pub agency: Option<Uuid>,
    /// Its cells.
    pub cells: Cells,
    /// Deadline of the oldest overdue one, ISO.
    pub oldest: Option<String>,
    /// How many became overdue since the two past moments without anybody doing anything.
    pub crossed: [i64; 2],
}

/// How duties that somebody touched since a moment stood then and stand now: cell, `withdrawn`, or `none` before they were given.
pub struct Change {
    /// Then.
    pub was: String,
    /// Now.
    pub now: String,
    /// How many.
    pub n: i64,
    /// How many of them have another deadline.
    pub moved: i64,
}

/// The bar of a line that several agencies may answer for: overdue before all else, then open, then how it was done.
pub fn beat(cells: Cells) -> BeatState {
    match cells {
        c if c.overdue > 0 => BeatState::Overdue,
        c if c.in_term > 0 => BeatState::InTerm,
        c if c.late > 0 => BeatState::DoneLate,
        c if c.on_time > 0 => BeatState::Done,
        _ => BeatState::Waiting,
    }
}

/// What agencies are ranked by: most overdue first, then the smaller share done of all that it has; equal ones share a rank.
fn measure(share: &Share) -> (i64, i64) {
    (-share.cells.overdue, share.cells.done_of_all().unwrap_or(0))
}

/// Who needs attention first; of equal ones who is late for longest, then who has most still to do.
pub fn rank(shares: &mut [Share]) {
    shares.sort_by_cached_key(|s| (measure(s), s.oldest.clone().unwrap_or_else(|| "9999".into()), -s.cells.in_term, -s.cells.late));
}

/// The rank of each of the ranked shares: 1, 1, 3; 0 for who has nothing overdue, since there is nothing to attend to first.
pub fn places(shares: &[Share]) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::with_capacity(shares.len());
    for (at, share) in shares.iter().enumerate() {
        if share.cells.overdue == 0 {
            places.push(0);
            continue;
        }
        let same = at > 0 && measure(&shares[at - 1]) == measure(share);
        places.push(if same { places[at - 1] } else { at + 1 });
    }
    places
}

/// What happened since a past moment; each figure counts the rows that `compare` shows for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The four cells at that moment.
    pub then: Cells,
    /// Became done.
    pub done: i64,
    /// Became overdue.
    pub overdue: i64,
    /// Are overdue no more.
    pub relieved: i64,
    /// Given since.
    pub added: i64,
    /// Withdrawn since.
    pub withdrawn: i64,
    /// With another approved deadline.
    pub moved: i64,
}

/// From the cells of now, what was touched since, and how many crossed their deadline untouched (`which` of the two moments).
/// The result is what a count at that moment gives; a test holds the two together.
pub fn since(now: Cells, shares: &[Share], changes: &[Change], which: usize) -> Since {
    let mut then = now;
    let crossed: i64 = shares.iter().map(|s| s.crossed[which]).sum();
    then.overdue -= crossed;
    then.in_term += crossed;
    for (cell, n) in cells_of(changes, |c| &c.now) {
        then.add(cell, -n);
    }
    for (cell, n) in cells_of(changes, |c| &c.was) {
        then.add(cell, n);
    }
    let count = |pick: &dyn Fn(&str, &str) -> bool| changes.iter().filter(|c| pick(&c.was, &c.now)).map(|c| c.n).sum::<i64>();
    let done = |cell: &str| matches!(cell, "on_time" | "late");
    let absent = |cell: &str| matches!(cell, "none" | "withdrawn");
    Since {
        then,
        done: count(&|was, now| !done(was) && done(now)),
        overdue: crossed + count(&|was, now| was != "overdue" && now == "overdue"),
        relieved: count(&|was, now| was == "overdue" && now != "overdue"),
        added: count(&|was, now| absent(was) && !absent(now)),
        withdrawn: count(&|was, now| !absent(was) && now == "withdrawn"),
        moved: changes.iter().filter(|c| !absent(&c.was) && !absent(&c.now)).map(|c| c.moved).sum(),
    }
}

fn cells_of<'a>(changes: &'a [Change], side: impl Fn(&'a Change) -> &'a String + 'a) -> impl Iterator<Item = (Cell, i64)> + 'a {
    changes.iter().filter_map(move |c| Cell::of(side(c)).map(|cell| (cell, c.n)))
}

/// All agencies together.
pub fn total(shares: &[Share]) -> Cells {
    let mut cells = Cells::default();
    for share in shares {
        Cell::ALL.into_iter().for_each(|c| cells.add(c, share.cells.of(c)));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(overdue: i64, oldest: &str, done: i64) -> Share {
        let oldest = (!oldest.is_empty()).then(|| oldest.to_owned());
        Share { cells: Cells { overdue, on_time: done, ..Cells::default() }, oldest, ..Share::default() }
    }

    #[test]
    fn the_worst_comes_first() {
        let through = share(0, "", 3);
        let busy = Share { cells: Cells { in_term: 5, ..Cells::default() }, ..Share::default() };
        let one_of_many = Share { cells: Cells { on_time: 1, in_term: 50, ..Cells::default() }, ..Share::default() };
        let all = [through, busy, one_of_many, share(1, "2024-09-10", 0), share(1, "2024-09-01", 9), share(1, "2024-09-05", 0), share(4, "2024-09-12", 90)];
        let mut all = all.to_vec();
        rank(&mut all);
        let order: Vec<(i64, Option<&str>)> = all.iter().map(|s| (s.cells.overdue, s.oldest.as_deref())).collect();
        let late = [(4, Some("2024-09-12")), (1, Some("2024-09-05")), (1, Some("2024-09-10")), (1, Some("2024-09-01")), (0, None), (0, None), (0, None)];
        assert_eq!(order, late, "most overdue, then the smaller share, then the longest late");
        assert_eq!((all[4].cells.in_term, all[5].cells.in_term, all[6].cells.on_time), (5, 50, 3), "one of 51 is no 100 %; who is through comes last");
        assert_eq!(places(&all), [1, 2, 2, 4, 0, 0, 0], "equal ones share a rank; nothing overdue, no rank");
    }

    #[test]
    fn a_line_sounds_as_its_worst_duty() {
        let of = |on_time, late, in_term, overdue| beat(Cells { on_time, late, in_term, overdue });
        assert_eq!(of(3, 0, 1, 1), BeatState::Overdue);
        assert_eq!(of(3, 1, 1, 0), BeatState::InTerm);
        assert_eq!((of(3, 1, 0, 0), of(3, 0, 0, 0), of(0, 0, 0, 0)), (BeatState::DoneLate, BeatState::Done, BeatState::Waiting));
    }

    #[test]
    fn the_past_is_what_it_was() {
        let now = Cells { on_time: 2, late: 0, in_term: 3, overdue: 2 };
        let changes = [
            Change { was: "in_term".into(), now: "on_time".into(), n: 2, moved: 0 },
            Change { was: "none".into(), now: "in_term".into(), n: 1, moved: 0 },
            Change { was: "in_term".into(), now: "withdrawn".into(), n: 1, moved: 0 },
        ];
        let shares = [Share { crossed: [1, 0], ..Share::default() }];
        let s = since(now, &shares, &changes, 0);
        assert_eq!((s.then, s.added, s.withdrawn), (Cells { on_time: 0, late: 0, in_term: 6, overdue: 1 }, 1, 1));
    }
}
