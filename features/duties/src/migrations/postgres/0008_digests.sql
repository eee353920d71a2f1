-- One mail per person and day may speak of several campaigns: each keeps what it said, under the same mail.
create table digest_of_campaign (
    account uuid not null references account (id),
    on_day text not null,
    campaign uuid not null references campaign (id),
    at bigint not null,
    lines bigint not null,
    words text not null,
    outcome text not null check (outcome in ('queued', 'no_address')),
    by_hand boolean not null,
    mail uuid,
    primary key (account, on_day, campaign)
);
insert into digest_of_campaign (account, on_day, campaign, at, lines, words, outcome, by_hand, mail) select account, on_day, campaign, at, lines, words, outcome, by_hand, mail from remind_digest;
drop table remind_digest;
alter table digest_of_campaign rename to remind_digest;
create index remind_digest_day on remind_digest (campaign, on_day);

-- Campaigns that were silent because the site showed another speak from today on: what had passed before reminds nobody.
insert into remind_setting (campaign, enabled, hour, quiet_from, quiet_to, head_after, coordinator_after, office_after, counts_from)
select c.id, true, 7, 20, 6, 2, 5, 10, to_char(now() at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') from campaign c
where not exists (select 1 from remind_setting s where s.campaign = c.id) and not exists (select 1 from remind_digest g where g.campaign = c.id);
