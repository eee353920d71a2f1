//! Phiếu vướng mắc (slip): a difficulty in the words of the agency that has it, from draft to acknowledged answer. A draft is seen by
//! its own agency only.
pub mod acts;
pub mod list;
pub mod store;
pub mod view;
pub mod write;

/// Address of a difficulty.
pub fn href(id: uuid::Uuid) -> String {
    format!("{}/phieu/{id}", super::matter::HOME)
}
