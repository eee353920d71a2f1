//! Text rules of Vietnamese (quy tắc chữ Việt): search keys, order, names, dates, numbers, telephone numbers.
//!
//! Pure functions over strings and civil dates. Nothing here reads a file, a clock or a configuration, and nothing
//! knows a province, an agency or a person: the current day is always an argument.
//!
//! | want | use |
//! |---|---|
//! | clean what a person typed or a file brought | [`normalize`], [`normalize_line`] |
//! | compare two spellings of one name | [`canonical_tone`], [`same_text`] |
//! | search without marks, highlight the hits | [`fold`], [`contains_folded`], [`highlight`], [`match_rank`] |
//! | addresses of pages | [`slug`] |
//! | order in lists and databases | [`collate`] |
//! | people and agencies | [`names`], [`acronyms`] |
//! | dates, numbers, money, telephones | [`dates`], [`numbers`], [`phone`] |
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod acronyms;
pub mod collate;
pub mod dates;
mod fold;
pub mod letters;
pub mod names;
mod normal;
pub mod numbers;
pub mod phone;
mod reading;
mod search;
mod slug;
mod tone;

pub use fold::{fold, fold_loose};
pub use letters::upper_first;
pub use normal::{normalize, normalize_line};
pub use search::{MatchRank, contains_folded, highlight, match_rank};
pub use slug::slug;
pub use tone::{canonical_tone, same_text};
