//! A simulated phone: listens, keeps its clock as the real one does, answers at its moment and notes when what arrived. Times of
//! sending are fixed before (open loop): a slow server does not slow the driver down.
use super::socket::{Heard, Socket};
use anyhow::Result;
use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Milliseconds since 1970, as the server counts.
pub fn now() -> f64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64() * 1000.0)
}

/// How a phone behaves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Habit {
    /// Answers so long after opening, milliseconds; None: never.
    pub after: Option<f64>,
    /// Simulated way to the server and back, milliseconds.
    pub trip: f64,
    /// Of hundred messages so many are lost and sent again after 200 ms and one more trip.
    pub loss: u64,
    /// Which option.
    pub option: u8,
}

/// What one phone noted of the present question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noted {
    /// When the sealed question arrived.
    pub asked: f64,
    /// When its key arrived.
    pub key: f64,
    /// When it was shown, by the phone's own clock and key.
    pub shown: f64,
    /// When it answered.
    pub sent: f64,
    /// When that was acknowledged.
    pub acked: f64,
    /// Points of the question.
    pub points: f64,
    /// Whether an answer was refused.
    pub refused: bool,
}

/// All phones of a run.
#[derive(Default)]
pub struct Book {
    /// Notes by phone.
    pub notes: Vec<Noted>,
    /// Habits by phone.
    pub habits: Vec<Habit>,
    /// Connected phones.
    pub connected: usize,
    /// Connections that have ended.
    pub breaks: usize,
    /// Messages that arrived.
    pub messages: u64,
    /// Answers that were acknowledged over all questions: phone and phase.
    pub acked: Vec<(usize, u64)>,
    /// The run is over: who loses the connection stays away.
    pub stop: bool,
}

/// The value after `"name":` in a frame, as a number.
fn number(frame: &str, name: &str) -> f64 {
    let mark = format!("\"{name}\":");
    let rest = frame.split_once(&mark).map_or("", |(_, rest)| rest);
    let end = rest.find([',', '}']).unwrap_or(rest.len());
    rest[..end].parse().unwrap_or(0.0)
}

fn is(frame: &str, kind: &str) -> bool {
    frame.contains(&format!("\"k\":\"{kind}\""))
}

/// A small generator; good enough for spreading.
pub fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Lives until the run ends; comes back by itself, as the real one does.
pub async fn live(book: Rc<RefCell<Book>>, at: SocketAddr, path: String, cookie: String, number: usize) {
    let mut seed = number as u64 + 77;
    let from = u8::try_from(1 + number / 1000).unwrap_or(1);
    loop {
        if let Ok(socket) = Socket::open(from, at, &path, &cookie).await {
            book.borrow_mut().connected += 1;
            drop(connection(&book, socket, number, &mut seed).await);
            book.borrow_mut().connected -= 1;
            book.borrow_mut().breaks += 1;
        }
        if book.borrow().stop {
            return;
        }
        tokio::time::sleep(Duration::from_millis(random(&mut seed) % 2_000)).await;
    }
}

struct Clock {
    offset: f64,
    best: f64,
}

/// Milliseconds between the round trips that set the clock, as the phone's page sends them.
const SYNCS: [u64; 6] = [120, 120, 120, 120, 1520, 3000];

