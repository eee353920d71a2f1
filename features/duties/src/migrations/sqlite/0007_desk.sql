-- When the agency took note of the answer to its request for more time: until then it lies on its desk. Answers from before are old news.
alter table extension_line add column noted_at integer;
update extension_line set noted_at = decided_at where decided_at is not null;
create index extension_line_news on extension_line (extension) where noted_at is null and decided_at is not null;

-- Where a duty stands now, beside the duty itself: the standing that has not ended stays the only truth, and its triggers write it here,
-- so that counting 20,000 duties now reads one index and joins nothing. Never written by hand.
alter table duty add column now_state text;
alter table duty add column now_deadline text;
alter table duty add column now_finished_on text;
alter table duty add column now_from integer;
update duty set now_state = s.state, now_deadline = s.deadline, now_finished_on = s.finished_on, now_from = s.from_at
    from duty_standing s where s.duty = duty.id and s.to_at is null;
drop index duty_count;
create index duty_count on duty (campaign, agency, agency_key, kind, assignment, now_state, now_deadline, now_finished_on, now_from, id);
create trigger duty_stands after insert on duty_standing when new.to_at is null begin
    update duty set now_state = new.state, now_deadline = new.deadline, now_finished_on = new.finished_on, now_from = new.from_at where id = new.duty;
end;
create trigger duty_stands_otherwise after update on duty_standing when new.to_at is null begin
    update duty set now_state = new.state, now_deadline = new.deadline, now_finished_on = new.finished_on, now_from = new.from_at where id = new.duty;
end;
