//! Danh mục lời: the message catalogue (Fluent), Vietnamese first, English second. Each feature brings its own texts.
use crate::feature::Feature;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use std::sync::{PoisonError, RwLock};
use unic_langid::LanguageIdentifier;

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// "vi" or "en", as in `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    /// Reads a code; anything else than "en" is Vietnamese.
    pub fn from_code(code: &str) -> Lang {
        if code == "en" { Lang::En } else { Lang::Vi }
    }
}

/// All texts of all features in both languages.
pub struct Catalog {
    vi: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    example: RwLock<String>,
}

impl Catalog {
    /// Gathers the texts of the features.
    ///
    /// # Panics
    /// At start, when a catalogue has a syntax error or two features use one key: a fault of the program, caught by tests.
    pub fn new(features: &[Feature], more: &[[&'static str; 2]]) -> Catalog {
        let mut catalog = Catalog { vi: bundle("vi"), en: bundle("en"), example: RwLock::default() };
        for [vi, en] in features.iter().map(|f| f.messages).chain(more.iter().copied()) {
            add(&mut catalog.vi, vi);
            add(&mut catalog.en, en);
        }
        catalog
    }

    /// The day that hints show how to write (`{ $example-day }` in any text): one of the campaign, so that nobody copies another year.
    pub fn set_example(&self, day: Date) {
        *self.example.write().unwrap_or_else(PoisonError::into_inner) = day.strftime("%d/%m/%Y").to_string();
    }

    /// The text for a key, Vietnamese if English lacks it; the key itself if nobody knows it (tests catch that).
    pub fn text(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        let bundles = match lang {
            Lang::Vi => [&self.vi, &self.vi],
            Lang::En => [&self.en, &self.vi],
        };
        for bundle in bundles {
            let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { continue };
            let example = self.example.read().unwrap_or_else(PoisonError::into_inner);
            let mut values = FluentArgs::new();
            values.set("example-day", example.as_str());
            for (name, value) in args {
                values.set(*name, number_or_text(value));
            }
            return bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned();
        }
        key.to_owned()
    }

    /// Whether a key exists.
    pub fn knows(&self, key: &str) -> bool {
        self.vi.has_message(key)
    }
}

fn number_or_text(value: &str) -> FluentValue<'static> {
    match value.parse::<i64>() {
        Ok(n) if value == n.to_string() => FluentValue::from(n),
        _ => FluentValue::from(value.to_owned()),
    }
}

fn bundle(lang: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(lang.parse::<LanguageIdentifier>().into_iter().collect());
    bundle.set_use_isolating(false);
    bundle
}

fn add(bundle: &mut FluentBundle<FluentResource>, text: &'static str) {
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("message catalogue: {errors:?}"),
    };
    if let Err(errors) = bundle.add_resource(resource) {
        panic!("message catalogue: {errors:?}");
    }
}
