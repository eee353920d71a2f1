//! Danh sách nhiệm vụ: the filter that desk, table, views and files share, and its rows and cells in a constant number of statements.
mod filter;
pub(crate) mod row;
pub(crate) mod store;

pub(crate) use filter::{Asked, Filter, Order};
pub(crate) use row::Row;
pub(crate) use store::QUERIES;
