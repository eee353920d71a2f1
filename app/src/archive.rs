//! Sao lưu: one zip with the database, the uploaded files, the secret key and a manifest of hashes, made while the server
//! runs and readable by its owner only.
//! `restore` puts it back.
use crate::{boot, postgres};
use anyhow::{Context, Result};
use base::Config;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;

pub(crate) const SQLITE: &str = "database.sqlite";
pub(crate) const POSTGRES: &str = "database.pgdump";
pub(crate) const MANIFEST: &str = "manifest.json";

/// What a backup says of itself.
#[derive(Serialize, Deserialize)]
pub(crate) struct Manifest {
    program: String,
    version: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// When it was made, local time with offset.
    pub made_at: String,
    /// Path inside the zip → SHA-256 in hex.
    pub sha256: BTreeMap<String, String>,
}

/// Writes a backup and returns its path. The database is copied first, so that every file it names is in the copy.
pub async fn backup(config: &Config, file: Option<PathBuf>) -> Result<PathBuf> {
    let now = jiff::Timestamp::now().to_zoned_datetime(base::clock::zone());
    let target = file.unwrap_or_else(|| config.data.join("backups").join(format!("nhipso-{}.zip", now.strftime("%Y%m%d-%H%M%S"))));
    if let Some(folder) = target.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let part = target.with_extension("part");
    let dump = target.with_extension("dump");
    drop(std::fs::remove_file(&dump));
    let (name, engine) = match &config.database_url {
        None => {
            base::db::snapshot_sqlite(&boot::sqlite_file(config), &dump).await.context("Sao chép cơ sở dữ liệu")?;
            (SQLITE, "sqlite")
        }
        Some(url) => {
            postgres::dump(url, &dump).await.context("Sao chép cơ sở dữ liệu")?;
            (POSTGRES, "postgres")
        }
    };
    let mut zip = zip::ZipWriter::new(private(&part)?);
    let mut sha256 = BTreeMap::new();
    sha256.insert(name.to_owned(), add(&mut zip, name, &dump)?);
    std::fs::remove_file(&dump)?;
    let root = config.data.join("files");
    for path in walk(&root)? {
        let inside = format!("files/{}", path.strip_prefix(&root)?.to_string_lossy());
        sha256.insert(inside.clone(), add(&mut zip, &inside, &path)?);
    }
    let key = base::vault::file(config);
    if key.exists() {
        sha256.insert(base::vault::FILE.to_owned(), add(&mut zip, base::vault::FILE, &key)?);
    }
    let manifest = Manifest {
        program: "nhipso".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        engine: engine.into(),
        made_at: now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        sha256,
    };
    zip.start_file(MANIFEST, SimpleFileOptions::default())?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    zip.finish()?.sync_all()?;
    std::fs::rename(&part, &target)?;
    println!("Đã sao lưu: {}", target.display());
    Ok(target)
}

/// A new file that nobody else on this machine may read.
pub(crate) fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    drop(std::fs::remove_file(path));
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

fn add(zip: &mut zip::ZipWriter<File>, name: &str, path: &Path) -> Result<String> {
    zip.start_file(name, SimpleFileOptions::default().large_file(true))?;
    copy(File::open(path)?, zip)
}

/// Copies and returns the SHA-256 in hex.
pub(crate) fn copy(mut from: impl Read, to: &mut impl Write) -> Result<String> {
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let n = from.read(&mut buffer)?;
        if n == 0 {
            return Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect());
        }
        hash.update(&buffer[..n]);
        to.write_all(&buffer[..n])?;
    }
}

fn walk(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                waiting.push(entry.path());
            } else if !entry.file_name().to_string_lossy().starts_with('.') {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
