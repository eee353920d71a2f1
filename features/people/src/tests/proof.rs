//! An unattended browser is not enough; a role that demands a second factor waits for it; sessions end.
use super::*;
use crate::{password, store, totp};
use axum::http::StatusCode;

const NEW: &str = "trâu già không sợ dao phay";

/// Moves the beginning of all sessions back.
async fn age(t: &TestSite, ms: i64) {
    let mut tx = t.site.db.write().await.unwrap();
    tx.unaudited("test");
    tx.exec("update session set created_at = created_at - $1", args![ms]).await.unwrap();
    tx.commit().await.unwrap();
}

/// A session by link, without password and second factor.
async fn by_link(t: &TestSite, email: &str) -> String {
    t.post("/dang-nhap", "", &form(&[("email", email)])).await;
    cookie(&t.post(&path_in(&last_mail(t).await, "/dang-nhap/lien-ket/"), "", "").await, "nhipso")
}

fn new_password(proof: &str) -> String {
    form(&[("chung-minh", proof), ("mat-khau", NEW), ("mat-khau-2", NEW)])
}

/// The secret of a set-up form and its code now.
fn secret_of(t: &TestSite, page: &str) -> (String, String) {
    let letters = page.split("name=\"khoa\" value=\"").nth(1).and_then(|s| s.split('"').next()).expect("the letters").to_owned();
    let code = totp::code_at(&totp::from_letters(&letters).unwrap(), t.site.clock.now_ms());
    (letters, code)
}

#[tokio::test]
async fn who_signs_in_by_link_proves_it_by_a_new_one() {
    each_database(features, async |t| {
        person(&t, "a@co.vn", None, &[]).await;
        let own = by_link(&t, "a@co.vn").await;
        let (letters, code) = secret_of(&t, &t.get("/tai-khoan/hai-lop", &own).await.text);
        age(&t, 600_001).await;
        for (path, body) in [
            ("/tai-khoan/mat-khau", new_password("")),
            ("/tai-khoan/hai-lop", form(&[("khoa", &letters), ("ma", &code)])),
            ("/tai-khoan/du-lieu/xoa", form(&[("chac-chan", "1")])),
        ] {
            let refused = t.post(path, &own, &body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(refused.text.contains("/dang-nhap?ve=/tai-khoan"), "{path} says where to prove it");
        }
        assert_eq!(count(&t, "select count(*) from credential").await + count(&t, "select count(*) from account where state = 'erased'").await, 0);
        let own = by_link(&t, "a@co.vn").await;
        assert_eq!(t.post("/tai-khoan/mat-khau", &own, &new_password("")).await.status, StatusCode::SEE_OTHER, "{}: just signed in", t.engine);
        // From now on the password is asked for.
        let (letters, code) = secret_of(&t, &t.get("/tai-khoan/hai-lop", &own).await.text);
        let body = |proof: &str| form(&[("khoa", &letters), ("ma", &code), ("chung-minh", proof)]);
        assert_eq!(t.post("/tai-khoan/hai-lop", &own, &body("")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.post("/tai-khoan/hai-lop", &own, &body(NEW)).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn with_a_second_factor_its_code_is_asked_even_without_a_password() {
    each_database(features, async |t| {
        let id = person(&t, "a@co.vn", None, &[]).await;
        let (_, other) = t.person("Ai đó", &[]).await;
        drop(other);
        let own = by_link(&t, "a@co.vn").await;
        let (letters, code) = secret_of(&t, &t.get("/tai-khoan/hai-lop", &own).await.text);
        let done = t.post("/tai-khoan/hai-lop", &own, &form(&[("khoa", &letters), ("ma", &code)])).await;
        let mut codes = done.text.split("<code>").skip(1).filter_map(|s| s.split('<').next());
        let (one, two) = (codes.next().expect("a code").to_owned(), codes.next().expect("a code").to_owned());
        assert_eq!(t.post("/tai-khoan/mat-khau", &own, &new_password("000000")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(store::credential(&mut t.site.db.reader(), id, "password").await.unwrap().is_none());
        let short = form(&[("chung-minh", &one), ("mat-khau", "a"), ("mat-khau-2", "a")]);
        assert_eq!(t.post("/tai-khoan/mat-khau", &own, &short).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.post("/tai-khoan/mat-khau", &own, &new_password(&one)).await.status, StatusCode::SEE_OTHER, "a refused form cost no code");
        assert_eq!(t.post("/tai-khoan/du-lieu/xoa", &own, &form(&[("chac-chan", "1"), ("chung-minh", NEW)])).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the password is not the code");
        assert_eq!(t.post("/tai-khoan/du-lieu/xoa", &own, &form(&[("chac-chan", "1"), ("chung-minh", &two)])).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_role_given_later_waits_for_the_second_factor() {
    each_database(features, async |t| {
        let hash = password::hash(PASSWORD).await.unwrap();
        let id = person(&t, "a@co.vn", Some(&hash), &[]).await;
        let entered = t.post("/dang-nhap/mat-khau", "", &form(&[("email", "a@co.vn"), ("mat-khau", PASSWORD)])).await;
        let own = cookie(&entered, "nhipso");
        assert_eq!(t.get("/quan-tri/loi-moi", &own).await.status, StatusCode::FORBIDDEN);
        let actor = Actor::program("test", t.site.clock.now_ms());
        let mut tx = t.site.db.write().await.unwrap();
        store::grant(&mut tx, &actor, id, &role("coordinator", Some(CAMPAIGN_A))).await.unwrap();
        tx.commit().await.unwrap();
        let refused = t.get("/quan-tri/loi-moi", &own).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}: the role opens nothing yet", t.engine);
        assert!(refused.text.contains("second-factor"), "and the page layer leads to the set-up: {}", refused.text);
        assert!(t.get("/tai-khoan", &own).await.text.contains("Chiến dịch A"), "the role held is shown");
        let (letters, code) = secret_of(&t, &t.get("/tai-khoan/hai-lop", &own).await.text);
        let done = t.post("/tai-khoan/hai-lop", &own, &form(&[("khoa", &letters), ("ma", &code), ("chung-minh", PASSWORD)])).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert_eq!(t.get("/quan-tri/loi-moi", &own).await.status, StatusCode::OK);
        let mut tx = t.site.db.write().await.unwrap();
        store::remove_totp(&mut tx, &actor, id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(t.get("/quan-tri/loi-moi", &own).await.status, StatusCode::FORBIDDEN, "taken away, it waits again");
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_however_busy() {
    each_database(features, async |t| {
        let (_, own) = t.person("Cán bộ", &[]).await;
        let now = t.site.clock.now_ms();
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        // It began 30 days ago less an hour, and was last seen eleven minutes ago.
        let values = args![now - 30 * 86_400_000 + 3_600_000, now - 660_000];
        tx.exec("update session set created_at = $1, seen_at = $2", values).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(t.get("/tai-khoan", &own).await.status, StatusCode::OK);
        let (ends,): (i64,) = t.site.db.reader().one("select expires_at from session", args![]).await.unwrap();
        assert_eq!(ends, now - 30 * 86_400_000 + 3_600_000 + 30 * 86_400_000, "{}: an hour is left, not twelve", t.engine);
    })
    .await;
}
