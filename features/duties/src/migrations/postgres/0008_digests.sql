-- One mail per person and day may speak of several campaigns: each keeps what it said, under the same mail.
alter table remind_digest drop constraint remind_digest_pkey;
alter table remind_digest add primary key (account, on_day, campaign);
