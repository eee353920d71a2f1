//! `cargo xtask dist`: the delivered binary and its Debian package, with a hardened service.
mod control;
mod stage;

use crate::{install, repo, shell};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How to build.
#[derive(clap::Args)]
pub struct Options {
    /// Cargo profile: `dist` (thin LTO, the delivered one) or `release` (faster to build)
    #[arg(long, default_value = "dist")]
    profile: String,
    /// Pack this ready binary instead of building one
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Afterwards look at the package and the service with dpkg-deb and systemd-analyze
    #[arg(long)]
    check: bool,
}

/// Builds binary and package; prints where the package lies.
pub fn run(options: &Options) -> Result<bool> {
    let root = repo::root()?;
    install::ensure(&[install::DPKG])?;
    let binary = match &options.binary {
        Some(binary) => binary.clone(),
        None => build(&root, &options.profile)?,
    };
    let package = stage::package(&root, &binary, &repo::target(&root).join("dist-package"))?;
    let megabytes = std::fs::metadata(&package)?.len() as f64 / 1e6;
    println!("{} ({megabytes:.1} MB)", package.display());
    if options.check {
        check(&root, &package)?;
    }
    Ok(true)
}

fn build(root: &Path, profile: &str) -> Result<PathBuf> {
    shell::must(Command::new("cargo").args(["build", "--package", "nhipso", "--bin", "nhipso", "--locked", "--profile", profile]).current_dir(root))?;
    let folder = if profile == "dev" { "debug" } else { profile };
    let binary = repo::target(root).join(folder).join("nhipso");
    binary.is_file().then_some(binary).context("cargo built no binary `nhipso`")
}

/// What others say about the package: Debian's tools, and systemd where it is installed.
fn check(root: &Path, package: &Path) -> Result<()> {
    shell::must(Command::new("dpkg-deb").arg("--info").arg(package))?;
    shell::must(Command::new("dpkg-deb").arg("--contents").arg(package))?;
    if !shell::has("systemd-analyze") {
        println!("systemd-analyze is not here: the service was not looked at");
        return Ok(());
    }
    let unit = root.join("packaging/nhipso.service");
    // 2.0 of 10: what remains is that it may use the network
    shell::must(Command::new("systemd-analyze").args(["security", "--offline=true", "--threshold=20", "--no-pager"]).arg(unit))
}
