//! Tests of polls through the router, on both databases.
