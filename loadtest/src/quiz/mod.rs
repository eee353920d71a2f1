//! The gameshow under load: a hall of phones, the server on one core, the driver on another, the floor in the same run. It
//! starts the server itself, on data of its own, kills it in the answer window, and compares ranking and re-count.
pub mod floor;
mod phone;
pub mod polls;
mod server;
mod socket;
mod web;

use crate::quiz::phone::{Book, Habit, now, random};
use crate::quiz::server::{Data, Program, free};
use anyhow::{Context, Result, bail};
use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How to drive.
#[derive(clap::Args)]
pub struct Arguments {
    /// Phones in one game.
    #[arg(long, default_value_t = 1000)]
    phones: usize,
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
    /// Seconds over which answers are spread.
    #[arg(long, default_value_t = 3.0)]
    spread: f64,
    /// Leave out the floor.
    #[arg(long)]
    no_floor: bool,
    /// Leave out the kill.
    #[arg(long)]
    no_kill: bool,
    /// Simulated ways of 20 to 600 ms with lost messages, to measure fairness (fewer phones are enough).
    #[arg(long)]
    fair: bool,
}

/// Runs everything and prints figures; fails when what must hold does not.
pub fn run(a: &Arguments) -> Result<()> {
    drop(rlimit::increase_nofile_limit(u64::MAX));
    crate::home::pin(std::process::id(), a.driver_core)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = tokio::task::LocalSet::new();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("{} phones, server on core {}, driver on core {}, load before: {}", a.phones, a.server_core, a.driver_core, load.trim());
    if !a.no_floor && !a.fair {
        runtime.block_on(local.run_until(bare(a)))?;
    }
    runtime.block_on(local.run_until(game(a)))
}

/// Sorted values: median, p99, greatest.
struct Spread(Vec<f64>);

impl Spread {
    fn of(values: impl Iterator<Item = f64>) -> Spread {
        let mut all: Vec<f64> = values.filter(|v| v.is_finite()).collect();
        all.sort_by(f64::total_cmp);
        Spread(all)
    }
    fn at(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        // a share of a length is a length
        self.0.get(((last as f64) * share).round() as usize).copied().unwrap_or(f64::NAN)
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms ({} values)", self.at(0.5), self.at(0.99), self.at(1.0), self.0.len())
    }
}

fn from_first(values: impl Iterator<Item = f64>) -> Spread {
    let spread = Spread::of(values.filter(|t| *t > 0.0));
    let first = spread.at(0.0);
    Spread(spread.0.into_iter().map(|t| t - first).collect())
}

/// The floor with as many phones.
async fn bare(a: &Arguments) -> Result<()> {
    let at = free()?;
    let file = std::env::temp_dir().join(format!("nhipso-floor-{}", std::process::id()));
    let (listen, path) = (at.to_string(), file.display().to_string());
    let (program, _) = Program::start(&std::env::current_exe()?, &["quiz-floor", "--listen", &listen, "--file", &path], at, a.server_core)?;
    let book = phones(a, at, |_| ("/ws".to_owned(), String::new())).await?;
    for all_at_once in [false, true] {
        habits(&book, a, all_at_once, 0);
        let (before, began) = (program.cpu(), now());
        let t = now() + 1500.0;
        let frame = format!("{{\"close\":{},\"k\":\"ask\",\"n\":1,\"open\":{t},\"show\":{t}}}", t + 20_000.0);
        say(at, &frame).await?;
        sleep(Duration::from_millis(700)).await;
        say(at, "{\"k\":\"key\",\"n\":1}").await?;
        sleep(Duration::from_secs_f64(a.spread + 3.0)).await;
        report("floor", &book, all_at_once, began, program.cpu().saturating_sub(before), program.memory());
    }
    book.borrow_mut().stop = true;
    drop(program);
    drop(std::fs::remove_file(file));
    sleep(Duration::from_millis(2500)).await;
    Ok(())
}

