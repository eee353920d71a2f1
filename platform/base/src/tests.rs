//! The platform on both databases.
mod mail;
mod nodes;
mod outbox;
mod smtp;

use crate::feature::Feature;
use crate::testing::each_database;
use crate::{Actor, Error, Fetch, Routes, Who, args, audit};
use axum::http::StatusCode;

fn features() -> Vec<Feature> {
    let routes = Routes::new()
        .get("/mo", Who::Public, || async { "mở" })
        .get("/rieng", Who::SignedIn, || async { "riêng" })
        .post("/quyen", Who::Can("thing.edit"), || async { "được" })
        .get("/hong", Who::Public, || async { if true { panic!("on purpose") } else { "" } });
    vec![super::feature(), Feature::new("thing").routes(routes).grants(&[("coordinator", "thing.edit")])]
}

#[tokio::test]
async fn every_route_asks_who() {
    each_database(features, async |t| {
        assert_eq!(t.get("/mo", "").await.text, "mở");
        assert_eq!(t.get("/rieng", "").await.status, StatusCode::UNAUTHORIZED);
        let leader = t.holder("leader").await;
        assert_eq!(t.get("/rieng", &leader).await.status, StatusCode::OK);
        assert_eq!(t.post("/quyen", &leader, "").await.status, StatusCode::FORBIDDEN);
        let coordinator = t.holder("coordinator").await;
        assert_eq!(t.post("/quyen", &coordinator, "").await.text, "được");
        assert_eq!(t.get("/khong-co", "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.get("/hong", "").await.status, StatusCode::INTERNAL_SERVER_ERROR);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_only_takes_a_form_leads_to_the_page_above_it() {
    each_database(features, async |t| {
        let back = t.get("/quyen", "").await;
        assert_eq!((back.status, back.location()), (StatusCode::SEE_OTHER, "/"));
    })
    .await;
    let ok = || async { "" };
    let who = Who::Public;
    let routes = Routes::new().get("/a", who, ok).get("/a/{id}", who, ok).post("/a/{id}/b/c", who, ok).post("/a/{id}", who, ok).post("/a/x/d", who, ok).post("/z", who, ok);
    assert_eq!(crate::routes::forms_without_page(routes.listed()), [("/a/{id}/b/c", 2), ("/a/x/d", 1), ("/z", 0)]);
}

#[tokio::test]
async fn a_cross_site_post_is_refused() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let request = axum::http::Request::post("/quyen")
            .header("host", "127.0.0.1:8080")
            .header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site")
            .header("cookie", &cookie)
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(t.raw(request).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_change_without_audit_is_refused_and_the_chain_shows_tampering() {
    each_database(features, async |t| {
        let actor = Actor::program("test", 1);
        let mut tx = t.site.db.write().await.unwrap();
        crate::settings::set(&mut tx, "a", "1", 1).await.unwrap();
        assert!(tx.commit().await.is_err());
        assert_eq!(crate::settings::get(&mut t.site.db.reader(), "a").await.unwrap(), None);

        for n in 0..3 {
            let mut tx = t.site.db.write().await.unwrap();
            crate::settings::set(&mut tx, "a", "1", 1).await.unwrap();
            tx.audit(&actor, "setting.set", "setting", "a", None, serde_json::json!({ "n": n })).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(audit::verify(&t.site.db).await.unwrap(), audit::Chain::Whole(3));

        let mut tx = t.site.db.write().await.unwrap();
        let refused = tx.exec("update audit set detail = '{}' where seq = 2", args![]).await;
        assert!(matches!(refused, Err(Error::Database(_))), "{}: the log is append-only", t.engine);
        drop(tx);

        let forged = "insert into audit (seq, at, actor_label, action, entity, entity_id, detail, prev_hash, hash)
            values (4, 1, 'x', 'x', 'x', 'x', '{}', $1, $1)";
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a forged line");
        tx.exec(forged, args![vec![1_u8]]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(audit::verify(&t.site.db).await.unwrap(), audit::Chain::BrokenAt(4));
    })
    .await;
}

#[tokio::test]
async fn concurrent_writers_keep_the_chain_whole() {
    each_database(features, async |t| {
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..20 {
            let db = t.site.db.clone();
            tasks.spawn(async move {
                let mut tx = db.write().await.unwrap();
                tx.audit(&Actor::program("test", n), "x", "x", n, None, serde_json::json!({})).await.unwrap();
                tx.commit().await.unwrap();
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        assert_eq!(audit::verify(&t.site.db).await.unwrap(), audit::Chain::Whole(20));
    })
    .await;
}

#[tokio::test]
async fn a_null_of_every_kind_can_be_bound() {
    each_database(features, async |t| {
        let id = uuid::Uuid::now_v7();
        let rows: Vec<(Option<i64>, Option<String>)> = t
            .site
            .db
            .reader()
            .all("select created_at, name from account where ($1 is null or id = $1) and ($2 is null or name = $2)", args![Some(id), None::<String>])
            .await
            .unwrap();
        assert!(rows.is_empty());
    })
    .await;
}
