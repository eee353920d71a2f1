//! Khóa ký tiến độ (progress key): signs the cookies of readers, the same on all nodes. It lies in the database, but sealed with
//! the key of this server; a copy of the database alone can write no progress. It must never be stored in the clear.
use base::vault::{self, Vault};
use base::{Actor, Error, Result, Site, Tx, settings};
use std::sync::Arc;

/// Where it lies, and what it is sealed for.
const NAME: &str = "gameshow.progress-key";

/// Signs the progress of readers.
pub(super) struct ProgressKey(pub Vec<u8>);

/// The key of this installation.
pub(super) fn of(site: &Site) -> Result<Arc<ProgressKey>> {
    site.get::<ProgressKey>().ok_or_else(|| Error::internal("the key of lessons is made at start"))
}

/// What the database holds.
enum Held {
    /// Nothing, or nothing that this server's key opens.
    Nothing,
    /// As older programs wrote it.
    Plain(Vec<u8>),
    /// Sealed, and opened.
    Sealed(Vec<u8>),
}

fn held(vault: &Vault, value: Option<String>) -> Held {
    let Some(bytes) = value.and_then(|text| hex::decode(text).ok()) else { return Held::Nothing };
    if !Vault::is_sealed(&bytes) {
        return Held::Plain(bytes);
    }
    vault.open(NAME, &bytes).map_or(Held::Nothing, Held::Sealed)
}

/// Opens the key at start, makes it at the first one, and seals the one that an older program left in the clear. When the key of
/// this server was lost and made anew, so is this one: readers begin their lessons again, nothing else is lost. A server without
/// its key signs with one that lasts until it ends, and stores nothing.
pub(crate) async fn open(site: &Site) -> Result<()> {
    let vault = vault::of(site);
    let key = match held(&vault, settings::get(&mut site.db.reader(), NAME).await?) {
        Held::Sealed(key) => key,
        Held::Plain(key) if !vault.has_key() => key,
        Held::Nothing if !vault.has_key() => {
            tracing::warn!("the secret key of this server is missing: progress in lessons lasts until the program ends");
            rand::random::<[u8; 32]>().to_vec()
        }
        _ => store(site, &vault).await?,
    };
    site.put(Arc::new(ProgressKey(key)));
    Ok(())
}

async fn store(site: &Site, vault: &Vault) -> Result<Vec<u8>> {
    let actor = Actor::program("start", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    tx.lock("gameshow-builtin").await?;
    let (key, old) = match held(vault, settings::get(&mut tx, NAME).await?) {
        Held::Sealed(key) => return Ok(key), // another node was quicker
        Held::Plain(key) => (key, true),
        Held::Nothing => (rand::random::<[u8; 32]>().to_vec(), false),
    };
    seal(&mut tx, vault, &key, actor.at).await?;
    if old {
        tx.audit(&actor, "quiz-lesson.key-sealed", "setting", NAME, None, serde_json::json!({})).await?;
    } else {
        tx.audit(&actor, "quiz-lesson.key", "setting", NAME, None, serde_json::json!({})).await?;
    }
    tx.commit().await?;
    Ok(key)
}

async fn seal(tx: &mut Tx, vault: &Vault, key: &[u8], now: i64) -> Result<()> {
    let sealed = vault.seal(tx, NAME, key).await?;
    settings::set(tx, NAME, &hex::encode(sealed), now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::tests::features;
    use base::testing::each_database;

    async fn stored(site: &Site) -> Vec<u8> {
        hex::decode(settings::get(&mut site.db.reader(), NAME).await.unwrap().unwrap()).unwrap()
    }

    async fn put(site: &Site, value: &[u8]) {
        let mut tx = site.db.write().await.unwrap();
        settings::set(&mut tx, NAME, &hex::encode(value), 1).await.unwrap();
        tx.audit(&Actor::program("test", 1), "test", "setting", NAME, None, serde_json::json!({})).await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn the_key_is_sealed_and_one_in_the_clear_is_kept_and_sealed() {
        each_database(features, async |t| {
            let first = of(&t.site).unwrap().0.clone();
            assert!(Vault::is_sealed(&stored(&t.site).await) && first.len() == 32);
            open(&t.site).await.unwrap();
            assert_eq!(of(&t.site).unwrap().0, first, "the next start finds the same");
            let old = vec![7; 32];
            put(&t.site, &old).await;
            open(&t.site).await.unwrap();
            assert_eq!(of(&t.site).unwrap().0, old, "what an older program made goes on signing");
            let now = stored(&t.site).await;
            assert!(Vault::is_sealed(&now) && !now.windows(8).any(|w| w == [7; 8]));
        })
        .await;
    }

    #[tokio::test]
    async fn a_key_that_does_not_open_is_made_anew() {
        each_database(features, async |t| {
            let first = of(&t.site).unwrap().0.clone();
            let mut broken = stored(&t.site).await;
            *broken.last_mut().unwrap() ^= 1;
            put(&t.site, &broken).await;
            open(&t.site).await.unwrap();
            assert_ne!(of(&t.site).unwrap().0, first);
            assert!(Vault::is_sealed(&stored(&t.site).await));
        })
        .await;
    }

    #[tokio::test]
    async fn a_server_without_its_key_stores_none_in_the_clear() {
        let without = || features().into_iter().filter(|f| f.name != "people").collect();
        each_database(without, async |t| {
            assert_eq!(of(&t.site).unwrap().0.len(), 32);
            assert_eq!(settings::get(&mut t.site.db.reader(), NAME).await.unwrap(), None);
        })
        .await;
    }
}
