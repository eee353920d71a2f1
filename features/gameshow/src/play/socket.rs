//! Đường WebSocket của điện thoại: small buffers, no work of its own. A slow phone holds up nobody: it sends what the game
//! shows when it gets to it, so what a phone missed it never has to read.
use super::player;
use crate::live::frames::{self, Said};
use crate::live::{Command, Handle, Self_};
use axum::body::Bytes;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use base::{Result, Site};
use quiz::latency::{LEAST_PINGS, Pings};
use quiz::{Micros, Refusal};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout};
use uuid::Uuid;

/// A phone that takes nothing for so long is let go; it comes back by itself.
const SLOW: Duration = Duration::from_secs(20);
/// Pause between pings once the way is known.
const PING: Duration = Duration::from_secs(25);
/// Pings at the beginning.
const FIRST_PINGS: usize = LEAST_PINGS + 1;
/// Messages that a phone may send in a row, and how many more each second.
const BURST: u32 = 40;
const PER_SECOND: u32 = 8;

/// `GET /dau-truong/{id}/ws`.
pub async fn open(State(site): State<Site>, Path(id): Path<Uuid>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Result<Response> {
    let (handle, p) = player(&site, id, &headers).await?;
    let upgrade = upgrade.read_buffer_size(1024).write_buffer_size(0).max_write_buffer_size(256 * 1024).max_message_size(2048).max_frame_size(2048);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let own = handle.sockets.enter(p);
        Phone::new(site, handle.clone(), p).run(socket, &own).await;
        handle.sockets.leave(p, &own);
    }))
}

struct Phone {
    site: Site,
    handle: Handle,
    p: u32,
    /// Id of the last frame that was sent.
    known: u64,
    kicked: bool,
    pings: Pings,
    /// The ping that waits for its echo.
    ping: Option<Micros>,
    next_ping: Instant,
    allowance: u32,
    since: Instant,
    waiting: Option<(u32, oneshot::Receiver<Result<(), Refusal>>)>,
}

enum Next {
    Go,
    Stop,
}

impl Phone {
    fn new(site: Site, handle: Handle, p: u32) -> Phone {
        let now = Instant::now();
        Phone {
            site, handle, p, known: 0, kicked: false, pings: Pings::default(), ping: None, next_ping: now, allowance: BURST, since: now, waiting: None,
        }
    }

    async fn run(mut self, mut socket: WebSocket, own: &tokio::sync::Notify) {
        let Some(me) = self.handle.ask(|reply| Command::Who(self.p, reply)).await else { return };
        if !me.known || !self.greet(&mut socket, &me).await {
            return;
        }
        let mut state = self.handle.state.clone();
        state.mark_changed();
        loop {
            let next = tokio::select! {
                changed = state.changed() => match changed {
                    Ok(()) => self.news(&mut socket, &state).await,
                    Err(_) => Next::Stop,
                },
                message = socket.recv() => match message {
                    Some(Ok(message)) => self.heard(&mut socket, message).await,
                    _ => Next::Stop,
                },
                result = answered(&mut self.waiting) => self.acknowledge(&mut socket, result).await,
                () = own.notified() => {
                    self.say(&mut socket, frames::word("gone")).await;
                    Next::Stop
                }
                () = sleep_until(self.next_ping) => self.send_ping(&mut socket).await,
            };
            if matches!(next, Next::Stop) {
                return;
            }
        }
    }

    fn now(&self) -> Micros {
        self.site.clock.now().as_microsecond()
    }

    async fn greet(&mut self, socket: &mut WebSocket, me: &Self_) -> bool {
        let hello = frames::hello(&me.name, me.phase, me.answer.as_ref(), self.now());
        matches!(self.say(socket, hello).await, Next::Go)
    }

    async fn say(&self, socket: &mut WebSocket, text: Utf8Bytes) -> Next {
        match timeout(SLOW, socket.send(Message::Text(text))).await {
            Ok(Ok(())) => Next::Go,
            _ => Next::Stop,
        }
    }

