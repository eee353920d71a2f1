//! Requests through the router on both databases: happy, refused, invalid.
use axum::http::StatusCode;
use base::Feature;
use base::testing::each_database;

fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, super::feature()]
}

#[tokio::test]
async fn a_coordinator_adds_an_entry_and_everybody_sees_it() {
    each_database(features, async |t| {
        let coordinator = t.holder("coordinator").await;
        let done = t.post("/bao-cao", &coordinator, "title=Trang%20m%E1%BB%9Bi").await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/bao-cao"));
        let page = t.get("/bao-cao", "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Trang mới"), "{}", page.text);
        assert!(!page.text.contains("<form method=\"post\" action=\"/bao-cao\""), "strangers get no form");
    })
    .await;
}

#[tokio::test]
async fn others_may_not_add() {
    each_database(features, async |t| {
        let leader = t.holder("leader").await;
        assert_eq!(t.post("/bao-cao", &leader, "title=A").await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.post("/bao-cao", "", "title=A").await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_title_comes_back_as_it_was_typed() {
    each_database(features, async |t| {
        let coordinator = t.holder("coordinator").await;
        let long = "a".repeat(201);
        let refused = t.post("/bao-cao", &coordinator, &format!("title={long}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(&long));
    })
    .await;
}
