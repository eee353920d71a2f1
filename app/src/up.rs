//! `up`: the main job in one command. Database, plans, server, and the first administrator's one-time link.
use crate::cli::Up;
use crate::configuration::Settings;
use crate::{boot, example, restore, server};
use anyhow::{Context, Result, bail};
use base::{Actor, Site};
use std::path::Path;
use std::time::Instant;

/// Runs until it is stopped.
pub async fn run(settings: Settings, up: Up) -> Result<()> {
    let start = Instant::now();
    let files = read_all(&up.plans)?;
    println!("Nhịp Số {}", env!("CARGO_PKG_VERSION"));
    step("Mở cơ sở dữ liệu");
    let _held = boot::hold_when_free(&settings.config, boot::PATIENCE).await?;
    restore::refuse_unfinished(&settings.config)?;
    let db = boot::open_database(&settings.config).await?;
    boot::migrate(&settings.config, &db).await?;
    let site = boot::site(settings.config, db, up.today).await?;
    if site.clock.is_rehearsal() {
        step(&format!("Diễn tập: hôm nay được coi là {}", site.clock.today().strftime("%d/%m/%Y")));
    }
    for (name, bytes) in &files {
        import(&site, name, bytes).await.with_context(|| format!("Kế hoạch {name}"))?;
    }
    if files.is_empty() && plan::door::campaigns(&mut site.db.reader()).await?.is_empty() {
        import(&site, example::FILE_NAME, example::text(site.clock.today()).as_bytes()).await?;
    }
    let invitation = people::first_administrator_link(&site).await?;
    server::run(site, |address| {
        println!("\n  Trang đã mở sau {:.1} giây: {address}", start.elapsed().as_secs_f32());
        if let Some(path) = invitation {
            println!("  Đăng nhập lần đầu (dùng một lần, cho quản trị viên):\n  {address}{path}");
        } else {
            println!("  Đăng nhập: {address}/dang-nhap (không vào được thì chạy: nhipso user link)");
        }
        println!("  Nhấn Ctrl-C để dừng.\n");
    })
    .await
}

fn read_all(paths: &[std::path::PathBuf]) -> Result<Vec<(String, Vec<u8>)>> {
    paths.iter().map(|path| read(path)).collect()
}

/// Reads a file, refusing one that cannot be a plan before it is in memory.
pub fn read(path: &Path) -> Result<(String, Vec<u8>)> {
    let limit = document_text::Limits::default().max_bytes;
    let size = std::fs::metadata(path).with_context(|| unreadable(path))?.len();
    if size > limit as u64 {
        bail!("Tệp {} nặng {} MB, quá mức {} MB: hãy bỏ ảnh khỏi tệp hoặc lưu lại dạng .docx", path.display(), size >> 20, limit >> 20);
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((name, std::fs::read(path).with_context(|| unreadable(path))?))
}

fn unreadable(path: &Path) -> String {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => format!("Không tìm thấy tệp {}", path.display()),
        _ => format!("Không được phép đọc tệp {}: hãy chép tệp đến nơi mà người chạy lệnh này đọc được, ví dụ /tmp", path.display()),
    }
}

/// Reads and publishes one plan with the reader's own answers, and says what was found.
pub async fn import(site: &Site, name: &str, bytes: &[u8]) -> Result<()> {
    step(&format!("Đọc kế hoạch {name}"));
    let actor = Actor::program("up", site.clock.now_ms());
    let imported = match plan::import_or_ask(site, &actor, name, bytes).await? {
        plan::Outcome::Imported(imported) => imported,
        plan::Outcome::Asks { campaign_name, address } => {
            println!("  Chưa ban hành: có thể là bản sửa đổi của {campaign_name}.\n  Hãy trả lời ở trang Duyệt kế hoạch: {address}");
            return Ok(());
        }
    };
    if imported.already_known {
        println!("  Đã có từ trước: {}", imported.campaign_name);
        return Ok(());
    }
    println!(
        "  {}: {} nhiệm vụ, {} hoạt động, {} cơ quan, {} mục chờ người xác nhận",
        imported.campaign_name, imported.assignments, imported.activities, imported.agencies, imported.questions
    );
    if let Some(other) = imported.shown_instead {
        println!("  Trang chủ vẫn là {other}; đổi ở trang Chiến dịch");
    }
    Ok(())
}

fn step(text: &str) {
    println!("• {text}");
}
