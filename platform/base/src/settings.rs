//! Cài đặt lưu trong cơ sở dữ liệu: the few facts about the installation itself (which campaign is current, secrets).
use crate::{Db, Fetch, Result, Site, Tx, args};

const GET: &str = "select value from setting where key = $1";
const SET: &str = "insert into setting (key, value, changed_at) values ($1, $2, $3)
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at";
const SET_ONCE: &str = "insert into setting (key, value, changed_at) values ($1, $2, $3) on conflict (key) do nothing";
const INSTALLATION: &str = "installation";

const ADDRESS: &str = "app.address";

/// Notes where people reach the server that starts now, so that commands beside it print links that work.
pub async fn set_address(db: &Db, address: &str, now: i64) -> Result<()> {
    if get(&mut db.reader(), ADDRESS).await?.as_deref() != Some(address) {
        let mut tx = db.write().await?;
        tx.unaudited("where this server is reached, its own observation");
        set(&mut tx, ADDRESS, address, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Where people reach the site: as configured, else where the last server started.
pub async fn address(site: &Site) -> Result<String> {
    if site.config.public_url.is_some() {
        return Ok(site.config.public_url());
    }
    Ok(get(&mut site.db.reader(), ADDRESS).await?.unwrap_or_else(|| site.config.public_url()))
}

/// Reads a setting.
pub async fn get(db: &mut impl Fetch, key: &str) -> Result<Option<String>> {
    Ok(db.maybe::<(String,)>(GET, args![key]).await?.map(|(v,)| v))
}

/// Writes a setting; the caller audits.
pub async fn set(tx: &mut Tx, key: &str, value: &str, now: i64) -> Result<()> {
    tx.exec(SET, args![key, value, now]).await?;
    Ok(())
}

/// The name of this installation, given at its first start: all nodes on one database have the same one.
pub async fn installation(db: &Db, now: i64) -> Result<String> {
    if let Some(name) = get(&mut db.reader(), INSTALLATION).await? {
        return Ok(name);
    }
    let mut tx = db.write().await?;
    tx.unaudited("the installation's own name");
    tx.exec(SET_ONCE, args![INSTALLATION, uuid::Uuid::now_v7().to_string(), now]).await?;
    tx.commit().await?;
    Ok(get(&mut db.reader(), INSTALLATION).await?.unwrap_or_default())
}
