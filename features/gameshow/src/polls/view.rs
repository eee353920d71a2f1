//! What pages and screens show of a poll: words in the reader's language, bars, sizes. Who may see it was decided before.
use super::model::{Body, Kind};
use super::snapshot::Counted;
use super::store::ballots::Question;
use ui::{Choice, Frame};
use uuid::Uuid;

const CLASSES: [&str; 4] = ["a", "b", "c", "d"];
const SHAPES: [&str; 4] = ["s-non", "s-thoi", "s-banh", "s-trong"];
/// Words that a screen shows at most; all of them are in the export.
const WORDS_SHOWN: usize = 40;
/// Letters of an option in one line of a big screen, and lines of all options that fit in usual letters.
const DENSE_LINE: usize = 40;
const DENSE_LINES: usize = 10;
/// How long a page of options stays, milliseconds; as in stage.css.
const PAGE_MS: i64 = 8000;
/// Sizes of words.
const SIZES: i64 = 5;

/// A poll as shown.
#[derive(Clone)]
pub(super) struct Shown {
    pub id: Uuid,
    /// Number from 1.
    pub n: usize,
    /// `choice`, `rating`, `words`, `board`.
    pub kind: &'static str,
    /// Kind in words.
    pub kind_words: String,
    pub text: String,
    /// `ready`, `open`, `closed`.
    pub state: String,
    /// State in words.
    pub state_words: String,
    pub round: i64,
    /// Options or steps with their counts.
    pub bars: Vec<Bar>,
    /// Whether there are few enough options for the four signs.
    pub signs: bool,
    pub voters: i64,
    /// Mean of a rating, "4,3"; empty for none.
    pub mean: String,
    pub words: Vec<WordShown>,
    /// Words that were left out.
    pub words_more: usize,
    pub questions: Vec<QuestionShown>,
    pub waiting: usize,
    /// Answers or words that one person may give.
    pub most: u8,
    pub low: String,
    pub high: String,
    pub change: bool,
    pub moderated: bool,
    /// Whether the big screen shows what was given.
    pub on_screen: bool,
    pub can_undo: bool,
    /// Ballots, or questions of a board.
    pub given: i64,
    /// Now, unix milliseconds.
    now: i64,
}

/// An option or a step.
#[derive(Clone)]
pub(super) struct Bar {
    /// Class of its colour: a, b, c, d; empty where there are too many for signs.
    pub class: &'static str,
    pub shape: &'static str,
    /// A, B, C … or 1, 2, 3 …
    pub letter: String,
    pub text: String,
    pub count: i64,
    pub percent: i64,
    /// Length against the longest, per mille.
    pub length: i64,
    /// Chosen on this device.
    pub mine: bool,
}

/// A word.
#[derive(Clone)]
pub(super) struct WordShown {
    pub word: String,
    pub count: i64,
    /// 1 to 5.
    pub size: i64,
    pub hidden: bool,
}

/// A question.
#[derive(Clone)]
pub(super) struct QuestionShown {
    pub id: Uuid,
    pub text: String,
    pub votes: i64,
    pub state: String,
    pub pinned: bool,
    /// Asked on this device.
    pub mine: bool,
    /// Voted up on this device.
    pub voted: bool,
}

/// Everything of a poll, for those who run it.
pub(super) fn shown(frame: &Frame, n: usize, c: &Counted) -> Shown {
    let body = c.body();
    let longest = c.counts.iter().copied().max().unwrap_or(0).max(1);
    let signs = matches!(&body.kind, Kind::Choice { options, .. } if options.len() <= 4);
    let bar = |at: usize| {
        let count = c.counts.get(at).copied().unwrap_or(0);
        let (letter, text) = match &body.kind {
            Kind::Choice { options, .. } => (letter(at), options.get(at).cloned().unwrap_or_default()),
            _ => ((at + 1).to_string(), String::new()),
        };
        let (class, shape) = if signs { (CLASSES[at % 4], SHAPES[at % 4]) } else { ("", "") };
        Bar { class, shape, letter, text, count, percent: c.percent(count), length: count * 1000 / longest, mine: false }
    };
    let most_said = c.words.iter().map(|w| w.count).max().unwrap_or(1).max(1);
    let words: Vec<WordShown> = c
        .words
        .iter()
        .map(|w| WordShown { word: w.word.clone(), count: w.count, size: size(w.count, most_said), hidden: w.hidden })
        .collect();
    let (low, high) = if let Kind::Rating { low, high, .. } = &body.kind { (low.clone(), high.clone()) } else { Default::default() };
    let most = match &body.kind {
        Kind::Choice { most, .. } | Kind::Words { most } => *most,
        _ => 1,
    };
    Shown {
        id: c.poll.id,
        n,
        kind: body.code(),
        kind_words: frame.t(&format!("gameshow-polls-kind-{}", body.code())),
        text: body.text.clone(),
        state: c.poll.state.clone(),
        state_words: frame.t(&format!("gameshow-polls-state-{}", c.poll.state)),
        round: c.poll.round,
        bars: (0..body.places()).map(bar).collect(),
        signs,
        voters: c.voters,
        mean: if body.code() == "rating" { c.mean_tenths().map(tenths).unwrap_or_default() } else { String::new() },
        words,
        words_more: 0,
        questions: c.questions.iter().map(question).collect(),
        waiting: c.waiting(),
        most,
        low,
        high,
        change: body.change,
        moderated: matches!(body.kind, Kind::Board { moderated: true }),
        on_screen: c.on_screen(),
        can_undo: c.poll.undo_round.is_some(),
        given: c.given(),
        now: frame.site.clock.now_ms(),
    }
}

