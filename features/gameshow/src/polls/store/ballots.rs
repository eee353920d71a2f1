//! SQL of what people give: ballots, words, questions and their votes. Counts are always of the poll's present round.
use super::super::model::Ballot;
use base::{Fetch, Result, Tx, args};
use std::collections::HashMap;
use uuid::Uuid;

base::queries! {
    OPEN = "select p.id, p.round, p.body from poll p join poll_session s on s.id = p.session
        where p.session = $1 and p.state = 'open' and p.withdrawn_at is null and s.ended_at is null and s.withdrawn_at is null";
    VOTE = "insert into poll_vote (poll, round, voter, answer, at) values ($1, $2, $3, $4, $5) on conflict (poll, round, voter) do nothing";
    VOTE_AGAIN = "insert into poll_vote (poll, round, voter, answer, at) values ($1, $2, $3, $4, $5)
        on conflict (poll, round, voter) do update set answer = excluded.answer, at = excluded.at";
    CLEAR_WORDS = "delete from poll_word where poll = $1 and round = $2 and voter = $3";
    WORD = "insert into poll_word (poll, round, voter, fold, word) values ($1, $2, $3, $4, $5) on conflict (poll, round, voter, fold) do nothing";
    ASKED = "select content, state from poll_question where poll = $1 and round = $2 and voter = $3";
    ASK = "insert into poll_question (id, poll, round, voter, content, state, at) values ($1, $2, $3, $4, $5, $6, $7)";
    SHOWN = "select count(*) from poll_question where id = $1 and poll = $2 and round = $3 and state = 'shown'";
    UPVOTE = "insert into poll_upvote (question, voter) values ($1, $2) on conflict (question, voter) do nothing";
    UPVOTE_BACK = "delete from poll_upvote where question = $1 and voter = $2";
    COUNTS = "select v.poll, v.answer, count(*) from poll_vote v join poll p on p.id = v.poll and p.round = v.round
        where p.session = $1 and p.withdrawn_at is null group by v.poll, v.answer";
    WORDS = "select w.poll, w.fold, w.word, count(*), count(h.fold) from poll_word w join poll p on p.id = w.poll and p.round = w.round
        left join poll_word_hidden h on h.poll = w.poll and h.round = w.round and h.fold = w.fold
        where p.session = $1 and p.withdrawn_at is null group by w.poll, w.fold, w.word";
    QUESTIONS = "select q.id, q.poll, q.voter, q.content, q.state, q.pinned, q.at,
        (select count(*) from poll_upvote u where u.question = q.id) as votes
        from poll_question q join poll p on p.id = q.poll and p.round = q.round
        where p.session = $1 and p.withdrawn_at is null order by q.pinned desc, votes desc, q.at, q.id";
    OWN_VOTES = "select v.poll, v.answer from poll_vote v join poll p on p.id = v.poll and p.round = v.round where p.session = $1 and v.voter = $2";
    OWN_WORDS = "select w.poll, w.word from poll_word w join poll p on p.id = w.poll and p.round = w.round
        where p.session = $1 and w.voter = $2 order by w.poll, w.fold";
    OWN_UPVOTES = "select u.question from poll_upvote u join poll_question q on q.id = u.question join poll p on p.id = q.poll
        where p.session = $1 and u.voter = $2";
    ALL_VOTES = "select v.voter, v.poll, v.answer from poll_vote v join poll p on p.id = v.poll and p.round = v.round
        join poll_session s on s.id = p.session where p.session = $1 and (p.state = 'open' or p.id = s.current)";
    ALL_WORDS = "select w.voter, w.poll, w.word from poll_word w join poll p on p.id = w.poll and p.round = w.round
        join poll_session s on s.id = p.session where p.session = $1 and (p.state = 'open' or p.id = s.current) order by w.poll, w.fold";
    ALL_UPVOTES = "select u.voter, u.question from poll_upvote u join poll_question q on q.id = u.question join poll p on p.id = q.poll
        join poll_session s on s.id = p.session where p.session = $1 and (p.state = 'open' or p.id = s.current)";
    GIVEN = "select (select count(*) from poll_vote v where v.poll = $1 and v.round = $2) + (select count(*) from poll_question q where q.poll = $1 and q.round = $2)";
    QUESTION_STATE = "update poll_question set state = $4 where id = $1 and poll = $2 and round = $3";
    QUESTION_PIN = "update poll_question set pinned = $4 where id = $1 and poll = $2 and round = $3";
    HIDE_WORD = "insert into poll_word_hidden (poll, round, fold) values ($1, $2, $3) on conflict (poll, round, fold) do nothing";
    UNHIDE_WORD = "delete from poll_word_hidden where poll = $1 and round = $2 and fold = $3";
    PURGE_VOTES = "delete from poll_vote where poll = $1 and round <> $2";
    PURGE_WORDS = "delete from poll_word where poll = $1 and round <> $2";
    PURGE_HIDDEN = "delete from poll_word_hidden where poll = $1 and round <> $2";
    PURGE_UPVOTES = "delete from poll_upvote where question in (select id from poll_question where poll = $1 and round <> $2)";
    PURGE_QUESTIONS = "delete from poll_question where poll = $1 and round <> $2";
    FORGET_UPVOTES = "delete from poll_upvote where question in (select q.id from poll_question q join poll p on p.id = q.poll
        join poll_session s on s.id = p.session where s.ended_at < $1)";
    FORGET_QUESTIONS = "delete from poll_question where poll in (select p.id from poll p join poll_session s on s.id = p.session where s.ended_at < $1)";
    FORGET_WORDS = "delete from poll_word where poll in (select p.id from poll p join poll_session s on s.id = p.session where s.ended_at < $1)";
    FORGET_HIDDEN = "delete from poll_word_hidden where poll in (select p.id from poll p join poll_session s on s.id = p.session where s.ended_at < $1)";
    FORGOTTEN = "update poll_session set forgotten_at = $2 where ended_at < $1 and forgotten_at is null";
}

