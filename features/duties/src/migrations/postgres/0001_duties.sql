-- A duty: one line of the plan for one agency that answers for it. A line given to a group ("UBND các huyện") is a duty for each of
-- its confirmed members. The plan's words live in `assignment`; number, ordinal, path, start_on and search are read from it again at
-- each publishing, so that 20,000 rows filter and sort here. first_deadline never changes; plan_deadline is what the newest text says.
-- agency is null while the plan names nobody: the coordinator gives it to somebody. agency_key is the agency as text, for scopes.
create table duty (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    assignment uuid not null references assignment (id),
    agency uuid references agency (id),
    agency_key text not null generated always as (coalesce(replace(agency::text, '-', ''), '')) stored,
    number bigint not null,
    ordinal bigint not null,
    path text not null,
    kind text not null,
    search text not null,
    start_on text,
    first_deadline text,
    plan_deadline text,
    from_campaign boolean not null,
    officer uuid references account (id),
    assigned_at bigint not null,
    revision bigint not null default 1
);
create unique index duty_of on duty (assignment, agency);
create index duty_order on duty (campaign, ordinal, id);
create index duty_agency on duty (agency);

-- Where a duty stood from one moment to the next (to_at null: now). The only home of state and approved deadline: any past day is
-- counted from the same rows as today. finished_on is the day of the report that says it is done.
create table duty_standing (
    duty uuid not null references duty (id),
    seq bigint not null,
    from_at bigint not null,
    to_at bigint,
    state text not null check (state in ('assigned', 'returned', 'accepted', 'working', 'reported', 'confirmed', 'withdrawn')),
    deadline text,
    finished_on text,
    primary key (duty, seq),
    check ((state in ('reported', 'confirmed')) = (finished_on is not null) or state = 'withdrawn')
);
create unique index duty_standing_now on duty_standing (duty) where to_at is null;

-- What happened to a duty, in words, for ever.
create table duty_event (
    id uuid primary key,
    duty uuid not null references duty (id),
    at bigint not null,
    kind text not null,
    actor uuid references account (id),
    words text not null default '',
    detail text not null default '{}'
);
create index duty_event_duty on duty_event (duty, at);

-- Evidence (minh chứng): a paper's number, a link, a figure with its unit, or a file.
create table duty_evidence (
    id uuid primary key,
    duty uuid not null references duty (id),
    kind text not null check (kind in ('paper', 'link', 'figure', 'file')),
    label text not null,
    value text not null default '',
    file uuid references file (id),
    created_by uuid references account (id),
    created_at bigint not null,
    removed_at bigint
);
create index duty_evidence_duty on duty_evidence (duty);

-- Another agency's own part in a line of the plan: a further lead, or a coordinator (phối hợp).
create table duty_part (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    assignment uuid not null references assignment (id),
    agency uuid not null references agency (id),
    agency_key text not null generated always as (replace(agency::text, '-', '')) stored,
    role text not null check (role in ('lead', 'coordinating')),
    ordinal bigint not null,
    task text not null default '',
    due_on text,
    state text not null check (state in ('assigned', 'accepted', 'returned', 'done', 'withdrawn')),
    reply text not null default '',
    done_on text,
    revision bigint not null default 1,
    created_at bigint not null,
    unique (assignment, agency)
);
create index duty_part_campaign on duty_part (campaign);
