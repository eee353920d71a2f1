//! Quy tắc thể thức: the small rules of Decree 30/2020 (Annex I): leading zeros, symbols, capacities, the closing mark,
//! "Nơi nhận". Pure functions; what is not known stays blank, never guessed.
use crate::kind::Kind;
use crate::model::{Block, PartialDate, Recipients, Span, Style};
use serde::{Deserialize, Serialize};

/// Room for what the records office writes: wide enough for a hand.
pub const GAP: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";

/// A number below 10 gets a leading zero; what is no plain number stays as it is.
pub fn padded(number: &str) -> String {
    let number = number.trim();
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    if digits == 1 && !number.starts_with('0') { format!("0{number}") } else { number.to_owned() }
}

/// "Số: 05/KH-SKHCN"; for the Party "Số 05-KH/BTC". A blank number leaves a gap.
pub fn number_line(style: Style, number: &str, symbol: &str) -> String {
    let number = if number.trim().is_empty() { GAP.to_owned() } else { padded(number) };
    match style {
        Style::State => format!("Số: {number}{}", symbol.trim()),
        Style::Party => format!("Số {number}{}", symbol.trim()),
    }
}

/// What follows the number: "/KH-UBND" for a named paper, "/UBND-VX" for a công văn, "-KH/BTC" for the Party (whose công văn
/// is "-CV/BTC"). Parts that are not known are left out with their mark.
pub fn symbol(style: Style, kind: Kind, body: &str, unit: &str) -> String {
    let (body, unit, kind_code) = (body.trim(), unit.trim(), kind.abbreviation());
    match (style, kind.is_named()) {
        (Style::State, true) if body.is_empty() => format!("/{kind_code}"),
        (Style::State, true) => format!("/{kind_code}-{body}"),
        (Style::State, false) if unit.is_empty() || body.is_empty() => format!("/{body}{unit}"),
        (Style::State, false) => format!("/{body}-{unit}"),
        (Style::Party, named) => {
            let code = if named { kind_code } else { "CV" };
            if body.is_empty() { format!("-{code}") } else { format!("-{code}/{body}") }
        }
    }
}

/// "Đồng Nai, ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 get a leading zero; unknown parts stay open.
pub fn date_line(place: &str, date: PartialDate) -> String {
    let gap = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";
    let day = date.day.map_or(gap.to_owned(), |day| format!("{day:02}"));
    let month = date.month.map_or(gap.to_owned(), |month| if month < 3 { format!("{month:02}") } else { month.to_string() });
    let year = date.year.map_or(gap.to_owned(), |year| year.to_string());
    let place = if place.trim().is_empty() { String::new() } else { format!("{}, ", place.trim()) };
    format!("{place}ngày {day} tháng {month} năm {year}")
}

/// How the signer stands to the head of the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// The head signs.
    #[default]
    Own,
    /// KT.: a deputy signs for the head.
    For,
    /// Q.: acting head.
    Acting,
    /// TL.: by order of the head.
    Order,
    /// TUQ.: by delegation of the head.
    Delegated,
}

/// The signer's capacity (quyền hạn, chức vụ).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Capacity {
    /// The collective signed for ("Ủy ban nhân dân"), printed after TM.; empty for bodies with one head.
    pub collective: String,
    /// How the signer stands to the head.
    pub stands: Stands,
    /// The head's office: "Chủ tịch"; not needed for [`Stands::Own`] and [`Stands::Acting`].
    pub head: String,
    /// The signer's own office: "Phó Chủ tịch".
    pub office: String,
}

impl Capacity {
    /// The lines from top to bottom, in capitals: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut put = |prefix: &str, words: &str| {
            let words = words.trim().to_uppercase();
            if !words.is_empty() {
                let known = ["TM.", "KT.", "Q.", "TL.", "TUQ."].iter().any(|one| words.starts_with(one));
                lines.push(if known || prefix.is_empty() { words } else { format!("{prefix} {words}") });
            }
        };
        put("TM.", &self.collective);
        match self.stands {
            Stands::Own => put("", &self.office),
            Stands::Acting => put("Q.", &self.office),
            Stands::For => {
                put("KT.", &self.head);
                put("", &self.office);
            }
            Stands::Order => {
                put("TL.", &self.head);
                put("", &self.office);
            }
            Stands::Delegated => {
                put("TUQ.", &self.head);
                put("", &self.office);
            }
        }
        lines
    }
}

/// The lines under "Nơi nhận:": a dash, ";" after each, the last one "- Lưu: VT, <unit>." exactly once. The Party's end in
/// commas.
pub fn recipient_lines(style: Style, recipients: &Recipients) -> Vec<String> {
    let stop = if style == Style::Party { ',' } else { ';' };
    let bare = |line: &String| {
        let line = line.trim().trim_start_matches(['-', '–', '+', '•']).trim();
        line.trim_end_matches(['.', ';', ',', ' ']).to_owned()
    };
    let is_file = |line: &str| line.to_lowercase().starts_with("lưu");
    let mut lines: Vec<String> = recipients.lines.iter().map(bare).filter(|line| !line.is_empty() && !is_file(line)).map(|line| format!("- {line}{stop}")).collect();
    let unit = recipients.unit.trim().trim_end_matches(['.', ';', ',']);
    let office = if style == Style::Party { "VP" } else { "VT" };
    lines.push(if unit.is_empty() { format!("- Lưu: {office}.") } else { format!("- Lưu: {office}, {unit}.") });
    lines
}

/// Legal bases with their marks: ";" after each, after the last "." or the mark given.
pub fn bases(lines: &[String], last: char) -> Vec<String> {
    let bare: Vec<&str> = lines.iter().map(|line| line.trim().trim_end_matches(['.', ';', ',', ' '])).filter(|line| !line.is_empty()).collect();
    let end = bare.len().saturating_sub(1);
    bare.iter().enumerate().map(|(n, line)| format!("{line}{}", if n == end { last } else { ';' })).collect()
}

/// Sets "./." once, at the end of the last words of the body, and takes it away elsewhere. A body that ends in a table or
/// bars stays without.
pub fn close(body: &mut [Block]) {
    for block in body.iter_mut() {
        if let Some(text) = words_of(block) {
            strip(text);
        }
    }
    let last = body.iter_mut().rev().find(|block| !matches!(block, Block::PageBreak));
    if let Some(text) = last.and_then(words_of)
        && let Some(span) = text.iter_mut().rev().find(|span| !span.text.trim().is_empty())
    {
        let kept = span.text.trim_end_matches(['.', ';', ',', ':', ' ', '\u{a0}']).len();
        span.text.truncate(kept);
        span.text.push_str("./.");
    }
}

fn words_of(block: &mut Block) -> Option<&mut Vec<Span>> {
    match block {
        Block::Paragraph(text) | Block::Item { text, .. } => Some(text),
        _ => None,
    }
}

/// Takes a closing mark off the end of words, in any of the ways people write it.
fn strip(text: &mut [Span]) {
    let Some(span) = text.iter_mut().rev().find(|span| !span.text.trim().is_empty()) else { return };
    for mark in ["./.", ". /.", "./ .", ".  /.", "/."] {
        if let Some(rest) = span.text.trim_end().strip_suffix(mark) {
            span.text = format!("{}.", rest.trim_end_matches(['.', ' ']));
            return;
        }
    }
}

/// Roman numeral of an annex.
pub fn roman(mut number: usize) -> String {
    let mut out = String::new();
    for (value, letters) in [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
#[path = "tests/rules.rs"]
mod tests;
