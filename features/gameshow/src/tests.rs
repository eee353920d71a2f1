//! Requests through the router on both databases, and whole games through the owner, with real WebSockets.
mod cheating_tests;
mod game_tests;
mod pages_tests;
mod phone;
mod support;
