create table account (
    id uuid primary key,
    email text not null,
    name text not null,
    title text not null default '',
    phone text not null default '',
    state text not null check (state in ('invited', 'active', 'locked', 'erased')),
    created_at bigint not null,
    last_seen_at bigint
);
create unique index account_email on account (email) where state <> 'erased' and email <> '';

create table role_grant (
    id uuid primary key,
    account uuid not null references account (id),
    role text not null,
    campaign uuid,
    agency uuid,
    granted_at bigint not null,
    granted_by uuid,
    revoked_at bigint
);
create index role_grant_account on role_grant (account);

create table session (
    id uuid primary key,
    token_hash bytea not null unique,
    account uuid not null references account (id),
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint,
    second_factor boolean not null,
    address text not null,
    device text not null
);
create index session_account on session (account);

create table audit (
    seq bigint primary key,
    at bigint not null,
    actor uuid,
    actor_label text not null,
    action text not null,
    entity text not null,
    entity_id text not null,
    campaign uuid,
    detail text not null,
    prev_hash bytea not null,
    hash bytea not null
);
create index audit_entity on audit (entity, entity_id);
create function audit_is_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit is append-only'; end $$;
create trigger audit_no_update before update on audit for each row execute function audit_is_append_only();
create trigger audit_no_delete before delete on audit for each row execute function audit_is_append_only();

create table mail (
    id uuid primary key,
    to_address text not null,
    subject text not null,
    body text not null,
    purpose text not null,
    account uuid references account (id),
    created_at bigint not null,
    not_before bigint not null,
    attempts bigint not null default 0,
    sent_at bigint,
    gave_up_at bigint,
    last_error text
);
create index mail_waiting on mail (not_before) where sent_at is null and gave_up_at is null;

create table job_lease (
    name text primary key,
    holder text not null,
    until bigint not null,
    last_ok_at bigint,
    last_error text
);

create table setting (
    key text primary key,
    value text not null,
    changed_at bigint not null
);

create table file (
    id uuid primary key,
    sha256 text not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    purpose text not null,
    created_by uuid references account (id),
    created_at bigint not null
);
