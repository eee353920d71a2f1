//! Secrets of the second factor: sealed at rest, bound to their account, and what happens without the key.
use super::*;
use crate::{store, totp};
use base::vault::{self, Health, Vault};
use std::os::unix::fs::PermissionsExt;

async fn stored(t: &TestSite, id: Uuid) -> Vec<u8> {
    store::credential(&mut t.site.db.reader(), id, "totp").await.unwrap().expect("a second factor").0
}

async fn set_up(t: &TestSite, id: Uuid, secret: &[u8]) -> base::Result<Vec<String>> {
    let mut tx = t.site.db.write().await.unwrap();
    let codes = store::set_totp(&mut tx, &vault::of(&t.site), &Actor::person(id, 1), id, secret, 0).await?;
    tx.commit().await?;
    Ok(codes)
}

async fn enter(t: &TestSite, id: Uuid, typed: &str) -> base::Result<bool> {
    let mut tx = t.site.db.write().await.unwrap();
    let taken = store::use_second_factor(&mut tx, &vault::of(&t.site), &Actor::person(id, 1), id, typed, t.site.clock.now_ms()).await?;
    tx.unaudited("a test");
    tx.commit().await?;
    Ok(taken)
}

#[tokio::test]
async fn a_stolen_database_tells_no_second_factor() {
    each_database(features, async |t| {
        let (a, b) = (person(&t, "a@co.vn", None, &[]).await, person(&t, "b@co.vn", None, &[]).await);
        let secret = totp::new_secret();
        set_up(&t, a, &secret).await.unwrap();
        let sealed = stored(&t, a).await;
        assert!(Vault::is_sealed(&sealed) && !sealed.windows(8).any(|w| secret.windows(8).any(|s| s == w)), "{}", t.engine);
        assert!(enter(&t, a, &totp::code_at(&secret, t.site.clock.now_ms())).await.unwrap());
        let keys = vault::of(&t.site);
        assert!(keys.open(&store::purpose(b), &sealed).is_err(), "a row moved to another account does not open");
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(keys.open(&store::purpose(a), &changed).is_err());
        let file = vault::file(&t.site.config);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(vault::health(&t.site.config, &t.site.db).await.unwrap(), Health::Well);
    })
    .await;
}

#[tokio::test]
async fn secrets_in_the_clear_are_sealed_at_start() {
    each_database(features, async |t| {
        let id = person(&t, "a@co.vn", None, &[]).await;
        let secret = totp::new_secret();
        let mut tx = t.site.db.write().await.unwrap();
        tx.exec(store::CREDENTIAL_INSERT, args![Uuid::now_v7(), id, "totp", secret.clone(), None::<i64>, 1_i64]).await.unwrap();
        tx.unaudited("as an older program left it");
        tx.commit().await.unwrap();
        store::seal_all(&t.site).await.unwrap();
        assert!(Vault::is_sealed(&stored(&t, id).await), "{}", t.engine);
        let once = stored(&t, id).await;
        store::seal_all(&t.site).await.unwrap();
        assert_eq!(stored(&t, id).await, once, "only once");
        assert!(enter(&t, id, &totp::code_at(&secret, t.site.clock.now_ms())).await.unwrap());
        assert_eq!(count(&t, "select count(*) from audit where action = 'credential.seal'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn without_the_key_nothing_is_sealed_or_made_anew_and_recovery_codes_still_open() {
    each_database(features, async |t| {
        let (a, b) = (person(&t, "a@co.vn", None, &[]).await, person(&t, "b@co.vn", None, &[]).await);
        let secret = totp::new_secret();
        let codes = set_up(&t, a, &secret).await.unwrap();
        let file = vault::file(&t.site.config);
        let key = std::fs::read(&file).unwrap();
        let health = async || vault::health(&t.site.config, &t.site.db).await.unwrap();

        std::fs::remove_file(&file).unwrap();
        store::seal_all(&t.site).await.unwrap();
        assert!(!file.exists(), "a lost key is not replaced in silence");
        assert_eq!(health().await, Health::Missing);
        let code = totp::code_at(&secret, t.site.clock.now_ms());
        assert!(matches!(enter(&t, a, &code).await, Err(base::Error::Conflict(_))));
        assert!(matches!(set_up(&t, b, &secret).await, Err(base::Error::Conflict(_))));
        assert!(enter(&t, a, &codes[0]).await.unwrap(), "{}: a recovery code needs no key", t.engine);

        std::fs::write(&file, format!("{}\n", "A".repeat(43) + "=")).unwrap();
        store::seal_all(&t.site).await.unwrap();
        assert_eq!(health().await, Health::Foreign);
        assert!(enter(&t, a, &code).await.is_err());

        std::fs::write(&file, key).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        store::seal_all(&t.site).await.unwrap();
        assert_eq!(health().await, Health::Readable);
        assert!(enter(&t, a, &code).await.unwrap(), "the key from the backup opens everything again");
    })
    .await;
}
