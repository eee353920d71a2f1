-- An agency's own detailed plan below a duty: its own steps, people, days. Never counted among the plan's duties.
create table own_task (
    id uuid primary key,
    duty uuid not null references duty (id),
    ordinal bigint not null,
    title text not null,
    account uuid references account (id),
    person text not null default '',
    start_on text,
    due_on text,
    note text not null default '',
    done_at bigint,
    done_by uuid references account (id),
    dropped_at bigint,
    created_at bigint not null,
    created_by uuid references account (id),
    revision bigint not null default 1
);
create index own_task_duty on own_task (duty, ordinal);
create index own_task_account on own_task (account) where done_at is null and dropped_at is null;

-- Kinds of readiness (medical standby, power, …) and what is asked of each: the coordinator's own words, begun from the shipped ones.
-- `words`: phrases, one a line, by which a duty of the plan is recognised.
create table check_kind (
    id uuid primary key,
    code text not null unique,
    ordinal bigint not null,
    name text not null,
    words text not null default '',
    dropped_at bigint,
    revision bigint not null default 1
);

-- every_day 1: asked again on each day of a stop; 0: once before it begins. days_before: how long before that day it is due.
create table check_template (
    id uuid primary key,
    kind uuid not null references check_kind (id),
    ordinal bigint not null,
    words text not null,
    days_before bigint not null,
    every_day boolean not null,
    dropped_at bigint,
    revision bigint not null default 1
);
create index check_template_kind on check_template (kind, ordinal);

-- One thing to be ready at a stop on a day (day_no 0: before the first). From a template through a duty, or added by hand. What the
-- plan no longer names is withdrawn, not deleted: ticks come back with the duty. agency is null while nobody answers for the duty.
create table check_item (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    stop uuid not null references stop (id),
    kind uuid not null references check_kind (id),
    template uuid references check_template (id),
    duty uuid references duty (id),
    agency uuid references agency (id),
    agency_key text not null generated always as (coalesce(replace(agency::text, '-', ''), '')) stored,
    day_no bigint not null,
    ordinal bigint not null,
    words text not null,
    days_before bigint not null,
    due_typed text,
    due_on text,
    state text not null default 'todo' check (state in ('todo', 'doing', 'done', 'not_needed')),
    reason text not null default '',
    note text not null default '',
    account uuid references account (id),
    person text not null default '',
    by_hand boolean not null,
    edited boolean not null default false,
    changed_at bigint,
    dropped_at bigint,
    withdrawn_at bigint,
    created_at bigint not null,
    revision bigint not null default 1,
    check (state <> 'not_needed' or reason <> '')
);
create index check_item_stop on check_item (stop, day_no, kind, ordinal);
create index check_item_campaign on check_item (campaign);

-- Every tick, for ever. Its key comes from the client: what is sent twice is written once.
create table check_event (
    id uuid primary key,
    item uuid not null references check_item (id),
    at bigint not null,
    actor uuid references account (id),
    kind text not null,
    state text not null,
    words text not null default ''
);
create index check_event_item on check_event (item, at);

-- Files of own tasks and of checklist items (photographs of what is there).
create table prepare_file (
    id uuid primary key,
    task uuid references own_task (id),
    item uuid references check_item (id),
    file uuid not null references file (id),
    created_at bigint not null,
    created_by uuid references account (id),
    removed_at bigint,
    check ((task is null) <> (item is null))
);
create index prepare_file_task on prepare_file (task);
create index prepare_file_item on prepare_file (item);
