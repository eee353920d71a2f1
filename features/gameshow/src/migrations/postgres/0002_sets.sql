-- A set of questions, shared by all campaigns. builtin_key names a set that the program brings; builtin_hash is the content it had
-- when it was last taken over; edited_at is when a person first changed it: from then on the program leaves it alone.
create table quiz_set (
    id uuid not null primary key,
    title text not null check (length(title) between 1 and 120),
    category text not null,
    description text not null default '',
    builtin_key text unique,
    builtin_hash text not null default '',
    edited_at bigint,
    withdrawn_at bigint,
    revision bigint not null default 1,
    created_by uuid references account (id),
    created_at bigint not null,
    changed_at bigint not null
);

-- One question. body is the question as JSON; kind, category and difficulty are copies to choose by.
create table quiz_question (
    id uuid not null primary key,
    quiz_set uuid not null references quiz_set (id),
    ordinal bigint not null,
    kind text not null,
    category text not null,
    difficulty bigint not null check (difficulty between 1 and 3),
    body text not null,
    revision bigint not null default 1,
    withdrawn_at bigint,
    created_at bigint not null
);
create index quiz_question_set on quiz_question (quiz_set, ordinal);
