//! The browser tests' npm packages (Playwright, axe): fetched by their lock file when it changed, without running their scripts.
use crate::{install, shell};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folder of the browser tests.
pub fn folder(root: &Path) -> PathBuf {
    root.join("tests/browser")
}

/// `npm ci` if `node_modules` is missing or older than the lock file says.
pub fn ensure(root: &Path) -> Result<()> {
    let dir = folder(root);
    let lock = std::fs::read_to_string(dir.join("package-lock.json")).context("tests/browser/package-lock.json")?;
    let stamp = dir.join("node_modules/.nhipso-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|seen| seen == lock) {
        return Ok(());
    }
    shell::must(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&dir)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
    .context("the browser tests need their npm packages")?;
    std::fs::write(&stamp, lock).context("node_modules is not writable")
}

/// Playwright's command line with what our configuration reads from the environment.
pub fn playwright(root: &Path, binary: &Path) -> Result<Command> {
    let dir = folder(root);
    let mut command = Command::new("node");
    command
        .arg("node_modules/@playwright/test/cli.js")
        .current_dir(&dir)
        .env("NHIPSO_BIN", binary)
        .env("NHIPSO_CHROMIUM", install::chromium().context("chromium is not installed")?)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env_remove("NODE_OPTIONS");
    Ok(command)
}
