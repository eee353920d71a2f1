//! The plan on both databases, with invented plans.
mod import_tests;
mod support;
