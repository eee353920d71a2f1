//! The plan on both databases, with invented plans.
mod amend_tests;
mod campaign_tests;
mod document_tests;
mod former_tests;
mod import_tests;
mod review_tests;
mod support;
