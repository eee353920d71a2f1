//! Nhập, xuất bảng tính (exchange): the directory as an xlsx that a province keeps, edits and brings back. Nothing is
//! stored before a person has seen what would change and confirmed it.
mod apply;
mod columns;
mod compare;
mod read;
pub(crate) mod routes;
mod rows;
mod write;
#[cfg(test)]
pub(crate) mod tests;
