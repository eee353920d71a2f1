-- How an account proves itself. `kind` is open: password, totp, recovery today; passkey and oidc later.
create table credential (
    id uuid primary key,
    account uuid not null references account (id),
    kind text not null,
    secret bytea not null,
    label text not null default '',
    last_step bigint,
    created_at bigint not null,
    used_at bigint
);
create index credential_account on credential (account, kind);
create unique index credential_single on credential (account, kind) where kind in ('password', 'totp');

-- Tokens stored as a hash: sign-in links, the second step of a sign-in, the first administrator (each used once), and marks of
-- browsers that signed in before (they open nothing).
create table one_time_token (
    id uuid primary key,
    token_hash bytea not null unique,
    kind text not null,
    account uuid references account (id),
    return_path text not null default '',
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index one_time_token_account on one_time_token (account);

-- Invitations. The account exists in state 'invited' until the link is opened and confirmed.
create table invitation (
    id uuid primary key,
    account uuid not null references account (id),
    channel text not null check (channel in ('email', 'link')),
    token_hash bytea not null unique,
    created_at bigint not null,
    created_by uuid references account (id),
    renewed_at bigint not null,
    renewals bigint not null default 0,
    expires_at bigint not null,
    accepted_at bigint,
    revoked_at bigint,
    revision bigint not null default 1
);
create index invitation_account on invitation (account);

-- Consent (đồng ý xử lý dữ liệu cá nhân): to one purpose, in one wording, provable and withdrawable.
create table consent (
    id uuid primary key,
    account uuid references account (id),
    subject text not null default '',
    campaign uuid,
    purpose text not null,
    text_version text not null,
    evidence text not null,
    is_child boolean not null default false,
    child_agreed_at bigint,
    guardian_name text not null default '',
    guardian_contact text not null default '',
    guardian_agreed_at bigint,
    given_at bigint not null,
    withdrawn_at bigint
);
create index consent_account on consent (account);
create index consent_subject on consent (subject) where subject <> '';

-- Requests of data subjects, each with its clock (two working days).
create table data_request (
    id uuid primary key,
    account uuid not null references account (id),
    kind text not null check (kind in ('know', 'correct', 'delete', 'restrict', 'object', 'complain')),
    words text not null default '',
    created_at bigint not null,
    due_at bigint not null,
    answered_at bigint,
    answered_by uuid references account (id),
    answer text not null default '',
    revision bigint not null default 1
);
create index data_request_open on data_request (due_at) where answered_at is null;
