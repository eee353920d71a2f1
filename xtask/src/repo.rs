//! Where things are: the root of the repository and cargo's target folder.
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

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
