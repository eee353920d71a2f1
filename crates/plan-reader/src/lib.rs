//! Reads a Vietnamese administrative plan (đọc kế hoạch) and keeps, for every fact, the span of text it came from.
//! Pure: no input or output, no clock, no randomness. It must never invent a fact, nor correct one silently.

pub mod agencies;
pub mod dates;
pub mod model;
pub mod text;
