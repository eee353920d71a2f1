//! Backup while the program runs, restore elsewhere, same content; a damaged backup changes nothing.
use crate::{archive, boot, restore};
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
    restore::restore(&there, &file, false).await.unwrap();
    let copy = start(&there).await;
    assert_eq!(content(&copy).await, content(&site).await);
    assert!(content(&site).await.len() > 1);
    assert_eq!(copy.files.read(&hash).await.unwrap(), b"a picture");
    let key = |config: &Config| std::fs::read(base::vault::file(config)).unwrap();
    assert_eq!(key(&there), key(&here), "the secret key came with it");
    assert_eq!(base::vault::health(&there, &copy.db).await.unwrap(), base::vault::Health::Well);
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "who holds a backup holds the key");
    assert_eq!(plan::door::campaigns(&mut copy.db.reader()).await.unwrap().len(), 1);

    assert!(restore::restore(&there, &file, false).await.is_err(), "data that exist are not overwritten");
    let running = boot::hold(&there).unwrap();
    assert!(restore::restore(&there, &file, true).await.is_err(), "a server that runs is not robbed of its data");
    assert!(boot::hold(&there).is_err(), "two servers never share one folder");
    drop(running);
    copy.db.close().await;
    restore::restore(&there, &file, true).await.unwrap();
    let aside: Vec<_> = std::fs::read_dir(there.data.join("backups")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(aside.len(), 1);
    assert!(aside[0].join("nhipso.db").exists(), "the data before the restore are kept");
    std::fs::create_dir(there.data.join(".restore-unfinished")).unwrap();
    assert!(restore::refuse_unfinished(&there).is_err());
    std::fs::remove_dir(there.data.join(".restore-unfinished")).unwrap();

    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    let damaged = folder("damaged.zip");
    std::fs::write(&damaged, bytes).unwrap();
    let nowhere = Config { data: folder("nowhere"), ..Config::default() };
    assert!(restore::restore(&nowhere, &damaged, false).await.is_err());
    assert!(!nowhere.data.exists());
    site.db.close().await;
    for path in [&here.data, &there.data] {
        std::fs::remove_dir_all(path).unwrap();
    }
}
