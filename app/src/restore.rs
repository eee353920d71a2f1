//! Khôi phục: puts a backup in place, only after every hash and the audit chain have been checked. Existing data are refused,
//! or moved to `backups/truoc-khoi-phuc-…` with `--replace` (on PostgreSQL saved there as a backup); nothing is ever deleted. It needs no right outside the data folder.
use crate::archive::{self, MANIFEST, Manifest, POSTGRES, SQLITE};
use crate::{boot, postgres};
use anyhow::{Context, Result, bail};
use base::Config;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Here a backup is unpacked and checked; nothing else has changed yet.
const CHECKING: &str = ".restore-check";
/// While this folder exists, data are being exchanged: the program refuses to start.
const EXCHANGING: &str = ".restore-unfinished";
/// Stays where it is.
const BACKUPS: &str = "backups";

/// Puts the backup `file` in place.
///
/// # Errors
/// Damaged or foreign backup, server running, data that exist without `replace`: nothing has changed then.
pub async fn restore(config: &Config, file: &Path, replace: bool) -> Result<()> {
    let mut zip = zip::ZipArchive::new(File::open(file).with_context(|| format!("Không mở được {}", file.display()))?)
        .context("Tệp này không phải bản sao lưu của Nhịp Số")?;
    let manifest: Manifest = serde_json::from_reader(zip.by_name(MANIFEST).context("Bản sao lưu thiếu bảng kê")?)?;
    let engine = if config.database_url.is_some() { "postgres" } else { "sqlite" };
    if manifest.engine != engine {
        bail!("Bản sao lưu này của {}, còn cấu hình đang dùng {engine}", manifest.engine);
    }
    let fresh = !config.data.exists();
    let checking = config.data.join(CHECKING);
    let checked = check(config, &mut zip, &manifest, &checking, replace).await;
    if let Err(error) = checked {
        drop(fs::remove_dir_all(if fresh { &config.data } else { &checking }));
        return Err(error.context("Chưa thay đổi gì"));
    }
    exchange(config, &checking).await?;
    println!("Đã khôi phục bản sao lưu lúc {} vào {}", manifest.made_at, config.data.display());
    Ok(())
}

/// Refuses to start on data that a restore left half exchanged.
pub fn refuse_unfinished(config: &Config) -> Result<()> {
    if config.data.join(EXCHANGING).exists() {
        bail!("Lần khôi phục trước bị ngắt giữa chừng: hãy chạy lại nhipso restore --replace với cùng bản sao lưu; dữ liệu cũ nằm trong {}", config.data.join(BACKUPS).display());
    }
    Ok(())
}

