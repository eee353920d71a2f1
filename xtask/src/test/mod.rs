//! `cargo xtask test`: every test of the repository in one command, on a bare machine too.
//!
//! A runner that fails does not stop the next one; one that executes nothing has failed; nothing is skipped.
mod api;
mod browser;
mod report;
mod unit;

use crate::{install, repo, services, tidy};
use anyhow::{Context, Result};
pub use report::Count;
use report::Report;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to run.
#[derive(clap::Args)]
pub struct Options {
    /// Only these parts (may be given several times); without it, everything
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// Start our own PostgreSQL and NATS even where some run
    #[arg(long)]
    own_services: bool,
}

/// A part of the test set.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The rules of the house
    Tidy,
    /// Unit, property, database and doc tests
    Unit,
    /// Playwright in Chromium against the built binary
    Browser,
    /// schemathesis against the OpenAPI description of the running server
    Api,
}

impl Options {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

/// Runs the tests; `Ok(false)` when any failed. The last line is `N passed, N failed`.
pub fn run(options: &Options) -> Result<bool> {
    let root = repo::root()?;
    let mut report = Report::default();
    let unit = options.wants(Part::Unit);
    let browser = options.wants(Part::Browser);
    let api = options.wants(Part::Api);

    let look = || if options.own_services { Ok(services::Found::default()) } else { services::Found::look() };
    let found = if unit { report.prepare("what runs already", look) } else { None };
    report.prepare("tools", || tools(options, found.as_ref()));
    let services = match found {
        Some(found) => report.prepare("services", || found.start(options.own_services)),
        None => None,
    };
    if options.wants(Part::Tidy) {
        report.step("tidy", || tidy::count(&root));
    }
    if unit || browser || api {
        let binary = report.prepare("build", || build(&root, unit));
        if unit {
            match (&binary, &services) {
                (Some(_), Some(services)) => {
                    report.step("unit, property and database tests", || unit::tests(&root, services));
                    report.step("doc tests", || unit::doc_tests(&root, services));
                }
                _ => report.not_run("unit, property and database tests"),
            }
        }
        for (wanted, name, step) in
            [(browser, "browser tests", browser::tests as fn(&Path, &Path) -> Result<Count>), (api, "API tests", api::tests)]
        {
            match &binary {
                _ if !wanted => {}
                Some(binary) => report.step(name, || step(&root, binary)),
                None => report.not_run(name),
            }
        }
    }
    Ok(report.close())
}

fn tools(options: &Options, found: Option<&services::Found>) -> Result<()> {
    let mut needs = Vec::new();
    if options.wants(Part::Unit) {
        needs.push(install::POPPLER);
        needs.push(install::POSTGRES_CLIENT);
        needs.extend(found.map(services::Found::needs).unwrap_or_default());
    }
    if options.wants(Part::Browser) {
        needs.push(install::CHROMIUM);
        if !options.wants(Part::Unit) {
            needs.push(install::POPPLER);
        }
    }
    if options.wants(Part::Api) {
        needs.push(install::PYTHON);
    }
    install::ensure(&needs)?;
    let builds = [Part::Unit, Part::Browser, Part::Api].into_iter().any(|part| options.wants(part));
    if builds { install::ensure_node() } else { Ok(()) }
}

/// Builds the binary, and the tests with it so that both share their dependencies.
fn build(root: &Path, with_tests: bool) -> Result<PathBuf> {
    let mut command = Command::new("cargo");
    command.args(["build", "--workspace", "--bins"]).current_dir(root);
    if with_tests {
        command.arg("--tests");
    }
    crate::shell::must(&mut command)?;
    let binary = repo::target(root).join("debug/nhipso");
    binary.is_file().then_some(binary).context("cargo built no target/debug/nhipso")
}
