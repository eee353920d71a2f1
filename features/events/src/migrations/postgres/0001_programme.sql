-- One line of the programme: what happens when and where at a stop. plan_key is the line of the plan that it came from (day,
-- hour and words as the plan had them), so that an amended plan finds it again; edited_at is when a person last changed,
-- withdrew or restored it: from then on an amendment leaves it alone.
create table programme_item (
    id uuid primary key,
    campaign uuid not null references campaign (id),
    stop uuid references stop (id),
    activity uuid references activity (id),
    on_date text,
    starts_at bigint,
    ends_at bigint,
    title text not null,
    place text not null default '',
    performer text not null default '',
    note text not null default '',
    source text not null check (source in ('plan', 'person')),
    ordinal bigint not null,
    plan_key text not null default '',
    edited_at bigint,
    revision bigint not null default 1,
    withdrawn_at bigint,
    created_at bigint not null
);
create index programme_item_day on programme_item (campaign, on_date, starts_at);
