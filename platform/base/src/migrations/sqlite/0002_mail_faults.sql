-- Why a mail did not go, as a word of the program (`mail::Fault`) beside the server's own words; and since when it waits: since it was
-- written, or since a person sent it again.
alter table mail add column fault text;
alter table mail add column waits_since integer not null default 0;
update mail set waits_since = created_at;
update mail set fault = 'unknown' where sent_at is null and last_error is not null;
