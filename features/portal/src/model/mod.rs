//! Luật của trang công khai: what is on, what comes next, what belongs together. No IO, no clock, no language.
pub mod groups;
pub mod journey;
pub mod now_next;
