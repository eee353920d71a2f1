//! Figures of a question and their medians over rounds, beside what must hold.
use super::phone::{Book, now};
use std::collections::BTreeMap;
use std::time::Duration;

/// How answers come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Evenly over the seconds of `--spread`.
    Spread,
    /// All at one moment.
    Once,
}

impl Pattern {
    fn words(self) -> &'static str {
        match self {
            Pattern::Spread => "answers spread",
            Pattern::Once => "answers all at once",
        }
    }
}

/// Sorted values.
pub struct Spread(Vec<f64>);

impl Spread {
    /// Of these values; what never came is left out.
    pub fn of(values: impl Iterator<Item = f64>) -> Spread {
        let mut all: Vec<f64> = values.filter(|v| v.is_finite()).collect();
        all.sort_by(f64::total_cmp);
        Spread(all)
    }

    /// Distances from the first of these moments.
    pub fn from_first(values: impl Iterator<Item = f64>) -> Spread {
        let spread = Spread::of(values.filter(|t| *t > 0.0));
        let first = spread.at(0.0);
        Spread(spread.0.into_iter().map(|t| t - first).collect())
    }

    /// The value that this share of all do not exceed; NaN of none.
    pub fn at(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        // a share of a length is a length
        self.0.get(((last as f64) * share).round() as usize).copied().unwrap_or(f64::NAN)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms ({} values)", self.at(0.5), self.at(0.99), self.at(1.0), self.0.len())
    }
}

/// The median.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    Spread::of(values).at(0.5)
}

/// CPU time of this driver so far, seconds.
pub fn own_cpu() -> f64 {
    super::server::cpu_of(std::process::id()).as_secs_f64()
}

/// What one question gave. Milliseconds unless said.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Question on the wire, p99 phone from the first one.
    pub asked: f64,
    /// The same from the host's press.
    pub pressed: f64,
    /// Its key, p99 phone from the first one.
    pub key: f64,
    /// Answer to durable acknowledgement: median, p99, longest.
    pub ack: [f64; 3],
    /// Share of the phones that were acknowledged.
    pub acked: f64,
    /// Server CPU seconds per 1000 answers, everything of the question included.
    pub cpu: f64,
    /// MiB.
    pub memory: f64,
    /// Messages to each phone.
    pub messages: f64,
    /// CPU seconds of the driver itself.
    pub driver: f64,
}

/// Notes what a question costs, from its beginning to [`Meter::read`].
pub struct Meter {
    began: f64,
    server: Duration,
    driver: f64,
    messages: u64,
}

impl Meter {
    /// Begins now.
    pub fn begin(book: &Book, server: Duration) -> Meter {
        Meter { began: now(), server, driver: own_cpu(), messages: book.messages }
    }

    /// Ends now.
    pub fn read(&self, book: &Book, server: Duration, memory: u64) -> Figures {
        let n = book.notes.len().max(1) as f64;
        let acks = Spread::of(book.notes.iter().filter(|n| n.acked > 0.0).map(|n| n.acked - n.sent));
        Figures {
            asked: Spread::from_first(book.notes.iter().map(|n| n.asked)).at(0.99),
            pressed: Spread::of(book.notes.iter().filter(|n| n.asked > 0.0).map(|n| n.asked - self.began)).at(0.99),
            key: Spread::from_first(book.notes.iter().map(|n| n.key)).at(0.99),
            ack: [acks.at(0.5), acks.at(0.99), acks.at(1.0)],
            acked: acks.len() as f64 / n,
            cpu: server.saturating_sub(self.server).as_secs_f64() * 1000.0 / n,
            memory: memory as f64,
            messages: (book.messages - self.messages) as f64 / n,
            driver: own_cpu() - self.driver,
        }
    }
}

/// Figures of all rounds by server, size and pattern.
#[derive(Default)]
pub struct Table(BTreeMap<(usize, Pattern, &'static str), Vec<Figures>>);

impl Table {
    /// Adds those of a round.
    pub fn add(&mut self, who: &'static str, phones: usize, pattern: Pattern, figures: Figures) {
        self.0.entry((phones, pattern, who)).or_default().push(figures);
    }

    /// Prints medians; returns what does not hold.
    pub fn say(&self) -> Vec<String> {
        let mut missed = Vec::new();
        for ((phones, pattern, who), rounds) in &self.0 {
            let of = |get: fn(&Figures) -> f64| median(rounds.iter().map(get));
            println!("{who}, {phones} phones, {}:", pattern.words());
            println!("  question to the p99 phone: {:.1} ms from the first phone, {:.1} ms from the host's press; key {:.1} ms", of(|f| f.asked), of(|f| f.pressed), of(|f| f.key));
            println!("  answer to acknowledgement: p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms; {:.2} % acknowledged", of(|f| f.ack[0]), of(|f| f.ack[1]), of(|f| f.ack[2]), of(|f| f.acked) * 100.0);
            println!("  server CPU {:.3} s per 1000 answers, memory {:.0} MiB, {:.2} messages to each phone; driver CPU {:.2} s", of(|f| f.cpu), of(|f| f.memory), of(|f| f.messages), of(|f| f.driver));
            if *who == "floor" {
                continue;
            }
            let mut hold = |what: &str, is: f64, most: f64| {
                // what was never measured does not hold either
                if is.is_nan() || is > most {
                    missed.push(format!("{phones} phones, {}: {what} {is:.3}, at most {most}", pattern.words()));
                }
            };
            hold("question to the p99 phone, ms:", of(|f| f.asked), if *phones <= 1_000 { 50.0 } else { 200.0 });
            match pattern {
                Pattern::Spread => {
                    hold("acknowledgement p50, ms:", of(|f| f.ack[0]), 5.0);
                    hold("acknowledgement p99, ms:", of(|f| f.ack[1]), 60.0);
                }
                Pattern::Once => hold("acknowledgement p99, ms:", of(|f| f.ack[1]), 250.0),
            }
            hold("CPU seconds per 1000 answers:", of(|f| f.cpu), 0.20);
            hold("memory, MiB:", of(|f| f.memory), 150.0);
            hold("share not acknowledged:", 1.0 - of(|f| f.acked), 0.0);
        }
        missed
    }
}
