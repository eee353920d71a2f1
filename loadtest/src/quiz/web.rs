//! One HTTP request on a connection of its own, as host and joining phones need it.
use super::socket::dial;
use anyhow::{Context, Result};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// An answer.
pub struct Answer {
    /// Status.
    pub status: u16,
    /// `Location`.
    pub location: String,
    /// First part of `Set-Cookie`.
    pub cookie: String,
    /// Body.
    pub body: String,
}

/// GET without a form, POST with one.
pub async fn ask(from: u8, at: SocketAddr, path: &str, cookie: &str, form: Option<&str>) -> Result<Answer> {
    let mut stream = dial(from, at).await?;
    let method = if form.is_some() { "POST" } else { "GET" };
    let body = form.unwrap_or("");
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").context("no answer")?;
    let header = |name: &str| {
        let line = head.lines().find(|l| l.to_lowercase().starts_with(name)).unwrap_or("");
        line.split_once(": ").map_or("", |(_, value)| value).split(';').next().unwrap_or("").to_owned()
    };
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    Ok(Answer { status, location: header("location:"), cookie: header("set-cookie:"), body: body.to_owned() })
}
