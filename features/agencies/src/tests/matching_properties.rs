//! Properties of finding by name in a directory.
use crate::directory::{Agency, DatedName, Directory};
use crate::model::{Kind, Span};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

fn agency(name: &str, span: Span) -> Agency {
    let names = vec![DatedName { id: Uuid::now_v7(), name: name.into(), is_alias: false, span }];
    Agency { id: Uuid::now_v7(), slug: vietnamese::slug(name), kind: Kind::Other, is_group: false, parent: None, span, merged_into: None, names }
}

const ON: Date = date(2024, 9, 15);
const NAME: &str = "(Sở|Ban|UBND huyện|UBND xã) [A-ZĐ][aăâeêioôơuưáàếồữy]{1,3}[nhc]( [A-ZĐ][aăâeêioôơuưáàếồữy]{1,3}[nhc]){0,2}";

proptest! {
    #[test]
    fn what_is_listed_is_found_and_only_itself(names in proptest::collection::hash_set(NAME, 1..8)) {
        let names: Vec<String> = names.into_iter().collect();
        let directory = Directory::new(names.iter().map(|n| agency(n, Span::default())).collect());
        for (n, name) in names.iter().enumerate() {
            let twins = names.iter().filter(|o| crate::matching::same_name(o, name)).count();
            let found = directory.find(&format!(" {} ", name.to_uppercase()), ON);
            if twins == 1 {
                prop_assert_eq!(found, Some(directory.agencies()[n].id), "{}", name);
            } else {
                prop_assert_eq!(found, None, "{}", name);
            }
        }
    }

    #[test]
    fn nobody_is_found_outside_their_days(name in NAME, from in 0i32..400, len in 0i32..400, asked in -100i32..900) {
        let day = |n: i32| date(2024, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
        let span = Span { from: Some(day(from)), to: Some(day(from + len)) };
        let directory = Directory::new(vec![agency(&name, span)]);
        let lives = (from..=from + len).contains(&asked);
        prop_assert_eq!(directory.find(&name, day(asked)).is_some(), lives);
        prop_assert_eq!(directory.list(day(asked)).len(), usize::from(lives));
        prop_assert_eq!(directory.name_on(directory.agencies()[0].id, day(asked)).unwrap().name, name);
    }

    #[test]
    fn any_text_may_be_asked(name in any::<String>(), asked in any::<String>()) {
        let directory = Directory::new(vec![agency(&name, Span::default())]);
        let _ = directory.find(&asked, ON);
    }
}
