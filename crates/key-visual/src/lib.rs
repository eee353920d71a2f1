//! key-visual
