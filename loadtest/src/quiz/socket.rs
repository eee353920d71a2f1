//! A bare WebSocket client: text frames, pings answered, nothing else. Small on purpose: ten thousand of them share a core.
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Longest frame that a server of ours sends.
const LONGEST: usize = 64 * 1024;

/// What arrived.
pub enum Heard {
    /// Text.
    Text(String),
    /// A ping with its content.
    Ping(Vec<u8>),
    /// The end.
    Closed,
}

/// A connection.
pub struct Socket {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

/// Opens a TCP connection from one of the addresses of this machine, as halls have different ones.
pub async fn dial(from: u8, to: SocketAddr) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 1, from], 0)))?;
    let stream = tokio::time::timeout(Duration::from_secs(10), socket.connect(to)).await.context("connecting took too long")??;
    stream.set_nodelay(true)?;
    Ok(stream)
}

impl Socket {
    /// Connects and upgrades.
    pub async fn open(from: u8, to: SocketAddr, path: &str, cookie: &str) -> Result<Socket> {
        let mut stream = dial(from, to).await?;
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {to}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        let (mut buffer, mut filled) = (vec![0; 1024], 0);
        loop {
            let n = stream.read(&mut buffer[filled..]).await?;
            filled += n;
            if let Some(end) = buffer[..filled].windows(4).position(|w| w == b"\r\n\r\n") {
                if !buffer.starts_with(b"HTTP/1.1 101") {
                    bail!("not upgraded: {}", String::from_utf8_lossy(&buffer[..end.min(60)]));
                }
                buffer.copy_within(end + 4..filled, 0);
                filled -= end + 4;
                return Ok(Socket { stream, buffer, filled });
            }
            if n == 0 || filled == buffer.len() {
                bail!("no answer to the upgrade");
            }
        }
    }

    /// The next frame. May be dropped and called again.
    pub async fn hear(&mut self) -> Result<Heard> {
        loop {
            if let Some((operation, range)) = self.whole()? {
                let content = self.buffer[range.clone()].to_vec();
                self.buffer.copy_within(range.end..self.filled, 0);
                self.filled -= range.end;
                match operation {
                    1 => return Ok(Heard::Text(String::from_utf8_lossy(&content).into_owned())),
                    8 => return Ok(Heard::Closed),
                    9 => return Ok(Heard::Ping(content)),
                    _ => continue,
                }
            }
            if self.filled == self.buffer.len() {
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
            match self.stream.read(&mut self.buffer[self.filled..]).await {
                Ok(0) | Err(_) => return Ok(Heard::Closed),
                Ok(n) => self.filled += n,
            }
        }
    }

    /// Operation and place of the first frame, if it is whole.
    fn whole(&self) -> Result<Option<(u8, std::ops::Range<usize>)>> {
        let b = &self.buffer[..self.filled];
        if b.len() < 2 {
            return Ok(None);
        }
        let (length, head) = match b[1] & 127 {
            126 if b.len() >= 4 => (usize::from(u16::from_be_bytes([b[2], b[3]])), 4),
            127 => bail!("a frame that is too long"),
            126 => return Ok(None),
            n => (usize::from(n), 2),
        };
        if length > LONGEST {
            bail!("a frame that is too long");
        }
        Ok((b.len() >= head + length).then_some((b[0] & 15, head..head + length)))
    }

    /// Sends a text.
    pub async fn say(&mut self, text: &str) -> Result<()> {
        self.send(1, text.as_bytes()).await
    }

    /// Answers a ping.
    pub async fn pong(&mut self, content: &[u8]) -> Result<()> {
        self.send(10, content).await
    }

    async fn send(&mut self, operation: u8, content: &[u8]) -> Result<()> {
        let mut frame = vec![128 | operation];
        match u16::try_from(content.len())? {
            n if n < 126 => frame.push(128 | u8::try_from(n)?),
            n => {
                frame.push(128 | 126);
                frame.extend(n.to_be_bytes());
            }
        }
        // masked with noughts, which changes nothing
        frame.extend([0; 4]);
        frame.extend(content);
        Ok(self.stream.write_all(&frame).await?)
    }
}