/// What a hall may see of a poll: approved questions, words that were not taken off, and counts only where results are shown.
pub(super) fn public(frame: &Frame, n: usize, c: &Counted, results: bool) -> Shown {
    let mut shown = shown(frame, n, c);
    shown.questions.retain(|q| results && (q.state == "shown" || q.state == "answered"));
    shown.questions.sort_by_key(|q| q.state == "answered");
    shown.words.retain(|w| results && !w.hidden);
    shown.words_more = shown.words.len().saturating_sub(WORDS_SHOWN);
    shown.words.truncate(WORDS_SHOWN);
    shown.waiting = 0;
    if !results {
        for bar in &mut shown.bars {
            (bar.count, bar.percent, bar.length) = (0, 0, 0);
        }
        shown.mean.clear();
    }
    if c.is_board() {
        shown.given = i64::try_from(shown.questions.len()).unwrap_or(0);
    }
    shown
}

impl Shown {
    /// Words in the order of the alphabet, as a cloud shows them: size tells how often, place tells nothing.
    pub fn cloud(&self) -> Vec<&WordShown> {
        let mut words: Vec<&WordShown> = self.words.iter().collect();
        words.sort_by(|a, b| vietnamese::collate::compare(&a.word, &b.word));
        words
    }
    /// Whether the question is long enough to need smaller letters before a hall.
    pub fn is_long(&self) -> bool {
        self.text.chars().count() > 100
    }
    /// The options as a hall sees them at once: long ones in pages that follow each other, since neither may a hall see half of a
    /// choice nor letters that it cannot read.
    pub fn pages(&self) -> Vec<&[Bar]> {
        let lines = |bar: &Bar| bar.text.chars().count().div_ceil(DENSE_LINE).max(1);
        if self.bars.len() <= 5 || self.bars.iter().map(lines).sum::<usize>() <= DENSE_LINES {
            return vec![&self.bars];
        }
        let (mut pages, mut from, mut sum) = (Vec::new(), 0, 0);
        for (at, bar) in self.bars.iter().enumerate() {
            let own = lines(bar);
            if sum + own > DENSE_LINES {
                pages.push(&self.bars[from..at]);
                (from, sum) = (at, 0);
            }
            sum += own;
        }
        pages.push(&self.bars[from..]);
        pages
    }
    /// Since when a page turns, milliseconds: by the server's time, so that every drawing goes on with the same page.
    pub fn turns(&self, page: &usize) -> i64 {
        let whole = |n: usize| PAGE_MS * i64::try_from(n).unwrap_or(1);
        let all = whole(self.pages().len());
        whole(*page) - self.now % all - all
    }
    /// Whether ballots are taken.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }
    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.state == "closed"
    }
    /// "a" of the letter for the state's chip.
    pub fn tone(&self) -> &'static str {
        match self.state.as_str() {
            "open" => "go",
            "closed" => "ok",
            _ => "plain",
        }
    }
}

impl QuestionShown {
    /// What pressing its arrow asks for: 1 a vote, 0 to take it back.
    pub fn turn(&self) -> &'static str {
        if self.voted { "0" } else { "1" }
    }
}

fn question(q: &Question) -> QuestionShown {
    QuestionShown { id: q.id, text: q.content.clone(), votes: q.votes, state: q.state.clone(), pinned: q.pinned != 0, mine: false, voted: false }
}

/// The most frequent word is five times the step of the rarest.
fn size(count: i64, most: i64) -> i64 {
    if most <= 1 { 2 } else { 1 + (count - 1) * (SIZES - 1) / (most - 1) }
}

/// A, B, C …
pub(super) fn letter(at: usize) -> String {
    char::from(b'A' + u8::try_from(at % 26).unwrap_or(0)).to_string()
}

/// "4,3".
pub(super) fn tenths(tenths: i64) -> String {
    format!("{},{}", tenths / 10, tenths % 10)
}

/// Kinds to choose from.
pub(super) fn kinds(frame: &Frame) -> Vec<Choice> {
    super::model::KINDS.iter().map(|kind| Choice::new(*kind, frame.t(&format!("gameshow-polls-kind-{kind}")))).collect()
}

/// What is special about a poll, for its line in the list: options, scale, words.
pub(super) fn summary(frame: &Frame, body: &Body) -> String {
    match &body.kind {
        Kind::Choice { options, .. } => options.join(" · "),
        Kind::Rating { top, .. } => frame.t1("gameshow-polls-scale", "top", top),
        Kind::Words { most } => frame.t1("gameshow-polls-words-each", "n", most),
        Kind::Board { moderated: true } => frame.t("gameshow-polls-board-moderated"),
        Kind::Board { .. } => frame.t("gameshow-polls-board-free"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_from_one_to_five() {
        assert_eq!([size(1, 9), size(5, 9), size(9, 9), size(1, 1)], [1, 3, 5, 2]);
        assert_eq!((tenths(43), letter(0), letter(9)), ("4,3".into(), "A".into(), "J".into()));
    }
}
