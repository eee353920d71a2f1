//! Reading rows, the same way inside and outside a transaction.
use super::args::bind_all;
use super::{Arg, Db, Pools};
use crate::feature::BoxFuture;
use crate::{Error, Result};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

/// A row type that both engines can fill: derive [`FromRow`](crate::FromRow), or use a tuple.
pub trait Record: Send + Unpin + for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> {}
impl<T> Record for T where T: Send + Unpin + for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> {}

/// What the database sent, before it is known what it means. Waiting for it is compiled here once; only reading it into a
/// type is compiled where the type is.
pub enum Rows {
    /// From SQLite.
    Sqlite(Vec<SqliteRow>),
    /// From PostgreSQL.
    Postgres(Vec<PgRow>),
}

impl Rows {
    fn read<T: Record>(&self) -> Result<Vec<T>> {
        Ok(match self {
            Rows::Sqlite(rows) => rows.iter().map(T::from_row).collect::<Result<_, sqlx::Error>>()?,
            Rows::Postgres(rows) => rows.iter().map(T::from_row).collect::<Result<_, sqlx::Error>>()?,
        })
    }
}

/// Anything that rows can be read from: [`Reader`] or [`super::Tx`]. Store functions take `&mut impl Fetch`.
pub trait Fetch: Send {
    /// All rows, not yet read.
    fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> BoxFuture<'_, Result<Rows>>;

    /// All rows.
    fn all<T: Record>(&mut self, sql: &'static str, args: Vec<Arg>) -> impl Future<Output = Result<Vec<T>>> + Send {
        async move { self.rows(sql, args).await?.read() }
    }

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
    fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> BoxFuture<'_, Result<Rows>> {
        self.db.count_statement();
        Box::pin(async move {
            Ok(match self.db.pools() {
                Pools::Sqlite { read, .. } => Rows::Sqlite(bind_all!(sqlx::query::<sqlx::Sqlite>(sql), args).fetch_all(read).await?),
                Pools::Postgres(pool) => Rows::Postgres(bind_all!(sqlx::query::<sqlx::Postgres>(sql), args).fetch_all(pool).await?),
            })
        })
    }
}
