-- How a campaign reminds. counts_from: deadlines that passed before this day remind nobody.
create table remind_setting (
    campaign blob primary key references campaign (id),
    enabled integer not null check (enabled in (0, 1)),
    hour integer not null check (hour between 0 and 23),
    quiet_from integer not null check (quiet_from between 0 and 23),
    quiet_to integer not null check (quiet_to between 0 and 23),
    head_after integer not null check (head_after >= 1),
    coordinator_after integer not null check (coordinator_after >= 1),
    office_after integer not null check (office_after >= 1),
    counts_from text not null,
    revision integer not null default 1
) strict;

-- What a person chose: the hour of the digest, and kinds of lines that it leaves out.
create table remind_person (
    account blob primary key references account (id),
    hour integer check (hour between 0 and 23),
    muted text not null default ''
) strict;

-- Held back for a day by the coordinator; account null: everybody.
create table remind_hold (
    campaign blob not null references campaign (id),
    on_day text not null,
    account blob references account (id),
    account_key text not null,
    held_at integer not null,
    held_by blob references account (id),
    primary key (campaign, on_day, account_key)
) strict;

-- One digest per person and day, whoever asks and however often: the key says so.
create table remind_digest (
    account blob not null references account (id),
    on_day text not null,
    campaign blob not null references campaign (id),
    at integer not null,
    lines integer not null,
    words text not null,
    outcome text not null check (outcome in ('queued', 'no_address')),
    by_hand integer not null check (by_hand in (0, 1)),
    mail blob,
    primary key (account, on_day)
) strict;
create index remind_digest_day on remind_digest (campaign, on_day);

-- Which step of which deadline a person has been told; written with the digest, so no step is told twice.
create table remind_told (
    subject blob not null,
    deadline text not null,
    step text not null,
    account blob not null references account (id),
    on_day text not null,
    primary key (subject, deadline, step, account)
) strict;
create index remind_told_account on remind_told (account, on_day);
