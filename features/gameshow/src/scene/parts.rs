//! Mảnh của cảnh: options, halls and lines of a ranking, as they are shown.
use crate::live::{Counts, Line, View};

/// One option as it is shown.
#[derive(Clone, Debug)]
pub struct Tile {
    /// A, B, C …
    pub letter: char,
    /// `a` … `d`: colour and shape.
    pub class: &'static str,
    /// Symbol.
    pub shape: &'static str,
    /// Words.
    pub text: String,
    /// The same for a hall: an order in letters.
    pub short: String,
    /// How often chosen.
    pub count: u32,
    /// Per cent of the answers.
    pub percent: u32,
    /// Height against the highest, thousandths.
    pub height: u32,
    /// Whether it is right.
    pub right: bool,
}

/// A team or hall with its counts.
#[derive(Clone, Debug)]
pub struct Hall {
    /// Name.
    pub name: String,
    /// Members.
    pub members: u32,
    /// Of whom so many have answered.
    pub answered: u32,
}

impl Hall {
    /// Per cent.
    pub fn percent(&self) -> u32 {
        self.answered * 100 / self.members.max(1)
    }
}

/// A place on the podium or in a table: rank, name, from, points as shown.
#[derive(Clone, Debug)]
pub struct Row {
    /// Place.
    pub rank: u32,
    /// Name.
    pub name: String,
    /// Agency or team; empty for none.
    pub from: String,
    /// Points as shown.
    pub points: String,
}

impl Row {
    /// Class of its name on a step, by its length.
    pub fn name_class(&self) -> &'static str {
        match self.name.chars().count() {
            0..=16 => "",
            17..=32 => "long",
            _ => "longest",
        }
    }

    /// Class of the step that it stands on: by its place, so that equals stand alike.
    pub fn step(&self) -> &'static str {
        match self.rank {
            1 => "first",
            2 => "second",
            _ => "third",
        }
    }
}

/// Per cent of so many, rounded.
pub fn percent(count: u32, of: u32) -> u32 {
    (count * 100 + of / 2) / of.max(1)
}

const SHAPES: [(&str, &str); 4] = [("a", "s-non"), ("b", "s-thoi"), ("c", "s-banh"), ("d", "s-trong")];

/// Letters of options.
pub fn letter(at: usize) -> char {
    char::from(b'A' + u8::try_from(at % 26).unwrap_or(0))
}

/// Colour class and shape of an option.
pub fn sign(at: usize) -> (&'static str, &'static str) {
    SHAPES[at % SHAPES.len()]
}

pub(super) fn row(line: &Line) -> Row {
    Row { rank: line.rank, name: line.name.to_string(), from: line.from.to_string(), points: vietnamese::numbers::group(line.points) }
}

pub(super) fn team_rows(view: &View) -> Vec<Row> {
    let name = |team: u16| view.team_names.get(usize::from(team)).cloned().unwrap_or_default();
    let row = |t: &quiz::Team| Row { rank: t.rank, name: name(t.team), from: String::new(), points: vietnamese::numbers::group(t.mean()) };
    view.teams.iter().filter(|t| t.members > 0 && t.total > 0).map(row).collect()
}

pub(super) fn halls(view: &View, counts: &Counts) -> Vec<Hall> {
    let hall = |(name, (members, answered)): (&String, &(u32, u32))| Hall { name: name.clone(), members: *members, answered: *answered };
    view.team_names.iter().zip(&counts.teams).map(hall).collect()
}
