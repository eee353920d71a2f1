-- One mail per person and day may speak of several campaigns: each keeps what it said, under the same mail.
create table digest_of_campaign (
    account blob not null references account (id),
    on_day text not null,
    campaign blob not null references campaign (id),
    at integer not null,
    lines integer not null,
    words text not null,
    outcome text not null check (outcome in ('queued', 'no_address')),
    by_hand integer not null check (by_hand in (0, 1)),
    mail blob,
    primary key (account, on_day, campaign)
) strict;
insert into digest_of_campaign (account, on_day, campaign, at, lines, words, outcome, by_hand, mail) select account, on_day, campaign, at, lines, words, outcome, by_hand, mail from remind_digest;
drop table remind_digest;
alter table digest_of_campaign rename to remind_digest;
create index remind_digest_day on remind_digest (campaign, on_day);
