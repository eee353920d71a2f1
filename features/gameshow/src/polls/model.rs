//! Luật của phiên hỏi ý kiến: what can be asked, which answers fit, how words are folded together. No IO.
use super::spelling;
use serde::{Deserialize, Serialize};
use vietnamese::normalize_line;

/// Most options of a choice.
pub(super) const OPTIONS_MAX: usize = 10;
/// Most words that one person may give.
pub(super) const WORDS_MAX: u8 = 3;
/// Shortest and longest question that people ask on a board.
pub(super) const ASKED: std::ops::RangeInclusive<usize> = 5..=300;

/// What is asked, and how it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Body {
    /// The question.
    pub text: String,
    /// Whether a ballot may be changed while the poll is open.
    pub change: bool,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: Kind,
}

/// Kinds of polls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Kind {
    /// Options, of which at most so many may be chosen.
    Choice {
        /// In the order shown.
        options: Vec<String>,
        /// At most so many.
        most: u8,
    },
    /// From 1 to 5 or 10, with words for the ends.
    Rating {
        /// The highest.
        top: u8,
        /// What 1 means.
        low: String,
        /// What the highest means.
        high: String,
    },
    /// Words that people type.
    Words {
        /// At most so many of one person.
        most: u8,
    },
    /// A board of questions that people ask and vote up.
    Board {
        /// Whether a question is seen only once approved.
        moderated: bool,
    },
}

/// Codes of the kinds, in the order in which they are offered.
pub(super) const KINDS: [&str; 4] = ["choice", "rating", "words", "board"];

impl Body {
    /// Code of the kind.
    pub fn code(&self) -> &'static str {
        match self.kind {
            Kind::Choice { .. } => "choice",
            Kind::Rating { .. } => "rating",
            Kind::Words { .. } => "words",
            Kind::Board { .. } => "board",
        }
    }

    /// The most that one person may give where that is more than one thing: code of the kind, and how many.
    pub fn most(&self) -> Option<(&'static str, u8)> {
        match self.kind {
            Kind::Choice { most, .. } | Kind::Words { most } => Some((self.code(), most)),
            Kind::Rating { .. } | Kind::Board { .. } => None,
        }
    }

    /// How many different answers are counted: options, or steps of the rating.
    pub fn places(&self) -> usize {
        match &self.kind {
            Kind::Choice { options, .. } => options.len(),
            Kind::Rating { top, .. } => usize::from(*top),
            Kind::Words { .. } | Kind::Board { .. } => 0,
        }
    }
}

/// A ballot that fits its poll, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ballot {
    /// Places from 0, ascending: "0,2".
    Places(String),
    /// Words, each after the key of its spelling.
    Words(Vec<(String, String)>),
}

/// Why an answer does not fit; also the last word of its message's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Nothing chosen or typed, or what is not offered.
    Empty,
    /// More than allowed.
    Many,
    /// Too short or too long.
    Length,
    /// Not letters.
    Letters,
    /// Not before a hall.
    Rude,
}

impl Unfit {
    /// Last word of the message's key.
    pub fn code(self) -> &'static str {
        match self {
            Unfit::Empty => "empty",
            Unfit::Many => "many",
            Unfit::Length => "length",
            Unfit::Letters => "letters",
            Unfit::Rude => "rude",
        }
    }
}

/// Reads what a phone sends: places or words, as the poll wants them.
///
/// # Errors
/// Why it does not fit.
pub(super) fn ballot(body: &Body, typed: &[String]) -> Result<Ballot, Unfit> {
    match &body.kind {
        Kind::Words { most } => words(typed, *most),
        Kind::Board { .. } => Err(Unfit::Empty),
        kind => {
            let most = if let Kind::Choice { most, .. } = kind { usize::from(*most) } else { 1 };
            let places: Result<Vec<usize>, Unfit> = typed.iter().map(|t| t.parse().ok().filter(|n| *n < body.places()).ok_or(Unfit::Empty)).collect();
            let mut places = places?;
            places.sort_unstable();
            places.dedup();
            match places.len() {
                0 => Err(Unfit::Empty),
                n if n > most => Err(Unfit::Many),
                _ => Ok(Ballot::Places(places.iter().map(usize::to_string).collect::<Vec<_>>().join(","))),
            }
        }
    }
}

/// Words as they are shown, each once: "Nhanh" and "nhanh" are one, and "chăm" beside "cham"; "chậm" is another. The rules of nicknames hold, but nobody pretends here.
fn words(typed: &[String], most: u8) -> Result<Ballot, Unfit> {
    use quiz::names::{NameFault, check_name};
    let mut words: Vec<(String, String)> = Vec::new();
    for line in typed.iter().map(|t| normalize_line(t)).filter(|t| !t.is_empty()) {
        match check_name(&line) {
            Ok(_) | Err(NameFault::Pretends) => {}
            Err(NameFault::Length) => return Err(Unfit::Length),
            Err(NameFault::Letters) => return Err(Unfit::Letters),
            Err(NameFault::Rude) => return Err(Unfit::Rude),
        }
        let key = spelling::key(&line);
        if !words.iter().any(|(known, _)| *known == key) {
            words.push((key, line));
        }
    }
    let marked: Vec<String> = words.iter().map(|(key, _)| key.clone()).filter(|key| !spelling::is_bare(key)).collect();
    words.retain(|(key, _)| !spelling::is_bare(key) || !marked.iter().any(|other| spelling::letters(other) == key));
    match words.len() {
        0 => Err(Unfit::Empty),
        n if n > usize::from(most) => Err(Unfit::Many),
        _ => Ok(Ballot::Words(words)),
    }
}

