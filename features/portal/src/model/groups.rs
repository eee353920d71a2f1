//! Nhóm hoạt động (groups): activities by kind, as a citizen would look for them, and the icon of each.
use plan::door::Activity;

/// A group of kinds. The order is the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Catalogue key `portal-group-…` ends so.
    pub code: &'static str,
    kinds: &'static [&'static str],
}

/// All groups; whatever fits nowhere goes to the last one.
pub const GROUPS: [Group; 6] = [
    Group { code: "visit", kinds: &["exhibition", "book_tour"] },
    Group { code: "play", kinds: &["media_award", "gameshow", "esports", "creative_contest", "livestream_sale"] },
    Group { code: "safe", kinds: &["drill"] },
    Group { code: "feast", kinds: &["arts", "ceremony"] },
    Group { code: "spread", kinds: &["communications"] },
    Group { code: "more", kinds: &[] },
];

/// The group of a kind.
pub fn group_of(kind: &str) -> Group {
    GROUPS.into_iter().find(|g| g.kinds.contains(&kind)).unwrap_or(GROUPS[GROUPS.len() - 1])
}

/// Groups that occur, each with its activities in the plan's order.
pub fn grouped(activities: &[Activity]) -> Vec<(Group, Vec<&Activity>)> {
    let of = |group: Group| activities.iter().filter(move |a| group_of(plan::door::kind(&a.kind)) == group).collect::<Vec<_>>();
    GROUPS.into_iter().map(|g| (g, of(g))).filter(|(_, list)| !list.is_empty()).collect()
}

/// Splits groups into two columns of about equal length, keeping their order within each column.
pub fn halves<T>(groups: Vec<(usize, T)>) -> [Vec<T>; 2] {
    let mut halves = [Vec::new(), Vec::new()];
    let mut heights = [0_usize; 2];
    let mut order: Vec<(usize, usize, T)> = groups.into_iter().enumerate().map(|(at, (rows, group))| (at, rows + 1, group)).collect();
    order.sort_by_key(|(at, rows, _)| (std::cmp::Reverse(*rows), *at));
    let mut placed: [Vec<(usize, T)>; 2] = [Vec::new(), Vec::new()];
    for (at, rows, group) in order {
        let side = usize::from(heights[1] < heights[0]);
        heights[side] += rows;
        placed[side].push((at, group));
    }
    let first = |side: &Vec<(usize, T)>| side.iter().map(|(at, _)| *at).min().unwrap_or(usize::MAX);
    if first(&placed[1]) < first(&placed[0]) {
        placed.reverse();
    }
    for (side, mut groups) in placed.into_iter().enumerate() {
        groups.sort_by_key(|(at, _)| *at);
        halves[side] = groups.into_iter().map(|(_, group)| group).collect();
    }
    halves
}

/// Icon of an activity: the three pillars of digital transformation have their own, others that of their kind.
pub fn icon(activity: &Activity) -> &'static str {
    let title = vietnamese::fold(&activity.title);
    let pillars = [("chinh quyen so", "id-card"), ("kinh te so", "basket"), ("xa hoi so", "phone"), ("cong dan so", "user"), ("chuyen doi xanh", "leaf")];
    if plan::door::kind(&activity.kind) == "exhibition"
        && let Some((_, icon)) = pillars.into_iter().find(|(words, _)| title.contains(words))
    {
        return icon;
    }
    match activity.kind.as_str() {
        "livestream_sale" => "video",
        kind => plan::door::kind_icon(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_group_and_unknown_kinds_go_last() {
        for kind in plan::door::KINDS {
            assert!(kind == "other" || group_of(kind).code != "more", "{kind}");
        }
        assert_eq!(group_of("tương lai").code, "more");
    }

    #[test]
    fn columns_are_even_and_keep_their_order() {
        assert_eq!(halves(vec![(4, "visit"), (5, "play"), (1, "safe"), (1, "feast")]), [vec!["visit", "safe"], vec!["play", "feast"]]);
        assert_eq!(halves(vec![(1, "a")]), [vec!["a"], vec![]]);
        assert_eq!(halves::<&str>(vec![]), [Vec::<&str>::new(), vec![]]);
    }
}
