//! Bàn nhiệm vụ: what waits for whoever opens it, most urgent first. An officer sees the own agency's duties and parts, a coordinator what
//! waits for a decision. Every number is a link to its rows; each row can be reached by keyboard.
mod groups;
mod show;
pub(crate) mod store;

pub(crate) use show::{cells, show};
pub(crate) use store::QUERIES;
