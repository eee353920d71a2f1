//! `user …`: accounts from the terminal, for the officer who has the machine.
use crate::boot;
use crate::cli::UserCommand;
use crate::configuration::Settings;
use anyhow::Result;
use base::Actor;

/// Runs one of the commands; each change is audited as done by the program "cli".
pub async fn run(settings: Settings, command: UserCommand) -> Result<()> {
    let db = boot::open_database(&settings.config).await?;
    boot::migrate(&settings.config, &db).await?;
    let site = boot::site(settings.config, db, None).await?;
    let actor = Actor::program("cli", site.clock.now_ms());
    match command {
        UserCommand::List => {
            for account in people::cli::list(&site).await? {
                println!("{}\t{}\t{}\t{}\t{}", account.id, account.state, account.name, account.email, account.roles.join(", "));
            }
        }
        UserCommand::Invite { role, name, email } => {
            let path = people::cli::invite_link(&site, &actor, &role, &name, &email).await?;
            println!("Đường dẫn dùng một lần:\n{}{path}", site.config.public_url());
        }
        UserCommand::Lock { account } => {
            people::cli::lock(&site, &actor, &account).await?;
            println!("Đã khóa, mọi phiên đã kết thúc.");
        }
        UserCommand::Unlock { account } => {
            people::cli::unlock(&site, &actor, &account).await?;
            println!("Đã mở khóa.");
        }
        UserCommand::ResetTotp { account } => {
            people::cli::reset_totp(&site, &actor, &account).await?;
            println!("Đã gỡ xác thực hai lớp; lần đăng nhập sau sẽ đặt lại.");
        }
    }
    site.db.close().await;
    Ok(())
}
