//! `cargo xtask walk --plan PATH --today DAY`: the story of the duties in a browser on any plan, with pictures of each step at 390 and
//! 1440 px in both themes, in `target/walk`.
//!
//! The steps are `tests/browser/support/walk.ts`; the browser tests walk the same on a plan of our own.
use crate::{install, npm, repo, shell};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// What to walk.
#[derive(clap::Args)]
pub struct Options {
    /// Plan to walk through
    #[arg(long)]
    plan: PathBuf,
    /// Day of the rehearsal clock, e.g. 2024-09-21
    #[arg(long)]
    today: String,
    /// Use this binary instead of building one
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Folder for the pictures
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Walks; `Ok(false)` when a step failed.
pub fn run(options: &Options) -> Result<bool> {
    let root = repo::root()?;
    install::ensure(&[install::CHROMIUM, install::POPPLER])?;
    install::ensure_node()?;
    npm::ensure(&root)?;
    let binary = repo::program(&root, options.binary.as_deref())?;
    let out = options.out.clone().unwrap_or_else(|| repo::target(&root).join("walk"));
    std::fs::create_dir_all(&out)?;
    let plan = options.plan.canonicalize().with_context(|| options.plan.display().to_string())?;
    let mut command = npm::playwright(&root, &binary)?;
    command.args(["test", "--config", "walk.config.ts"]);
    command.env("NHIPSO_SHOTS", out.canonicalize()?).env("NHIPSO_PLAN", plan).env("NHIPSO_TODAY", &options.today);
    let done = shell::show(&mut command)?;
    println!("{}", out.display());
    Ok(done.success)
}
