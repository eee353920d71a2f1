//! PostgreSQL for the tests. Our own one lies in a temporary folder, on a port of its own, never touches a cluster of
//! the system and never runs as root.
use crate::{cleanup, repo, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const LOCAL: &str = "postgres://postgres@localhost:5432/postgres";

/// The server at `DATABASE_URL` (an error if it does not answer), else one at localhost:5432 that lets us in.
pub fn running() -> Result<Option<String>> {
    if let Some(url) = std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty()) {
        if !url.starts_with("postgres") {
            bail!("DATABASE_URL must name a PostgreSQL database (the tests use SQLite by themselves), not {url:?}");
        }
        if psql().is_none() && !listens("localhost", 5432) {
            return Ok(Some(url)); // no client yet to ask with; the tests will tell
        }
        if let Some(psql) = psql() {
            ask(&psql, &url).context("DATABASE_URL is set, but")?;
        }
        return Ok(Some(url));
    }
    match psql() {
        Some(psql) if listens("localhost", 5432) => Ok(ask(&psql, LOCAL).is_ok().then(|| LOCAL.to_owned())),
        _ => Ok(None),
    }
}

/// A database of this run's own on a running server, dropped at the end; a named DATABASE_URL is used as it is.
pub fn own_database(url: &str) -> Result<String> {
    let named = std::env::var("DATABASE_URL").is_ok_and(|named| named == url);
    let (Some(psql), Some((server, _)), false) = (psql(), url.rsplit_once('/'), named) else { return Ok(url.to_owned()) };
    let name = format!("nhipso_test_{}", std::process::id());
    let psql = psql.to_string_lossy();
    let order = |sql: &str| [&psql, "-X", "-w", "-q", "-c", sql, url].map(str::to_owned);
    let make = order(&format!("create database {name}"));
    shell::read(Command::new(&make[0]).args(&make[1..]))?;
    cleanup::command(&order(&format!("drop database {name} with (force)")).each_ref().map(String::as_str));
    Ok(format!("{server}/{name}"))
}

/// Folder of `initdb` and `postgres`: the newest of Debian's, else the one in PATH.
pub fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("postgres").is_file())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin).or_else(|| shell::find("initdb")?.parent().map(Path::to_owned))
}

/// Starts a server of our own and waits until it answers; returns its URL.
pub fn start() -> Result<String> {
    let bin = programs().context("PostgreSQL's programs are not installed")?;
    let dir = repo::scratch("pg")?;
    if shell::is_root() {
        shell::must(Command::new("chown").arg("postgres").arg(&dir))?;
    }
    let data = dir.join("data");
    let log = dir.join("log");
    let port = repo::free_port()?;
    shell::read(as_postgres(&bin.join("initdb")).arg("-D").arg(&data).args([
        "--auth=trust", "--username=postgres", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync", "--no-instructions",
    ]))?;
    // Only for tests: nothing here has to survive a power cut.
    let options = [
        "listen_addresses=127.0.0.1", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300",
        "logging_collector=off",
    ];
    let mut command = as_postgres(&bin.join("postgres"));
    command.arg("-D").arg(&data).arg("-p").arg(port.to_string()).arg("-k").arg(&dir);
    for option in options {
        command.args(["-c", option]);
    }
    let log_file = std::fs::File::create(&log)?;
    command.stdout(log_file.try_clone()?).stderr(log_file).current_dir("/");
    let mut child = shell::start(&mut command, "INT")?; // INT: close at once, do not wait for clients
    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    let psql = bin.join("psql");
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        if ask(&psql, &url).is_ok() {
            println!("  PostgreSQL       our own on port {port}");
            return Ok(url);
        }
        if child.try_wait()?.is_some() || Instant::now() > patience {
            cleanup::end(child.id());
            bail!("our PostgreSQL does not answer: {}", std::fs::read_to_string(&log).unwrap_or_default());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// PostgreSQL refuses to run as root: then its own account runs it.
fn as_postgres(program: &Path) -> Command {
    if !shell::is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program).current_dir("/");
    command
}

fn psql() -> Option<PathBuf> {
    shell::find("psql").or_else(|| Some(programs()?.join("psql"))).filter(|psql| psql.is_file())
}

/// Whether we may make schemas there.
fn ask(psql: &Path, url: &str) -> Result<()> {
    let sql = "select case when has_database_privilege(current_database(), 'CREATE') then 'yes' else 'no' end";
    let answer = shell::read(Command::new(psql).args(["-X", "-w", "-A", "-t", "-c", sql, url]).env("PGCONNECT_TIMEOUT", "3"))?;
    if answer.trim() != "yes" {
        bail!("the account may not create schemas there");
    }
    Ok(())
}

fn listens(host: &str, port: u16) -> bool {
    use std::net::ToSocketAddrs;
    let Ok(mut addresses) = (host, port).to_socket_addrs() else { return false };
    addresses.any(|address| std::net::TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok())
}
