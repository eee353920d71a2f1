create table account (
    id blob primary key,
    email text not null,
    name text not null,
    title text not null default '',
    phone text not null default '',
    state text not null check (state in ('invited', 'active', 'locked', 'erased')),
    created_at integer not null,
    last_seen_at integer
) strict;
create unique index account_email on account (email) where state <> 'erased' and email <> '';

create table role_grant (
    id blob primary key,
    account blob not null references account (id),
    role text not null,
    campaign blob,
    agency blob,
    granted_at integer not null,
    granted_by blob,
    revoked_at integer
) strict;
create index role_grant_account on role_grant (account);

create table session (
    id blob primary key,
    token_hash blob not null unique,
    account blob not null references account (id),
    created_at integer not null,
    seen_at integer not null,
    expires_at integer not null,
    revoked_at integer,
    second_factor integer not null check (second_factor in (0, 1)),
    address text not null,
    device text not null
) strict;
create index session_account on session (account);

create table audit (
    seq integer primary key,
    at integer not null,
    actor blob,
    actor_label text not null,
    action text not null,
    entity text not null,
    entity_id text not null,
    campaign blob,
    detail text not null,
    prev_hash blob not null,
    hash blob not null
) strict;
create index audit_entity on audit (entity, entity_id);
create trigger audit_no_update before update on audit begin select raise(abort, 'audit is append-only'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'audit is append-only'); end;

create table mail (
    id blob primary key,
    to_address text not null,
    subject text not null,
    body text not null,
    purpose text not null,
    account blob references account (id),
    created_at integer not null,
    not_before integer not null,
    attempts integer not null default 0,
    sent_at integer,
    gave_up_at integer,
    last_error text
) strict;
create index mail_waiting on mail (not_before) where sent_at is null and gave_up_at is null;

create table job_lease (
    name text primary key,
    holder text not null,
    until integer not null,
    last_ok_at integer,
    last_error text
) strict;

create table setting (
    key text primary key,
    value text not null,
    changed_at integer not null
) strict;

create table file (
    id blob primary key,
    sha256 text not null,
    name text not null,
    media_type text not null,
    size integer not null,
    purpose text not null,
    created_by blob references account (id),
    created_at integer not null
) strict;