/// Polls of a session that take ballots: key, round, body as JSON.
pub(in crate::polls) async fn open(db: &mut impl Fetch, session: Uuid) -> Result<Vec<(Uuid, i64, String)>> {
    db.all(OPEN, args![session]).await
}

/// Whose ballot it is.
#[derive(Clone, Copy, Debug)]
pub(in crate::polls) struct Of {
    pub poll: Uuid,
    pub round: i64,
    pub voter: Uuid,
}

/// Writes a ballot. Says whether it counts: false for a second one where it may not be changed.
pub(in crate::polls) async fn vote(tx: &mut Tx, of: Of, ballot: &Ballot, change: bool, now: i64) -> Result<bool> {
    let answer = if let Ballot::Places(places) = ballot { places.as_str() } else { "" };
    let sql = if change { VOTE_AGAIN } else { VOTE };
    if tx.exec(sql, args![of.poll, of.round, of.voter, answer, now]).await? == 0 {
        return Ok(false);
    }
    if let Ballot::Words(words) = ballot {
        tx.exec(CLEAR_WORDS, args![of.poll, of.round, of.voter]).await?;
        for (fold, word) in words {
            tx.exec(WORD, args![of.poll, of.round, of.voter, fold, word]).await?;
        }
    }
    Ok(true)
}

/// Questions that a device has asked: words and state.
pub(in crate::polls) async fn asked(db: &mut impl Fetch, of: Of) -> Result<Vec<(String, String)>> {
    db.all(ASKED, args![of.poll, of.round, of.voter]).await
}

/// Writes a question.
pub(in crate::polls) async fn ask(tx: &mut Tx, of: Of, text: &str, state: &str, now: i64) -> Result<()> {
    tx.exec(ASK, args![Uuid::now_v7(), of.poll, of.round, of.voter, text, state, now]).await.map(drop)
}

/// Votes a question up, or takes the vote back. Says whether there is such a question to be seen.
pub(in crate::polls) async fn upvote(tx: &mut Tx, of: Of, question: Uuid, on: bool) -> Result<bool> {
    if base::feature::count(tx, SHOWN, args![question, of.poll, of.round]).await? == 0 {
        return Ok(false);
    }
    tx.exec(if on { UPVOTE } else { UPVOTE_BACK }, args![question, of.voter]).await?;
    Ok(true)
}

/// Ballots by poll and answer. [1]
pub(in crate::polls) async fn counts(db: &mut impl Fetch, session: Uuid) -> Result<Vec<(Uuid, String, i64)>> {
    db.all(COUNTS, args![session]).await
}

/// Words by poll, key and spelling, with how often, and more than 0 when hidden. [1]
pub(in crate::polls) async fn words(db: &mut impl Fetch, session: Uuid) -> Result<Vec<(Uuid, String, String, i64, i64)>> {
    db.all(WORDS, args![session]).await
}

