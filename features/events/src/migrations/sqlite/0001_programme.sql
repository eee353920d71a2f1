-- One line of the programme: what happens when and where at a stop. plan_key is the line of the plan that it came from (day,
-- hour and words as the plan had them), so that an amended plan finds it again; edited_at is when a person last changed,
-- withdrew or restored it: from then on an amendment leaves it alone.
create table programme_item (
    id blob primary key,
    campaign blob not null references campaign (id),
    stop blob references stop (id),
    activity blob references activity (id),
    on_date text,
    starts_at integer,
    ends_at integer,
    title text not null,
    place text not null default '',
    performer text not null default '',
    note text not null default '',
    source text not null check (source in ('plan', 'person')),
    ordinal integer not null,
    plan_key text not null default '',
    edited_at integer,
    revision integer not null default 1,
    withdrawn_at integer,
    created_at integer not null
) strict;
create index programme_item_day on programme_item (campaign, on_date, starts_at);
