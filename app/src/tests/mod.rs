//! The whole program on both databases: every SQL text, every route with every role, backup and restore.
mod archive;
mod probes;
mod queries;
mod rehearsal;
