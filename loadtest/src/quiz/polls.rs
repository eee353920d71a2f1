//! Ballots under load: a hall that votes within a second, then sees who won; beside it, in the same run, a bare route that only
//! appends a line and syncs. Every acknowledged ballot must be in the result, once.
use super::phone::now;
use super::server::{Data, Program, free};
use super::measure::Spread;
use super::web;
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::sleep;

/// How to drive.
#[derive(clap::Args)]
pub struct Arguments {
    /// Devices that vote.
    #[arg(long, default_value_t = 1000)]
    voters: usize,
    /// Seconds over which they do.
    #[arg(long, default_value_t = 1.0)]
    spread: f64,
    #[command(flatten)]
    on: super::On,
}

/// Measures floor and server, prints figures, fails when a ballot is lost or counted twice.
pub fn run(a: &Arguments) -> Result<()> {
    drop(rlimit::increase_nofile_limit(u64::MAX));
    crate::home::pin(std::process::id(), a.on.driver_core)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("{} voters in {} s, server on core {}, driver on core {}, load before: {}", a.voters, a.spread, a.on.server_core, a.on.driver_core, load.trim());
    runtime.block_on(async {
        let bare = floor(a).await?;
        let real = server(a).await?;
        println!("ratio of the medians to the floor: {:.1}; of the p99: {:.1}", real.at(0.5) / bare.at(0.5), real.at(0.99) / bare.at(0.99));
        Ok(())
    })
}

/// Every voter sends one form at a moment of its own; the times from sending to the answer, in milliseconds.
async fn vote(a: &Arguments, program: &Program, name: &str, ballots: Vec<(String, String, String)>) -> Result<Spread> {
    let (before, began, all) = (program.cpu(), now(), ballots.len());
    let mut tasks = tokio::task::JoinSet::new();
    for (n, (path, cookie, form)) in ballots.into_iter().enumerate() {
        let at = program.at;
        // counts stay far below what f64 holds exactly
        let wait = Duration::from_secs_f64(a.spread * n as f64 / all as f64);
        tasks.spawn(async move {
            sleep(wait).await;
            let sent = now();
            let answer = web::ask(from(n), at, &path, &cookie, Some(&form)).await?;
            if answer.status != 303 || answer.cookie.starts_with("flash=warn") {
                bail!("a ballot was refused: {} {}", answer.status, answer.cookie);
            }
            Ok::<f64, anyhow::Error>(now() - sent)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.push(done??);
    }
    let took = (now() - began) / 1000.0;
    let cpu = program.cpu().saturating_sub(before).as_secs_f64();
    let spread = Spread::of(times.into_iter());
    println!("{name}: ballot to acknowledgement {spread}; {:.0} ballots/s; server CPU {:.3} s per 1000, memory {} MiB", all as f64 / took, cpu * 1000.0 / all as f64, program.memory());
    Ok(spread)
}

/// Halls have several addresses.
fn from(n: usize) -> u8 {
    u8::try_from(1 + n % 200).unwrap_or(1)
}

async fn floor(a: &Arguments) -> Result<Spread> {
    let at = free()?;
    let file = std::env::temp_dir().join(format!("nhipso-floor-{}", std::process::id()));
    let (listen, path) = (at.to_string(), file.display().to_string());
    let (program, _) = Program::start(&std::env::current_exe()?, &["quiz-floor", "--listen", &listen, "--file", &path], at, a.on.server_core).await?;
    let ballots = (0..a.voters).map(|n| ("/vote".to_owned(), String::new(), format!("a={}", n % 4))).collect();
    let spread = vote(a, &program, "floor", ballots).await;
    drop(program);
    drop(std::fs::remove_file(file));
    spread
}

async fn server(a: &Arguments) -> Result<Spread> {
    let data = Data::new(a.on.database_url.clone())?;
    let at = free()?;
    let arguments = data.arguments(at);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (program, _) = Program::start(&a.on.program()?, &arguments, at, a.on.server_core).await?;
    let host = data.administrator().await?;
    let made = web::ask(1, at, "/dau-truong/y-kien/moi", &host, Some("title=Load")).await?;
    let desk = made.location;
    if !desk.starts_with("/dau-truong/y-kien/") {
        bail!("no session was made: {} {}", made.status, made.body);
    }
    let made = web::ask(1, at, &format!("{desk}/cau/moi?loai=choice"), &host, Some("text=Load&options=A%0AB%0AC%0AD&most=1")).await?;
    let poll = made.location.rsplit("#cau-").next().context("no poll was made")?.to_owned();
    let opened = web::ask(1, at, &format!("{desk}/dieu-khien"), &host, Some(&format!("act=open&poll={poll}"))).await?;
    if opened.status != 303 {
        bail!("the poll was not opened: {}", opened.body);
    }
    let began = now();
    let mut cookies = Vec::new();
    for n in 0..a.voters {
        cookies.push(web::ask(from(n), at, &format!("{desk}/tham-gia"), "", None).await?.cookie);
    }
    println!("  {} devices came in, one after the other, in {:.1} s", a.voters, (now() - began) / 1000.0);
    let path = format!("{desk}/tham-gia/{poll}");
    let ballots = cookies.into_iter().enumerate().map(|(n, cookie)| (path.clone(), cookie, format!("round=1&a={}", n % 4))).collect();
    let spread = vote(a, &program, "Nhịp Số", ballots).await?;
    check(a, at, &desk, &host).await?;
    Ok(spread)
}

/// Every ballot is in the export once.
async fn check(a: &Arguments, at: SocketAddr, desk: &str, host: &str) -> Result<()> {
    let csv = web::ask(1, at, &format!("{desk}/ket-qua.csv"), host, None).await?.body;
    for (option, n) in ["A", "B", "C", "D"].iter().zip(0..4) {
        let wanted = (a.voters + 3 - n) / 4;
        if !csv.contains(&format!(",{option},{wanted},")) {
            bail!("{option} should have {wanted} ballots: {csv}");
        }
    }
    println!("every acknowledged ballot is counted once");
    Ok(())
}
