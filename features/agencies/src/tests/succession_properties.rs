//! Properties of following hand-overs, also in circles.
use crate::directory::{Agency, DatedName, Directory};
use crate::model::{Kind, Span};
use crate::succession::{Link, Succession};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

fn day(n: u16) -> Date {
    date(2020, 1, 1).checked_add(jiff::Span::new().days(i64::from(n))).unwrap()
}

fn id(n: usize) -> Uuid {
    Uuid::from_u128(n as u128 + 1)
}

/// Last days of agencies, and links: from, to, day.
type World = (Vec<Option<u16>>, Vec<(usize, usize, u16)>);

/// Agencies with an optional last day and links between them: anything at all.
fn world() -> impl Strategy<Value = World> {
    (1usize..12).prop_flat_map(|n| {
        (
            proptest::collection::vec(proptest::option::of(0u16..1000), n),
            proptest::collection::vec((0..n, 0..n, 0u16..1000), 0..30),
        )
    })
}

fn build(ends: &[Option<u16>], links: &[(usize, usize, u16)]) -> (Directory, Succession) {
    let agencies = ends.iter().enumerate().map(|(n, end)| Agency {
        id: id(n),
        slug: format!("a-{n}"),
        kind: Kind::Other,
        is_group: false,
        parent: None,
        span: Span { from: None, to: end.map(day) },
        merged_into: None,
        names: vec![DatedName { id: id(n), name: format!("A {n}"), is_alias: false, span: Span::default() }],
    });
    let links = links.iter().map(|&(a, b, on)| Link { predecessor: id(a), successor: id(b), on: day(on), note: String::new() });
    (Directory::new(agencies.collect()), Succession::new(links))
}

/// The definition, written as a fixed point instead of a walk.
fn slowly(ends: &[Option<u16>], links: &[(usize, usize, u16)], start: usize, today: u16) -> BTreeSet<Uuid> {
    let alive = |n: usize| ends[n].is_none_or(|end| today <= end);
    let mut reached = BTreeSet::from([start]);
    loop {
        let more: Vec<usize> = links
            .iter()
            .filter(|(a, _, on)| reached.contains(a) && !alive(*a) && *on <= today)
            .map(|(_, b, _)| *b)
            .filter(|b| !reached.contains(b))
            .collect();
        if more.is_empty() {
            return reached.into_iter().filter(|n| alive(*n)).map(id).collect();
        }
        reached.extend(more);
    }
}

proptest! {
    #[test]
    fn the_walk_finds_what_the_definition_says((ends, links) in world(), start in any::<prop::sample::Index>(), today in 0u16..1100) {
        let (directory, succession) = build(&ends, &links);
        let start = start.index(ends.len());
        let found = succession.today_of(&directory, id(start), day(today));
        let set: BTreeSet<Uuid> = found.iter().copied().collect();
        prop_assert_eq!(set.len(), found.len(), "nobody twice");
        prop_assert_eq!(set, slowly(&ends, &links, start, today));
    }

    #[test]
    fn the_line_holds_all_whose_work_came_here((ends, links) in world(), start in any::<prop::sample::Index>(), today in 0u16..1100) {
        let (directory, succession) = build(&ends, &links);
        let start = id(start.index(ends.len()));
        for heir in succession.today_of(&directory, start, day(today)) {
            prop_assert!(succession.line_of(&directory, heir).contains(&start));
        }
        let line = succession.line_of(&directory, start);
        prop_assert_eq!(line.iter().collect::<BTreeSet<_>>().len(), line.len());
    }

    #[test]
    fn a_refused_link_is_exactly_one_that_closes_a_circle((ends, links) in world()) {
        let mut kept: Vec<(usize, usize, u16)> = Vec::new();
        for link in links {
            let (_, succession) = build(&ends, &kept);
            if !succession.would_circle(id(link.0), id(link.1)) {
                kept.push(link);
            }
        }
        // Without circles there is an order in which every link leads onward.
        let mut left = kept.clone();
        while !left.is_empty() {
            let before = left.len();
            let sources: Vec<usize> = left.iter().map(|l| l.0).collect();
            left.retain(|l| sources.contains(&l.1));
            prop_assert!(left.len() < before, "a circle stayed: {left:?}");
        }
    }
}
