//! The gallery (`/_ui`).
