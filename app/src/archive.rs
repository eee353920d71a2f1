//! Sao lưu và khôi phục: one zip with the database, the uploaded files and a manifest of hashes. Made while the server
//! runs; restored only after every hash and the audit chain have been checked.
use crate::boot;
use anyhow::{Context, Result, bail};
use base::Config;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;

const SQLITE: &str = "database.sqlite";
const POSTGRES: &str = "database.pgdump";
const MANIFEST: &str = "manifest.json";

#[derive(Serialize, Deserialize)]
struct Manifest {
    program: String,
    version: String,
    engine: String,
    made_at: String,
    sha256: BTreeMap<String, String>,
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
            tool(Command::new("pg_dump").args(["--format=custom", "--no-owner", "--file"]).arg(&dump).arg(url))?;
            (POSTGRES, "postgres")
        }
    };
    let mut zip = zip::ZipWriter::new(File::create(&part)?);
    let mut sha256 = BTreeMap::new();
    sha256.insert(name.to_owned(), add(&mut zip, name, &dump)?);
    std::fs::remove_file(&dump)?;
    let root = config.data.join("files");
    for path in walk(&root)? {
        let inside = format!("files/{}", path.strip_prefix(&root)?.to_string_lossy());
        sha256.insert(inside.clone(), add(&mut zip, &inside, &path)?);
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

/// Puts a backup in place. Existing data are refused, or moved aside with `replace`; nothing is ever deleted.
pub async fn restore(config: &Config, file: &Path, replace: bool) -> Result<()> {
    let mut zip = zip::ZipArchive::new(File::open(file).with_context(|| format!("Không mở được {}", file.display()))?)
        .context("Tệp này không phải bản sao lưu của Nhịp Số")?;
    let manifest: Manifest = serde_json::from_reader(zip.by_name(MANIFEST).context("Bản sao lưu thiếu bảng kê")?)?;
    let engine = if config.database_url.is_some() { "postgres" } else { "sqlite" };
    if manifest.engine != engine {
        bail!("Bản sao lưu này của {}, còn cấu hình đang dùng {engine}", manifest.engine);
    }
    let staging = config.data.with_extension("restoring");
    drop(std::fs::remove_dir_all(&staging));
    std::fs::create_dir_all(&staging)?;
    for (name, expected) in &manifest.sha256 {
        let inside = zip.by_name(name).with_context(|| format!("Bản sao lưu thiếu {name}"))?;
        let path = inside.enclosed_name().context("Bản sao lưu có đường dẫn lạ")?;
        let target = staging.join(path);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        if copy(inside, &mut File::create(&target)?)? != *expected {
            bail!("{name} trong bản sao lưu đã hỏng (sai mã kiểm), chưa thay đổi gì");
        }
    }
    if engine == "sqlite" {
        std::fs::rename(staging.join(SQLITE), staging.join("nhipso.db"))?;
        let copy = Config { data: staging.clone(), ..config.clone() };
        let db = boot::open_database(&copy).await?;
        let chain = base::audit::verify(&db).await?;
        db.close().await;
        if !matches!(chain, base::audit::Chain::Whole(_)) {
            bail!("Chuỗi nhật ký trong bản sao lưu không nguyên vẹn, chưa thay đổi gì");
        }
    }
    let occupied = config.data.exists() && std::fs::read_dir(&config.data)?.next().is_some();
    if occupied {
        if !replace {
            drop(std::fs::remove_dir_all(&staging));
            bail!("{} đã có dữ liệu; thêm --replace để thay (dữ liệu cũ được dời sang bên)", config.data.display());
        }
        let aside = config.data.with_extension(format!("old-{}", jiff::Timestamp::now().as_second()));
        std::fs::rename(&config.data, &aside)?;
        println!("Dữ liệu cũ: {}", aside.display());
    } else {
        drop(std::fs::remove_dir(&config.data));
    }
    if let Some(url) = &config.database_url {
        let clean = if replace { vec!["--clean", "--if-exists"] } else { vec![] };
        let dump = staging.join(POSTGRES);
        tool(Command::new("pg_restore").args(["--single-transaction", "--no-owner", "--exit-on-error"]).args(clean).arg("--dbname").arg(url).arg(&dump))?;
        std::fs::remove_file(dump)?;
    }
    std::fs::rename(&staging, &config.data)?;
    println!("Đã khôi phục bản sao lưu lúc {} vào {}", manifest.made_at, config.data.display());
    Ok(())
}

fn tool(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("{name} dừng với mã {status}"),
        Err(error) => bail!("Không chạy được {name} ({error}): hãy cài gói postgresql-client"),
    }
}

fn add(zip: &mut zip::ZipWriter<File>, name: &str, path: &Path) -> Result<String> {
    zip.start_file(name, SimpleFileOptions::default().large_file(true))?;
    copy(File::open(path)?, zip)
}

/// Copies and returns the SHA-256 in hex.
fn copy(mut from: impl Read, to: &mut impl Write) -> Result<String> {
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