    async fn news(&mut self, socket: &mut WebSocket, state: &tokio::sync::watch::Receiver<std::sync::Arc<crate::live::Snapshot>>) -> Next {
        let snapshot = state.borrow().clone();
        let kicked = snapshot.people.get(self.p as usize).is_some_and(|person| person.kicked);
        if kicked != self.kicked {
            self.kicked = kicked;
            self.known = 0;
            if let Next::Stop = self.say(socket, frames::word(if kicked { "kicked" } else { "back" })).await {
                return Next::Stop;
            }
        }
        if kicked {
            return Next::Go;
        }
        for text in frames::news(&snapshot, self.known, self.p) {
            if let Next::Stop = self.say(socket, text).await {
                return Next::Stop;
            }
        }
        self.known = snapshot.version;
        Next::Go
    }

    async fn heard(&mut self, socket: &mut WebSocket, message: Message) -> Next {
        let now = self.now();
        match message {
            Message::Text(text) => {
                if !self.allowed() {
                    return Next::Stop;
                }
                match serde_json::from_str::<Said>(&text) {
                    Ok(Said::Time { c }) => self.say(socket, frames::time(c, now)).await,
                    Ok(Said::Answer { n, a }) if self.waiting.is_none() => {
                        let (p, credit) = (self.p, self.pings.credit());
                        match self.handle.send(|reply| Command::Answer(p, n, a, now, credit, reply)).await {
                            Some(waiting) => self.waiting = Some((n, waiting)),
                            None => return Next::Stop,
                        }
                        Next::Go
                    }
                    Ok(Said::Answer { n, .. }) => self.say(socket, frames::no(n, Refusal::Double)).await,
                    Err(_) => self.say(socket, frames::no(0, Refusal::Unfit)).await,
                }
            }
            Message::Pong(echo) => {
                if let Some(sent) = self.ping.filter(|sent| echo.as_ref() == sent.to_be_bytes()) {
                    self.ping = None;
                    self.pings.note(now - sent);
                    if self.pings.count() < FIRST_PINGS {
                        self.next_ping = Instant::now();
                    }
                }
                Next::Go
            }
            Message::Close(_) => Next::Stop,
            _ => Next::Go,
        }
    }

    fn allowed(&mut self) -> bool {
        let grown = u32::try_from(self.since.elapsed().as_secs()).unwrap_or(u32::MAX);
        if grown > 0 {
            self.since = Instant::now();
            self.allowance = self.allowance.saturating_add(grown.saturating_mul(PER_SECOND)).min(BURST);
        }
        self.allowance = self.allowance.saturating_sub(1);
        self.allowance > 0
    }

    async fn acknowledge(&mut self, socket: &mut WebSocket, result: Option<Result<(), Refusal>>) -> Next {
        let Some((n, _)) = self.waiting.take() else { return Next::Go };
        match result {
            Some(Ok(())) => self.say(socket, frames::ack(n)).await,
            Some(Err(why)) => self.say(socket, frames::no(n, why)).await,
            // Not journalled, so not acknowledged: the phone comes back and sends again.
            None => Next::Stop,
        }
    }

    async fn send_ping(&mut self, socket: &mut WebSocket) -> Next {
        if self.ping.is_some() && self.pings.count() >= FIRST_PINGS {
            // The last one never came back: the way is dead.
            return Next::Stop;
        }
        let now = self.now();
        self.ping = Some(now);
        self.next_ping = Instant::now() + PING;
        match timeout(SLOW, socket.send(Message::Ping(Bytes::copy_from_slice(&now.to_be_bytes())))).await {
            Ok(Ok(())) => Next::Go,
            _ => Next::Stop,
        }
    }
}

/// The result of the answer that waits; never, while none does.
async fn answered(waiting: &mut Option<(u32, oneshot::Receiver<Result<(), Refusal>>)>) -> Option<Result<(), Refusal>> {
    match waiting {
        Some((_, receiver)) => receiver.await.ok(),
        None => std::future::pending().await,
    }
}