/// A question as stored, with its votes.
#[derive(Clone, Debug, PartialEq, Eq, base::FromRow)]
pub(in crate::polls) struct Question {
    pub id: Uuid,
    pub poll: Uuid,
    pub voter: Uuid,
    pub content: String,
    /// `waiting`, `shown`, `hidden`, `answered`.
    pub state: String,
    /// 1 when pinned.
    pub pinned: i64,
    pub at: i64,
    pub votes: i64,
}

/// Questions of a session: pinned ones first, then by votes, then by time. [1]
pub(in crate::polls) async fn questions(db: &mut impl Fetch, session: Uuid) -> Result<Vec<Question>> {
    db.all(QUESTIONS, args![session]).await
}

/// What one device gave in a session: answers, words, questions voted up. [3]
pub(in crate::polls) type Own = (Vec<(Uuid, String)>, Vec<(Uuid, String)>, Vec<(Uuid,)>);

/// See [`Own`].
pub(in crate::polls) async fn own(db: &mut impl Fetch, session: Uuid, voter: Uuid) -> Result<Own> {
    let votes = db.all(OWN_VOTES, args![session, voter]).await?;
    let words = db.all(OWN_WORDS, args![session, voter]).await?;
    Ok((votes, words, db.all(OWN_UPVOTES, args![session, voter]).await?))
}

/// What every device gave to the polls that phones show, by device; for a turn, at which all phones want to know. [3]
pub(in crate::polls) async fn owns(db: &mut impl Fetch, session: Uuid) -> Result<HashMap<Uuid, Own>> {
    let mut owns: HashMap<Uuid, Own> = HashMap::new();
    for (voter, poll, answer) in db.all(ALL_VOTES, args![session]).await? {
        owns.entry(voter).or_default().0.push((poll, answer));
    }
    for (voter, poll, word) in db.all(ALL_WORDS, args![session]).await? {
        owns.entry(voter).or_default().1.push((poll, word));
    }
    for (voter, question) in db.all(ALL_UPVOTES, args![session]).await? {
        owns.entry(voter).or_default().2.push((question,));
    }
    Ok(owns)
}

/// How many ballots and questions a round has.
pub(in crate::polls) async fn given(db: &mut impl Fetch, poll: Uuid, round: i64) -> Result<i64> {
    base::feature::count(db, GIVEN, args![poll, round]).await
}

/// Gives a question a state; says whether there is one.
pub(in crate::polls) async fn set_question(tx: &mut Tx, poll: Uuid, round: i64, question: Uuid, state: &str) -> Result<bool> {
    Ok(tx.exec(QUESTION_STATE, args![question, poll, round, state]).await? > 0)
}

/// Pins a question to the top, or unpins it; says whether there is one.
pub(in crate::polls) async fn pin_question(tx: &mut Tx, poll: Uuid, round: i64, question: Uuid, on: bool) -> Result<bool> {
    Ok(tx.exec(QUESTION_PIN, args![question, poll, round, i64::from(on)]).await? > 0)
}

/// Takes a word off the screen, or puts it back.
pub(in crate::polls) async fn hide_word(tx: &mut Tx, poll: Uuid, round: i64, key: &str, hide: bool) -> Result<()> {
    tx.exec(if hide { HIDE_WORD } else { UNHIDE_WORD }, args![poll, round, key]).await.map(drop)
}

/// Erases what other rounds of a poll hold.
pub(in crate::polls) async fn purge(tx: &mut Tx, poll: Uuid, round: i64) -> Result<()> {
    for sql in [PURGE_VOTES, PURGE_WORDS, PURGE_HIDDEN, PURGE_UPVOTES, PURGE_QUESTIONS] {
        tx.exec(sql, args![poll, round]).await?;
    }
    Ok(())
}

/// Erases what people wrote in sessions that ended before a moment; counts of choices and ratings stay. Returns the rows.
pub(in crate::polls) async fn forget(tx: &mut Tx, before: i64, now: i64) -> Result<u64> {
    let mut rows = 0;
    for sql in [FORGET_UPVOTES, FORGET_QUESTIONS, FORGET_WORDS, FORGET_HIDDEN] {
        rows += tx.exec(sql, args![before]).await?;
    }
    tx.exec(FORGOTTEN, args![before, now]).await?;
    Ok(rows)
}
