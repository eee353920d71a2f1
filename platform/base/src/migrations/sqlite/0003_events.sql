-- What became final, published once each for others to read in order; see `outbox`. Never changed, never taken back, without names.
create table event_outbox (
    seq integer primary key,
    kind text not null,
    subject text not null,
    at integer not null,
    body text not null,
    unique (kind, subject)
) strict;
create index event_outbox_kind on event_outbox (kind, seq);
create trigger event_outbox_no_update before update on event_outbox begin select raise(abort, 'published events are append-only'); end;
create trigger event_outbox_no_delete before delete on event_outbox begin select raise(abort, 'published events are append-only'); end;
