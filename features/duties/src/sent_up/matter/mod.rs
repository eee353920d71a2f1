//! Việc cần giải quyết (matter): one or several difficulties that are answered together, from taking over to the leader's decision and
//! back to all agencies concerned. A clock runs at each step.
pub mod acts;
pub mod board;
pub mod decide;
pub mod flow;
pub mod group;
pub mod shown;
pub mod store;
pub mod view;

/// Address of board and list.
pub const HOME: &str = "/nhiem-vu/vuong-mac";

/// Address of a matter.
pub fn href(id: uuid::Uuid) -> String {
    format!("{HOME}/{id}")
}
