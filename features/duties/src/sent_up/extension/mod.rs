//! Xin gia hạn (extensions): an agency asks for a new deadline of one or several duties, the coordinating department or the leader
//! answers. Approving changes the approved deadline only, through the duty's standing; the first deadline never changes.
pub mod ask;
pub(crate) mod closing;
pub mod decide;
pub mod noted;
mod gone;
pub mod list;
pub mod store;
pub mod view;

pub(crate) use gone::{close, duties_changed};

/// Address of the list.
pub const HOME: &str = "/nhiem-vu/gia-han";

/// Address of a request.
pub fn href(id: uuid::Uuid) -> String {
    format!("{HOME}/{id}")
}
