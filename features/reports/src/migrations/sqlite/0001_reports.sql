create table reports_entry (
    id blob not null primary key,
    title text not null check (length(title) between 1 and 200),
    created_at integer not null
) strict;
