-- What every paper of an agency begins and ends with, written once: superior body, symbols, place, who signs in which capacity, whom
-- papers always go to. content is JSON of the typed fields.
create table paper_letterhead (
    agency uuid primary key references agency (id),
    content text not null,
    revision bigint not null,
    updated_at bigint not null
);
