//! `doctor`: says how the installation is, in words; exits with 1 when something needs a person.
use crate::boot;
use crate::configuration::{Settings, Source};
use anyhow::Result;
use base::audit::Chain;
use base::db::{Engine, migrate};
use std::process::ExitCode;

/// Prints every check.
pub async fn run(settings: Settings) -> Result<ExitCode> {
    println!("Cấu hình");
    print_configuration(&settings)?;
    println!("\nCơ sở dữ liệu");
    let db = boot::open_database(&settings.config).await?;
    println!("  {}", if db.engine() == Engine::Sqlite { "SQLite nhúng" } else { "PostgreSQL" });
    let mut well = true;
    let mut check = |ok: bool, text: String| {
        println!("  {} {text}", if ok { "✓" } else { "✗" });
        well &= ok;
    };
    let pending = migrate::pending(&db, &crate::features::all()).await?;
    check(pending.is_empty(), if pending.is_empty() { "Lược đồ mới nhất".into() } else { format!("Còn {} bước nâng cấp, chạy nhipso serve", pending.len()) });
    if pending.is_empty() {
        match base::audit::verify(&db).await? {
            Chain::Whole(lines) => check(true, format!("Chuỗi nhật ký nguyên vẹn, {lines} dòng")),
            Chain::BrokenAt(line) => check(false, format!("Chuỗi nhật ký đứt ở dòng {line}: có người sửa thẳng cơ sở dữ liệu")),
        }
        let features = crate::features::all();
        let catalog = base::Catalog::new(&features, &[]);
        check_mail(&settings, &db, &catalog, &mut check).await?;
        check_key(&settings, &db, &mut check).await?;
        if let Some(url) = &settings.config.nats_url {
            let answer = base::live::Live::probe(url).await;
            check(answer.is_ok(), if answer.is_ok() { "NATS trả lời".into() } else { "NATS không trả lời: các máy chủ thấy thay đổi của nhau chậm một giây".into() });
        }
        for (name, last_ok, error) in base::jobs::state(&mut db.reader()).await? {
            let when = last_ok.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).map(shown).unwrap_or("chưa lần nào".into());
            let keys = features.iter().map(|feature| format!("{}-job-{name}", feature.name));
            let name = keys.into_iter().find(|key| catalog.knows(key)).map_or(name, |key| catalog.text(base::Lang::Vi, &key, &[]));
            check(error.is_none(), format!("Việc định kỳ “{name}”: {}", error.map_or(format!("lần cuối {when}"), |e| format!("lần cuối không xong ({e})"))));
        }
    }
    db.close().await;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print_configuration(settings: &Settings) -> Result<()> {
    let values = toml::Table::try_from(&settings.config)?;
    for (name, value, source) in &settings.beside {
        println!("  {name} = {}  ({})", value.as_deref().unwrap_or("(không đặt)"), from(*source));
    }
    for (key, source) in &settings.sources {
        let secret = matches!(*key, "database_url" | "smtp_url" | "nats_url");
        let value = match values.get(*key) {
            None => "(không đặt)".to_owned(),
            Some(v) if secret => hide_password(v.as_str().unwrap_or_default()),
            Some(v) => v.to_string(),
        };
        println!("  {key} = {value}  ({})", from(*source));
    }
    Ok(())
}

fn from(source: Source) -> &'static str {
    match source {
        Source::Default => "mặc định",
        Source::File => "tệp cấu hình",
        Source::Environment => "biến môi trường",
        Source::Flag => "dòng lệnh",
    }
}

/// `scheme://user:password@host` → `scheme://user:***@host`.
fn hide_password(url: &str) -> String {
    let Some((head, host)) = url.rsplit_once('@') else { return url.to_owned() };
    let Some((scheme, user)) = head.split_once("://") else { return url.to_owned() };
    let user = user.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:***@{host}")
}

async fn check_key(settings: &Settings, db: &base::Db, check: &mut impl FnMut(bool, String)) -> Result<()> {
    use base::vault::Health;
    let file = base::vault::file(&settings.config);
    let file = file.display();
    match base::vault::health(&settings.config, db).await? {
        Health::Unused => check(true, "Khóa bí mật: chưa tạo, sẽ tạo khi máy chủ chạy lần đầu".into()),
        Health::Well => check(true, format!("Khóa bí mật {file} đúng với cơ sở dữ liệu")),
        Health::Readable => check(false, format!("Khóa bí mật {file} cho người khác đọc được: hãy chạy chmod 600 {file}")),
        Health::Missing => check(
            false,
            format!("Thiếu khóa bí mật {file}: không kiểm được mã xác thực hai lớp. Hãy lấy tệp secret.key từ bản sao lưu, hoặc chạy nhipso user reset-totp cho từng tài khoản"),
        ),
        Health::Foreign => check(false, format!("Khóa bí mật {file} không phải của cơ sở dữ liệu này: hãy lấy tệp secret.key từ bản sao lưu hoặc từ máy chủ khác")),
    }
    Ok(())
}

async fn check_mail(settings: &Settings, db: &base::Db, catalog: &base::Catalog, check: &mut impl FnMut(bool, String)) -> Result<()> {
    let unsent = base::mail::unsent(&mut db.reader()).await?;
    let lost: i64 = unsent.iter().map(|u| u.given_up).sum();
    let waiting = unsent.iter().map(|u| u.mails).sum::<i64>() - lost;
    match &settings.config.smtp_url {
        None => check(true, format!("Thư: chưa có máy chủ SMTP, {waiting} thư nằm trong hộp chờ gửi")),
        Some(_) => check(lost == 0, format!("Thư: {waiting} chờ gửi, {lost} không gửi được")),
    }
    for group in unsent {
        let Some(word) = group.fault else { continue };
        let since = jiff::Timestamp::from_millisecond(group.since).map(shown)?;
        let why = catalog.text(base::Lang::Vi, &base::mail::Fault::text(&word), &[]);
        // Asked to come later, or nowhere to go: no fault of this installation.
        let well = settings.config.smtp_url.is_none() || (group.given_up == 0 && word == base::mail::Fault::Busy.word());
        check(well, format!("Thư: {} {} từ {since}: {why}", group.mails, if group.given_up > 0 { "không gửi được" } else { "chờ gửi lại" }));
    }
    Ok(())
}

fn shown(at: jiff::Timestamp) -> String {
    at.to_zoned_datetime(base::clock::zone()).strftime("%d/%m/%Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(super::hide_password("postgres://app:bi-mat@db/nhipso"), "postgres://app:***@db/nhipso");
        assert_eq!(super::hide_password("postgres://localhost/nhipso"), "postgres://localhost/nhipso");
    }
}
