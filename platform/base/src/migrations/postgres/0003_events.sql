-- What became final, published once each for others to read in order; see `outbox`. Never changed, never taken back, without names.
create table event_outbox (
    seq bigint primary key,
    kind text not null,
    subject text not null,
    at bigint not null,
    body text not null,
    unique (kind, subject)
);
create index event_outbox_kind on event_outbox (kind, seq);
create function event_outbox_is_append_only() returns trigger language plpgsql as $$
begin raise exception 'published events are append-only'; end $$;
create trigger event_outbox_no_update before update on event_outbox for each row execute function event_outbox_is_append_only();
create trigger event_outbox_no_delete before delete on event_outbox for each row execute function event_outbox_is_append_only();
