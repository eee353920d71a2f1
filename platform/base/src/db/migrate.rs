//! Migrations: each feature brings its own, with the same names in both dialects; they only ever go forward.
use super::{Db, Engine, Fetch};
use crate::feature::{Feature, Migration};
use crate::{Error, Result, args};

const TABLE: &str = "create table if not exists migration (
    feature text not null, name text not null, checksum text not null, applied_at bigint not null,
    primary key (feature, name))";
const APPLIED: &str = "select feature, name, checksum from migration";
const RECORD: &str = "insert into migration (feature, name, checksum, applied_at) values ($1, $2, $3, $4)";

/// A migration that the database has not seen yet.
pub struct Pending {
    feature: &'static str,
    migration: &'static Migration,
}

/// The migrations still to run, in the order of the feature list.
///
/// # Errors
/// When a migration that already ran has been edited since: migrations are append-only.
pub async fn pending(db: &Db, features: &[Feature]) -> Result<Vec<Pending>> {
    let mut tx = db.write().await?;
    tx.unaudited("bookkeeping of migrations");
    tx.script(TABLE).await?;
    let applied: Vec<(String, String, String)> = tx.all(APPLIED, args![]).await?;
    tx.commit().await?;
    let mut pending = Vec::new();
    for feature in features {
        for migration in feature.migrations {
            let known = applied.iter().find(|(f, n, _)| f == feature.name && n == migration.name);
            match known {
                None => pending.push(Pending { feature: feature.name, migration }),
                Some((_, _, sum)) if *sum != checksum(db.engine(), migration) => {
                    return Err(Error::internal(format!("migration {}/{} was edited after it ran", feature.name, migration.name)));
                }
                Some(_) => {}
            }
        }
    }
    Ok(pending)
}

/// Whether any migration ever ran here: an empty database needs no backup before the first ones.
pub async fn is_empty(db: &Db) -> Result<bool> {
    let rows: Vec<(String, String, String)> = db.reader().all(APPLIED, args![]).await?;
    Ok(rows.is_empty())
}

/// Runs every pending migration in one transaction: all or nothing.
pub async fn run(db: &Db, pending: &[Pending], now: i64) -> Result<()> {
    let mut tx = db.write().await?;
    tx.lock("migrations").await?;
    tx.unaudited("the schema is no person's data");
    // Another node may have run them while this one waited for the lock.
    let applied: Vec<(String, String, String)> = tx.all(APPLIED, args![]).await?;
    let open = |p: &&Pending| !applied.iter().any(|(f, n, _)| f == p.feature && n == p.migration.name);
    for Pending { feature, migration } in pending.iter().filter(open) {
        tx.script(dialect(db.engine(), migration)).await?;
        tx.exec(RECORD, args![*feature, migration.name, checksum(db.engine(), migration), now]).await?;
    }
    tx.commit().await
}

fn dialect(engine: Engine, m: &Migration) -> &'static str {
    match engine {
        Engine::Sqlite => m.sqlite,
        Engine::Postgres => m.postgres,
    }
}

fn checksum(engine: Engine, m: &Migration) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(dialect(engine, m).as_bytes()))
}
