//! Một phiên lúc này: the session, its polls and what was given, read whole from the database in a constant number of queries.
//! Who may see which of it is decided here, once for all screens.
use super::model::{Body, Kind};
use super::spelling;
use super::store::ballots::{self, Own, Question};
use super::store::networks;
use super::store::{self, Poll, SessionRow};
use base::{Fetch, Result};
use std::collections::HashMap;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A session with everything that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Snapshot {
    pub session: SessionRow,
    pub polls: Vec<Counted>,
    /// Devices that came in, and those of the busiest network.
    pub devices: (i64, i64),
    /// What each device gave.
    pub owns: Owns,
}

/// What each device gave, read when the first phone asks for it and then there for all of them. It is no part of what two moments are
/// compared by.
#[derive(Debug, Default)]
pub(super) struct Owns(OnceCell<HashMap<Uuid, Own>>);

impl Clone for Owns {
    fn clone(&self) -> Owns {
        Owns::default()
    }
}

impl PartialEq for Owns {
    fn eq(&self, _: &Owns) -> bool {
        true
    }
}

impl Eq for Owns {}

/// A poll with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub poll: Poll,
    /// Devices that voted.
    pub voters: i64,
    /// How often each option or step was chosen.
    pub counts: Vec<i64>,
    /// Words, the most frequent first.
    pub words: Vec<Word>,
    /// Questions in the order of the board.
    pub questions: Vec<Question>,
}

/// A word with its spellings: those that differ in case, and those without any marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Keys under which its spellings are stored.
    pub keys: Vec<String>,
    /// The spelling that most people used, with marks if anybody wrote them.
    pub word: String,
    pub count: i64,
    pub hidden: bool,
}

/// Reads a session. [6]
///
/// # Errors
/// There is none, or it was deleted.
pub(super) async fn load(db: &mut impl Fetch, id: Uuid) -> Result<Snapshot> {
    let session = store::session(db, id).await?;
    let polls = store::polls(db, id).await?;
    let counts = ballots::counts(db, id).await?;
    let words = ballots::words(db, id).await?;
    let questions = ballots::questions(db, id).await?;
    let devices = networks::counts(db, id).await?;
    let mut polls: Vec<Counted> = polls.into_iter().map(Counted::empty).collect();
    let at: HashMap<Uuid, usize> = polls.iter().enumerate().map(|(at, c)| (c.poll.id, at)).collect();
    let place = |poll: &Uuid| at.get(poll).copied();
    for (poll, answer, n) in counts {
        if let Some(at) = place(&poll) {
            polls[at].add(&answer, n);
        }
    }
    for (poll, key, word, n, hidden) in words {
        if let Some(at) = place(&poll) {
            polls[at].words.push(Word { keys: vec![key], word, count: n, hidden: hidden > 0 });
        }
    }
    for question in questions {
        if let Some(at) = place(&question.poll) {
            polls[at].questions.push(question);
        }
    }
    for counted in &mut polls {
        counted.words = merged(std::mem::take(&mut counted.words));
    }
    Ok(Snapshot { session, polls, devices, owns: Owns::default() })
}

