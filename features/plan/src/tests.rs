//! The plan on both databases, with invented plans.
mod document_tests;
mod import_tests;
mod support;
