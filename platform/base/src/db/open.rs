//! Opening the database: durable settings on both engines.
use super::{Db, Pools};
use crate::Result;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

impl Db {
    /// Opens (and creates) an SQLite file: WAL, foreign keys, and `synchronous=FULL`, so that what was acknowledged
    /// survives a power cut. One writer connection; several read-only ones.
    pub async fn open_sqlite(file: &Path) -> Result<Db> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30))
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory");
        let write = SqlitePoolOptions::new()
            // a file does not hang up: asking first costs every transaction a turn of the worker
            .test_before_acquire(false)
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.pragma("query_only", "true"))
            .await?;
        Ok(Db::new(Pools::Sqlite { read, write }))
    }

    /// Connects to PostgreSQL. `schema`, when given, is created and becomes the search path (tests use one each).
    pub async fn open_postgres(url: &str, schema: Option<&str>) -> Result<Db> {
        let mut options = PgConnectOptions::from_str(url)?.application_name(&format!("nhipso {}", uuid::Uuid::now_v7().simple()));
        if let Some(schema) = schema {
            let admin = PgPoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
            let create = format!("create schema if not exists \"{}\"", schema.replace('"', ""));
            sqlx::raw_sql(sqlx::AssertSqlSafe(create)).execute(&admin).await?;
            admin.close().await;
            options = options.options([("search_path", schema)]);
        }
        let pool = PgPoolOptions::new()
            .max_connections(if schema.is_some() { 4 } else { 16 })
            .acquire_timeout(Duration::from_secs(30))
            // A node that lost its power in a transaction must not hold up the others until TCP notices.
            .connect_with(options.options([("synchronous_commit", "on"), ("idle_in_transaction_session_timeout", "30s")]))
            .await?;
        Ok(Db::new(Pools::Postgres(pool)))
    }
}

/// Copies a live SQLite database into a new file (`VACUUM INTO`), through a connection of its own: writers go on.
pub async fn snapshot_sqlite(file: &Path, target: &Path) -> Result<()> {
    use sqlx::{ConnectOptions, Connection};
    let mut connection = SqliteConnectOptions::new().filename(file).busy_timeout(Duration::from_secs(60)).connect().await?;
    sqlx::query("vacuum into $1").bind(target.to_string_lossy().into_owned()).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
