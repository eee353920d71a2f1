//! `cargo xtask screenshots`: pictures of the main pages for people to look at, in `target/screenshots`.
//!
//! The list of pages and sizes is `tests/browser/screenshots.spec.ts`; the built program runs on data of its own.
use crate::{install, npm, repo, shell};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// What to take.
#[derive(clap::Args)]
pub struct Options {
    /// Plan to show; without it the example plan of the program
    #[arg(long)]
    plan: Option<PathBuf>,
    /// Day of the rehearsal clock, e.g. 2026-10-08
    #[arg(long)]
    today: Option<String>,
    /// Use this binary instead of building one
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Only pages whose address contains this (may be given several times)
    #[arg(long)]
    page: Vec<String>,
    /// Folder for the pictures
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Takes the pictures; `Ok(false)` when a page could not be shown.
pub fn run(options: &Options) -> Result<bool> {
    let root = repo::root()?;
    install::ensure(&[install::CHROMIUM])?;
    install::ensure_node()?;
    npm::ensure(&root)?;
    let binary = repo::program(&root, options.binary.as_deref())?;
    let out = options.out.clone().unwrap_or_else(|| repo::target(&root).join("screenshots"));
    std::fs::create_dir_all(&out)?;
    let out = out.canonicalize()?;
    let mut command = npm::playwright(&root, &binary)?;
    command.args(["test", "--config", "screenshots.config.ts"]).env("NHIPSO_SHOTS", &out).env("NHIPSO_PAGES", options.page.join("\n"));
    if let Some(plan) = &options.plan {
        command.env("NHIPSO_PLAN", plan.canonicalize().with_context(|| plan.display().to_string())?);
    }
    if let Some(today) = &options.today {
        command.env("NHIPSO_TODAY", today);
    }
    let done = shell::show(&mut command)?;
    println!("{}", out.display());
    Ok(done.success)
}
