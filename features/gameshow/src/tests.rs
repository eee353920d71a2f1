//! Requests through the router on both databases, and whole games through the owner, with real WebSockets.
mod audit_tests;
mod cheating_tests;
mod game_tests;
mod nodes_tests;
mod owner_tests;
mod pages_tests;
mod phone;
mod published_tests;
mod plain_tests;
mod roster_tests;
mod stage_tests;
mod support;
