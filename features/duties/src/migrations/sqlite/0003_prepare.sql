-- An agency's own detailed plan below a duty: its own steps, people, days. Never counted among the plan's duties.
create table own_task (
    id blob primary key,
    duty blob not null references duty (id),
    ordinal integer not null,
    title text not null,
    account blob references account (id),
    person text not null default '',
    start_on text,
    due_on text,
    note text not null default '',
    done_at integer,
    done_by blob references account (id),
    dropped_at integer,
    created_at integer not null,
    created_by blob references account (id),
    revision integer not null default 1
) strict;
create index own_task_duty on own_task (duty, ordinal);
create index own_task_account on own_task (account) where done_at is null and dropped_at is null;

-- Kinds of readiness (medical standby, power, …) and what is asked of each: the coordinator's own words, begun from the shipped ones.
-- `words`: phrases, one a line, by which a duty of the plan is recognised.
create table check_kind (
    id blob primary key,
    code text not null unique,
    ordinal integer not null,
    name text not null,
    words text not null default '',
    dropped_at integer,
    revision integer not null default 1
) strict;

-- every_day 1: asked again on each day of a stop; 0: once before it begins. days_before: how long before that day it is due.
create table check_template (
    id blob primary key,
    kind blob not null references check_kind (id),
    ordinal integer not null,
    words text not null,
    days_before integer not null,
    every_day integer not null check (every_day in (0, 1)),
    dropped_at integer,
    revision integer not null default 1
) strict;
create index check_template_kind on check_template (kind, ordinal);

-- One thing to be ready at a stop on a day (day_no 0: before the first). From a template through a duty, or added by hand. What the
-- plan no longer names is withdrawn, not deleted: ticks come back with the duty. agency is null while nobody answers for the duty.
create table check_item (
    id blob primary key,
    campaign blob not null references campaign (id),
    stop blob not null references stop (id),
    kind blob not null references check_kind (id),
    template blob references check_template (id),
    duty blob references duty (id),
    agency blob references agency (id),
    agency_key text not null generated always as (coalesce(lower(hex(agency)), '')) stored,
    day_no integer not null,
    ordinal integer not null,
    words text not null,
    days_before integer not null,
    due_typed text,
    due_on text,
    state text not null default 'todo' check (state in ('todo', 'doing', 'done', 'not_needed')),
    reason text not null default '',
    note text not null default '',
    account blob references account (id),
    person text not null default '',
    by_hand integer not null check (by_hand in (0, 1)),
    edited integer not null default 0 check (edited in (0, 1)),
    changed_at integer,
    dropped_at integer,
    withdrawn_at integer,
    created_at integer not null,
    revision integer not null default 1,
    check (state <> 'not_needed' or reason <> '')
) strict;
create index check_item_stop on check_item (stop, day_no, kind, ordinal);
create index check_item_campaign on check_item (campaign);

-- Every tick, for ever. Its key comes from the client: what is sent twice is written once.
create table check_event (
    id blob primary key,
    item blob not null references check_item (id),
    at integer not null,
    actor blob references account (id),
    kind text not null,
    state text not null,
    words text not null default ''
) strict;
create index check_event_item on check_event (item, at);

-- Files of own tasks and of checklist items (photographs of what is there).
create table prepare_file (
    id blob primary key,
    task blob references own_task (id),
    item blob references check_item (id),
    file blob not null references file (id),
    created_at integer not null,
    created_by blob references account (id),
    removed_at integer,
    check ((task is null) <> (item is null))
) strict;
create index prepare_file_task on prepare_file (task);
create index prepare_file_item on prepare_file (item);
