-- How an account proves itself. `kind` is open: password, totp, recovery today; passkey and oidc later.
create table credential (
    id blob primary key,
    account blob not null references account (id),
    kind text not null,
    secret blob not null,
    label text not null default '',
    last_step integer,
    created_at integer not null,
    used_at integer
) strict;
create index credential_account on credential (account, kind);
create unique index credential_single on credential (account, kind) where kind in ('password', 'totp');

-- Tokens stored as a hash: sign-in links, the second step of a sign-in, the first administrator (each used once), and marks of
-- browsers that signed in before (they open nothing).
create table one_time_token (
    id blob primary key,
    token_hash blob not null unique,
    kind text not null,
    account blob references account (id),
    return_path text not null default '',
    created_at integer not null,
    expires_at integer not null,
    used_at integer
) strict;
create index one_time_token_account on one_time_token (account);

-- Invitations. The account exists in state 'invited' until the link is opened and confirmed.
create table invitation (
    id blob primary key,
    account blob not null references account (id),
    channel text not null check (channel in ('email', 'link')),
    token_hash blob not null unique,
    created_at integer not null,
    created_by blob references account (id),
    renewed_at integer not null,
    renewals integer not null default 0,
    expires_at integer not null,
    accepted_at integer,
    revoked_at integer,
    revision integer not null default 1
) strict;
create index invitation_account on invitation (account);

-- Consent (đồng ý xử lý dữ liệu cá nhân): to one purpose, in one wording, provable and withdrawable.
create table consent (
    id blob primary key,
    account blob references account (id),
    subject text not null default '',
    campaign blob,
    purpose text not null,
    text_version text not null,
    evidence text not null,
    is_child integer not null default 0 check (is_child in (0, 1)),
    child_agreed_at integer,
    guardian_name text not null default '',
    guardian_contact text not null default '',
    guardian_agreed_at integer,
    given_at integer not null,
    withdrawn_at integer
) strict;
create index consent_account on consent (account);
create index consent_subject on consent (subject) where subject <> '';

-- Requests of data subjects, each with its clock (two working days).
create table data_request (
    id blob primary key,
    account blob not null references account (id),
    kind text not null check (kind in ('know', 'correct', 'delete', 'restrict', 'object', 'complain')),
    words text not null default '',
    created_at integer not null,
    due_at integer not null,
    answered_at integer,
    answered_by blob references account (id),
    answer text not null default '',
    revision integer not null default 1
) strict;
create index data_request_open on data_request (due_at) where answered_at is null;
