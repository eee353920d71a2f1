-- One mail per person and day may speak of several campaigns: each keeps what it said, under the same mail.
alter table remind_digest drop constraint remind_digest_pkey;
alter table remind_digest add primary key (account, on_day, campaign);

-- Campaigns that were silent because the site showed another speak from today on: what had passed before reminds nobody.
insert into remind_setting (campaign, enabled, hour, quiet_from, quiet_to, head_after, coordinator_after, office_after, counts_from)
select c.id, true, 7, 20, 6, 2, 5, 10, to_char(now() at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') from campaign c
where not exists (select 1 from remind_setting s where s.campaign = c.id) and not exists (select 1 from remind_digest g where g.campaign = c.id);