async fn check(config: &Config, zip: &mut zip::ZipArchive<File>, manifest: &Manifest, staging: &Path, replace: bool) -> Result<()> {
    drop(fs::remove_dir_all(staging));
    fs::create_dir_all(staging).with_context(|| format!("Không ghi được vào {}", config.data.display()))?;
    drop(boot::hold(config)?);
    let full = match &config.database_url {
        None => false,
        Some(_) => holds_data(config).await?,
    };
    if !replace && (full || !entries(config)?.is_empty() || config.data.join(EXCHANGING).exists()) {
        let place = if full { "Cơ sở dữ liệu".to_owned() } else { config.data.display().to_string() };
        bail!("{place} đã có dữ liệu; thêm --replace để thay (dữ liệu cũ được dời sang bên)");
    }
    for (name, expected) in &manifest.sha256 {
        let inside = zip.by_name(name).with_context(|| format!("Bản sao lưu thiếu {name}"))?;
        let target = staging.join(inside.enclosed_name().context("Bản sao lưu có đường dẫn lạ")?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        if archive::copy(inside, &mut archive::private(&target)?)? != *expected {
            bail!("{name} trong bản sao lưu đã hỏng (sai mã kiểm)");
        }
    }
    check_key(config, staging)?;
    if config.database_url.is_some() {
        return Ok(()); // its chain is verified once it is loaded, and the old data come back if it is broken
    }
    let copy = Config { data: staging.to_path_buf(), ..config.clone() };
    fs::rename(staging.join(SQLITE), boot::sqlite_file(&copy))?;
    let db = boot::open_database(&copy).await?;
    let chain = base::audit::verify(&db).await?;
    db.close().await;
    if !matches!(chain, base::audit::Chain::Whole(_)) {
        bail!("Chuỗi nhật ký trong bản sao lưu không nguyên vẹn");
    }
    Ok(())
}

/// A key that lies elsewhere (`secret_key_file`) must be the one of the backup; where there is none yet, it is put there.
fn check_key(config: &Config, staging: &Path) -> Result<()> {
    let (Some(path), inside) = (&config.secret_key_file, staging.join(base::vault::FILE)) else { return Ok(()) };
    if !inside.exists() {
        return Ok(());
    }
    if path.exists() && fs::read(path)? != fs::read(&inside)? {
        bail!("Khóa bí mật {} khác với khóa trong bản sao lưu: hãy dời tệp ấy sang nơi khác rồi khôi phục lại", path.display());
    }
    if !path.exists() {
        archive::copy(File::open(&inside)?, &mut archive::private(path)?)?;
    }
    fs::remove_file(inside)?;
    Ok(())
}

/// Whether the PostgreSQL database holds our data.
///
/// # Errors
/// A program of ours works on it at this moment.
async fn holds_data(config: &Config) -> Result<bool> {
    let db = boot::open_database(config).await?;
    let others = db.other_programs().await;
    // Makes the table of migrations where there is none, so that an empty database can be asked too.
    let known = base::db::migrate::pending(&db, &[]).await;
    let empty = base::db::migrate::is_empty(&db).await;
    db.close().await;
    known?;
    if others? > 0 {
        bail!("Nhịp Số đang chạy trên cơ sở dữ liệu này: hãy dừng mọi máy chủ trước");
    }
    Ok(!empty?)
}

/// Old data aside, new data in: renames within one file system, guarded by a folder that says that it goes on.
async fn exchange(config: &Config, checking: &Path) -> Result<()> {
    let _held = boot::hold(config)?;
    let exchanging = config.data.join(EXCHANGING);
    drop(fs::remove_dir_all(&exchanging));
    fs::rename(checking, &exchanging)?;
    let aside = config.data.join(BACKUPS).join(format!("truoc-khoi-phuc-{}", jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ")));
    if let Some(url) = &config.database_url {
        if let Err(error) = exchange_postgres(config, url, &exchanging, &aside.with_extension("zip")).await {
            drop(fs::remove_dir_all(&exchanging));
            return Err(error.context("Chưa thay đổi gì"));
        }
        fs::remove_file(exchanging.join(POSTGRES))?;
    }
    let old = entries(config)?;
    if !old.is_empty() {
        fs::create_dir_all(&aside)?;
        for path in old {
            fs::rename(&path, aside.join(path.file_name().unwrap_or_default()))?;
        }
        println!("Dữ liệu cũ: {}", aside.display());
    }
    for entry in fs::read_dir(&exchanging)? {
        let entry = entry?;
        fs::rename(entry.path(), config.data.join(entry.file_name()))?;
    }
    fs::remove_dir(&exchanging)?;
    Ok(())
}

/// Saves what the database holds as a backup, loads the copy in its place and verifies it; puts the old content back
/// when the copy does not hold together.
async fn exchange_postgres(config: &Config, url: &str, staging: &Path, aside: &Path) -> Result<()> {
    let before = staging.join("before.pgdump");
    let full = holds_data(config).await?;
    if full {
        archive::backup(config, Some(aside.to_path_buf())).await?;
        postgres::dump(url, &before).await?;
    }
    postgres::load(url, &staging.join(POSTGRES)).await?;
    let db = boot::open_database(config).await?;
    let chain = base::audit::verify(&db).await;
    db.close().await;
    if matches!(chain, Ok(base::audit::Chain::Whole(_))) {
        drop(fs::remove_file(before));
        return Ok(());
    }
    if full { postgres::load(url, &before).await? } else { postgres::clear(url).await? }
    bail!("Chuỗi nhật ký trong bản sao lưu không nguyên vẹn")
}

/// What the data folder holds, without backups and what begins with a dot.
fn entries(config: &Config) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(&config.data)? {
        let entry = entry?;
        let name = entry.file_name();
        if name != BACKUPS && !name.to_string_lossy().starts_with('.') {
            found.push(entry.path());
        }
    }
    Ok(found)
}
