//! `user …`: accounts from the terminal, for the officer who has the machine.
use crate::boot;
use crate::cli::UserCommand;
use crate::configuration::Settings;
use anyhow::{Result, bail};
use base::{Actor, Lang, Site};
use people::cli as accounts;

/// Runs one of the commands; each change is audited as done by the program "cli".
pub async fn run(settings: Settings, command: UserCommand) -> Result<()> {
    let file = boot::sqlite_file(&settings.config);
    if settings.config.database_url.is_none() && !file.exists() && !matches!(command, UserCommand::Invite { .. }) {
        bail!("Chưa có dữ liệu trong thư mục {}: hãy chỉ đúng thư mục mà máy chủ dùng, bằng --data hoặc --config", settings.config.data.display());
    }
    let db = boot::open_database(&settings.config).await?;
    boot::migrate(&settings.config, &db).await?;
    let site = boot::site(settings.config, db, None).await?;
    let outcome = obey(&site, command).await;
    site.db.close().await;
    println!("{}", outcome.map_err(|error| anyhow::anyhow!(accounts::words(&site, error)))?);
    Ok(())
}

/// Does what was asked and says what came of it.
async fn obey(site: &Site, command: UserCommand) -> base::Result<String> {
    let actor = Actor::program("cli", site.clock.now_ms());
    Ok(match command {
        UserCommand::List => table(site, accounts::list(site).await?),
        UserCommand::Invite { role, name, email } => {
            let path = accounts::invite_link(site, &actor, &role, &name, &email).await?;
            format!("Đường dẫn mời, dùng một lần:\n{}{path}", base::settings::address(site).await?)
        }
        UserCommand::Link { account } => {
            let (path, minutes) = accounts::sign_in_link(site, &actor, account.as_deref()).await?;
            let length = if minutes % 60 == 0 { format!("{} giờ", minutes / 60) } else { format!("{minutes} phút") };
            let link = format!("{}{path}", base::settings::address(site).await?);
            format!("Đường dẫn đăng nhập, dùng một lần trong {length}:\n{link}\nMất cả điện thoại xác thực thì chạy thêm: nhipso user reset-totp")
        }
        UserCommand::Lock { account } => {
            accounts::lock(site, &actor, &account).await?;
            "Đã khóa, mọi phiên đã kết thúc.".into()
        }
        UserCommand::Unlock { account } => {
            accounts::unlock(site, &actor, &account).await?;
            "Đã mở khóa.".into()
        }
        UserCommand::ResetTotp { account } => {
            accounts::reset_totp(site, &actor, &account).await?;
            "Đã gỡ xác thực hai lớp; lần đăng nhập sau sẽ đặt lại.".into()
        }
    })
}

/// One line an account under a head, in columns.
fn table(site: &Site, list: Vec<accounts::Listed>) -> String {
    let text = |key: String| site.catalog.text(Lang::Vi, &key, &[]);
    let mut lines = vec![["Họ và tên", "E-mail", "Trạng thái", "Vai trò", "Mã tài khoản"].map(str::to_owned)];
    lines.extend(list.into_iter().map(|a| {
        let mut roles: Vec<String> = a.roles.iter().map(|r| text(format!("base-role-{r}"))).collect();
        roles.dedup();
        [a.name, a.email, text(format!("people-state-{}", a.state)), roles.join(", "), a.id.to_string()]
    }));
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let widths = [0, 1, 2, 3, 4].map(width);
    let line = |cells: &[String; 5]| {
        let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
