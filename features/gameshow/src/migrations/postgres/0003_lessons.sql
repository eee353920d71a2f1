-- A lesson: short cards with a quiz. body is the lesson as JSON, file the text that it was written in; builtin_key, builtin_hash and
-- edited_at as in quiz_set. hidden_at: not shown to the public.
create table quiz_lesson (
    id uuid not null primary key,
    slug text not null unique,
    title text not null check (length(title) between 1 and 120),
    summary text not null,
    category text not null,
    minutes bigint not null,
    ordinal bigint not null,
    cards bigint not null,
    questions bigint not null,
    body text not null,
    file text not null,
    builtin_key text unique,
    builtin_hash text not null default '',
    edited_at bigint,
    hidden_at bigint,
    revision bigint not null default 1,
    created_at bigint not null,
    changed_at bigint not null
);

-- A certificate: the name that a learner typed, and what was finished. learner is a random number of one browser: one
-- certificate each, which grows. name is empty once erased.
create table quiz_certificate (
    code text not null primary key,
    learner bytea not null unique,
    name text not null,
    lessons text not null,
    issued_at bigint not null,
    erased_at bigint
);
create index quiz_certificate_issued on quiz_certificate (issued_at);
