//! The public site on both databases.
mod data_tests;
mod feed_tests;
mod page_tests;
mod support;
