-- An organisation is dated: it begins, may change its name, and may hand its work on to successors.
-- Days are ISO text; both ends of a span belong to it; null means unknown or open.
-- A duplicate that was merged keeps its row, so that what names it stays true; everything reads it as merged_into.
create table agency (
    id blob primary key,
    slug text not null unique,
    kind text not null,
    is_group integer not null default 0 check (is_group in (0, 1)),
    parent blob references agency (id),
    valid_from text,
    valid_to text,
    phone text not null default '',
    email text not null default '',
    address text not null default '',
    note text not null default '',
    merged_into blob references agency (id),
    revision integer not null default 1,
    created_at integer not null
) strict;

-- Names valid for dates; aliases and abbreviations are names that are never shown first.
create table agency_name (
    id blob primary key,
    agency blob not null references agency (id),
    name text not null,
    fold text not null,
    is_alias integer not null check (is_alias in (0, 1)),
    valid_from text,
    valid_to text
) strict;
create index agency_name_agency on agency_name (agency);
create index agency_name_fold on agency_name (fold);

-- Who took over whose work, and on which day (the reform of 2025).
create table agency_successor (
    predecessor blob not null references agency (id),
    successor blob not null references agency (id),
    on_date text not null,
    note text not null default '',
    primary key (predecessor, successor)
) strict;

-- "UBND các huyện, thành phố …": which agencies a group name stands for, once a person has confirmed it.
create table agency_group_member (
    grp blob not null references agency (id),
    member blob not null references agency (id),
    ordinal integer not null,
    confirmed_at integer,
    confirmed_by blob references account (id),
    primary key (grp, member)
) strict;
