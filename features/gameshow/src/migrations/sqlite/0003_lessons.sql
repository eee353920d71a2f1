-- A lesson: short cards with a quiz. body is the lesson as JSON, file the text that it was written in; builtin_key, builtin_hash and
-- edited_at as in quiz_set. hidden_at: not shown to the public.
create table quiz_lesson (
    id blob not null primary key,
    slug text not null unique,
    title text not null check (length(title) between 1 and 120),
    summary text not null,
    category text not null,
    minutes integer not null,
    ordinal integer not null,
    cards integer not null,
    questions integer not null,
    body text not null,
    file text not null,
    builtin_key text unique,
    builtin_hash text not null default '',
    edited_at integer,
    hidden_at integer,
    revision integer not null default 1,
    created_at integer not null,
    changed_at integer not null
) strict;

-- A certificate: the name that a learner typed, and what was finished. learner is a random number of one browser: one
-- certificate each, which grows. name is empty once erased.
create table quiz_certificate (
    code text not null primary key,
    learner blob not null unique,
    name text not null,
    lessons text not null,
    issued_at integer not null,
    erased_at integer
) strict;
create index quiz_certificate_issued on quiz_certificate (issued_at);
