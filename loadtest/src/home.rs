//! The home page under load: the server and the floor in turn on one core, the driver on another.
use crate::driver::{self, Measured};
use anyhow::{Context, Result, bail};
use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::{Child, Command};
use std::time::Duration;

/// Least pages per second.
const PAGES: f64 = 2_000.0;
/// Most milliseconds for 99 of 100 answers.
const P99: Duration = Duration::from_millis(20);
/// Least share of what the bare route answers.
const SHARE: f64 = 0.5;
/// Most resident memory of the server, in MiB.
const MEMORY: u64 = 150;

/// How to drive.
#[derive(clap::Args)]
pub struct Arguments {
    /// The running server.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    server: String,
    /// Connections.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Seconds for each of the two.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Path of the page.
    #[arg(long, default_value = "/")]
    path: String,
    /// Core of the server and of the floor.
    #[arg(long, default_value_t = 0)]
    server_core: usize,
    /// Core of the driver.
    #[arg(long, default_value_t = 1)]
    driver_core: usize,
}

/// Stops the floor when it is dropped.
struct Running(Child);
impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Measures both and compares; fails when a target is missed.
pub fn run(a: &Arguments) -> Result<()> {
    let host = a.server.trim_end_matches('/').strip_prefix("http://").context("--server must begin with http://")?;
    let page = driver::once(host, &a.path)?;
    if !page.head.first().is_some_and(|l| l.contains(" 200")) {
        bail!("{} answered {:?}", a.server, page.head.first());
    }
    let server = process_at(host);
    if let Some(id) = server {
        pin(id, a.server_core)?;
    }
    pin(std::process::id(), a.driver_core)?;
    println!("{}: {} bytes compressed, {} connections, {} s each", a.path, page.body.len(), a.connections, a.seconds);

    let folder = std::env::temp_dir().join(format!("nhipso-loadtest-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("body"), &page.body)?;
    let unsaid = ["content-length", "date", "connection", "transfer-encoding"];
    let headers: Vec<&String> = page.head.iter().skip(1).filter(|l| !unsaid.contains(&l.split(':').next().unwrap_or("").to_lowercase().as_str())).collect();
    std::fs::write(folder.join("headers"), headers.iter().map(|l| format!("{l}\n")).collect::<String>())?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let floor = Command::new("taskset")
        .args(["-c", &a.server_core.to_string()])
        .arg(std::env::current_exe()?)
        .args(["floor", "--listen", &port.to_string()])
        .arg("--body")
        .arg(folder.join("body"))
        .arg("--headers")
        .arg(folder.join("headers"))
        .spawn();
    let floor = Running(floor.context("taskset (package util-linux) starts the bare route")?);
    wait_for(&port.to_string())?;
    let bare = driver::drive(&port.to_string(), "/", a.connections, a.seconds)?;
    drop(floor);
    drop(std::fs::remove_dir_all(&folder));
    say("bare route", &bare);

    let real = driver::drive(host, &a.path, a.connections, a.seconds)?;
    say("Nhịp Số", &real);
    let share = real.per_second / bare.per_second;
    let memory = server.and_then(resident);
    println!("share of the bare route: {share:.2}");
    match memory {
        Some(mib) => println!("server memory: {mib} MiB"),
        None => println!("server memory: unknown (another machine or user)"),
    }
    let missed: Vec<&str> = [
        (real.per_second < PAGES, "pages per second"),
        (real.p99 > P99, "p99"),
        (share < SHARE, "share of the bare route"),
        (memory.is_some_and(|m| m > MEMORY), "memory"),
    ]
    .into_iter()
    .filter(|(bad, _)| *bad)
    .map(|(_, what)| what)
    .collect();
    if !missed.is_empty() {
        bail!("targets missed: {}", missed.join(", "));
    }
    println!("all targets met (≥ {PAGES} pages/s, p99 ≤ {P99:?}, share ≥ {SHARE}, ≤ {MEMORY} MiB)");
    Ok(())
}

fn say(name: &str, m: &Measured) {
    println!("{name}: {:.0} pages/s, median {:.2?}, p99 {:.2?} ({} answers of {} bytes)", m.per_second, m.median, m.p99, m.answers, m.body);
}

fn wait_for(host: &str) -> Result<()> {
    for _ in 0..100 {
        if std::net::TcpStream::connect(host).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("nothing listens at {host}")
}

/// Pins all threads of a process to a core.
pub fn pin(process: u32, core: usize) -> Result<()> {
    let done = Command::new("taskset").args(["-a", "-c", "-p", &core.to_string(), &process.to_string()]).output();
    match done {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => bail!("taskset: {}", String::from_utf8_lossy(&done.stderr).trim()),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!("taskset is missing: install util-linux"),
        Err(error) => Err(error.into()),
    }
}

/// The process that listens at an address of this machine: by its socket in /proc.
fn process_at(host: &str) -> Option<u32> {
    let port: u16 = host.rsplit(':').next()?.parse().ok()?;
    let table = ["/proc/net/tcp", "/proc/net/tcp6"].iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect::<String>();
    let inode = table.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let here = u16::from_str_radix(fields.get(1)?.rsplit(':').next()?, 16).ok()? == port;
        (here && *fields.get(3)? == "0A").then(|| fields.get(9).map(|i| (*i).to_owned())).flatten()
    })?;
    let wanted = format!("socket:[{inode}]");
    std::fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        let id: u32 = entry.file_name().to_str()?.parse().ok()?;
        let mut open = std::fs::read_dir(entry.path().join("fd")).ok()?.flatten();
        open.any(|fd| std::fs::read_link(fd.path()).is_ok_and(|target| target.to_string_lossy() == wanted)).then_some(id)
    })
}

/// Resident memory in MiB.
fn resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib / 1024)
}
