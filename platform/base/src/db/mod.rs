//! Cơ sở dữ liệu: one SQL text on two engines, SQLite (embedded, default) and PostgreSQL.
//! Reads go through [`Reader`], writes through [`Tx`]; nothing else may touch a pool.
mod args;
mod fetch;
pub mod migrate;
mod open;
mod tx;

pub use args::Arg;
pub use open::snapshot_sqlite;
pub use fetch::{Fetch, Reader, Record, Rows};
pub use tx::Tx;

use crate::Result;
use sqlx::{PgPool, SqlitePool};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tokio::sync::watch;

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pools: Pools,
    version: AtomicU64,
    /// Audit line up to which every change was made or noticed by this node.
    seen: AtomicI64,
    /// The last audit line that this node wrote.
    written: watch::Sender<i64>,
    statements: AtomicU64,
}

pub(crate) enum Pools {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// The two engines that the same code runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Embedded file database, the default.
    Sqlite,
    /// Server database, for several nodes.
    Postgres,
}

impl Db {
    fn new(pools: Pools) -> Self {
        Db(Arc::new(Inner {
            pools,
            version: AtomicU64::new(1),
            seen: AtomicI64::new(-1),
            written: watch::Sender::new(0),
            statements: AtomicU64::new(0),
        }))
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.pools() {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    pub(crate) fn pools(&self) -> &Pools {
        &self.0.pools
    }

    /// A reader outside any transaction.
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(self)
    }

    /// Begins a write transaction (`BEGIN IMMEDIATE` on SQLite, so that it never fails half-way for a lock).
    pub async fn write(&self) -> Result<Tx> {
        Tx::begin(self).await
    }

    /// One statement that is a transaction of its own, durable when this returns, for journals that are a chained log of their own and so
    /// have no entry in the audit log. A writer of SQLite takes one turn for it where [`Db::write`] takes three.
    pub async fn append(&self, sql: &'static str, args: Vec<Arg>) -> Result<()> {
        tx::alone(self, sql, args).await
    }

    /// Grows with every committed change that a reader may see: the public page cache is keyed by it.
    pub fn version(&self) -> u64 {
        self.0.version.load(Ordering::Acquire)
    }

    /// Says that something visible changed (also called when another node reports a change).
    pub fn touch(&self) {
        self.0.version.fetch_add(1, Ordering::AcqRel);
    }

    /// This node committed the audit lines from `first` to `last`. When another node wrote in between, they stay unseen,
    /// so that [`crate::nodes`] looks at them.
    fn wrote(&self, first: i64, last: i64) {
        self.touch();
        let _: std::result::Result<i64, i64> = self.0.seen.compare_exchange(first - 1, last, Ordering::AcqRel, Ordering::Acquire);
        self.0.written.send_replace(last);
    }

    /// Audit line up to which every change is known to this node.
    pub(crate) fn seen(&self) -> i64 {
        self.0.seen.load(Ordering::Acquire)
    }

    /// Notes that all changes up to this audit line are known now.
    pub(crate) fn set_seen(&self, newest: i64) {
        self.0.seen.store(newest, Ordering::Release);
    }

    /// The last audit line that this node wrote, as it grows.
    pub(crate) fn written(&self) -> watch::Receiver<i64> {
        self.0.written.subscribe()
    }

    /// Statements sent since the start: list pages are pinned to a constant number of them by tests.
    pub fn statements(&self) -> u64 {
        self.0.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn count_statement(&self) {
        self.0.statements.fetch_add(1, Ordering::Relaxed);
    }

    /// Programs of ours that are connected to this PostgreSQL database besides this one; 0 on SQLite, which is held by a file.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn other_programs(&self) -> Result<i64> {
        const OTHERS: &str = "select count(distinct application_name) from pg_stat_activity
            where datname = current_database() and application_name like 'nhipso%' and application_name <> current_setting('application_name')";
        match self.engine() {
            Engine::Sqlite => Ok(0),
            Engine::Postgres => Ok(self.reader().one::<(i64,)>(OTHERS, vec![]).await?.0),
        }
    }

    /// Closes all connections (a clean stop; SQLite then folds its write-ahead log into the file).
    pub async fn close(&self) {
        match self.pools() {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