async fn say(at: SocketAddr, body: &str) -> Result<()> {
    web::ask(1, at, "/say", "", Some(body)).await.map(drop)
}

/// Connects all phones, 64 at a time, and waits until they are.
async fn phones(a: &Arguments, at: SocketAddr, entry: impl Fn(usize) -> (String, String)) -> Result<Rc<RefCell<Book>>> {
    let book = Rc::new(RefCell::new(Book::default()));
    book.borrow_mut().notes = vec![phone::Noted::default(); a.phones];
    book.borrow_mut().habits = vec![Habit::default(); a.phones];
    if a.fair {
        let mut seed = 5;
        for (p, habit) in book.borrow_mut().habits.iter_mut().enumerate() {
            let far = p % 2 == 1;
            *habit = Habit { trip: if far { 600.0 } else { 20.0 }, loss: 2, ..Habit::default() };
            if p % 4 >= 2 {
                habit.trip = 20.0 + (random(&mut seed) % 581) as f64;
            }
        }
    }
    let began = Instant::now();
    for p in 0..a.phones {
        let (path, cookie) = entry(p);
        tokio::task::spawn_local(phone::live(book.clone(), at, path, cookie, p));
        while p.saturating_sub(book.borrow().connected) > 64 {
            sleep(Duration::from_millis(1)).await;
            if began.elapsed() > Duration::from_secs(120) {
                bail!("only {} phones got in", book.borrow().connected);
            }
        }
    }
    while book.borrow().connected < a.phones && began.elapsed() < Duration::from_secs(120) {
        sleep(Duration::from_millis(5)).await;
    }
    println!("  {} phones connected in {:.2} s", book.borrow().connected, began.elapsed().as_secs_f64());
    Ok(book)
}

/// Sets when each phone answers the next question. `part`: only so many of ten phones.
fn habits(book: &Rc<RefCell<Book>>, a: &Arguments, all_at_once: bool, option: u8) {
    let mut seed = 3;
    for habit in &mut book.borrow_mut().habits {
        let spread = (random(&mut seed) % 1_000_000) as f64 / 1_000_000.0 * a.spread * 1000.0;
        habit.after = Some(if all_at_once { 5.0 } else { spread.max(5.0) });
        habit.option = option;
    }
}

fn report(name: &str, book: &Rc<RefCell<Book>>, all_at_once: bool, began: f64, cpu: Duration, memory: u64) {
    let book = book.borrow();
    let n = book.notes.len().max(1) as f64;
    let asked = from_first(book.notes.iter().map(|n| n.asked));
    let key = from_first(book.notes.iter().map(|n| n.key));
    let acks = Spread::of(book.notes.iter().filter(|n| n.acked > 0.0).map(|n| n.acked - n.sent));
    let late = Spread::of(book.notes.iter().filter(|n| n.asked > 0.0).map(|n| n.asked - began));
    println!("{name}, answers {}:", if all_at_once { "all at once" } else { "spread" });
    println!("  question, from the first phone: {asked}; from the host's press p99 {:.1} ms", late.at(0.99));
    println!("  key, from the first phone: {key}");
    println!("  answer to acknowledgement: {acks}");
    println!("  server CPU {:.3} s, that is {:.3} s per 1000 answers; memory {memory} MiB", cpu.as_secs_f64(), cpu.as_secs_f64() * 1000.0 / n);
}

/// A host's hand.
struct Host {
    at: SocketAddr,
    cookie: String,
    desk: String,
    n: u32,
}

impl Host {
    async fn press(&mut self, act: &str) -> Result<()> {
        let form = format!("act={act}&n={}", self.n);
        let answer = web::ask(1, self.at, &self.desk, &self.cookie, Some(&form)).await?;
        if answer.status != 303 || answer.cookie.starts_with("flash=warn") {
            bail!("{act} was refused: {} {}", answer.status, answer.cookie);
        }
        self.n += 1;
        Ok(())
    }
}

