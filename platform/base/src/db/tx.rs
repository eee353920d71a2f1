//! A write transaction. It refuses to commit a change that nobody wrote into the audit log.
use super::args::bind_all;
use super::{Arg, Db, Fetch, Pools, Rows};
use crate::audit::Entry;
use crate::feature::BoxFuture;
use crate::{Error, Result};
use sqlx::{Postgres, Sqlite, Transaction};

/// See [`Db::append`].
pub(super) async fn alone(db: &Db, sql: &'static str, args: Vec<Arg>) -> Result<()> {
    db.count_statement();
    match db.pools() {
        Pools::Sqlite { write, .. } => drop(bind_all!(sqlx::query::<Sqlite>(sql), args).execute(write).await?),
        Pools::Postgres(pool) => drop(bind_all!(sqlx::query::<Postgres>(sql), args).execute(pool).await?),
    }
    Ok(())
}

/// A write transaction on either engine. Dropped without [`Tx::commit`] it changes nothing.
pub struct Tx {
    inner: Inner,
    db: Db,
    writes: u32,
    noted: Vec<Entry>,
    unaudited: Option<&'static str>,
}

enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn begin(db: &Db) -> BoxFuture<'_, Result<Tx>> {
        Box::pin(async move {
            let inner = match db.pools() {
                Pools::Sqlite { write, .. } => Inner::Sqlite(write.begin_with("begin immediate").await?),
                Pools::Postgres(pool) => Inner::Postgres(pool.begin().await?),
            };
            Ok(Tx { inner, db: db.clone(), writes: 0, noted: Vec::new(), unaudited: None })
        })
    }

    /// Runs a statement and returns the number of rows that it touched.
    pub fn exec(&mut self, sql: &'static str, args: Vec<Arg>) -> BoxFuture<'_, Result<u64>> {
        self.writes += 1;
        self.db.count_statement();
        Box::pin(async move {
            Ok(match &mut self.inner {
                Inner::Sqlite(tx) => bind_all!(sqlx::query::<Sqlite>(sql), args).execute(&mut **tx).await?.rows_affected(),
                Inner::Postgres(tx) => bind_all!(sqlx::query::<Postgres>(sql), args).execute(&mut **tx).await?.rows_affected(),
            })
        })
    }

    /// Runs a script of several statements without parameters (migrations).
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<()> {
        self.writes += 1;
        match &mut self.inner {
            Inner::Sqlite(tx) => _ = sqlx::raw_sql(sql).execute(&mut **tx).await?,
            Inner::Postgres(tx) => _ = sqlx::raw_sql(sql).execute(&mut **tx).await?,
        }
        Ok(())
    }

    /// On PostgreSQL, makes this transaction wait for others that hold the same named lock; SQLite has one writer anyway.
    pub fn lock<'t>(&'t mut self, name: &'t str) -> BoxFuture<'t, Result<()>> {
        Box::pin(async move {
            if let Inner::Postgres(tx) = &mut self.inner {
                sqlx::query("select pg_advisory_xact_lock(hashtext($1))").bind(name).execute(&mut **tx).await?;
            }
            Ok(())
        })
    }

    /// States why this transaction needs no audit entry (housekeeping such as "last seen", never a person's change).
    pub fn unaudited(&mut self, why: &'static str) {
        self.unaudited = Some(why);
    }

    pub(crate) fn note_audit(&mut self, entry: Entry) {
        self.noted.push(entry);
    }

    /// Makes the change durable. Fails, and changes nothing, if rows were written without an audit entry.
    pub fn commit(mut self) -> BoxFuture<'static, Result<()>> {
        Box::pin(async move {
            let noted = std::mem::take(&mut self.noted);
            let audited = !noted.is_empty();
            if self.writes > 0 && !audited && self.unaudited.is_none() {
                return Err(Error::internal("a change without an audit entry was refused"));
            }
            let lines = if audited { Some(self.write_audit(noted).await?) } else { None };
            match self.inner {
                Inner::Sqlite(tx) => tx.commit().await?,
                Inner::Postgres(tx) => tx.commit().await?,
            }
            if let Some((first, last)) = lines {
                self.db.wrote(first, last);
            }
            Ok(())
        })
    }
}

impl Fetch for Tx {
    fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> BoxFuture<'_, Result<Rows>> {
        self.db.count_statement();
        Box::pin(async move {
            Ok(match &mut self.inner {
                Inner::Sqlite(tx) => Rows::Sqlite(bind_all!(sqlx::query::<Sqlite>(sql), args).fetch_all(&mut **tx).await?),
                Inner::Postgres(tx) => Rows::Postgres(bind_all!(sqlx::query::<Postgres>(sql), args).fetch_all(&mut **tx).await?),
            })
        })
    }
}
