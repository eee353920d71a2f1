//! Texts of this crate (lời trên giao diện) and the door through which `base` hands in all messages.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// Language and Fluent source of the texts of this crate; every key starts with `ui-`.
pub const MESSAGES: [(&str, &str); 2] =
    [("vi", include_str!("../messages/vi.ftl")), ("en", include_str!("../messages/en.ftl"))];

/// Looks up messages. `base` implements it over all catalogues.
pub trait Messages: Send + Sync {
    /// The text of `key` in `lang`; an unknown key comes back as it is. Arguments that look like whole numbers count
    /// as numbers (plural rules).
    fn get(&self, lang: &str, key: &str, args: &[(&str, String)]) -> String;
}

/// Only the texts of this crate: gallery and tests.
pub struct OwnMessages {
    bundles: Vec<(&'static str, FluentBundle<FluentResource>)>,
}

impl Default for OwnMessages {
    fn default() -> Self {
        let bundles = MESSAGES.iter().map(|&(lang, source)| {
            let id = lang.parse().expect("our own language names are valid");
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partly, _)| partly);
            bundle.add_resource_overriding(resource);
            (lang, bundle)
        });
        Self { bundles: bundles.collect() }
    }
}

impl Messages for OwnMessages {
    fn get(&self, lang: &str, key: &str, args: &[(&str, String)]) -> String {
        let found = self.bundles.iter().find(|(name, _)| *name == lang).or_else(|| self.bundles.first());
        let Some((_, bundle)) = found else { return key.to_owned() };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        let mut values = FluentArgs::new();
        values.set("example-day", "21/09/2026");
        for (name, value) in args {
            let value = value.parse::<i64>().map_or_else(|_| FluentValue::from(value.clone()), FluentValue::from);
            values.set((*name).to_owned(), value);
        }
        bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(source: &str) -> BTreeSet<&str> {
        let names = source.lines().filter(|line| !line.starts_with([' ', '#', '}']));
        names.filter_map(|line| line.split_once(" =").map(|(name, _)| name)).collect()
    }

    #[test]
    fn both_languages_parse_and_hold_the_same_keys() {
        for (lang, source) in MESSAGES {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{lang}.ftl has a syntax error");
            assert!(keys(source).iter().all(|key| key.starts_with("ui-")), "{lang}.ftl has a key without ui-");
        }
        assert_eq!(keys(MESSAGES[0].1), keys(MESSAGES[1].1));
    }

    #[test]
    fn numbers_choose_the_plural() {
        let messages = OwnMessages::default();
        let one = messages.get("en", "ui-errors-title", &[("count", "1".to_owned())]);
        let two = messages.get("en", "ui-errors-title", &[("count", "2".to_owned())]);
        assert!(one.contains('1') && two.contains('2') && one.trim_end_matches('s') != two);
        assert!(messages.get("vi", "ui-errors-title", &[("count", "3".to_owned())]).contains('3'));
    }
}
