//! Bench of the reader.
fn main() {}
