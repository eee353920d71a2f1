//! `cargo xtask …`: the chores of this repository: test, tidy, dist, new-feature, screenshots, walk.
//!
//! Kept light on purpose, so that it builds in seconds on a bare machine before anything else does.
mod cleanup;
mod dist;
mod feature;
mod install;
mod npm;
mod repo;
mod screenshots;
mod server;
mod services;
mod shell;
mod test;
mod tidy;
mod walk;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The chores of the repository.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Run the whole test set: tidy, unit and property tests on both databases, doc tests, browser, API
    Test(test::Options),
    /// Check the rules of the house: layers, sizes, docs, colours, migrations, licences, catalogues …
    Tidy,
    /// Build the delivered binary and its Debian package
    Dist(dist::Options),
    /// Write the folder of a new feature and register it
    NewFeature(feature::Options),
    /// Take pictures of the main pages at 390 and 1440 px (1920 for stages), light and dark
    Screenshots(screenshots::Options),
    /// Walk the duties' story in a browser on a plan given by path, with pictures of each step
    Walk(walk::Options),
}

fn main() -> ExitCode {
    cleanup::on_signals();
    let done = match Cli::parse().chore {
        Chore::Test(options) => test::run(&options),
        Chore::Tidy => tidy::run(),
        Chore::Dist(options) => dist::run(&options),
        Chore::NewFeature(options) => feature::run(&options),
        Chore::Screenshots(options) => screenshots::run(&options),
        Chore::Walk(options) => walk::run(&options),
    };
    cleanup::wait_if_interrupted();
    cleanup::all();
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
