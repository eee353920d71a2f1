//! plan-reader