/// A question for a board, as it is shown.
///
/// # Errors
/// Why it does not fit.
pub(super) fn asked(typed: &str) -> Result<String, Unfit> {
    let text = normalize_line(typed);
    if !ASKED.contains(&text.chars().count()) {
        return Err(Unfit::Length);
    }
    if !text.chars().any(char::is_alphabetic) || text.chars().any(char::is_control) {
        return Err(Unfit::Letters);
    }
    if quiz::names::is_rude(&text) { Err(Unfit::Rude) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(most: u8) -> Body {
        let options = ["A", "B", "C"].map(str::to_owned).to_vec();
        Body { text: "?".into(), change: true, kind: Kind::Choice { options, most } }
    }

    fn typed(list: &[&str]) -> Vec<String> {
        list.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn places_are_what_is_offered_and_not_too_many() {
        assert_eq!(ballot(&choice(1), &typed(&["2"])), Ok(Ballot::Places("2".into())));
        assert_eq!(ballot(&choice(2), &typed(&["2", "0", "2"])), Ok(Ballot::Places("0,2".into())));
        assert_eq!(ballot(&choice(1), &typed(&["0", "1"])), Err(Unfit::Many));
        for wrong in [&["3"][..], &["-1"], &["x"], &[]] {
            assert_eq!(ballot(&choice(3), &typed(wrong)), Err(Unfit::Empty), "{wrong:?}");
        }
        let rating = Body { kind: Kind::Rating { top: 5, low: String::new(), high: String::new() }, ..choice(1) };
        assert_eq!(ballot(&rating, &typed(&["4"])), Ok(Ballot::Places("4".into())));
        assert_eq!(ballot(&rating, &typed(&["5"])), Err(Unfit::Empty), "places count from nought");
        assert_eq!(ballot(&rating, &typed(&["1", "2"])), Err(Unfit::Many));
    }

    #[test]
    fn words_are_folded_and_kept_decent() {
        let body = Body { kind: Kind::Words { most: 2 }, ..choice(1) };
        let one = |fold: &str, word: &str| (fold.to_owned(), word.to_owned());
        let key = spelling::key;
        assert_eq!(ballot(&body, &typed(&["minh bach", "  Minh   bạch ", ""])), Ok(Ballot::Words(vec![one(&key("minh bạch"), "Minh bạch")])));
        let two = vec![one(&key("chậm"), "chậm"), one(&key("chăm"), "chăm")];
        assert_eq!(ballot(&body, &typed(&["chậm", "chăm"])), Ok(Ballot::Words(two)), "marks tell words apart");
        assert_eq!(ballot(&body, &typed(&["hệ thống"])), Ok(Ballot::Words(vec![one(&key("hệ thống"), "hệ thống")])), "nobody pretends here");
        assert_eq!(ballot(&body, &typed(&["đ.ị.t"])), Err(Unfit::Rude));
        assert_eq!(ballot(&body, &typed(&["một", "hai", "ba"])), Err(Unfit::Many));
        assert_eq!(ballot(&body, &typed(&[" "])), Err(Unfit::Empty));
        assert_eq!(ballot(&body, &typed(&["<b>"])), Err(Unfit::Letters));
    }

    #[test]
    fn questions_are_of_a_decent_length_and_decent() {
        assert_eq!(asked("  Bao giờ   có kết quả? "), Ok("Bao giờ có kết quả?".into()));
        assert_eq!(asked("À?"), Err(Unfit::Length));
        assert_eq!(asked(&"a".repeat(301)), Err(Unfit::Length));
        assert_eq!(asked("?????"), Err(Unfit::Letters));
        assert_eq!(asked("Hỏi thằng óc chó nào?"), Err(Unfit::Rude));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_sent_a_ballot_fits_its_poll(sent in proptest::collection::vec("-?[0-9]{1,3}|[a-z]{0,3}", 0..8), most in 1_u8..4) {
            if let Ok(Ballot::Places(places)) = ballot(&choice(most), &sent) {
                let places: Vec<usize> = places.split(',').map(|p| p.parse().expect("a place")).collect();
                proptest::prop_assert!(places.len() <= usize::from(most) && places.iter().all(|p| *p < 3));
                proptest::prop_assert!(places.windows(2).all(|w| w[0] < w[1]), "each once, in order");
            }
        }

        #[test]
        fn spellings_without_marks_or_in_capitals_are_one_word(word in "[a-zà-ỹđ]{2,12}") {
            let body = Body { kind: Kind::Words { most: 3 }, ..choice(1) };
            let spellings = [word.clone(), word.to_uppercase(), vietnamese::fold(&word)];
            if let Ok(Ballot::Words(words)) = ballot(&body, &spellings) {
                proptest::prop_assert_eq!(words.len(), 1);
            }
        }
    }
}
