//! The whole program on both databases: every SQL text, every route with every role, backup and restore.
mod archive;
mod archive_postgres;
mod forms;
mod hold;
mod migrations;
mod probes;
mod queries;
mod refused;
mod rehearsal;
