//! `kill -9` in the answer window: the server is started again, phones come back by themselves, the journal is looked through
//! and counted again.
use super::game::{LEAD, READ, Running};
use super::measure::{Pattern, median};
use super::server::Program;
use super::{Arguments, hall};
use anyhow::{Context, Result, bail};
use std::collections::{HashMap, HashSet};
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Most seconds until it answers again.
const OPEN: f64 = 2.0;
/// Most seconds until 99 of 100 phones are back.
const BACK: f64 = 10.0;

/// What one kill gave.
pub struct Killed {
    /// Acknowledged before.
    before: usize,
    /// Seconds until it answered again.
    open: f64,
    /// Seconds from the kill until 99 of 100 phones were back.
    back: f64,
}

/// Kills, starts again and looks.
///
/// # Errors
/// An acknowledged answer is gone or there twice, or the re-count finds the journal broken.
pub async fn run(a: &Arguments, running: Running) -> Result<Killed> {
    let Running { server, data, arguments, game, mut host, book } = running;
    // Half of the phones answer before the kill.
    hall::habits(&book, a, Pattern::Spread);
    book.borrow_mut().acked.clear();
    host.press("step").await?;
    sleep(Duration::from_secs_f64(LEAD + READ + a.spread / 2.0)).await;
    let (at, program, phones) = (server.at, a.on.program()?, book.borrow().notes.len());
    book.borrow_mut().breaks = 0;
    server.kill()?;
    let killed = Instant::now();
    let before = book.borrow().acked.len();
    if before == 0 || before >= phones {
        bail!("{before} of {phones} answers were acknowledged: this was not the middle of the answer window");
    }
    let (server, open) = Program::start(&program, &arguments.iter().map(String::as_str).collect::<Vec<_>>(), at, a.on.server_core).await?;
    // A phone counts as back once it has noticed the break and connected again.
    let back = || book.borrow().breaks >= phones && book.borrow().connected * 100 >= phones * 99;
    while !back() && killed.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(5)).await;
    }
    let back = killed.elapsed().as_secs_f64();
    println!("  kill -9 with {before} answers acknowledged: open again after {:.2} s, 99 % of phones back after {back:.2} s", open.as_secs_f64());
    sleep(Duration::from_secs_f64(a.spread + 3.0)).await;
    let acked = book.borrow().acked.clone();
    host.close().await?;
    book.borrow_mut().stop = true;
    let recount = Command::new(program).args(["quiz", "recount", &game, "--top", "0"]).args(&arguments[1..3]).args(&arguments[5..]).output()?;
    if !recount.status.success() {
        bail!("the re-count does not agree: {}", String::from_utf8_lossy(&recount.stdout));
    }
    let db = data.open().await?;
    let key = game.parse::<uuid::Uuid>().context("the key of the game")?;
    let lines: Vec<(String,)> = base::Fetch::all(&mut db.reader(), "select body from quiz_journal where game = $1 order by seq", base::args![key]).await?;
    let mut journalled = HashMap::<(u64, u64), u32>::new();
    for line in lines.iter().flat_map(|(body,)| body.lines()).filter(|l| l.starts_with("{\"e\":\"a\"")) {
        let value: serde_json::Value = serde_json::from_str(line)?;
        *journalled.entry((value["p"].as_u64().unwrap_or(0), value["n"].as_u64().unwrap_or(0))).or_default() += 1;
    }
    // Numbers were given in the order in which phones came in, which is not theirs here: so answers are matched by count.
    let phases: HashSet<u64> = acked.iter().map(|(_, n)| *n).collect();
    let kept = journalled.keys().filter(|(_, n)| phases.contains(n)).count();
    let doubled = journalled.values().filter(|n| **n > 1).count();
    println!("  acknowledged {}, journalled {kept}, twice {doubled}", acked.len());
    drop(server);
    if kept < acked.len() || doubled > 0 {
        bail!("an acknowledged answer was lost or counted twice");
    }
    Ok(Killed { before, open: open.as_secs_f64(), back })
}

/// Prints medians by size; returns what does not hold.
pub fn say(rounds: &[(usize, Killed)]) -> Vec<String> {
    let mut sizes: Vec<usize> = rounds.iter().map(|(phones, _)| *phones).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut missed = Vec::new();
    for size in sizes {
        let of = |get: fn(&Killed) -> f64| median(rounds.iter().filter(|(phones, _)| *phones == size).map(|(_, killed)| get(killed)));
        let (open, back) = (of(|k| k.open), of(|k| k.back));
        println!("kill -9 with {size} phones ({:.0} answers acknowledged): nothing lost, nothing twice, re-count agrees;", of(|k| k.before as f64));
        println!("  open again after {open:.2} s, 99 % of phones back after {back:.2} s");
        if open > OPEN {
            missed.push(format!("{size} phones: open again after {open:.2} s, at most {OPEN}"));
        }
        if back > BACK {
            missed.push(format!("{size} phones: 99 % back after {back:.2} s, at most {BACK}"));
        }
    }
    missed
}
