//! PostgreSQL's own tools (`pg_dump`, `pg_restore`, `psql`) for backup and restore. Passwords reach them through the
//! environment, never through the list of processes; tables of others in the same database are never dropped.
use crate::features;
use anyhow::{Result, bail};
use std::path::Path;
use tokio::process::Command;

/// Writes a consistent copy of the database at `url` into `file`, while others go on writing.
///
/// # Errors
/// The tool is missing, or says no: its words are in the error.
pub async fn dump(url: &str, file: &Path) -> Result<()> {
    let (url, password) = connection(url);
    let mut command = tool("pg_dump", password);
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(file).arg(url);
    run(command).await
}

/// Replaces our tables by those of the copy `dump`, in one transaction: all or nothing.
///
/// # Errors
/// As [`dump`]; nothing has changed then.
pub async fn load(url: &str, dump: &Path) -> Result<()> {
    let script = dump.with_extension("sql");
    let mut command = tool("pg_restore", None);
    command.args(["--no-owner", "--no-privileges", "--file"]).arg(&script).arg(dump);
    run(command).await?;
    let outcome = execute(url, &clear_script(), Some(&script)).await;
    std::fs::remove_file(script)?;
    outcome
}

/// Drops our tables and their content: the database is as before the first start.
pub async fn clear(url: &str) -> Result<()> {
    execute(url, &clear_script(), None).await
}

async fn execute(url: &str, before: &str, script: Option<&Path>) -> Result<()> {
    let (url, password) = connection(url);
    let mut command = tool("psql", password);
    command.args(["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]);
    command.arg("--dbname").arg(url).arg("--command").arg(before);
    if let Some(script) = script {
        command.arg("--file").arg(script);
    }
    run(command).await
}

/// Drops what our migrations make, by name.
fn clear_script() -> String {
    let list = features::all();
    let texts = list.iter().flat_map(|f| f.migrations).map(|m| m.postgres);
    let mut script = String::from("set client_min_messages = warning; drop table if exists migration cascade;");
    for line in texts.flat_map(str::lines) {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty());
        let kind = match (words.next(), words.next()) {
            (Some("create"), Some(kind @ ("table" | "function"))) => kind,
            _ => continue,
        };
        if let Some(name) = words.find(|w| !matches!(*w, "if" | "not" | "exists")) {
            script.push_str(&format!(" drop {kind} if exists {name} cascade;"));
        }
    }
    script
}

fn tool(name: &str, password: Option<String>) -> Command {
    let mut command = Command::new(name);
    command.env("PGCONNECT_TIMEOUT", "20").kill_on_drop(true);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

async fn run(mut command: Command) -> Result<()> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    match command.stdin(std::process::Stdio::null()).output().await {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => bail!("{name} dừng với {}: {}", done.status, String::from_utf8_lossy(&done.stderr).trim()),
        Err(error) => bail!("Không chạy được {name} ({error}): hãy cài gói postgresql-client"),
    }
}

/// Takes the password out of an address: `postgres://user:password@host/name`.
fn connection(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let (user, host) = rest.rsplit_once('@')?;
        let (name, password) = user.split_once(':')?;
        Some((format!("{scheme}://{name}@{host}"), decode(password)))
    });
    match parts {
        Some((url, password)) => (url, Some(password)),
        None => (url.to_owned(), None),
    }
}

/// `%40` → `@`.
fn decode(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| first == b'%').and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_leaves_the_address() {
        let (url, password) = connection("postgres://app:b%40i:m%E1%BA%ADt@db:5432/nhipso?sslmode=require");
        assert_eq!((url.as_str(), password.as_deref()), ("postgres://app@db:5432/nhipso?sslmode=require", Some("b@i:mật")));
        assert_eq!(connection("postgres://localhost/nhipso"), ("postgres://localhost/nhipso".into(), None));
        assert_eq!(decode("50%"), "50%");
    }

    #[test]
    fn only_our_tables_are_dropped() {
        let script = clear_script();
        assert!(script.contains("drop table if exists audit cascade;") && script.contains("drop function if exists audit_is_append_only cascade;"));
        assert!(script.contains("drop table if exists campaign cascade;") && !script.contains("schema"));
    }
}
