-- How many devices came into a session from one network, and how many may (device_cap; null: no limit). network: a hash under the
-- session's secret, so that no address is stored; it stands beside no device and no ballot. Erased with what people wrote.
alter table poll_session add column device_cap integer;
create table poll_network (
    session blob not null references poll_session (id),
    network blob not null,
    devices integer not null,
    primary key (session, network)
) strict;
