//! sets.
use base::Routes;

pub(crate) const QUERIES: &[(&str, &str)] = &[];

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    Routes::new()
}
