-- A report being written: its day (null: as things stand when it is drawn), the paper that it becomes, and who writes.
create table report (
    id blob primary key,
    campaign blob not null references campaign (id),
    paper blob not null references paper (id),
    name text not null,
    day text,
    dropped integer not null default 0 check (dropped in (0, 1)),
    revision integer not null default 1,
    created_at integer not null,
    updated_at integer not null
) strict;
create index report_campaign on report (campaign, updated_at);

-- What people write around the data of a part.
create table report_words (
    report blob not null references report (id),
    part integer not null check (part between 1 and 5),
    words_before text not null,
    words_after text not null,
    revision integer not null default 1,
    primary key (report, part)
) strict;

-- A frozen version: figures and words as JSON, as they were. Nothing changes it.
create table report_version (
    id blob primary key,
    report blob not null references report (id),
    number integer not null,
    name text not null,
    day text not null,
    figures text not null,
    words text not null,
    created_by blob references account (id),
    created_at integer not null,
    unique (report, number)
) strict;
create trigger report_version_no_update before update on report_version begin select raise(abort, 'a frozen version does not change'); end;
create trigger report_version_no_delete before delete on report_version begin select raise(abort, 'a frozen version does not change'); end;

-- Letters that press agencies, made together. Its key comes from the form, so that sending the form twice makes them once.
create table report_letters (
    id blob primary key,
    campaign blob not null references campaign (id),
    batch blob not null,
    day text not null,
    letters integer not null,
    created_at integer not null
) strict;
create index report_letters_campaign on report_letters (campaign, created_at);
create table report_letter (
    letters blob not null references report_letters (id),
    agency blob not null references agency (id),
    paper blob not null references paper (id),
    overdue integer not null,
    open integer not null,
    primary key (letters, agency)
) strict;
