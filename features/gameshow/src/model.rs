//! Rows of live games and what a host typed. No IO.
use quiz::score::{Curve, Rule};
use quiz::{Question, Settings};
use uuid::Uuid;

/// A game as stored.
#[derive(Clone, Debug, base::FromRow)]
pub struct GameRow {
    /// Campaign.
    pub campaign: Option<Uuid>,
    /// What it is called.
    pub title: String,
    /// Six digits.
    pub pin: String,
    /// Games of one series are merged into one leaderboard.
    pub series: String,
    /// JSON of [`Settings`].
    pub settings: String,
    /// JSON of the questions.
    pub questions: String,
    /// Key of the tokens of this game.
    pub secret: Vec<u8>,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Over since.
    pub ended_at: Option<i64>,
    /// Results are official since.
    pub published_at: Option<i64>,
}

impl GameRow {
    /// The settings.
    pub fn settings(&self) -> Settings {
        serde_json::from_str(&self.settings).unwrap_or_default()
    }
    /// The questions.
    pub fn questions(&self) -> Vec<Question> {
        serde_json::from_str(&self.questions).unwrap_or_default()
    }
    /// "482 916".
    pub fn spaced_pin(&self) -> String {
        spaced(&self.pin)
    }
}

/// Digits in two groups, as they are read out.
pub fn spaced(pin: &str) -> String {
    let half = pin.len() / 2;
    match (pin.get(..half), pin.get(half..)) {
        (Some(a), Some(b)) if !a.is_empty() => format!("{a} {b}"),
        _ => pin.to_owned(),
    }
}

/// A line of the list of games.
#[derive(Clone, Debug, base::FromRow)]
pub struct Listed {
    /// Key.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// Six digits.
    pub pin: String,
    /// Over since.
    pub ended_at: Option<i64>,
    /// Results are official since.
    pub published_at: Option<i64>,
    /// Players who came in.
    pub players: i64,
}

impl Listed {
    /// "482 916".
    pub fn spaced_pin(&self) -> String {
        spaced(&self.pin)
    }
    /// Whether it is on.
    pub fn is_on(&self) -> bool {
        self.ended_at.is_none()
    }
}

/// A game to be made.
#[derive(Clone, Debug)]
pub struct NewGame {
    /// Campaign.
    pub campaign: Option<Uuid>,
    /// Title.
    pub title: String,
    /// PIN.
    pub pin: String,
    /// Series.
    pub series: String,
    /// JSON.
    pub settings: String,
    /// JSON.
    pub questions: String,
    /// Random.
    pub secret: Vec<u8>,
}

/// Who stands behind a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, base::FromRow)]
pub struct PlayerRow {
    /// Number from 0.
    pub number: i64,
    /// Nickname, or the name on the roster; empty once erased.
    pub name: String,
    /// Agency, from the roster.
    pub agency: String,
    /// Unit, from the roster.
    pub unit: String,
    /// Code on the roster; empty for nicknames.
    pub code: String,
}

/// A line of the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq, base::FromRow)]
pub struct RosterRow {
    /// Code that only this person has.
    pub code: String,
    /// Name.
    pub name: String,
    /// Agency.
    pub agency: String,
    /// Unit.
    pub unit: String,
}

/// Longest game title.
pub const TITLE_MAX: usize = 120;
/// Most teams or halls.
pub const TEAMS_MAX: usize = 60;

/// The form of a new game, as typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// Key of a question set.
    pub set: String,
    /// Series.
    pub series: String,
    /// `half`, `linear`, `flat`.
    pub curve: String,
    /// Points of a right answer.
    pub points: String,
    /// Points off for a wrong one.
    pub minus: String,
    /// Streak bonus.
    pub streak: String,
    /// Seconds to read.
    pub read: String,
    /// Seconds to answer.
    pub seconds: String,
    /// Places on the podium.
    pub podium: String,
    /// Teams, one a line.
    pub teams: String,
    /// Only people of the roster.
    pub roster: String,
    /// Phones show words.
    pub text: String,
}

/// What a number must be, by its field.
fn range_of(field: &str) -> &'static str {
    match field {
        "points" => "gameshow-game-points-wrong",
        "minus" => "gameshow-game-minus-wrong",
        "streak" => "gameshow-game-streak-wrong",
        "read" => "gameshow-game-read-wrong",
        "seconds" => "gameshow-game-seconds-wrong",
        _ => "gameshow-game-podium-wrong",
    }
}

impl Draft {
    /// The form before anything was typed.
    pub fn fresh() -> Draft {
        let text = |value: &str| value.to_owned();
        Draft {
            curve: text("half"), points: text("1000"), minus: text("0"), streak: text("0"), read: text("6"), seconds: text("20"),
            podium: text("3"), text: text("1"), ..Draft::default()
        }
    }

    /// Settings, or the fields that are wrong with the keys of their messages.
    ///
    /// # Errors
    /// Field and message of each fault.
    pub fn check(&self) -> Result<Settings, Vec<(&'static str, &'static str)>> {
        let mut faults = Vec::new();
        let title = self.title.trim().chars().count();
        if title == 0 || title > TITLE_MAX {
            faults.push(("title", "gameshow-game-title-wrong"));
        }
        if self.series.trim().chars().count() > TITLE_MAX || self.series.contains(['/', '?', '#', '%']) {
            faults.push(("series", "gameshow-game-series-wrong"));
        }
        let mut number = |field: &'static str, typed: &str, least: u32, most: u32| match typed.trim().parse::<u32>() {
            Ok(n) if (least..=most).contains(&n) => n,
            _ => {
                faults.push((field, range_of(field)));
                least
            }
        };
        let points = number("points", &self.points, 1, 10_000);
        let minus = number("minus", &self.minus, 0, 10_000);
        let streak = number("streak", &self.streak, 0, 1_000);
        let read = number("read", &self.read, 0, 60);
        let seconds = number("seconds", &self.seconds, 5, 300);
        let podium = number("podium", &self.podium, 1, 20);
        let mut teams: Vec<String> = Vec::new();
        for line in self.teams.lines().map(vietnamese::normalize_line).filter(|line| !line.is_empty()) {
            if !teams.iter().any(|known| vietnamese::fold(known) == vietnamese::fold(&line)) {
                teams.push(line);
            }
        }
        if teams.len() > TEAMS_MAX || teams.iter().any(|t| t.chars().count() > 60) {
            faults.push(("teams", "gameshow-game-teams-wrong"));
        }
        let Some(curve) = Curve::from_code(&self.curve) else {
            faults.push(("curve", "gameshow-game-curve-wrong"));
            return Err(faults);
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        let small = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        Ok(Settings {
            rule: Rule { curve, points, minus, streak },
            read_seconds: small(read),
            answer_seconds: small(seconds),
            teams,
            roster_only: !self.roster.is_empty(),
            podium: small(podium),
            text_on_phones: !self.text.is_empty(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_becomes_settings_or_says_what_is_wrong() {
        let good = Draft { title: "Đấu trường".into(), teams: "Trảng Bom\n\n Định Quán \nĐịnh Quán".into(), ..Draft::fresh() };
        let settings = good.check().expect("fine");
        assert_eq!(settings.teams, ["Trảng Bom", "Định Quán"]);
        let bad = Draft { points: "x".into(), seconds: "4".into(), ..Draft::fresh() };
        let fields: Vec<_> = bad.check().expect_err("wrong").into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["title", "points", "seconds"]);
    }

    #[test]
    fn a_pin_is_read_in_two_groups() {
        assert_eq!(spaced("482916"), "482 916");
    }
}
