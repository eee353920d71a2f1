//! SQL of the networks that devices came from: counts only, beside no device and no ballot.
use base::{Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    COME = "insert into poll_network (session, network, devices) values ($1, $2, 1) on conflict (session, network)
        do update set devices = poll_network.devices + 1
        where poll_network.devices < (select coalesce(s.device_cap, 1000000000) from poll_session s where s.id = $1)";
    COUNTS = "select cast(coalesce(sum(devices), 0) as bigint), coalesce(max(devices), 0) from poll_network where session = $1";
    FORGET = "delete from poll_network where session in (select id from poll_session where ended_at < $1)";
}

/// Counts one more device of a network. Says whether it may come in: false when the session's measure is full.
pub(in crate::polls) async fn come(tx: &mut Tx, session: Uuid, network: &[u8]) -> Result<bool> {
    Ok(tx.exec(COME, args![session, network.to_vec()]).await? > 0)
}

/// Devices of a session, and those of its busiest network. [1]
pub(in crate::polls) async fn counts(db: &mut impl Fetch, session: Uuid) -> Result<(i64, i64)> {
    db.one(COUNTS, args![session]).await
}

/// Erases the networks of sessions that ended before a moment. Returns the rows.
pub(in crate::polls) async fn forget(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.exec(FORGET, args![before]).await
}
