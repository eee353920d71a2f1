//! document-text
