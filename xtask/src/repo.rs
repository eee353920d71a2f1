//! Where things are: the root of the repository and cargo's target folder.
use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the workspace that xtask was built from.
pub fn root() -> Result<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = here.parent().context("xtask lies in the repository's root")?.to_owned();
    if !root.join("Cargo.toml").is_file() {
        bail!("{} is no workspace: start xtask with cargo from the repository", root.display());
    }
    Ok(root)
}

/// Cargo's target folder (`CARGO_TARGET_DIR`, else `target`).
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// The program to show: the given one, else one that is built now.
pub fn program(root: &Path, given: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = given {
        return path.canonicalize().with_context(|| path.display().to_string());
    }
    shell::must(Command::new("cargo").args(["build", "--workspace", "--bins"]).current_dir(root))?;
    Ok(target(root).join("debug/nhipso"))
}

/// A new empty folder below the system's temporary folder, removed at the end of the run.
pub fn scratch(purpose: &str) -> Result<PathBuf> {
    let dir = tempfile::Builder::new().prefix(&format!("nhipso-{purpose}-")).tempdir().context("no temporary folder")?.keep();
    crate::cleanup::folder(dir.clone());
    Ok(dir)
}

/// A port on 127.0.0.1 that nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}
