//! Properties of whole games: whatever happens in whatever order, the re-count equals the live ranking and nobody is paid for
//! what was refused.
mod cheating;
mod properties;
mod support;
