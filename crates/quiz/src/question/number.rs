//! Số ước lượng: a number with up to three decimals, kept as thousandths, so that every machine re-counts the same.
use serde::{Deserialize, Serialize};
use std::fmt;

/// Thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub i64);

/// Beyond this nothing is read.
const MOST: i64 = 1_000_000_000_000_000;

impl Number {
    /// A whole number.
    pub fn whole(n: i64) -> Option<Number> {
        n.checked_mul(1000).filter(|n| n.abs() <= MOST).map(Number)
    }

    /// A number as files have it, rounded to thousandths.
    pub fn from_float(n: f64) -> Option<Number> {
        let thousandths = (n * 1000.0).round();
        #[expect(clippy::cast_possible_truncation, reason = "bounded first")]
        (thousandths.is_finite() && thousandths.abs() <= 1e15).then_some(Number(thousandths as i64))
    }

    /// As it stands before its unit: `1.250,5`; a year without marks, `2050`.
    pub fn plain(self, unit: &str) -> String {
        if self.is_year(unit) { (self.0 / 1000).to_string() } else { self.to_string() }
    }

    /// With its unit: `78,5 %`, `năm 2050`.
    pub fn with_unit(self, unit: &str) -> String {
        if self.is_year(unit) { format!("{unit} {}", self.plain(unit)) } else { format!("{self} {unit}").trim_end().to_owned() }
    }

    /// Whether it is a year of our age, by its unit.
    pub fn is_year(self, unit: &str) -> bool {
        vietnamese::fold(unit) == "nam" && self.0 % 1000 == 0 && (1000..3000).contains(&(self.0 / 1000))
    }

    /// Reads a typed number as people here write it: `1.250`, `1250`, `12,5`, `1.250,75`, `12.5`, with or without minus.
    pub fn parse(typed: &str) -> Option<Number> {
        let text: String = vietnamese::normalize_line(typed).chars().filter(|c| *c != ' ' && *c != '\u{a0}').collect();
        let (negative, body) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (whole, decimals) = split(body)?;
        if whole.is_empty() || whole.len() > 12 || decimals.len() > 3 || !(whole.chars().chain(decimals.chars())).all(|c| c.is_ascii_digit()) {
            return None;
        }
        let number = format!("{whole}{decimals:0<3}").parse::<i64>().ok()?;
        Some(Number(if negative { -number } else { number })).filter(|n| n.0.abs() <= MOST)
    }
}

/// Digits before and after the decimal mark; marks between thousands are dropped.
fn split(body: &str) -> Option<(String, String)> {
    let (dots, commas) = (body.matches('.').count(), body.matches(',').count());
    let decimal = match (dots, commas) {
        (_, 1) => Some(','),
        (1, 0) => {
            let (before, after) = body.split_once('.')?;
            let thousands = after.len() == 3 && (1..=3).contains(&before.len()) && before != "0";
            (!thousands).then_some('.')
        }
        (1, _) => Some('.'),
        _ => None,
    };
    let (whole, rest) = match decimal {
        Some(mark) => body.rsplit_once(mark)?,
        None => (body, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let grouped = groups.len() == 1 || groups[1..].iter().all(|g| g.len() == 3) && (1..=3).contains(&groups[0].len());
    (grouped && (decimal.is_none() || !rest.is_empty())).then(|| (groups.concat(), rest.to_owned()))
}

impl fmt::Display for Number {
    /// As people here read it: `1.250,5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let all = self.0.unsigned_abs();
        let whole = (all / 1000).to_string();
        let mut grouped = String::new();
        for (n, digit) in whole.chars().enumerate() {
            if n > 0 && (whole.len() - n).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let decimals = format!("{:03}", all % 1000);
        let decimals = decimals.trim_end_matches('0');
        let mark = if decimals.is_empty() { "" } else { "," };
        write!(f, "{sign}{grouped}{mark}{decimals}")
    }
}
