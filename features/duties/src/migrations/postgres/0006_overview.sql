-- Counting 20,000 duties at any moment reads only these: the answer stands in the index itself.
create index duty_count on duty (campaign, agency, assignment, kind, agency_key, id);
create index duty_standing_count on duty_standing (duty, from_at, to_at, state, deadline, finished_on);
-- What changed lately, and what waits for somebody.
create index duty_standing_since on duty_standing (from_at) where to_at is null;
create index duty_standing_waiting on duty_standing (state) where to_at is null;

-- An address under which a calendar program reads deadlines without signing in: of a person (account) or of an agency. Only a hash of
-- its secret is kept; whoever loses the address makes a new one.
create table duty_calendar (
    id uuid primary key,
    token bytea not null unique,
    account uuid references account (id),
    agency uuid references agency (id),
    created_by uuid references account (id),
    created_at bigint not null,
    revoked_at bigint,
    check ((account is null) <> (agency is null))
);
create index duty_calendar_account on duty_calendar (account);
create index duty_calendar_agency on duty_calendar (agency);
