//! Reads a Vietnamese administrative plan (đọc kế hoạch) and keeps, for every fact, the span of text it came from.
//! Pure: no input or output, no clock, no randomness. It must never invent a fact, nor correct one silently.
//!
//! ```
//! let reading = plan_reader::read("KẾ HOẠCH\nTổ chức Ngày hội số\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\nBố trí xe cứu thương.");
//! assert_eq!(reading.assignments[0].lead, ["Sở Y tế"]);
//! ```

pub mod agencies;
pub mod dates;
mod diff;
mod extract;
mod guard;
mod heading;
pub mod model;
mod reader;
mod roles;
mod section;
mod text;
mod tree;

pub use diff::{Change, ChangedDuty, Diff, diff};
pub use guard::{NotAPlan, is_plan};
pub use model::Reading;
pub use reader::read;
