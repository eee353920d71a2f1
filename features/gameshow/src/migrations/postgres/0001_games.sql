-- A game: what is played, by which rule, under which number. questions and settings are copies, so that a set may change later.
create table quiz_game (
    id uuid not null primary key,
    campaign uuid references campaign (id),
    title text not null check (length(title) between 1 and 120),
    pin text not null,
    series text not null default '',
    settings text not null,
    questions text not null,
    secret bytea not null,
    created_by uuid references account (id),
    created_at bigint not null,
    ended_at bigint,
    published_at bigint
);
create unique index quiz_game_pin on quiz_game (pin) where ended_at is null;

-- The truth about a game: lines of events that became durable together, each chained to the one before. No name is in it.
create table quiz_journal (
    game uuid not null references quiz_game (id),
    seq bigint not null,
    at bigint not null,
    body text not null,
    hash bytea not null,
    primary key (game, seq)
);
create function quiz_journal_is_append_only() returns trigger language plpgsql as $$
begin raise exception 'the journal is append-only'; end $$;
create trigger quiz_journal_no_update before update on quiz_journal for each row execute function quiz_journal_is_append_only();
create trigger quiz_journal_no_delete before delete on quiz_journal for each row execute function quiz_journal_is_append_only();

-- Who stands behind a number; can be erased without breaking the journal. code: the line of the roster, empty for nicknames.
create table quiz_player (
    game uuid not null references quiz_game (id),
    number bigint not null,
    name text not null,
    agency text not null default '',
    unit text not null default '',
    code text not null default '',
    joined_at bigint not null,
    primary key (game, number)
);
create unique index quiz_player_code on quiz_player (game, code) where code <> '';

-- Who may come in officially.
create table quiz_roster (
    game uuid not null references quiz_game (id),
    code text not null,
    name text not null,
    agency text not null default '',
    unit text not null default '',
    primary key (game, code)
);
