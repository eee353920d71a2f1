-- The calendar walks along the days: how many lines are due on each and which come first stand in this index alone. The day comes
-- first, so that no count over a whole campaign takes it for the index made for that (duty_count).
create index duty_due on duty (now_deadline, campaign, assignment, agency_key, now_state, now_finished_on);
