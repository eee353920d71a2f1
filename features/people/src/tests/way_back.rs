//! Ways back in: the warning before leaving, the link from the terminal, and where everybody lands.
use super::sign_in::link_for;
use super::*;
use axum::http::StatusCode;

#[tokio::test]
async fn whoever_could_not_come_back_is_warned_before_leaving() {
    each_database(features, async |t| {
        person(&t, "a@co.vn", None, &[]).await;
        let link = link_for(&t, "a@co.vn", "").await;
        let session = cookie(&t.post(&link, "", "").await, "nhipso");
        let warned = t.post("/dang-xuat", &session, "").await;
        assert_eq!(warned.status, StatusCode::OK);
        assert!(warned.text.contains("/tai-khoan/bao-mat"), "{}", warned.text);
        assert_eq!(t.get("/tai-khoan", &session).await.status, StatusCode::OK, "still signed in");
        assert_eq!(t.post("/dang-xuat", &session, "chac=1").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/tai-khoan", &session).await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn the_terminal_gives_a_way_back_in() {
    each_database(features, async |t| {
        let actor = Actor::program("test", t.site.clock.now_ms());
        let link = async |who| crate::cli::sign_in_link(&t.site, &Actor::program("test", t.site.clock.now_ms()), who).await;
        let (first, minutes) = link(None).await.unwrap();
        assert!(first.starts_with("/dang-nhap/lan-dau/"), "nobody administers yet");
        t.site.clock.pass(jiff::SignedDuration::from_mins(minutes - 1));
        assert_eq!(t.get(&first, "").await.status, StatusCode::OK, "it holds as long as is said");
        person(&t, "qt@co.vn", None, &[role("administrator", None)]).await;
        let (only, minutes) = link(None).await.unwrap();
        assert_eq!(minutes, 60);
        assert_eq!(t.post(&only, "", "").await.location(), "/dang-nhap/buoc-hai", "a second factor is still asked for");
        person(&t, "a@co.vn", None, &[role("leader", None)]).await;
        assert_eq!(t.post(&link(Some("A@co.vn")).await.unwrap().0, "", "").await.location(), "/vao");
        crate::cli::lock(&t.site, &actor, "a@co.vn").await.unwrap();
        assert!(link(Some("a@co.vn")).await.is_err(), "locked");
        person(&t, "qt2@co.vn", None, &[role("administrator", None)]).await;
        assert!(link(None).await.is_err(), "one of two must be named");
        assert_eq!(count(&t, "select count(*) from audit where action = 'sign-in.terminal'").await, 2);
    })
    .await;
}

#[tokio::test]
async fn everybody_lands_where_their_work_is() {
    each_database(features, async |t| {
        for (name, landing) in [("administrator", "/quan-tri"), ("leader", "/hang-rao"), ("officer", "/tai-khoan")] {
            let (_, session) = t.person("Lê Văn An", &[role(name, None)]).await;
            assert_eq!(t.get("/vao", &session).await.location(), landing, "{name}");
        }
        let both = t.person("Lê Văn Bình", &[role("leader", None), role("administrator", None)]).await.1;
        assert_eq!(t.get("/vao", &both).await.location(), "/quan-tri");
        assert_eq!(t.get("/vao", "").await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}
