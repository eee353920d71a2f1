-- How a campaign works on what is sent up: terms, office hours, who decides extensions; JSON of `rules::Rules`.
create table sent_up_rules (
    campaign blob primary key references campaign (id),
    content text not null,
    revision integer not null default 1
) strict;

-- A request for more time (xin gia hạn): one reason for one or several duties of an agency.
create table extension (
    id blob primary key,
    campaign blob not null references campaign (id),
    agency blob not null references agency (id),
    agency_key text not null generated always as (lower(hex(agency))) stored,
    reason text not null,
    opinion text not null default '',
    file blob references file (id),
    asked_by blob references account (id),
    asked_at integer not null,
    revision integer not null default 1
) strict;
create index extension_campaign on extension (campaign, asked_at);

-- One duty of a request. due_at: by when whoever has it should answer.
create table extension_line (
    id blob primary key,
    extension blob not null references extension (id),
    duty blob not null references duty (id),
    was text not null,
    asked_on text not null,
    state text not null check (state in ('open', 'up', 'approved', 'refused', 'withdrawn')),
    granted_on text,
    answer text not null default '',
    step_at integer not null,
    due_at integer not null,
    decided_by blob references account (id),
    decided_at integer,
    check ((state = 'approved') = (granted_on is not null))
) strict;
create unique index extension_open on extension_line (duty) where state in ('open', 'up');
create index extension_line_of on extension_line (extension);
create index extension_line_duty on extension_line (duty);

-- A matter (việc cần giải quyết): one or several difficulties that are answered together. due_at: by when whoever has it now should
-- act; null when nobody has. left_minutes: working minutes that the office had left when it put the matter out of its hands.
create table matter (
    id blob primary key,
    campaign blob not null references campaign (id),
    number integer not null,
    title text not null,
    step text not null check (step in ('filed', 'taken', 'asked', 'proposed', 'decided', 'closed', 'withdrawn', 'merged')),
    step_at integer not null,
    due_at integer,
    left_minutes integer,
    proposal text not null default '',
    decision text not null default '',
    decided_as text check (decided_as in ('approved', 'otherwise', 'settled')),
    decided_by blob references account (id),
    decided_at integer,
    merged_into blob references matter (id),
    created_at integer not null,
    revision integer not null default 1,
    unique (campaign, number)
) strict;
create index matter_step on matter (campaign, step, due_at);

-- A difficulty (khó khăn, vướng mắc) in the words of the agency that has it. A draft is its own business and has no matter yet.
create table difficulty (
    id blob primary key,
    campaign blob not null references campaign (id),
    agency blob not null references agency (id),
    agency_key text not null generated always as (lower(hex(agency))) stored,
    duty blob references duty (id),
    title text not null,
    words text not null,
    wish text not null default '',
    file blob references file (id),
    state text not null check (state in ('draft', 'sent', 'withdrawn', 'dropped')),
    matter blob references matter (id),
    question text not null default '',
    asked_at integer,
    written_by blob references account (id),
    created_at integer not null,
    sent_at integer,
    acknowledged_by blob references account (id),
    acknowledged_at integer,
    revision integer not null default 1,
    check ((matter is null) = (sent_at is null))
) strict;
create index difficulty_campaign on difficulty (campaign, state);
create index difficulty_matter on difficulty (matter);
create index difficulty_duty on difficulty (duty);

-- What happened to a request or a matter, for ever. reach: 'all' who are concerned, or only the 'office' and the leaders; agency_key:
-- only this agency of those concerned; empty for all.
create table sent_up_event (
    id blob primary key,
    subject blob not null,
    difficulty blob references difficulty (id),
    at integer not null,
    kind text not null,
    actor blob references account (id),
    agency_key text not null default '',
    reach text not null check (reach in ('all', 'office')),
    words text not null default '',
    detail text not null default '{}'
) strict;
create index sent_up_event_subject on sent_up_event (subject, at);
create index sent_up_event_difficulty on sent_up_event (difficulty, at);
