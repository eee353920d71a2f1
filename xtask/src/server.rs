//! The built program on a free port with data of its own, for the steps that need a running server.
use crate::{cleanup, repo, shell};
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A running server; it ends when this is dropped.
pub struct Server {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    group: u32,
    data: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        cleanup::end(self.group);
        cleanup::remove(&self.data);
    }
}

/// Starts `nhipso up` with the example plan and waits for its first page.
pub fn start(binary: &Path, log: &Path) -> Result<Server> {
    let port = repo::free_port()?;
    let data = repo::scratch("data")?;
    let file = std::fs::File::create(log).with_context(|| log.display().to_string())?;
    let mut command = Command::new(binary);
    command.arg("up").arg("--data").arg(&data).args(["--listen", &format!("127.0.0.1:{port}")]);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("NHIPSO_")) {
        command.env_remove(name); // the program's own defaults, whatever this machine has set
    }
    let mut child = shell::start(command.stdout(file.try_clone()?).stderr(file).current_dir(&data), "TERM")?;
    let server = Server { url: format!("http://127.0.0.1:{port}"), group: child.id(), data };
    let patience = Instant::now() + Duration::from_secs(120);
    while !matches!(status(port, "/"), Ok(200)) {
        if child.try_wait()?.is_some() || Instant::now() > patience {
            let said = std::fs::read_to_string(log).unwrap_or_default();
            bail!("`nhipso up` answered no page within its time; it said:\n{said}");
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(server)
}

/// Status of `GET path` on a local port.
pub fn status(port: u16, path: &str) -> Result<u16> {
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut head = [0_u8; 12];
    stream.read_exact(&mut head)?;
    let head = std::str::from_utf8(&head)?;
    head.split(' ').nth(1).and_then(|code| code.parse().ok()).with_context(|| format!("not HTTP: {head:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read() {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("bound").port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut buffer = [0_u8; 512];
            let _ = stream.read(&mut buffer);
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        });
        assert_eq!(status(port, "/x").expect("an answer"), 404);
    }

    #[test]
    fn a_program_that_dies_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let error = start(Path::new("/bin/false"), &dir.path().join("log")).err().expect("it ends at once");
        assert!(error.to_string().contains("answered no page"), "{error}");
    }
}
