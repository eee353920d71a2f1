//! The gameshow under load: halls of phones, the server on one core, the driver on another, a bare WebSocket server beside it in
//! the same series. It starts everything itself, on data of its own; each round has a fresh server; what is printed at the end
//! are medians over the rounds, beside what must hold.
mod bare;
mod fair;
pub mod floor;
mod game;
mod hall;
mod kill;
mod measure;
mod phone;
pub mod polls;
mod server;
mod socket;
mod web;

use anyhow::{Context, Result, bail};
use measure::{Figures, Pattern, Table};
use std::path::PathBuf;

/// On what to drive.
#[derive(clap::Args)]
pub struct On {
    /// The server's program; default: beside this one.
    #[arg(long)]
    program: Option<PathBuf>,
    /// PostgreSQL instead of the embedded database.
    #[arg(long)]
    database_url: Option<String>,
    /// Core of server and floor.
    #[arg(long, default_value_t = 0)]
    server_core: usize,
    /// Core of the driver.
    #[arg(long, default_value_t = 1)]
    driver_core: usize,
}

impl On {
    fn program(&self) -> Result<PathBuf> {
        match &self.program {
            Some(path) => Ok(path.clone()),
            None => Ok(std::env::current_exe()?.with_file_name("nhipso")),
        }
    }
}

/// How to drive.
#[derive(clap::Args)]
pub struct Arguments {
    /// Phones in one game; several sizes are measured one after the other.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000")]
    phones: Vec<usize>,
    /// Rounds of each size, with a fresh server each; medians are printed.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Phones with simulated ways of 20 to 600 ms and lost messages, for fairness; 0: leave that out.
    #[arg(long, default_value_t = 400)]
    fair: usize,
    #[command(flatten)]
    on: On,
    /// Seconds over which answers are spread.
    #[arg(long, default_value_t = 3.0)]
    spread: f64,
    /// Leave out the floor.
    #[arg(long)]
    no_floor: bool,
    /// Leave out the kill.
    #[arg(long)]
    no_kill: bool,
}

/// Runs everything and prints figures; fails when what must hold does not.
pub fn run(a: &Arguments) -> Result<()> {
    drop(rlimit::increase_nofile_limit(u64::MAX));
    crate::home::pin(std::process::id(), a.on.driver_core)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = tokio::task::LocalSet::new();
    println!("{} rounds of {:?} phones, server on core {}, driver on core {}", a.rounds, a.phones, a.on.server_core, a.on.driver_core);
    let (mut table, mut kills, mut fairs) = (Table::default(), Vec::new(), Vec::new());
    for round in 1..=a.rounds.max(1) {
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        println!("round {round}, load before: {}", load.trim());
        for &phones in &a.phones {
            if !a.no_floor {
                for (pattern, figures) in runtime.block_on(local.run_until(bare::run(a, phones)))? {
                    table.add("floor", phones, pattern, figures);
                }
            }
            let (found, killed) = runtime.block_on(local.run_until(game::run(a, phones))).with_context(|| format!("{phones} phones"))?;
            for (pattern, figures) in found {
                table.add("Nhịp Số", phones, pattern, figures);
            }
            kills.extend(killed.map(|killed| (phones, killed)));
        }
        if a.fair > 0 {
            fairs.push(runtime.block_on(local.run_until(fair::run(a)))?);
        }
    }
    println!("\nmedians of {} rounds", a.rounds.max(1));
    let mut missed = table.say();
    missed.extend(kill::say(&kills));
    missed.extend(fair::say(&fairs));
    match missed.as_slice() {
        [] => println!("everything holds that was measured"),
        some => bail!("does not hold:\n  {}", some.join("\n  ")),
    }
    Ok(())
}

/// What one series of questions gave, by how answers came.
type Found = Vec<(Pattern, Figures)>;
