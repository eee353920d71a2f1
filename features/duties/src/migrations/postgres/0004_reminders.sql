-- How a campaign reminds. counts_from: deadlines that passed before this day remind nobody.
create table remind_setting (
    campaign uuid primary key references campaign (id),
    enabled boolean not null,
    hour bigint not null check (hour between 0 and 23),
    quiet_from bigint not null check (quiet_from between 0 and 23),
    quiet_to bigint not null check (quiet_to between 0 and 23),
    head_after bigint not null check (head_after >= 1),
    coordinator_after bigint not null check (coordinator_after >= 1),
    office_after bigint not null check (office_after >= 1),
    counts_from text not null,
    revision bigint not null default 1
);

-- What a person chose: the hour of the digest, and kinds of lines that it leaves out.
create table remind_person (
    account uuid primary key references account (id),
    hour bigint check (hour between 0 and 23),
    muted text not null default ''
);

-- Held back for a day by the coordinator; account null: everybody.
create table remind_hold (
    campaign uuid not null references campaign (id),
    on_day text not null,
    account uuid references account (id),
    account_key text not null,
    held_at bigint not null,
    held_by uuid references account (id),
    primary key (campaign, on_day, account_key)
);

-- One digest per person and day, whoever asks and however often: the key says so.
create table remind_digest (
    account uuid not null references account (id),
    on_day text not null,
    campaign uuid not null references campaign (id),
    at bigint not null,
    lines bigint not null,
    words text not null,
    outcome text not null check (outcome in ('queued', 'no_address')),
    by_hand boolean not null,
    mail uuid,
    primary key (account, on_day)
);
create index remind_digest_day on remind_digest (campaign, on_day);

-- Which step of which deadline a person has been told; written with the digest, so no step is told twice.
create table remind_told (
    subject uuid not null,
    deadline text not null,
    step text not null,
    account uuid not null references account (id),
    on_day text not null,
    primary key (subject, deadline, step, account)
);
create index remind_told_account on remind_told (account, on_day);
