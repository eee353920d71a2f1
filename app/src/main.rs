//! Nhịp Số: one program that takes a province's Digital Transformation Day plan and runs it.
//! This crate is the binary: the one list of features, the command line and the configuration. It holds no rule of its own.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod archive;
mod boot;
mod cli;
mod configuration;
mod doctor;
mod example;
mod features;
mod help;
mod people_command;
mod plan_command;
mod postgres;
mod quiz_command;
mod restore;
mod server;
#[cfg(test)]
mod tests;
mod tls;
mod up;

use cli::{Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    drop(rustls::crypto::ring::default_provider().install_default());
    let arguments: Vec<_> = std::env::args_os().collect();
    let cli = match help::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    start_logging(cli.log_json);
    quiet_document_readers();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&anyhow::anyhow!("Không khởi động được bộ máy xử lý: {error}")),
    };
    match runtime.block_on(run(cli, &arguments)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

async fn run(cli: Cli, arguments: &[std::ffi::OsString]) -> anyhow::Result<ExitCode> {
    if let Command::Plan(command) = &cli.command
        && let Some(outcome) = plan_command::without_server(command)?
    {
        return Ok(outcome);
    }
    let settings = configuration::load(&cli, arguments)?;
    match cli.command {
        Command::Up(up) => up::run(settings, up).await?,
        Command::Serve(serve) => server::run_alone(settings, serve.today).await?,
        Command::Plan(command) => plan_command::run(settings, command).await?,
        Command::User(command) => people_command::run(settings, command).await?,
        Command::Quiz(command) => return quiz_command::run(settings, command).await,
        Command::Backup(backup) => archive::backup(&settings.config, backup.file).await.map(drop)?,
        Command::Restore(restore) => restore::restore(&settings.config, &restore.file, restore.replace).await?,
        Command::Doctor => return doctor::run(settings).await,
    }
    Ok(ExitCode::SUCCESS)
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("Lỗi: {error:#}");
    ExitCode::FAILURE
}

/// A damaged PDF may make its reader panic; that is caught and told to the person, so it needs no trace on the terminal.
fn quiet_document_readers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("pdf-text") {
            usual(panic);
        }
    }));
}

fn start_logging(json: bool) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env(configuration::LOG.0).unwrap_or_else(|_| EnvFilter::new(configuration::LOG.1));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.init();
    }
}
