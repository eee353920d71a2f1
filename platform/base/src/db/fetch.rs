//! Reading rows, the same way inside and outside a transaction.
use super::args::bind_all;
use super::{Arg, Db, Pools};
use crate::{Error, Result};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

/// A row type that both engines can fill: derive `sqlx::FromRow`, or use a tuple.
pub trait Record: Send + Unpin + for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> {}
impl<T> Record for T where T: Send + Unpin + for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> {}

/// Anything that rows can be read from: [`Reader`] or [`super::Tx`]. Store functions take `&mut impl Fetch`.
pub trait Fetch: Send {
    /// All rows.
    fn all<T: Record>(&mut self, sql: &'static str, args: Vec<Arg>) -> impl Future<Output = Result<Vec<T>>> + Send;

    /// The first row, if any.
    fn maybe<T: Record>(&mut self, sql: &'static str, args: Vec<Arg>) -> impl Future<Output = Result<Option<T>>> + Send {
        async move { Ok(self.all(sql, args).await?.into_iter().next()) }
    }

    /// The first row; [`Error::NotFound`] when there is none.
    fn one<T: Record>(&mut self, sql: &'static str, args: Vec<Arg>) -> impl Future<Output = Result<T>> + Send {
        async move { self.maybe(sql, args).await?.ok_or(Error::NotFound) }
    }
}

/// Reads outside a transaction.
pub struct Reader<'d> {
    db: &'d Db,
}

impl<'d> Reader<'d> {
    pub(super) fn new(db: &'d Db) -> Self {
        Reader { db }
    }
}

impl Fetch for Reader<'_> {
    async fn all<T: Record>(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<T>> {
        self.db.count_statement();
        Ok(match self.db.pools() {
            Pools::Sqlite { read, .. } => bind_all!(sqlx::query_as::<sqlx::Sqlite, T>(sql), args).fetch_all(read).await?,
            Pools::Postgres(pool) => bind_all!(sqlx::query_as::<sqlx::Postgres, T>(sql), args).fetch_all(pool).await?,
        })
    }
}
