-- A session of polls (phiên hỏi ý kiến). current: the poll on the screen. changed_at: the last act of a host. forgotten_at: what people
-- wrote was erased. secret: key of the tokens of its phones and of the link of its screen.
create table poll_session (
    id blob not null primary key,
    campaign blob references campaign (id),
    title text not null check (length(title) between 1 and 120),
    pin text not null,
    secret blob not null,
    current blob,
    revision integer not null default 1,
    created_by blob references account (id),
    created_at integer not null,
    changed_at integer not null,
    ended_at integer,
    withdrawn_at integer,
    forgotten_at integer
) strict;
create unique index poll_session_pin on poll_session (pin) where ended_at is null;

-- One poll or board of questions. body: what is asked, as JSON. round grows with every reset; ballots of another round do not count,
-- and are erased at the next opening. undo_round: the round before the last reset, while it can be taken back.
create table poll (
    id blob not null primary key,
    session blob not null references poll_session (id),
    ordinal integer not null,
    kind text not null check (kind in ('choice', 'rating', 'words', 'board')),
    body text not null,
    state text not null default 'ready' check (state in ('ready', 'open', 'closed')),
    results text not null default 'auto' check (results in ('auto', 'shown', 'hidden')),
    round integer not null default 1,
    undo_round integer,
    revision integer not null default 1,
    withdrawn_at integer,
    created_at integer not null
) strict;
create index poll_of_session on poll (session, ordinal);

-- One ballot of one device. voter: a random number that only the device's cookie knows; no name stands behind it. answer: places
-- chosen, or the rating; empty for words, which are lines of their own.
create table poll_vote (
    poll blob not null references poll (id),
    round integer not null,
    voter blob not null,
    answer text not null,
    at integer not null,
    primary key (poll, round, voter)
) strict;

-- Typed words. fold: without marks and case, by which they are counted.
create table poll_word (
    poll blob not null references poll (id),
    round integer not null,
    voter blob not null,
    fold text not null,
    word text not null,
    primary key (poll, round, voter, fold)
) strict;

-- Words that a moderator took off the screen.
create table poll_word_hidden (
    poll blob not null references poll (id),
    round integer not null,
    fold text not null,
    primary key (poll, round, fold)
) strict;

-- Questions on a board. waiting: not yet approved.
create table poll_question (
    id blob not null primary key,
    poll blob not null references poll (id),
    round integer not null,
    voter blob not null,
    content text not null,
    state text not null check (state in ('waiting', 'shown', 'hidden', 'answered')),
    pinned integer not null default 0,
    at integer not null
) strict;
create index poll_question_of_poll on poll_question (poll, round);

create table poll_upvote (
    question blob not null references poll_question (id),
    voter blob not null,
    primary key (question, voter)
) strict;
