//! Khởi động: database, migrations (with a backup first), live bus, start hooks.
use crate::{archive, features};
use anyhow::{Context, Result, bail};
use base::db::migrate;
use base::{Clock, Config, Db, Site, live::Live};
use jiff::civil::Date;
use std::fs::{File, TryLockError};
use std::os::unix::fs::DirBuilderExt;
use std::time::{Duration, Instant};

/// How long a server waits for the one before it on the same data, which may be stopping: longer than a stop takes.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Pause between two looks whether it has ended.
const PAUSE: Duration = Duration::from_millis(100);

/// Holds the data folder for one program: with the embedded database only one server at a time may write, and a restore
/// must find none. Let go when the file is dropped, also by `kill -9`.
///
/// # Errors
/// Another server or restore holds it.
pub fn hold(config: &Config) -> Result<File> {
    lock(config)?.with_context(|| taken(config))
}

/// [`hold`] for a server that starts: one that runs there may be stopping, so its end is waited for.
///
/// # Errors
/// It has not ended within `patience`.
pub async fn hold_when_free(config: &Config, patience: Duration) -> Result<File> {
    let until = Instant::now() + patience;
    let mut told = false;
    loop {
        if let Some(file) = lock(config)? {
            return Ok(file);
        }
        if Instant::now() >= until {
            bail!(taken(config));
        }
        if !told {
            told = true;
            println!("  Chương trình khác đang mở thư mục này, chờ nó dừng (nhiều nhất {} giây)…", patience.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// What a person is told who starts a second server.
fn taken(config: &Config) -> String {
    format!(
        "Nhịp Số đang chạy trên thư mục {}: hãy dừng chương trình ấy trước (Ctrl-C ở cửa sổ của nó, hoặc systemctl stop nhipso) rồi chạy lại, hoặc chọn --data khác",
        config.data.display()
    )
}

/// The lock file of the data folder; `None` while another program holds it.
fn lock(config: &Config) -> Result<Option<File>> {
    // Personal data: nobody else on this machine may look in.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&config.data)
        .with_context(|| format!("Không tạo được thư mục dữ liệu {}", config.data.display()))?;
    let file = File::create(config.data.join(".lock")).with_context(|| format!("Không ghi được vào {}", config.data.display()))?;
    let is_taken = config.database_url.is_none() && matches!(file.try_lock(), Err(TryLockError::WouldBlock));
    Ok((!is_taken).then_some(file))
}

/// Opens the database that the configuration names.
pub async fn open_database(config: &Config) -> Result<Db> {
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("Không tạo được thư mục dữ liệu {}", config.data.display()))?;
    match &config.database_url {
        Some(url) => Db::open_postgres(url, None).await.context("Không kết nối được PostgreSQL, hãy kiểm tra database_url"),
        None => {
            let file = sqlite_file(config);
            Db::open_sqlite(&file).await.with_context(|| format!("Không mở được cơ sở dữ liệu {}", file.display()))
        }
    }
}

/// The embedded database file.
pub fn sqlite_file(config: &Config) -> std::path::PathBuf {
    config.data.join("nhipso.db")
}

/// Brings the schema up to date; a database that already holds something is backed up first. Returns whether it was empty.
pub async fn migrate(config: &Config, db: &Db) -> Result<bool> {
    let list = features::all();
    let pending = migrate::pending(db, &list).await?;
    let empty = migrate::is_empty(db).await?;
    if !pending.is_empty() {
        if !empty {
            let file = archive::backup(config, None).await.context("Không sao lưu được trước khi nâng cấp, dữ liệu chưa bị đụng tới")?;
            println!("  Đã sao lưu trước khi nâng cấp: {}", file.display());
        }
        migrate::run(db, &pending, jiff::Timestamp::now().as_millisecond()).await.context("Nâng cấp cơ sở dữ liệu không thành")?;
    }
    Ok(empty)
}

/// Puts the program together: migrations done, start hooks run.
pub async fn site(config: Config, db: Db, today: Option<Date>) -> Result<Site> {
    let live = match &config.nats_url {
        Some(url) => {
            let name = base::settings::installation(&db, jiff::Timestamp::now().as_millisecond()).await?;
            Live::nats(url, &name).await.context("Địa chỉ NATS không dùng được, hãy kiểm tra nats_url")?
        }
        None => Live::local(),
    };
    let clock = clock(&config, &db, today).await?;
    let list = features::all();
    let site = Site::new(config, db, clock, live, &list, &[[ui::MESSAGES[0].1, ui::MESSAGES[1].1]]);
    for feature in &list {
        if let Some(start) = feature.start {
            start(site.clone()).await.with_context(|| format!("Khởi động phần {}", feature.name))?;
        }
    }
    Ok(site)
}

/// The day of the rehearsal that these data belong to; empty: real days. Data never change from the one to the other,
/// or a retention job would count the years between them.
const REHEARSAL: &str = "app.rehearsal";

/// The clock of these data. The first start decides; later ones go on with it, `--today` may move a rehearsal.
async fn clock(config: &Config, db: &Db, today: Option<Date>) -> Result<Clock> {
    let known = base::settings::get(&mut db.reader(), REHEARSAL).await?;
    let chosen = match (known.as_deref(), today) {
        (Some(""), Some(_)) => bail!("Dữ liệu trong {} là dữ liệu thật, không diễn tập trên đó được: hãy chọn --data khác", config.data.display()),
        (Some(""), None) => return Ok(Clock::real()),
        (_, Some(day)) => day.to_string(),
        (Some(day), None) => day.to_owned(),
        (None, None) => String::new(),
    };
    if known.as_deref() != Some(chosen.as_str()) {
        let now = jiff::Timestamp::now().as_millisecond();
        let mut tx = db.write().await?;
        base::settings::set(&mut tx, REHEARSAL, &chosen, now).await?;
        let detail = serde_json::json!({ "rehearsal": chosen });
        tx.audit(&base::Actor::program("start", now), "app.clock", "setting", REHEARSAL, None, detail).await?;
        tx.commit().await?;
    }
    Ok(if chosen.is_empty() { Clock::real() } else { Clock::rehearsal(chosen.parse().context("Ngày diễn tập đã lưu không đọc được")?) })
}
