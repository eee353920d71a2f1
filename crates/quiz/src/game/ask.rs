//! Câu đang hỏi: the moments of a question that is out, and how they move when the host stops the time.
use super::{KEY_LEAD, KEY_SHARE};
use crate::{Micros, latency};

/// A question that is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its place from 0.
    pub q: u16,
    /// When it is shown.
    pub show: Micros,
    /// When answers open.
    pub open: Micros,
    /// When they close.
    pub close: Micros,
    /// The time that points are counted by.
    pub given: Micros,
    /// Time that stood still since opening.
    pub stood: Micros,
    /// Since when time stands.
    pub paused: Option<Micros>,
}

impl Ask {
    /// How long an answer took that came at `t` with a credit of `c`.
    pub fn taken(&self, t: Micros, c: Micros) -> Micros {
        (t - self.open - self.stood - c.clamp(0, latency::MOST)).max(0)
    }

    /// When the key of the sealed question goes out: ahead of its moment, so that it has arrived everywhere by then; but
    /// whoever cheats and opens it at once gains no more than a fifth of the time that all have to read, and nothing where
    /// answers open as soon as the question is shown.
    pub fn key_at(&self) -> Micros {
        self.show - ((self.open - self.show) / KEY_SHARE).clamp(0, KEY_LEAD)
    }

    /// What moves when time runs again at `t`.
    pub fn resume(&mut self, t: Micros) {
        let Some(since) = self.paused.take() else { return };
        let stood = (t - since).max(0);
        if since < self.show {
            self.show += stood;
        }
        if since < self.open {
            self.open += stood;
        } else {
            self.stood += stood;
        }
        self.close += stood;
    }
}
