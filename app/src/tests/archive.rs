//! Backup while the program runs, restore elsewhere, same content; a damaged backup changes nothing.
use crate::{archive, boot};
use base::{Actor, Config, Fetch, Site};
use std::path::PathBuf;

fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("nhipso-{name}-{}", uuid::Uuid::now_v7()))
}

async fn start(config: &Config) -> Site {
    let db = boot::open_database(config).await.unwrap();
    boot::migrate(config, &db).await.unwrap();
    boot::site(config.clone(), db, None).await.unwrap()
}

async fn content(site: &Site) -> Vec<(i64, Vec<u8>)> {
    site.db.reader().all("select seq, hash from audit order by seq", vec![]).await.unwrap()
}

#[tokio::test]
async fn a_backup_taken_while_running_restores_elsewhere() {
    let here = Config { data: folder("here"), ..Config::default() };
    let site = start(&here).await;
    let actor = Actor::program("test", 1);
    let sample = crate::example::text(site.clock.today());
    plan::import_file(&site, &actor, crate::example::FILE_NAME, sample.as_bytes()).await.unwrap();
    let hash = site.files.write(b"a picture").await.unwrap();

    let file = archive::backup(&here, None).await.unwrap();
    let there = Config { data: folder("there"), ..Config::default() };
    archive::restore(&there, &file, false).await.unwrap();
    let copy = start(&there).await;
    assert_eq!(content(&copy).await, content(&site).await);
    assert!(content(&site).await.len() > 1);
    assert_eq!(copy.files.read(&hash).await.unwrap(), b"a picture");
    assert_eq!(plan::door::campaigns(&mut copy.db.reader()).await.unwrap().len(), 1);

    assert!(archive::restore(&there, &file, false).await.is_err(), "data that exist are not overwritten");
    copy.db.close().await;
    archive::restore(&there, &file, true).await.unwrap();

    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    let damaged = folder("damaged.zip");
    std::fs::write(&damaged, bytes).unwrap();
    let nowhere = Config { data: folder("nowhere"), ..Config::default() };
    assert!(archive::restore(&nowhere, &damaged, false).await.is_err());
    assert!(!nowhere.data.exists());
    site.db.close().await;
    for path in [&here.data, &there.data] {
        std::fs::remove_dir_all(path).unwrap();
    }
}
