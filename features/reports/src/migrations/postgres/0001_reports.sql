-- A report being written: its day (null: as things stand when it is drawn), the paper that it becomes, and who writes.
create table report (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    paper uuid not null references paper (id),
    name text not null,
    day text,
    dropped boolean not null default false,
    revision bigint not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index report_campaign on report (campaign, updated_at);

-- What people write around the data of a part.
create table report_words (
    report uuid not null references report (id),
    part bigint not null check (part between 1 and 5),
    words_before text not null,
    words_after text not null,
    revision bigint not null default 1,
    primary key (report, part)
);

-- A frozen version: figures and words as JSON, as they were. Nothing changes it.
create table report_version (
    id uuid primary key,
    report uuid not null references report (id),
    number bigint not null,
    name text not null,
    day text not null,
    figures text not null,
    words text not null,
    created_by uuid references account (id),
    created_at bigint not null,
    unique (report, number)
);

create function report_version_is_frozen() returns trigger language plpgsql as $$
begin raise exception 'a frozen version does not change'; end $$;
create trigger report_version_no_update before update on report_version for each row execute function report_version_is_frozen();
create trigger report_version_no_delete before delete on report_version for each row execute function report_version_is_frozen();

-- Letters that press agencies, made together. Its key comes from the form, so that sending the form twice makes them once.
create table report_letters (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    batch uuid not null,
    day text not null,
    letters bigint not null,
    created_at bigint not null
);
create index report_letters_campaign on report_letters (campaign, created_at);
create table report_letter (
    letters uuid not null references report_letters (id),
    agency uuid not null references agency (id),
    paper uuid not null references paper (id),
    overdue bigint not null,
    open bigint not null,
    primary key (letters, agency)
);
