//! Dates and deadlines (mốc thời gian) as plans write them. Days are civil dates; what cannot be read stays null with its
//! words kept; an impossible date is never corrected.

mod atom;
mod phrase;

pub use atom::{Atom, Day, iso, scan as atoms};
pub use phrase::{Found, all, deadline, first, whole};

/// What the reader knows about time outside the phrase: the plan's year.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    /// Year of the plan, if known.
    pub year: Option<i16>,
}
