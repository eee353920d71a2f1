//! Starts the real program, asks it over plain HTTP and kills it: for the tests that do so. Holds no test itself.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
use base::identity::ADMINISTRATOR;
use base::{Actor, Db, Fetch, args, session};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Program {
    pub child: Child,
    pub port: u16,
}

impl Program {
    /// On 15 September 2026, on an embedded database.
    pub fn start(data: &Path, port: u16) -> Program {
        Program::start_with(data, port, &["--today", "2026-09-15"])
    }

    pub fn start_with(data: &Path, port: u16, more: &[&str]) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_nhipso"))
            .args(["up", "--data"])
            .arg(data)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("its output");
        let mut lines = BufReader::new(out).lines();
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "it never opened its port");
            std::thread::sleep(Duration::from_millis(50));
        }
        std::thread::spawn(move || while lines.next().is_some() {});
        Program { child, port }
    }

    /// One request on a connection of its own; None if the program died under it.
    pub fn request(&self, method: &str, path: &str, cookie: &str, body: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (!answer.is_empty()).then_some(answer)
    }

    /// Sends a signal by its name, e.g. "HUP".
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().expect("kill").success());
    }

    pub fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("it is gone");
    }
}

async fn account(tx: &mut base::Tx) -> uuid::Uuid {
    let now = jiff::Timestamp::now().as_millisecond();
    let (id, grant) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    tx.exec("insert into account (id, email, name, state, created_at) values ($1, 'a@b.vn', 'A', 'active', $2)", args![id, now]).await.unwrap();
    tx.exec("insert into role_grant (id, account, role, granted_at) values ($1, $2, $3, $4)", args![grant, id, ADMINISTRATOR, now]).await.unwrap();
    id
}

/// An administrator who is signed in now.
pub async fn administrator_now(db: &Db) -> String {
    let mut tx = db.write().await.expect("a transaction");
    let id = account(&mut tx).await;
    let actor = Actor::program("test", jiff::Timestamp::now().as_millisecond());
    let token = session::begin(&mut tx, &actor, id, true, "127.0.0.1", "test").await.unwrap();
    tx.commit().await.expect("a commit");
    format!("{}={token}", session::COOKIE)
}

/// Gives the test a signed-in administrator, written before the program starts.
pub async fn administrator(data: &Path) -> String {
    let db = Db::open_sqlite(&data.join("nhipso.db")).await.expect("the database");
    let mut tx = db.write().await.expect("a transaction");
    let id = account(&mut tx).await;
    // The rehearsal clock stands in 2026; the session must be valid then too.
    let at = jiff::civil::datetime(2026, 9, 15, 0, 0, 0, 0).to_zoned_datetime(base::clock::zone()).unwrap().timestamp().as_millisecond();
    let mut token = String::new();
    for hours in [0, 6, 12, 18] {
        token = session::begin(&mut tx, &Actor::program("test", at + hours * 3_600_000), id, true, "127.0.0.1", "test").await.unwrap();
    }
    tx.exec("update session set created_at = $1, seen_at = $1, expires_at = $2", args![at, at + 48 * 3_600_000]).await.unwrap();
    tx.commit().await.expect("a commit");
    db.close().await;
    format!("{}={token}", session::COOKIE)
}

/// A header of an answer, up to the first semicolon.
pub fn header(answer: &str, name: &str) -> String {
    let line = answer.lines().find(|l| l.to_lowercase().starts_with(name)).unwrap_or("");
    line.split_once(": ").map_or("", |(_, v)| v).split(';').next().unwrap_or("").trim().to_owned()
}

/// How often each player's answer stands in the journal of a game.
pub async fn journalled(db: &Db, game: &str) -> HashMap<u64, u32> {
    let id: uuid::Uuid = game.parse().expect("a key");
    let lines: Vec<(String,)> = db.reader().all("select body from quiz_journal where game = $1 order by seq", args![id]).await.expect("lines");
    let mut found = HashMap::new();
    for line in lines.iter().flat_map(|(body,)| body.lines()).filter(|l| l.contains("\"e\":\"a\"")) {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        *found.entry(value["p"].as_u64().expect("a number")).or_default() += 1;
    }
    found
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}
