//! The campaign's key visual (tranh chủ đề): a lacquer panel with eggshell inlay, generated from the campaign's name and
//! its stops. It shows data: the vermilion sun stands over the stop that is on.
//!
//! Pure: the same [`Spec`] gives the same picture, byte for byte. It must never read a clock, a file or a random source.

mod drawing;
mod geometry;
mod mosaic;
mod random;
mod scene;
mod share;
mod text;

pub use drawing::Drawing;
pub use scene::{render, tile};
pub use share::share;

/// Most stops that one picture holds; further ones are left out.
pub const MOST_STOPS: usize = 8;

/// What to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// Decides the pieces of the inlay, usually the campaign's name; another seed gives another picture.
    pub seed: String,
    /// Campaign name: accessible title, and large on the share preview.
    pub title: String,
    /// Line below the title on the share preview; empty leaves it out.
    pub subtitle: String,
    /// Stops in order of time, one to [`MOST_STOPS`].
    pub stops: Vec<Stop>,
    /// Colours as CSS values; the design system fills them in from its tokens.
    pub palette: Palette,
}

/// One stop (chặng) of the campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Name, for the description.
    pub label: String,
    /// The picture chosen for it.
    pub drawing: Drawing,
    /// Where it stands in time.
    pub state: StopState,
}

/// Where a stop stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopState {
    /// Over.
    Done,
    /// Today: the sun stands over it.
    On,
    /// To come.
    Next,
}

/// Colours of the picture, as CSS values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// Black lacquer, ground of the share preview.
    pub ground: String,
    /// Raised lacquer: hills and the joints between pieces.
    pub raised: String,
    /// Eggshell, light to dark.
    pub shell: [String; 3],
    /// Vermilion of the sun.
    pub son: String,
    /// Gold leaf.
    pub gold: String,
    /// Dull gold of beams and rails.
    pub bronze: String,
    /// Leaf green.
    pub leaf: String,
    /// Water lines.
    pub water: String,
}

#[cfg(test)]
mod tests;
