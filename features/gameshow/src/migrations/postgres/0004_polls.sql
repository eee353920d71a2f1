-- A session of polls (phiên hỏi ý kiến). current: the poll on the screen. changed_at: the last act of a host. forgotten_at: what people
-- wrote was erased. secret: key of the tokens of its phones and of the link of its screen.
create table poll_session (
    id uuid not null primary key,
    campaign uuid references campaign (id),
    title text not null check (length(title) between 1 and 120),
    pin text not null,
    secret bytea not null,
    current uuid,
    revision bigint not null default 1,
    created_by uuid references account (id),
    created_at bigint not null,
    changed_at bigint not null,
    ended_at bigint,
    withdrawn_at bigint,
    forgotten_at bigint
);
create unique index poll_session_pin on poll_session (pin) where ended_at is null;

-- One poll or board of questions. body: what is asked, as JSON. round grows with every reset; ballots of another round do not count,
-- and are erased at the next opening. undo_round: the round before the last reset, while it can be taken back.
create table poll (
    id uuid not null primary key,
    session uuid not null references poll_session (id),
    ordinal bigint not null,
    kind text not null check (kind in ('choice', 'rating', 'words', 'board')),
    body text not null,
    state text not null default 'ready' check (state in ('ready', 'open', 'closed')),
    results text not null default 'auto' check (results in ('auto', 'shown', 'hidden')),
    round bigint not null default 1,
    undo_round bigint,
    revision bigint not null default 1,
    withdrawn_at bigint,
    created_at bigint not null
);
create index poll_of_session on poll (session, ordinal);

-- One ballot of one device. voter: a random number that only the device's cookie knows; no name stands behind it. answer: places
-- chosen, or the rating; empty for words, which are lines of their own.
create table poll_vote (
    poll uuid not null references poll (id),
    round bigint not null,
    voter uuid not null,
    answer text not null,
    at bigint not null,
    primary key (poll, round, voter)
);

-- Typed words. fold: without marks and case, by which they are counted.
create table poll_word (
    poll uuid not null references poll (id),
    round bigint not null,
    voter uuid not null,
    fold text not null,
    word text not null,
    primary key (poll, round, voter, fold)
);

-- Words that a moderator took off the screen.
create table poll_word_hidden (
    poll uuid not null references poll (id),
    round bigint not null,
    fold text not null,
    primary key (poll, round, fold)
);

-- Questions on a board. waiting: not yet approved.
create table poll_question (
    id uuid not null primary key,
    poll uuid not null references poll (id),
    round bigint not null,
    voter uuid not null,
    content text not null,
    state text not null check (state in ('waiting', 'shown', 'hidden', 'answered')),
    pinned bigint not null default 0,
    at bigint not null
);
create index poll_question_of_poll on poll_question (poll, round);

create table poll_upvote (
    question uuid not null references poll_question (id),
    voter uuid not null,
    primary key (question, voter)
);
