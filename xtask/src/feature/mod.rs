//! `cargo xtask new-feature NAME`: the folder of a feature with the names that all features share.
use anyhow::Result;

/// Name of the feature.
#[derive(clap::Args)]
pub struct Options {
    /// Folder name, e.g. `contests`
    name: String,
}

/// x
pub fn run(options: &Options) -> Result<bool> {
    println!("{}", options.name);
    Ok(true)
}