/// One line for each word: the most frequent spelling stands for all. What is written without marks counts with the most frequent
/// of the words that it may mean; two that are marked differently are never one.
fn merged(mut spellings: Vec<Word>) -> Vec<Word> {
    spellings.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    let (mut words, mut at): (Vec<(String, Word)>, HashMap<String, usize>) = Default::default();
    for spelling in spellings {
        let key = spelling::key(&spelling.word);
        match at.get(&key) {
            Some(at) => words[*at].1.join(spelling),
            None => {
                at.insert(key.clone(), words.len());
                words.push((key, spelling));
            }
        }
    }
    let (bare, mut marked): (Vec<_>, Vec<_>) = words.into_iter().partition(|(key, _)| spelling::is_bare(key));
    marked.sort_by(|(_, a), (_, b)| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    let mut first: HashMap<String, usize> = HashMap::new();
    for (place, (key, _)) in marked.iter().enumerate() {
        first.entry(spelling::letters(key).to_owned()).or_insert(place);
    }
    let mut alone = Vec::new();
    for (key, word) in bare {
        match first.get(&key) {
            Some(place) => marked[*place].1.join(word),
            None => alone.push((key, word)),
        }
    }
    marked.append(&mut alone);
    marked.sort_by(|(a, one), (b, other)| other.count.cmp(&one.count).then_with(|| a.cmp(b)));
    marked.into_iter().map(|(_, word)| word).collect()
}

impl Word {
    /// Counts another spelling of it.
    fn join(&mut self, other: Word) {
        self.count += other.count;
        self.hidden |= other.hidden;
        self.keys.extend(other.keys);
        self.keys.sort_unstable();
        self.keys.dedup();
    }
}

impl Counted {
    /// A poll to which nobody has said anything.
    pub fn empty(poll: Poll) -> Counted {
        let counts = vec![0; poll.body.places()];
        Counted { poll, voters: 0, counts, words: Vec::new(), questions: Vec::new() }
    }

    fn add(&mut self, answer: &str, n: i64) {
        self.voters += n;
        for place in answer.split(',').filter_map(|p| p.parse::<usize>().ok()) {
            if let Some(count) = self.counts.get_mut(place) {
                *count += n;
            }
        }
    }

    /// What is asked.
    pub fn body(&self) -> &Body {
        &self.poll.body
    }

    /// Whether it is a board of questions.
    pub fn is_board(&self) -> bool {
        matches!(self.poll.body.kind, Kind::Board { .. })
    }

    /// Whether ballots are taken.
    pub fn is_open(&self) -> bool {
        self.poll.state == "open"
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.poll.state == "closed"
    }

    /// Whether the big screen shows what was given: from closing on, or when the host says so. A board is meant to be seen.
    pub fn on_screen(&self) -> bool {
        match self.poll.results.as_str() {
            "shown" => true,
            "hidden" => false,
            _ => self.is_closed() || self.is_board() && self.is_open(),
        }
    }

    /// Whether a phone shows what was given: to those who voted, and to all from closing on, unless the host hides it.
    pub fn on_phone(&self, voted: bool) -> bool {
        self.poll.results != "hidden" && (self.is_closed() || self.is_open() && (voted || self.is_board()))
    }

    /// Mean of a rating in tenths, rounded; None before anybody voted.
    pub fn mean_tenths(&self) -> Option<i64> {
        let sum: i64 = (1..).zip(&self.counts).map(|(step, n): (i64, &i64)| step * n).sum();
        (self.voters > 0).then(|| (sum * 10 + self.voters / 2) / self.voters)
    }

    /// Share of those who voted, per cent, rounded.
    pub fn percent(&self, count: i64) -> i64 {
        if self.voters == 0 { 0 } else { (count * 100 + self.voters / 2) / self.voters }
    }

    /// What was given: ballots, or questions on a board.
    pub fn given(&self) -> i64 {
        if self.is_board() { i64::try_from(self.questions.len()).unwrap_or(i64::MAX) } else { self.voters }
    }

    /// Questions that wait for a moderator.
    pub fn waiting(&self) -> usize {
        self.questions.iter().filter(|q| q.state == "waiting").count()
    }
}

impl Snapshot {
    /// What a device gave; at the first asking all are read. [3]
    ///
    /// # Errors
    /// The database failed; who asks next tries again.
    pub async fn own(&self, db: &mut impl Fetch, voter: Uuid) -> Result<Own> {
        let all = self.owns.0.get_or_try_init(|| ballots::owns(db, self.session.id)).await?;
        Ok(all.get(&voter).cloned().unwrap_or_default())
    }

    /// The poll on the screen with its number from 1.
    pub fn current(&self) -> Option<(usize, &Counted)> {
        let id = self.session.current?;
        (1..).zip(&self.polls).find(|(_, c)| c.poll.id == id)
    }

    /// The next poll after the one on the screen; the first when none is.
    pub fn next(&self) -> Option<(usize, &Counted)> {
        let at = self.current().map_or(0, |(n, _)| n);
        self.polls.get(at).map(|c| (at + 1, c))
    }

    /// A poll with its number from 1.
    pub fn poll(&self, id: Uuid) -> Option<(usize, &Counted)> {
        (1..).zip(&self.polls).find(|(_, c)| c.poll.id == id)
    }

    /// Polls that a phone shows: the one on the screen first, then others that are open.
    pub fn for_phones(&self) -> Vec<(usize, &Counted)> {
        let current = self.current().filter(|(_, c)| c.poll.state != "ready");
        let others = (1..).zip(&self.polls).filter(|(_, c)| c.is_open() && Some(c.poll.id) != self.session.current);
        current.into_iter().chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(kind: Kind, state: &str, results: &str) -> Counted {
        let body = Body { text: "?".into(), change: true, kind };
        let poll = Poll { id: Uuid::nil(), ordinal: 1, body, state: state.into(), results: results.into(), round: 1, undo_round: None, revision: 1 };
        Counted::empty(poll)
    }

    fn rating(state: &str, results: &str) -> Counted {
        counted(Kind::Rating { top: 5, low: String::new(), high: String::new() }, state, results)
    }

    #[test]
    fn who_sees_bars_when() {
        let seen = |c: Counted| (c.on_screen(), c.on_phone(false), c.on_phone(true));
        assert_eq!(seen(rating("ready", "auto")), (false, false, false));
        assert_eq!(seen(rating("open", "auto")), (false, false, true));
        assert_eq!(seen(rating("open", "shown")), (true, false, true));
        assert_eq!(seen(rating("closed", "auto")), (true, true, true));
        assert_eq!(seen(rating("open", "hidden")), (false, false, false));
        assert_eq!(seen(rating("closed", "hidden")), (false, false, false));
        let board = |state| counted(Kind::Board { moderated: true }, state, "auto");
        assert_eq!(seen(board("open")), (true, true, true));
        assert_eq!(seen(board("ready")), (false, false, false));
    }

    #[test]
    fn ballots_are_counted_by_person_and_by_option() {
        let mut c = counted(Kind::Choice { options: vec!["A".into(), "B".into(), "C".into()], most: 2 }, "open", "auto");
        c.add("0,2", 3);
        c.add("2", 1);
        assert_eq!((c.voters, c.counts.clone()), (4, vec![3, 0, 4]));
        assert_eq!([c.percent(3), c.percent(0), c.percent(4)], [75, 0, 100]);
        let mut r = rating("open", "auto");
        assert_eq!(r.mean_tenths(), None);
        r.add("4", 2);
        r.add("0", 1);
        assert_eq!(r.mean_tenths(), Some(37));
    }

    #[test]
    fn spellings_of_one_word_are_one_line() {
        let word = |word: &str, count, hidden| Word { keys: vec![spelling::key(word)], word: word.into(), count, hidden };
        let lines = |words: Vec<Word>| merged(words).into_iter().map(|w| (w.word, w.count, w.hidden)).collect::<Vec<_>>();
        let line = |word: &str, count: i64, hidden: bool| (word.to_owned(), count, hidden);
        assert_eq!(lines(vec![word("nhanh", 2, false), word("Rẻ", 4, false), word("Nhanh", 3, true)]), [line("Nhanh", 5, true), line("Rẻ", 4, false)]);
        assert_eq!(lines(vec![word("lua dao", 5, false), word("lừa đảo", 2, false)]), [line("lừa đảo", 7, false)], "the marked form is shown");
        let two = lines(vec![word("chậm", 2, false), word("chăm", 3, false), word("cham", 4, false)]);
        assert_eq!(two, [line("chăm", 7, false), line("chậm", 2, false)], "two words stay two");
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost_or_counted_twice(said in proptest::collection::vec(("[aáàbc]", 1_i64..50), 0..20)) {
            let all: Vec<Word> = said.iter().map(|(word, count)| Word { keys: vec![spelling::key(word)], word: word.clone(), count: *count, hidden: false }).collect();
            let lines = merged(all);
            proptest::prop_assert_eq!(lines.iter().map(|w| w.count).sum::<i64>(), said.iter().map(|s| s.1).sum::<i64>());
            proptest::prop_assert!(lines.windows(2).all(|w| w[0].count >= w[1].count && w[0].word != w[1].word));
        }
    }
}
