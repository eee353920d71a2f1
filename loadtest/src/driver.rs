//! A closed-loop HTTP/1.1 driver: so many connections, each asks again as soon as it has its answer. It reads status,
//! headers and body of every answer, so nothing is counted that did not arrive.
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What was measured.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Answers per second.
    pub per_second: f64,
    /// Median of the answer times.
    pub median: Duration,
    /// 99 of 100 answers were faster.
    pub p99: Duration,
    /// Answers.
    pub answers: usize,
    /// Bytes of one body.
    pub body: usize,
}

/// One answer, read to the end.
pub struct Answer {
    /// Status line and headers.
    pub head: Vec<String>,
    /// Body as sent (compressed).
    pub body: Vec<u8>,
}

/// The request that is sent again and again.
pub fn request(host: &str, path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: br\r\nAccept: text/html\r\nUser-Agent: loadtest\r\n\r\n")
}

/// Asks once, for what the floor shall send.
pub fn once(host: &str, path: &str) -> Result<Answer> {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(host).with_context(|| format!("no server at {host}"))?;
    stream.write_all(request(host, path).as_bytes())?;
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (Vec::new(), None);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        length = length_in(&line).or(length);
        head.push(line);
    }
    let mut body = vec![0; length.context("the answer states no length")?];
    reader.read_exact(&mut body)?;
    Ok(Answer { head, body })
}

fn length_in(line: &str) -> Option<usize> {
    let (name, value) = line.split_once(':')?;
    name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
}

/// Drives `connections` for `seconds`, after a second to warm up.
pub fn drive(host: &str, path: &str, connections: usize, seconds: u64) -> Result<Measured> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let begin = Instant::now() + Duration::from_secs(1);
        let end = begin + Duration::from_secs(seconds);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..connections {
            tasks.spawn(connection(host.to_owned(), request(host, path), begin, end));
        }
        let (mut times, mut body) = (Vec::new(), 0);
        while let Some(done) = tasks.join_next().await {
            let (some, size) = done??;
            times.extend(some);
            body = size;
        }
        if times.is_empty() {
            bail!("no answer within {seconds} s");
        }
        times.sort_unstable();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        // counts stay far below what f64 holds exactly
        let per_second = times.len() as f64 / seconds as f64;
        Ok(Measured { per_second, median: at(50), p99: at(99), answers: times.len(), body })
    })
}

async fn connection(host: String, request: String, begin: Instant, end: Instant) -> Result<(Vec<Duration>, usize)> {
    let mut stream = tokio::io::BufReader::with_capacity(64 * 1024, TcpStream::connect(&host).await?);
    stream.get_ref().set_nodelay(true)?;
    let (mut times, mut line, mut body) = (Vec::new(), String::new(), Vec::new());
    while Instant::now() < end {
        let asked = Instant::now();
        stream.get_mut().write_all(request.as_bytes()).await?;
        let mut length = None;
        line.clear();
        stream.read_line(&mut line).await?;
        if !line.starts_with("HTTP/1.1 200") {
            bail!("answered {}", line.trim_end());
        }
        loop {
            line.clear();
            stream.read_line(&mut line).await?;
            if line == "\r\n" {
                break;
            }
            length = length_in(&line).or(length);
        }
        body.resize(length.context("the answer states no length")?, 0);
        stream.read_exact(&mut body).await?;
        if asked >= begin {
            times.push(asked.elapsed());
        }
    }
    Ok((times, body.len()))
}
