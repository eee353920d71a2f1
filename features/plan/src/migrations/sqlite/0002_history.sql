-- What an amended version of the plan did to a duty (lịch sử các bản). words are the duty's in that version, detail holds what was said
-- before and after as JSON: the duty itself may be changed again by later versions.
create table plan_change (
    document blob not null references plan_document (id),
    ordinal integer not null,
    assignment blob not null references assignment (id),
    what text not null check (what in ('added', 'changed', 'named', 'kept', 'withdrawn')),
    words text not null,
    detail text not null,
    primary key (document, ordinal)
) strict;
create index plan_change_assignment on plan_change (assignment);
