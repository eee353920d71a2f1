//! Trong lúc đó (meanwhile): when somebody else saved first, the page shows what they stored beside what was typed, so that nobody
//! writes over words that they have not read.
use ui::{Choice, Form, Frame};

/// A field that holds something else in the store than in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Its label.
    pub label: String,
    /// What is stored, in words.
    pub value: String,
}

/// A field to compare.
pub(crate) struct Field<'a> {
    name: &'static str,
    label: &'static str,
    choices: &'a [Choice],
}

/// A field whose value is words: its name and the catalogue key of its label.
pub(crate) fn text(name: &'static str, label: &'static str) -> Field<'static> {
    Field { name, label, choices: &[] }
}

/// A field whose value is one of these choices.
pub(crate) fn choice<'a>(name: &'static str, label: &'static str, choices: &'a [Choice]) -> Field<'a> {
    Field { name, label, choices }
}

/// The fields that are stored otherwise than they were typed, as they are stored.
pub(crate) fn differing(frame: &Frame, typed: &Form, stored: &Form, fields: &[Field<'_>]) -> Vec<Stored> {
    let same = |name: &str| plain(typed.value(name)) == plain(stored.value(name));
    let word = |f: &Field<'_>| {
        let value = stored.value(f.name);
        let chosen = f.choices.iter().find(|c| c.value == value).map(|c| c.label.clone()).unwrap_or_else(|| value.to_owned());
        if chosen.trim().is_empty() { frame.t("duties-meanwhile-empty") } else { chosen }
    };
    fields.iter().filter(|f| !same(f.name)).map(|f| Stored { label: frame.t(f.label), value: word(f) }).collect()
}

/// Browsers send line breaks otherwise than they are stored.
fn plain(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
