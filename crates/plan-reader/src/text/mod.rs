//! From raw bytes of text to paragraphs (đoạn): cleaning, joining of broken lines, labels, words.

pub mod clean;
pub mod join;
pub mod label;
pub mod source;
pub mod words;
