-- One campaign is one plan being run (usually one year). Several live side by side, one is current (setting plan.current).
-- names_on is the ISO day whose agency names are shown: the plan's own day, so that history is not rewritten.
create table campaign (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    place text not null,
    theme text not null,
    theme_lines text not null,
    intro text not null default '',
    year bigint not null,
    issuer text not null,
    start_on text,
    end_on text,
    main_day text,
    period_text text not null default '',
    names_on text not null,
    escalation text not null default '',
    organisers text not null default '',
    hotline text not null default '',
    accent_hue bigint,
    visual_file uuid references file (id),
    state text not null check (state in ('published', 'closed')),
    revision bigint not null default 1,
    created_at bigint not null
);

-- The plan's text as published; an amended plan is a new version, the old one stays.
create table plan_document (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    version bigint not null,
    kind text not null,
    number text,
    symbol text,
    title text not null,
    issuer text not null,
    issued_on text,
    place text,
    signer text,
    signer_title text,
    file uuid references file (id),
    sha256 text not null,
    file_name text not null,
    source_text text not null,
    reading text not null,
    notes text not null default '',
    published_at bigint not null,
    superseded_at bigint,
    unique (campaign, version)
);

create table plan_section (
    id uuid primary key,
    document uuid not null references plan_document (id),
    ordinal bigint not null,
    depth bigint not null,
    path text not null,
    label text not null,
    title text not null,
    span_start bigint not null,
    span_end bigint not null
);
create index plan_section_document on plan_section (document, ordinal);

create table activity (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    ordinal bigint not null,
    slug text not null,
    kind text not null,
    path text not null,
    label text not null,
    title text not null,
    short_name text not null,
    summary text not null,
    audience text not null default '',
    venue text not null default '',
    text text not null,
    span_start bigint not null,
    span_end bigint not null,
    revision bigint not null default 1,
    withdrawn_at bigint,
    unique (campaign, slug)
);

create table activity_agency (
    activity uuid not null references activity (id),
    role text not null check (role in ('lead', 'coordinating')),
    ordinal bigint not null,
    agency uuid references agency (id),
    words text not null,
    primary key (activity, role, ordinal)
);

-- A duty in the words of the plan. Its progress belongs to the duties desk, not to this table.
-- number is its public number, kept for ever (amendments add at the end); ordinal is its place in the newest text.
create table assignment (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    document uuid not null references plan_document (id),
    ordinal bigint not null,
    number bigint not null,
    kind text not null default 'other',
    activity uuid references activity (id),
    path text not null,
    text text not null,
    short_name text not null,
    basis text not null,
    deadline_text text not null default '',
    deadline_start text,
    deadline_end text,
    span_start bigint not null,
    span_end bigint not null,
    confidence double precision not null,
    because text not null,
    confirmed_at bigint,
    confirmed_by uuid references account (id),
    revision bigint not null default 1,
    withdrawn_at bigint,
    unique (campaign, number)
);
create index assignment_campaign on assignment (campaign, ordinal);

create table assignment_agency (
    assignment uuid not null references assignment (id),
    role text not null check (role in ('lead', 'coordinating')),
    ordinal bigint not null,
    agency uuid references agency (id),
    words text not null,
    primary key (assignment, role, ordinal)
);
create index assignment_agency_agency on assignment_agency (agency);

-- A stop of the journey: a cluster's event days, or the closing ceremony. plan_name is what the plan calls it: an officer may
-- give it another name, an amended plan finds it by this one. One that an amendment dropped is withdrawn, never deleted.
create table stop (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    ordinal bigint not null,
    slug text not null,
    kind text not null check (kind in ('cluster', 'closing')),
    name text not null,
    plan_name text not null,
    place text not null default '',
    venue text not null default '',
    summary text not null default '',
    host uuid references agency (id),
    host_words text not null default '',
    days bigint,
    start_on text,
    end_on text,
    drawing text not null default '',
    revision bigint not null default 1,
    withdrawn_at bigint,
    unique (campaign, slug)
);

create table stop_member (
    stop uuid not null references stop (id),
    ordinal bigint not null,
    agency uuid references agency (id),
    words text not null,
    primary key (stop, ordinal)
);

create table milestone (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    ordinal bigint not null,
    text text not null,
    start_on text,
    end_on text,
    span_start bigint not null,
    span_end bigint not null
);

-- Items that `up` published with the reader's own answers and that a person has yet to confirm.
create table plan_question (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    kind text not null,
    entity uuid,
    words text not null,
    because text not null,
    answered_at bigint,
    answered_by uuid references account (id),
    answer text
);
create index plan_question_open on plan_question (campaign) where answered_at is null;

-- A reading under review: nothing else exists of it until "Ban hành".
create table plan_draft (
    id uuid primary key,
    campaign uuid references campaign (id),
    file uuid references file (id),
    sha256 text not null,
    file_name text not null,
    source_text text not null,
    reading text not null,
    work text not null,
    revision bigint not null default 1,
    state text not null check (state in ('open', 'published', 'dropped')),
    created_by uuid references account (id),
    created_at bigint not null,
    changed_at bigint not null
);
