//! Backup of a real PostgreSQL while writes go on, restored into another empty database: same content, whole chain.
use crate::{archive, boot, restore};
use base::audit::{Chain, verify};
use base::{Actor, Config, Fetch, Site};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A database of the test's own; dropped with it.
struct Database {
    url: String,
    name: String,
}

impl Database {
    fn new() -> Database {
        let name = format!("nhipso_archive_{}", uuid::Uuid::now_v7().simple());
        let server = base::testing::postgres_url();
        psql(&server, &format!("create database {name}"));
        let (place, query) = server.split_once('?').map_or((server.clone(), String::new()), |(p, q)| (p.to_owned(), format!("?{q}")));
        Database { url: format!("{}/{name}{query}", place.rsplit_once('/').unwrap().0), name }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        psql(&base::testing::postgres_url(), &format!("drop database {} with (force)", self.name));
    }
}

fn psql(url: &str, sql: &str) -> String {
    let done = Command::new("psql").args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql, url]).output().expect("tests need psql");
    assert!(done.status.success(), "{sql}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

fn config(database: &Database, name: &str) -> Config {
    let data = std::env::temp_dir().join(format!("nhipso-{name}-{}", uuid::Uuid::now_v7()));
    Config { data, database_url: Some(database.url.clone()), ..Config::default() }
}

async fn start(config: &Config) -> Site {
    let db = boot::open_database(config).await.unwrap();
    boot::migrate(config, &db).await.unwrap();
    boot::site(config.clone(), db, None).await.unwrap()
}

async fn note(site: &Site, n: i64) {
    let mut tx = site.db.write().await.unwrap();
    base::settings::set(&mut tx, "test", &n.to_string(), n).await.unwrap();
    tx.audit(&Actor::program("test", n), "test.note", "setting", "test", None, serde_json::json!({ "n": n })).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lines(site: &Site) -> Vec<(i64, Vec<u8>)> {
    site.db.reader().all("select seq, hash from audit order by seq", vec![]).await.unwrap()
}

/// Every table with a digest of all its rows, without those that the writer of the test changes.
fn content(database: &Database) -> Vec<String> {
    let tables = psql(&database.url, "select tablename from pg_tables where schemaname = 'public' and tablename not in ('audit', 'setting') order by 1");
    let digest = |table: &str| psql(&database.url, &format!("select count(*), md5(string_agg(t::text, '|' order by t::text)) from {table} t"));
    tables.lines().map(|table| format!("{table} {}", digest(table))).collect()
}

fn backups(config: &Config, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(config.data.join("backups")).unwrap();
    entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == ending)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_backup_taken_while_writing_restores_into_another_database() {
    let (first, second) = (Database::new(), Database::new());
    let here = config(&first, "pg-here");
    let site = start(&here).await;
    let sample = crate::example::text(site.clock.today());
    plan::import_file(&site, &Actor::program("test", 1), crate::example::FILE_NAME, sample.as_bytes()).await.unwrap();
    let hash = site.files.write(b"a picture").await.unwrap();

    let (stop, writer) = (Arc::new(AtomicBool::new(false)), site.clone());
    let stopped = stop.clone();
    let writing = tokio::spawn(async move {
        let mut n = 0;
        while !stopped.load(Ordering::Relaxed) {
            n += 1;
            note(&writer, n).await;
        }
    });
    let before = lines(&site).await.len();
    let file = archive::backup(&here, None).await.unwrap();
    let after = lines(&site).await.len();
    stop.store(true, Ordering::Relaxed);
    writing.await.unwrap();
    assert!(after > before + 5, "the writer was not held up: {before} to {after}");

    let there = config(&second, "pg-there");
    boot::open_database(&there).await.unwrap().close().await;
    restore::restore(&there, &file, false).await.unwrap();
    let copy = start(&there).await;
    let restored = lines(&copy).await;
    assert!(restored.len() >= before && restored.len() <= after, "{} is not between {before} and {after}", restored.len());
    assert_eq!(restored, lines(&site).await[..restored.len()], "a moment of the original, nothing torn");
    assert_eq!(verify(&copy.db).await.unwrap(), Chain::Whole(i64::try_from(restored.len()).unwrap()));
    assert_eq!(content(&second), content(&first));
    assert!(content(&first).len() > 20);
    assert_eq!(copy.files.read(&hash).await.unwrap(), b"a picture");
    assert_eq!(base::vault::health(&there, &copy.db).await.unwrap(), base::vault::Health::Well);
    assert!(psql_refuses(&second.url, "delete from audit"), "the triggers came with it");

    let refused = restore::restore(&there, &file, true).await.unwrap_err();
    assert!(format!("{refused:#}").contains("đang chạy"), "{refused:#}");
    note(&copy, 77).await;
    copy.db.close().await;
    let refused = restore::restore(&there, &file, false).await.unwrap_err();
    assert!(format!("{refused:#}").contains("--replace"), "{refused:#}");

    restore::restore(&there, &file, true).await.unwrap();
    assert_eq!(psql(&second.url, "select count(*) from audit"), restored.len().to_string());
    let aside = backups(&there, "zip").pop().expect("the replaced data are kept as a backup");
    restore::restore(&there, &aside, true).await.unwrap();
    assert_eq!(psql(&second.url, "select count(*) from audit"), (restored.len() + 1).to_string(), "and come back from it");

    site.db.close().await;
    for config in [&here, &there] {
        std::fs::remove_dir_all(&config.data).unwrap();
    }
}

fn psql_refuses(url: &str, sql: &str) -> bool {
    !Command::new("psql").args(["-X", "-q", "-c", sql, url]).output().expect("tests need psql").status.success()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tampered_postgresql_backup_changes_nothing() {
    let (first, second) = (Database::new(), Database::new());
    let (here, there) = (config(&first, "pg-forged"), config(&second, "pg-kept"));
    for (config, n) in [(&here, 3), (&there, 5)] {
        let site = start(config).await;
        for n in 0..n {
            note(&site, n).await;
        }
        site.db.close().await;
    }
    let kept = (content(&second), psql(&second.url, "select string_agg(hash::text, '' order by seq) from audit"));
    psql(&first.url, "alter table audit disable trigger user; update audit set detail = '{\"forged\":1}' where seq = 2; alter table audit enable trigger user");
    let forged = archive::backup(&here, None).await.unwrap();
    let refused = restore::restore(&there, &forged, true).await.unwrap_err();
    assert!(format!("{refused:#}").contains("không nguyên vẹn"), "{refused:#}");
    let now = (content(&second), psql(&second.url, "select string_agg(hash::text, '' order by seq) from audit"));
    assert_eq!(now, kept);
    restore::refuse_unfinished(&there).unwrap();

    let third = Database::new();
    let empty = config(&third, "pg-empty");
    assert!(restore::restore(&empty, &forged, false).await.is_err());
    assert_eq!(psql(&third.url, "select count(*) from pg_tables where schemaname = 'public'"), "0", "an empty database stays empty");
    for config in [&here, &there, &empty] {
        drop(std::fs::remove_dir_all(&config.data));
    }
}
