-- An organisation is dated: it begins, may change its name, and may hand its work on to successors.
-- Days are ISO text; both ends of a span belong to it; null means unknown or open.
-- A duplicate that was merged keeps its row, so that what names it stays true; everything reads it as merged_into.
create table agency (
    id uuid primary key,
    slug text not null unique,
    kind text not null,
    is_group boolean not null default false,
    parent uuid references agency (id),
    valid_from text,
    valid_to text,
    phone text not null default '',
    email text not null default '',
    address text not null default '',
    note text not null default '',
    merged_into uuid references agency (id),
    revision bigint not null default 1,
    created_at bigint not null
);

-- Names valid for dates; aliases and abbreviations are names that are never shown first.
create table agency_name (
    id uuid primary key,
    agency uuid not null references agency (id),
    name text not null,
    fold text not null,
    is_alias boolean not null,
    valid_from text,
    valid_to text
);
create index agency_name_agency on agency_name (agency);
create index agency_name_fold on agency_name (fold);

-- Who took over whose work, and on which day (the reform of 2025).
create table agency_successor (
    predecessor uuid not null references agency (id),
    successor uuid not null references agency (id),
    on_date text not null,
    note text not null default '',
    primary key (predecessor, successor)
);

-- "UBND các huyện, thành phố …": which agencies a group name stands for, once a person has confirmed it.
create table agency_group_member (
    grp uuid not null references agency (id),
    member uuid not null references agency (id),
    ordinal bigint not null,
    confirmed_at bigint,
    confirmed_by uuid references account (id),
    primary key (grp, member)
);
