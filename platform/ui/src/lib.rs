//! The design system "Sơn mài": layouts, components, style, behaviours, fonts and icons of every page.
//!
//! Pages are askama templates of the features; they extend `layout/*.html` and import `components/*/*.html` of this
//! crate (see `README.md`). Only `frame` and `respond` know `base`; nothing here knows a feature or decides what a person may see:
//! it shows what it is given.

pub mod assets;
pub mod campaign;
pub mod form;
pub mod frame;
pub mod gallery;
mod layout;
pub mod live;
pub mod messages;
pub mod page;
pub mod parts;
pub mod qr;
pub mod respond;
pub mod tokens;
mod typed;
mod working;
#[cfg(test)]
mod layout_test;

pub use assets::asset;
pub use campaign::{LinkGroup, NavEntry, NavGroup, Shell, ViewerBadge};
pub use form::{Choice, Form};
pub use frame::{Frame, install_shell};
pub use live::{Beat, BeatBar, BeatState, Countdown, RunRow, Slot};
pub use messages::{MESSAGES, Messages};
pub use page::{Crumb, Notice, Page, Theme};
pub use respond::{done, error_pages, html, public, unprocessable, warned, with_status};
pub use parts::{Activity, Cell, Link, Pager, Step, StepState, Task, Tone};
