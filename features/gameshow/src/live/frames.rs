//! Khung tin: what goes over the wire to phones, as small JSON. Every frame carries the phase number `n` that it belongs to.
//! No frame to a player may hold the right answer before it is revealed, nor the host's or screen's signature.
use super::snapshot::{Person, Snapshot};
use axum::extract::ws::Utf8Bytes;
use quiz::{Ask, Question, Refusal};
use serde::Serialize;
use serde_json::{Value, json};

/// A frame as it is sent to everybody, encoded once.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Grows over the game: who knows `id` needs only later ones.
    pub id: u64,
    /// The text.
    pub text: Utf8Bytes,
    /// Whether each player's own line follows it.
    pub mine: bool,
}

/// What a phone sends.
#[derive(Debug, serde::Deserialize)]
#[serde(tag = "k")]
pub enum Said {
    /// An answer to the question of phase `n`.
    #[serde(rename = "a")]
    Answer {
        /// Phase.
        n: u32,
        /// The answer.
        a: quiz::Answer,
    },
    /// What time is it?
    #[serde(rename = "t")]
    Time {
        /// The phone's own clock, sent back as it is.
        c: f64,
    },
}

fn milli(t: quiz::Micros) -> f64 {
    // milliseconds of our age are far below what f64 holds exactly
    (t / 1000) as f64 + (t % 1000) as f64 / 1000.0
}

fn text(value: &impl Serialize) -> Utf8Bytes {
    serde_json::to_string(value).unwrap_or_default().into()
}

/// Waiting for the game to begin.
pub fn lobby(n: u32) -> Utf8Bytes {
    text(&json!({"k": "lobby", "n": n}))
}

/// What a phone needs of a question, before it is sealed. Never the right answer.
pub fn question(q: &Question, words: bool) -> String {
    let options = q.options();
    let mut value = json!({"kind": q.kind_code(), "count": options.len(), "weight": q.weight});
    if let quiz::question::Kind::Estimate { min, max, unit, .. } = &q.kind {
        value["range"] = json!([min.plain(unit), max.plain(unit), unit]);
    }
    if words {
        value["text"] = json!(q.text);
        value["options"] = json!(options);
    }
    value.to_string()
}

/// A question goes out, sealed.
pub fn ask(n: u32, ask: &Ask, of: usize, sealed: &str) -> Utf8Bytes {
    text(&json!({"k": "ask", "n": n, "q": ask.q + 1, "of": of, "show": milli(ask.show), "open": milli(ask.open), "close": milli(ask.close), "sealed": sealed}))
}

/// Its key.
pub fn key(n: u32, key: &str) -> Utf8Bytes {
    text(&json!({"k": "key", "n": n, "key": key}))
}

/// Times have moved, or time stands.
pub fn times(n: u32, ask: &Ask) -> Utf8Bytes {
    text(&json!({"k": "times", "n": n, "show": milli(ask.show), "open": milli(ask.open), "close": milli(ask.close), "paused": ask.paused.is_some()}))
}

/// Answers are closed.
pub fn closed(n: u32) -> Utf8Bytes {
    text(&json!({"k": "closed", "n": n}))
}

/// The right answer.
pub fn reveal(n: u32, q: &Question) -> Utf8Bytes {
    text(&json!({"k": "reveal", "n": n, "kind": q.kind_code(), "options": q.options(), "right": q.right_options(), "words": q.right_words(), "why": q.explanation, "source": q.source}))
}

/// The top of the ranking, or the podium.
pub fn board(n: u32, kind: &str, view: &super::View) -> Utf8Bytes {
    let top: Vec<Value> = view.top.iter().take(10).map(|line| json!({"rank": line.rank, "name": &*line.name, "points": line.points})).collect();
    text(&json!({"k": kind, "n": n, "top": top}))
}

/// The game is over.
pub fn ended(n: u32) -> Utf8Bytes {
    text(&json!({"k": "ended", "n": n}))
}

/// A player's own line.
pub fn mine(n: u32, person: &Person, of: u32) -> Utf8Bytes {
    let last = person.last;
    text(&json!({
        "k": "mine", "n": n, "answered": last.answered, "share": last.share, "points": last.points, "taken": milli(last.taken),
        "total": person.points, "rank": person.rank, "of": of, "streak": person.streak,
    }))
}

/// The answer is journalled.
pub fn ack(n: u32) -> Utf8Bytes {
    format!("{{\"k\":\"ack\",\"n\":{n}}}").into()
}

/// The answer does not count.
pub fn no(n: u32, why: Refusal) -> Utf8Bytes {
    format!("{{\"k\":\"no\",\"n\":{n},\"why\":\"{}\"}}", why.code()).into()
}

/// A word without more: `gone`, `kicked`, `back`.
pub fn word(kind: &str) -> Utf8Bytes {
    format!("{{\"k\":\"{kind}\"}}").into()
}

/// The time, for the phone's clock.
pub fn time(c: f64, now: quiz::Micros) -> Utf8Bytes {
    text(&json!({"k": "t", "c": c, "s": milli(now)}))
}

/// First words to a phone: who it is, and what it has answered already to the question that is on.
pub fn hello(name: &str, n: u32, answer: Option<&quiz::Answer>, now: quiz::Micros) -> Utf8Bytes {
    text(&json!({"k": "hello", "name": name, "n": n, "answer": answer, "now": milli(now)}))
}

/// All frames after `known` for a player, as they go over the wire.
pub fn news(snapshot: &Snapshot, known: u64, p: u32) -> Vec<Utf8Bytes> {
    let mut out = Vec::new();
    for frame in snapshot.frames.iter().filter(|frame| frame.id > known) {
        out.push(frame.text.clone());
        if let Some(person) = snapshot.people.get(p as usize).filter(|_| frame.mine) {
            out.push(mine(snapshot.phase, person, snapshot.ranked));
        }
    }
    out
}
