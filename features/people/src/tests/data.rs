//! What is held about a person, consent, requests, erasure, retention.
use super::*;
use crate::consent::{self, Consent, Guardian, Subject};
use axum::http::StatusCode;

const DAY_MS: i64 = 86_400_000;

#[tokio::test]
async fn a_person_sees_downloads_and_erases_everything() {
    each_database(features, async |t| {
        let _admin = t.administrator().await;
        let hash = crate::password::hash(PASSWORD).await.unwrap();
        let id = person(&t, "a@co.vn", Some(&hash), &[role("officer", Some(CAMPAIGN_A))]).await;
        let entered = t.post("/dang-nhap/mat-khau", "", &form(&[("email", "a@co.vn"), ("mat-khau", PASSWORD)])).await;
        let own = cookie(&entered, "nhipso");
        let page = t.get("/tai-khoan/du-lieu", &own).await;
        assert!(page.text.contains("a@co.vn") && page.text.contains("127.0.0.1"), "{}", page.text);
        assert!(!page.text.contains(">people-"));
        let json: serde_json::Value = serde_json::from_str(&t.get("/tai-khoan/du-lieu/tai-ve", &own).await.text).unwrap();
        assert_eq!(json["data"][0]["rows"][0]["email"], "a@co.vn");
        assert!(!json.to_string().contains("argon2"), "secrets are no answer");
        assert_eq!(t.post("/tai-khoan/du-lieu/xoa", &own, "").await.status, StatusCode::UNPROCESSABLE_ENTITY, "not without the tick");
        let sure = |password: &str| form(&[("chac-chan", "1"), ("chung-minh", password)]);
        assert_eq!(t.post("/tai-khoan/du-lieu/xoa", &own, &sure("sai")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nor without the password");
        assert_eq!(t.post("/tai-khoan/du-lieu/xoa", &own, &sure(PASSWORD)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/tai-khoan", &own).await.status, StatusCode::UNAUTHORIZED);
        let account = base::identity::account(&mut t.site.db.reader(), id).await.unwrap().unwrap();
        assert_eq!((account.state.as_str(), account.name.as_str(), account.email.as_str()), ("erased", "", ""));
        let left = "select (select count(*) from credential) + (select count(*) from role_grant where role = 'officer' and revoked_at is null)
            + (select count(*) from session where device <> 'test')";
        assert_eq!(count(&t, left).await, 0, "{}", t.engine);
        assert!(matches!(base::audit::verify(&t.site.db).await.unwrap(), base::audit::Chain::Whole(_)));
    })
    .await;
}

#[tokio::test]
async fn requests_have_a_clock_and_are_answered_once() {
    each_database(features, async |t| {
        let (_, own) = t.person("Cán bộ", &[]).await;
        let admin = t.administrator().await;
        let bad = t.post("/tai-khoan/du-lieu/yeu-cau", &own, "loai=know&noi-dung=x").await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let made = t.post("/tai-khoan/du-lieu/yeu-cau", &own, &form(&[("loai", "correct"), ("noi-dung", "Sửa chức vụ của tôi")])).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
        // The test clock stands on Sunday, 15 September 2024: two working days end on Tuesday.
        let list = t.get("/quan-tri/du-lieu", &admin).await.text;
        assert!(list.contains("Sửa chức vụ của tôi") && list.contains("17/09/2024"), "{list}");
        let (id,): (Uuid,) = t.site.db.reader().one("select id from data_request", args![]).await.unwrap();
        let answer = format!("/quan-tri/du-lieu/{id}/tra-loi");
        assert_eq!(t.post(&answer, &own, "tra-loi=xong").await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.post(&answer, &admin, "tra-loi=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.post(&answer, &admin, &form(&[("tra-loi", "Đã sửa theo đề nghị")])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post(&answer, &admin, &form(&[("tra-loi", "Đã sửa lần nữa")])).await.status, StatusCode::CONFLICT);
        assert!(t.get("/tai-khoan/du-lieu", &own).await.text.contains("Đã sửa theo đề nghị"));
    })
    .await;
}

fn consent_of(subject: Subject, guardian: Option<Guardian>) -> Consent {
    Consent { subject, campaign: Some(CAMPAIGN_A), purpose: "publish-name".into(), text_version: "2024-09".into(), evidence: "form".into(), guardian }
}

#[tokio::test]
async fn consent_is_given_and_withdrawn_and_a_child_needs_two() {
    each_database(features, async |t| {
        let (id, own) = t.person("Cán bộ", &[]).await;
        let (_, other) = t.person("Người khác", &[]).await;
        let actor = Actor::person(id, t.site.clock.now_ms());
        let has = async |s: &Subject| consent::has(&mut t.site.db.reader(), s, "publish-name").await.unwrap();
        let give = async |c: &Consent| {
            let mut tx = t.site.db.write().await.unwrap();
            let given = consent::give(&mut tx, &actor, c).await;
            tx.commit().await.unwrap();
            given
        };
        let me = Subject::Account(id);
        assert!(!has(&me).await, "silence is no consent");
        let key = give(&consent_of(me.clone(), None)).await.unwrap();
        assert!(has(&me).await);
        let path = format!("/tai-khoan/dong-y/{key}/rut");
        assert_eq!(t.post(&path, &other, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&path, &own, "").await.status, StatusCode::SEE_OTHER);
        assert!(!has(&me).await);
        let child = Subject::Named("entry:1".into());
        let guardian = |agreed_at| Guardian { name: "Mẹ của em".into(), contact: "0912345678".into(), agreed_at, child_agreed_at: Some(1) };
        give(&consent_of(child.clone(), Some(guardian(None)))).await.unwrap();
        assert!(!has(&child).await, "the guardian is awaited");
        give(&consent_of(child.clone(), Some(guardian(Some(2))))).await.unwrap();
        assert!(has(&child).await);
        assert!(!has(&Subject::Named("entry:2".into())).await);
        let mut tx = t.site.db.write().await.unwrap();
        assert!(consent::withdraw(&mut tx, &actor, &child, "publish-name").await.unwrap());
        tx.commit().await.unwrap();
        assert!(!has(&child).await);
        let nameless = Guardian { name: " ".into(), ..guardian(None) };
        let mut tx = t.site.db.write().await.unwrap();
        assert!(consent::give(&mut tx, &actor, &consent_of(child, Some(nameless))).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn idle_accounts_are_locked_and_old_ones_erased_but_never_the_only_administrator() {
    each_database(features, async |t| {
        let (boss, _) = t.person("Quản trị", &[role("administrator", None)]).await;
        let idle = person(&t, "idle@co.vn", None, &[]).await;
        let old = person(&t, "old@co.vn", None, &[]).await;
        let fresh = person(&t, "fresh@co.vn", None, &[]).await;
        let now = t.site.clock.now_ms();
        for (id, days) in [(boss, 800), (idle, 46), (old, 731), (fresh, 44)] {
            let mut tx = t.site.db.write().await.unwrap();
            tx.unaudited("test");
            tx.exec("update account set last_seen_at = $2 where id = $1", args![id, now - days * DAY_MS]).await.unwrap();
            tx.commit().await.unwrap();
        }
        crate::data::retention::lock_idle(t.site.clone()).await.unwrap();
        crate::data::retention::erase_old(t.site.clone()).await.unwrap();
        let mut states = Vec::new();
        for id in [boss, idle, old, fresh] {
            states.push(base::identity::account(&mut t.site.db.reader(), id).await.unwrap().unwrap().state);
        }
        assert_eq!(states, ["active", "locked", "erased", "active"], "{}", t.engine);
        assert_eq!(count(&t, "select count(*) from audit where actor_label = 'job people-retention' and action = 'account.erase'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn consents_and_answers_go_five_years_after_they_ended() {
    each_database(features, async |t| {
        let (account, _) = t.person("Cán bộ", &[]).await;
        let now = t.site.clock.now_ms();
        let (long_ago, lately) = (now - 1826 * DAY_MS, now - 1824 * DAY_MS);
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        for (given, withdrawn) in [(long_ago, Some(long_ago)), (long_ago, Some(lately)), (long_ago, None)] {
            let sql = "insert into consent (id, account, purpose, text_version, evidence, given_at, withdrawn_at) values ($1, $2, 'x', '1', 'web', $3, $4)";
            tx.exec(sql, args![Uuid::now_v7(), account, given, withdrawn]).await.unwrap();
        }
        for answered in [Some(long_ago), Some(lately), None] {
            let sql = "insert into data_request (id, account, kind, created_at, due_at, answered_at) values ($1, $2, 'know', $3, $3, $4)";
            tx.exec(sql, args![Uuid::now_v7(), account, long_ago, answered]).await.unwrap();
        }
        tx.commit().await.unwrap();
        crate::data::retention::erase_old(t.site.clone()).await.unwrap();
        let left = (count(&t, "select count(*) from consent").await, count(&t, "select count(*) from data_request").await);
        assert_eq!(left, (2, 2), "in force, unanswered or younger stays ({})", t.engine);
        assert_eq!(count(&t, "select count(*) from audit where action = 'records.expire'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn changing_the_password_asks_for_the_old_one_and_ends_other_sessions() {
    each_database(features, async |t| {
        let hash = crate::password::hash(PASSWORD).await.unwrap();
        person(&t, "a@co.vn", Some(&hash), &[]).await;
        let body = form(&[("email", "a@co.vn"), ("mat-khau", PASSWORD)]);
        let one = cookie(&t.post("/dang-nhap/mat-khau", "", &body).await, "nhipso");
        let two = cookie(&t.post("/dang-nhap/mat-khau", "", &body).await, "nhipso");
        let new = "trâu già không sợ dao phay";
        let change = |old: &str, new: &str, twice: &str| form(&[("chung-minh", old), ("mat-khau", new), ("mat-khau-2", twice)]);
        for (old, new, twice) in [("sai", new, new), (PASSWORD, "ngắn", "ngắn"), (PASSWORD, new, "khác hẳn")] {
            assert_eq!(t.post("/tai-khoan/mat-khau", &one, &change(old, new, twice)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(t.post("/tai-khoan/mat-khau", &one, &change(PASSWORD, new, new)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/tai-khoan", &one).await.status, StatusCode::OK);
        assert_eq!(t.get("/tai-khoan", &two).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(t.post("/dang-nhap/mat-khau", "", &body).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}