async fn game(a: &Arguments) -> Result<()> {
    let program = match &a.program {
        Some(path) => path.clone(),
        None => std::env::current_exe()?.with_file_name("nhipso"),
    };
    let data = Data::new(a.database_url.clone())?;
    let at = free()?;
    let arguments = data.arguments(at);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (server, _) = Program::start(&program, &arguments, at, a.server_core)?;
    let empty = server.memory();
    let cookie = data.administrator().await?;
    let form = web::ask(1, at, "/dau-truong/van/moi", &cookie, None).await?.body;
    let sets: Vec<&str> = form.split("<option value=\"").skip(1).filter_map(|s| s.split('"').next()).filter(|s| s.len() == 36).collect();
    let set = sets.first().context("no question set to play")?;
    let wish = format!("title=Thu+tai&set={set}&curve=half&points=1000&minus=0&streak=0&read=1&seconds=20&podium=3&text=1");
    let made = web::ask(1, at, "/dau-truong/van/moi", &cookie, Some(&wish)).await?;
    let desk = made.location;
    let game = desk.split('/').nth(2).context("no game was made")?.to_owned();
    let mut host = Host { at, cookie, desk, n: 0 };

    let tokens = join(a, at, &game).await?;
    let entry = |p: usize| (format!("/dau-truong/{game}/ws"), tokens[p].clone());
    let book = phones(a, at, entry).await?;
    sleep(Duration::from_secs(2)).await;
    println!("  server memory: {empty} MiB empty, {} MiB with all phones", server.memory());

    for all_at_once in [false, true] {
        habits(&book, a, all_at_once, 0);
        let messages = book.borrow().messages;
        let (before, began) = (server.cpu(), now());
        host.press("step").await?;
        sleep(Duration::from_secs_f64(2.0 + 1.0 + a.spread + 2.0 + if a.fair { 3.0 } else { 0.0 })).await;
        // answered or not: count, show, rank
        if web::ask(1, at, &host.desk, &host.cookie, None).await?.body.contains("data-until") {
            host.press("step").await?;
        } else {
            host.n += 1;
        }
        host.press("step").await?;
        sleep(Duration::from_secs(2)).await;
        let cpu = server.cpu().saturating_sub(before);
        report("Nhịp Số", &book, all_at_once, began, cpu, server.memory());
        println!("  {:.2} messages per phone", (book.borrow().messages - messages) as f64 / a.phones as f64);
        if a.fair {
            fairness(&book);
        }
        host.press("step").await?;
    }
    if a.no_kill || a.fair {
        book.borrow_mut().stop = true;
        return Ok(());
    }
    kill(a, &program, &arguments, server, &data, &book, &mut host, &game).await
}

/// Everybody comes in, 64 at a time, by the form that people use.
async fn join(a: &Arguments, at: SocketAddr, game: &str) -> Result<Vec<String>> {
    let began = Instant::now();
    let tokens = Rc::new(RefCell::new(vec![String::new(); a.phones]));
    let next = Rc::new(std::cell::Cell::new(0_usize));
    let mut hands = Vec::new();
    for _ in 0..64 {
        let (tokens, next, path, phones) = (tokens.clone(), next.clone(), format!("/dau-truong/{game}/vao"), a.phones);
        hands.push(tokio::task::spawn_local(async move {
            loop {
                let p = next.get();
                if p >= phones {
                    return Ok::<(), anyhow::Error>(());
                }
                next.set(p + 1);
                let from = u8::try_from(1 + p / 1000)?;
                let answer = web::ask(from, at, &path, "", Some(&format!("name=May+{p}"))).await?;
                if answer.status != 303 || !answer.cookie.starts_with("dt-") {
                    bail!("phone {p} was not let in: {}", answer.status);
                }
                tokens.borrow_mut()[p] = answer.cookie;
            }
        }));
    }
    for hand in hands {
        hand.await??;
    }
    println!("  {} joined in {:.2} s", a.phones, began.elapsed().as_secs_f64());
    Ok(Rc::try_unwrap(tokens).map(RefCell::into_inner).unwrap_or_default())
}

