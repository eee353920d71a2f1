-- A game: what is played, by which rule, under which number. questions and settings are copies, so that a set may change later.
create table quiz_game (
    id blob not null primary key,
    campaign blob references campaign (id),
    title text not null check (length(title) between 1 and 120),
    pin text not null,
    series text not null default '',
    settings text not null,
    questions text not null,
    secret blob not null,
    created_by blob references account (id),
    created_at integer not null,
    ended_at integer,
    published_at integer
) strict;
create unique index quiz_game_pin on quiz_game (pin) where ended_at is null;

-- The truth about a game: lines of events that became durable together, each chained to the one before. No name is in it.
create table quiz_journal (
    game blob not null references quiz_game (id),
    seq integer not null,
    at integer not null,
    body text not null,
    hash blob not null,
    primary key (game, seq)
) strict;
create trigger quiz_journal_no_update before update on quiz_journal begin select raise(abort, 'the journal is append-only'); end;
create trigger quiz_journal_no_delete before delete on quiz_journal begin select raise(abort, 'the journal is append-only'); end;

-- Who stands behind a number; can be erased without breaking the journal. code: the line of the roster, empty for nicknames.
create table quiz_player (
    game blob not null references quiz_game (id),
    number integer not null,
    name text not null,
    agency text not null default '',
    unit text not null default '',
    code text not null default '',
    joined_at integer not null,
    primary key (game, number)
) strict;
create unique index quiz_player_code on quiz_player (game, code) where code <> '';

-- Who may come in officially.
create table quiz_roster (
    game blob not null references quiz_game (id),
    code text not null,
    name text not null,
    agency text not null default '',
    unit text not null default '',
    primary key (game, code)
) strict;
