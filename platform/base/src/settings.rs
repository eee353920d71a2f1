//! Cài đặt lưu trong cơ sở dữ liệu: the few facts about the installation itself (which campaign is current, secrets).
use crate::{Fetch, Result, Tx, args};

const GET: &str = "select value from setting where key = $1";
const SET: &str = "insert into setting (key, value, changed_at) values ($1, $2, $3)
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at";

/// Reads a setting.
pub async fn get(db: &mut impl Fetch, key: &str) -> Result<Option<String>> {
    Ok(db.maybe::<(String,)>(GET, args![key]).await?.map(|(v,)| v))
}

/// Writes a setting; the caller audits.
pub async fn set(tx: &mut Tx, key: &str, value: &str, now: i64) -> Result<()> {
    tx.exec(SET, args![key, value, now]).await?;
    Ok(())
}
