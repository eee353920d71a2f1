//! NATS for the tests: the one that runs, else our own on a free port for the time of the run.
use crate::{cleanup, repo, shell};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LOCAL: &str = "nats://localhost:4222";

/// The server at `NATS_URL` (an error if it does not answer), else one at localhost:4222.
pub fn running() -> Result<Option<String>> {
    if let Some(url) = std::env::var("NATS_URL").ok().filter(|url| !url.is_empty()) {
        if !greets(&url) {
            bail!("NATS_URL is set to {url}, but no NATS server answers there");
        }
        return Ok(Some(url));
    }
    Ok(greets(LOCAL).then(|| LOCAL.to_owned()))
}

/// Starts a server of our own and waits for its greeting; returns its URL.
pub fn start() -> Result<String> {
    let program = shell::find("nats-server").context("nats-server is not installed")?;
    let dir = repo::scratch("nats")?;
    let port = repo::free_port()?;
    let mut command = Command::new(program);
    command.args(["-a", "127.0.0.1", "-p", &port.to_string(), "-js", "-sd"]).arg(&dir);
    let mut child = shell::start(command.stdout(Stdio::null()).stderr(Stdio::null()), "TERM")?;
    let url = format!("nats://127.0.0.1:{port}");
    let patience = Instant::now() + Duration::from_secs(20);
    while !greets(&url) {
        if child.try_wait()?.is_some() || Instant::now() > patience {
            cleanup::end(child.id());
            bail!("our nats-server does not answer on port {port}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("  NATS             our own on port {port}");
    Ok(url)
}

/// A NATS server says `INFO {…}` to whoever connects.
fn greets(url: &str) -> bool {
    let place = url.trim_start_matches("nats://").rsplit('@').next().unwrap_or_default().trim_end_matches('/');
    let place = if place.contains(':') { place.to_owned() } else { format!("{place}:4222") };
    let Ok(addresses) = place.to_socket_addrs() else { return false };
    addresses.into_iter().any(|address| {
        let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_secs(1)) else { return false };
        let mut line = String::new();
        stream.set_read_timeout(Some(Duration::from_secs(2))).is_ok()
            && BufReader::new(stream).read_line(&mut line).is_ok()
            && line.starts_with("INFO ")
    })
}

#[cfg(test)]
mod tests {
    use super::greets;
    use std::io::Write;

    fn server_that_says(words: &'static str) -> String {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let _ = stream.write_all(words.as_bytes());
            }
        });
        format!("nats://user:pass@{address}")
    }

    #[test]
    fn only_nats_is_taken_for_nats() {
        assert!(greets(&server_that_says("INFO {\"server_id\":\"x\"}\r\n")));
        assert!(!greets(&server_that_says("220 mail\r\n")));
        assert!(!greets("nats://127.0.0.1:1"));
    }
}
