-- A filter that a person keeps (bộ lọc đã lưu), perhaps for the whole department. query is the table's address after "?".
create table duty_view (
    id blob primary key,
    campaign blob not null references campaign (id),
    account blob not null references account (id),
    name text not null,
    query text not null,
    shared integer not null check (shared in (0, 1)),
    created_at integer not null
) strict;
create index duty_view_account on duty_view (account);

-- One act on many duties: what each of them was before, so that it can be taken back while nobody changed it since.
create table duty_bulk (
    id blob primary key,
    campaign blob not null references campaign (id),
    account blob not null references account (id),
    at integer not null,
    items text not null,
    undone_at integer
) strict;

-- What others did since a page was made.
create index duty_event_at on duty_event (at);