/// On-screen spread, and points of equal human speed over a short and a long way.
fn fairness(book: &Rc<RefCell<Book>>) {
    let book = book.borrow();
    let shown = from_first(book.notes.iter().map(|n| n.shown));
    let (low, high) = (shown.at(0.005), shown.at(0.995));
    println!("  shown on screens: 99 % within {:.1} ms (first to last {:.1} ms)", high - low, shown.at(1.0));
    let mean = |trip: f64| {
        let points: Vec<f64> = book.notes.iter().zip(&book.habits).filter(|(n, h)| h.trip == trip && n.acked > 0.0).map(|(n, _)| n.points).collect();
        points.iter().sum::<f64>() / points.len().max(1) as f64
    };
    let (near, far) = (mean(20.0), mean(600.0));
    println!("  mean points: {near:.1} at 20 ms, {far:.1} at 600 ms with 2 % loss: {:.2} % apart", (near - far).abs() * 100.0 / near.max(1.0));
}

/// Kills the server in the answer window, starts it again, and looks whether anything acknowledged is gone.
#[allow(clippy::too_many_arguments)]
async fn kill(
    a: &Arguments, program: &std::path::Path, arguments: &[&str], server: Program, data: &Data, book: &Rc<RefCell<Book>>, host: &mut Host, game: &str,
) -> Result<()> {
    // The step before has asked the next question already; half of the phones answer before the kill.
    habits(book, a, false, 0);
    book.borrow_mut().acked.clear();
    sleep(Duration::from_secs_f64(2.0 + 1.0 + a.spread / 2.0)).await;
    let at = server.at;
    server.kill()?;
    let killed = Instant::now();
    let before = book.borrow().acked.len();
    let (server, open) = Program::start(program, arguments, at, a.server_core)?;
    println!("kill -9 with {before} answers acknowledged: open again after {:.2} s", open.as_secs_f64());
    while book.borrow().connected * 100 < a.phones * 99 && killed.elapsed() < Duration::from_secs(30) {
        sleep(Duration::from_millis(5)).await;
    }
    println!("  {} phones back {:.2} s after the kill", book.borrow().connected, killed.elapsed().as_secs_f64());
    sleep(Duration::from_secs_f64(a.spread + 3.0)).await;
    let acked = book.borrow().acked.clone();
    if web::ask(1, at, &host.desk, &host.cookie, None).await?.body.contains("data-until") {
        host.press("step").await?;
    }
    book.borrow_mut().stop = true;
    let recount = Command::new(program).args(["quiz", "recount", game, "--top", "0"]).args(&arguments[1..3]).args(&arguments[5..]).output()?;
    print!("{}", String::from_utf8_lossy(&recount.stdout));
    let db = data.open().await?;
    let lines: Vec<(String,)> = base::Fetch::all(&mut db.reader(), "select body from quiz_journal where game = $1 order by seq", base::args![game.parse::<uuid::Uuid>()?]).await?;
    let mut journalled = std::collections::HashMap::<(u64, u64), u32>::new();
    for (body,) in &lines {
        for line in body.lines().filter(|l| l.starts_with("{\"e\":\"a\"")) {
            let value: serde_json::Value = serde_json::from_str(line)?;
            *journalled.entry((value["p"].as_u64().unwrap_or(0), value["n"].as_u64().unwrap_or(0))).or_default() += 1;
        }
    }
    // Tokens were handed out in the order in which players came in; the number stands in the journal, so phones are matched by count.
    let phases: std::collections::HashSet<u64> = acked.iter().map(|(_, n)| *n).collect();
    let kept: usize = journalled.iter().filter(|((_, n), _)| phases.contains(n)).count();
    let doubled = journalled.values().filter(|n| **n > 1).count();
    println!("  acknowledged {}, journalled {kept}, twice {doubled}", acked.len());
    drop(server);
    if kept < acked.len() || doubled > 0 || !recount.status.success() {
        bail!("an acknowledged answer was lost or counted twice");
    }
    Ok(())
}