/// One connection; everything that comes or goes is held up by the simulated way.
async fn connection(book: &Rc<RefCell<Book>>, mut socket: Socket, p: usize, seed: &mut u64) -> Result<()> {
    let habit = book.borrow().habits[p];
    let far = Instant::now() + Duration::from_secs(86_400);
    let mut clock = Clock { offset: 0.0, best: f64::MAX };
    // what is under way: when it arrives, and what
    let mut down: Vec<(Instant, String)> = Vec::new();
    let mut up: Vec<(Instant, Option<String>, Vec<u8>)> = Vec::new();
    let (mut answer_at, mut show_at, mut open, mut phase, mut shown_phase) = (far, far, 0.0, 0.0, 0.0);
    let mut syncs = if habit.trip > 0.0 { SYNCS.iter() } else { [].iter() };
    let mut sync_at = if habit.trip > 0.0 { Instant::now() } else { far };
    loop {
        let first_down = down.first().map_or(far, |d| d.0);
        let first_up = up.first().map_or(far, |u| u.0);
        tokio::select! {
            heard = socket.hear() => match heard? {
                Heard::Text(text) => {
                    book.borrow_mut().messages += 1;
                    if habit.trip > 0.0 { down.push((later(&habit, down.last().map(|d| d.0), seed), text)); } else { take(book, &text, p, &habit, &mut clock, &mut phase, &mut open, &mut answer_at, &mut show_at, &mut shown_phase); }
                }
                Heard::Ping(content) if habit.trip > 0.0 => { let at = later(&habit, up.last().map(|u| u.0), seed) + Duration::from_secs_f64(habit.trip / 2000.0); up.push((at, None, content)); }
                Heard::Ping(content) => socket.pong(&content).await?,
                Heard::Closed => return Ok(()),
            },
            () = sleep_until(first_down) => {
                let (_, text) = down.remove(0);
                take(book, &text, p, &habit, &mut clock, &mut phase, &mut open, &mut answer_at, &mut show_at, &mut shown_phase);
            }
            () = sleep_until(first_up) => {
                let (_, text, pong) = up.remove(0);
                match text { Some(text) => socket.say(&text).await?, None => socket.pong(&pong).await? }
            }
            () = sleep_until(sync_at) => {
                sync_at = syncs.next().map_or(far, |wait| Instant::now() + Duration::from_millis(*wait));
                up.push((later(&habit, up.last().map(|u| u.0), seed), Some(format!("{{\"k\":\"t\",\"c\":{}}}", now() + skew(p))), Vec::new()));
            }
            () = sleep_until(show_at) => { show_at = far; book.borrow_mut().notes[p].shown = now(); }
            () = sleep_until(answer_at) => {
                answer_at = far;
                let text = format!("{{\"k\":\"a\",\"n\":{phase},\"a\":{{\"one\":{}}}}}", habit.option);
                book.borrow_mut().notes[p].sent = now();
                if habit.trip > 0.0 { up.push((later(&habit, up.last().map(|u| u.0), seed), Some(text), Vec::new())); } else { socket.say(&text).await?; }
            }
        }
    }
}

/// How wrong the clock of a phone is, milliseconds.
fn skew(p: usize) -> f64 {
    ((p * 7919) % 20_000) as f64 - 10_000.0
}

/// When what is sent now arrives on the other side; never before what was sent earlier.
fn later(habit: &Habit, before: Option<Instant>, seed: &mut u64) -> Instant {
    let jitter = 1.0 + (random(seed) % 100) as f64 / 1000.0;
    let lost = if random(seed) % 100 < habit.loss { 200.0 + habit.trip } else { 0.0 };
    let at = Instant::now() + Duration::from_secs_f64((habit.trip / 2.0 * jitter + lost) / 1000.0);
    before.map_or(at, |before| before.max(at))
}

#[allow(clippy::too_many_arguments)]
fn take(
    book: &Rc<RefCell<Book>>, text: &str, p: usize, habit: &Habit, clock: &mut Clock, phase: &mut f64, open: &mut f64, answer_at: &mut Instant,
    show_at: &mut Instant, shown_phase: &mut f64,
) {
    let mut book = book.borrow_mut();
    let t = now();
    if is(text, "ack") {
        book.notes[p].acked = t;
        book.acked.push((p, number(text, "n") as u64));
    } else if is(text, "no") {
        book.notes[p].refused = true;
    } else if is(text, "t") {
        let trip = t + skew(p) - number(text, "c");
        if trip < clock.best {
            clock.best = trip;
            clock.offset = number(text, "s") + trip / 2.0 - (t + skew(p));
        }
    } else if is(text, "ask") {
        *phase = number(text, "n");
        *open = number(text, "open");
        book.notes[p] = Noted { asked: t, ..Noted::default() };
        *show_at = Instant::now() + Duration::from_secs(3_600);
        *shown_phase = number(text, "show");
    } else if is(text, "key") {
        book.notes[p].key = t;
        // The phone's own clock, set by its round trips, says when; its skew is undone by its offset or shows as a fault.
        let mine = if habit.trip > 0.0 { t + skew(p) + clock.offset } else { t };
        let wait = (*shown_phase - mine).max(0.0);
        *show_at = Instant::now() + Duration::from_secs_f64(wait / 1000.0);
        if let Some(after) = book.habits[p].after {
            *answer_at = Instant::now() + Duration::from_secs_f64((*open - mine + after).max(0.0) / 1000.0);
        }
    } else if is(text, "mine") {
        book.notes[p].points = number(text, "points");
    }
}
