-- One campaign is one plan being run (usually one year). Several live side by side, one is current (setting plan.current).
-- names_on is the ISO day whose agency names are shown: the plan's own day, so that history is not rewritten.
create table campaign (
    id blob primary key,
    slug text not null unique,
    name text not null,
    place text not null,
    theme text not null,
    theme_lines text not null,
    intro text not null default '',
    year integer not null,
    issuer text not null,
    start_on text,
    end_on text,
    main_day text,
    period_text text not null default '',
    names_on text not null,
    escalation text not null default '',
    organisers text not null default '',
    hotline text not null default '',
    accent_hue integer,
    visual_file blob references file (id),
    state text not null check (state in ('published', 'closed')),
    revision integer not null default 1,
    created_at integer not null
) strict;

-- The plan's text as published; an amended plan is a new version, the old one stays.
create table plan_document (
    id blob primary key,
    campaign blob not null references campaign (id),
    version integer not null,
    kind text not null,
    number text,
    symbol text,
    title text not null,
    issuer text not null,
    issued_on text,
    place text,
    signer text,
    signer_title text,
    file blob references file (id),
    sha256 text not null,
    file_name text not null,
    source_text text not null,
    reading text not null,
    notes text not null default '',
    published_at integer not null,
    superseded_at integer,
    unique (campaign, version)
) strict;

create table plan_section (
    id blob primary key,
    document blob not null references plan_document (id),
    ordinal integer not null,
    depth integer not null,
    path text not null,
    label text not null,
    title text not null,
    span_start integer not null,
    span_end integer not null
) strict;
create index plan_section_document on plan_section (document, ordinal);

create table activity (
    id blob primary key,
    campaign blob not null references campaign (id),
    ordinal integer not null,
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
    span_start integer not null,
    span_end integer not null,
    revision integer not null default 1,
    withdrawn_at integer,
    unique (campaign, slug)
) strict;

create table activity_agency (
    activity blob not null references activity (id),
    role text not null check (role in ('lead', 'coordinating')),
    ordinal integer not null,
    agency blob references agency (id),
    words text not null,
    primary key (activity, role, ordinal)
) strict;

-- A duty in the words of the plan. Its progress belongs to the duties desk, not to this table.
-- number is its public number, kept for ever (amendments add at the end); ordinal is its place in the newest text.
create table assignment (
    id blob primary key,
    campaign blob not null references campaign (id),
    document blob not null references plan_document (id),
    ordinal integer not null,
    number integer not null,
    kind text not null default 'other',
    activity blob references activity (id),
    path text not null,
    text text not null,
    short_name text not null,
    basis text not null,
    deadline_text text not null default '',
    deadline_start text,
    deadline_end text,
    span_start integer not null,
    span_end integer not null,
    confidence real not null,
    because text not null,
    confirmed_at integer,
    confirmed_by blob references account (id),
    revision integer not null default 1,
    withdrawn_at integer,
    unique (campaign, number)
) strict;
create index assignment_campaign on assignment (campaign, ordinal);

create table assignment_agency (
    assignment blob not null references assignment (id),
    role text not null check (role in ('lead', 'coordinating')),
    ordinal integer not null,
    agency blob references agency (id),
    words text not null,
    primary key (assignment, role, ordinal)
) strict;
create index assignment_agency_agency on assignment_agency (agency);

-- A stop of the journey: a cluster's event days, or the closing ceremony. plan_name is what the plan calls it: an officer may
-- give it another name, an amended plan finds it by this one. One that an amendment dropped is withdrawn, never deleted.
create table stop (
    id blob primary key,
    campaign blob not null references campaign (id),
    ordinal integer not null,
    slug text not null,
    kind text not null check (kind in ('cluster', 'closing')),
    name text not null,
    plan_name text not null,
    place text not null default '',
    venue text not null default '',
    summary text not null default '',
    host blob references agency (id),
    host_words text not null default '',
    days integer,
    start_on text,
    end_on text,
    drawing text not null default '',
    revision integer not null default 1,
    withdrawn_at integer,
    unique (campaign, slug)
) strict;

create table stop_member (
    stop blob not null references stop (id),
    ordinal integer not null,
    agency blob references agency (id),
    words text not null,
    primary key (stop, ordinal)
) strict;

create table milestone (
    id blob primary key,
    campaign blob not null references campaign (id),
    ordinal integer not null,
    text text not null,
    start_on text,
    end_on text,
    span_start integer not null,
    span_end integer not null
) strict;

-- Items that `up` published with the reader's own answers and that a person has yet to confirm.
create table plan_question (
    id blob primary key,
    campaign blob not null references campaign (id),
    kind text not null,
    entity blob,
    words text not null,
    because text not null,
    answered_at integer,
    answered_by blob references account (id),
    answer text
) strict;
create index plan_question_open on plan_question (campaign) where answered_at is null;

-- A reading under review: nothing else exists of it until "Ban hành".
create table plan_draft (
    id blob primary key,
    campaign blob references campaign (id),
    file blob references file (id),
    sha256 text not null,
    file_name text not null,
    source_text text not null,
    reading text not null,
    work text not null,
    revision integer not null default 1,
    state text not null check (state in ('open', 'published', 'dropped')),
    created_by blob references account (id),
    created_at integer not null,
    changed_at integer not null
) strict;
