//! Xếp trang: pieces → pages of placed words and rules. Widows, headings, signatures and rows of tables stay together.
pub mod lines;
mod pages;
mod place;

pub use pages::pages;
pub use place::{Item, Page, Shape, Tag};
