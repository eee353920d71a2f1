//! Đấu trường (gameshow): live games in halls, question sets and lessons. A game's answers live in its journal, which is the
//! only truth about it; nothing here may pay an answer that the journal does not hold.
mod lessons;
mod sets;

use base::Feature;

/// May write question sets and lessons.
pub const EDIT: &str = "gameshow.edit";
/// May prepare and run games.
pub const RUN: &str = "gameshow.run";

/// The feature as one value.
pub fn feature() -> Feature {
    Feature::new("gameshow")
        .migrations(&[])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", EDIT), ("coordinator", RUN), ("officer", EDIT), ("officer", RUN)])
        .queries(sets::QUERIES)
        .queries(lessons::QUERIES)
        .css(include_str!("gameshow.css"))
        .routes(sets::routes().merge(lessons::routes()))
}
