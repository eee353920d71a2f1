//! Codes of the roster: one place each, not found by trying, moved to another phone only before the game or by the host.
use super::phone::{Phone, serve};
use super::support::{features, game, settings, step};
use crate::live::{Games, handle};
use crate::model::RosterRow;
use crate::store;
use axum::http::StatusCode;
use base::testing::{Answer, TestSite, each_database, nats_url, two_nodes};
use quiz::Settings;
use uuid::Uuid;

async fn roster_game(t: &TestSite) -> Uuid {
    let id = game(t, Settings { roster_only: true, ..settings() }, 2).await;
    let row = |code: &str, name: &str| RosterRow { code: code.into(), name: name.into(), agency: "UBND huyện A".into(), unit: String::new() };
    let mut tx = t.site.db.write().await.expect("a transaction");
    store::set_roster(&mut tx, id, &[row("CB01", "Lê An"), row("CB02", "Trần Bình")]).await.expect("a roster");
    tx.unaudited("test");
    tx.commit().await.expect("a commit");
    id
}

fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.headers["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned()
}

#[tokio::test]
async fn a_code_in_use_is_refused_until_the_host_frees_it_and_then_the_old_phone_is_out() {
    each_database(features, async |t| {
        let id = roster_game(&t).await;
        let at = serve(&t).await;
        let (door, play) = (format!("/dau-truong/{id}/vao"), format!("/dau-truong/{id}/choi"));
        let host = t.holder("coordinator").await;
        let first = cookie(&t.post(&door, "", "code=cb01").await);
        let mut phone = Phone::connect(at, id, &first).await.expect("let in");
        phone.wait("lobby").await;
        let refused = t.post(&door, "", "code=cb01").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "its player is connected");
        assert!(refused.text.contains("Mã dự thi này đã có người vào chơi"), "{}", refused.text);

        // In the lobby a phone may be changed, once the old one is away.
        let other = cookie(&t.post(&door, "", "code=cb02").await);
        let changed = cookie(&t.post(&door, "", "code=cb02").await);
        assert_ne!(other, changed);
        assert_eq!(t.get(&play, &other).await.location(), door, "the token before is void");
        assert_eq!(t.get(&play, &changed).await.status, StatusCode::OK);

        step(&t, id).await;
        assert_eq!(t.post(&door, "", "code=cb02").await.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: the game has begun", t.engine);
        let people = format!("/dau-truong/{id}/nguoi-choi");
        assert!(t.get(&people, &host).await.text.contains("Cho vào lại bằng mã dự thi"));
        assert_eq!(t.post(&people, "", "mo_ma=0").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(t.post(&people, &host, "mo_ma=0").await.status, StatusCode::SEE_OTHER);
        assert!(t.get(&people, &host).await.text.contains("Chờ vào lại bằng mã"));
        let again = cookie(&t.post(&door, "", "code=cb01").await);
        phone.wait("gone").await;
        assert_eq!(Phone::connect(at, id, &first).await.err(), Some(403), "{}: who held the place has lost it", t.engine);
        let mut phone = Phone::connect(at, id, &again).await.expect("let in");
        assert_eq!(phone.wait("hello").await["name"], "Lê An");
        assert_eq!(t.post(&door, "", "code=cb01").await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
        assert_eq!(handle(&t.site, id).await.expect("the game").counts.borrow().playing, 2);
    })
    .await;
}

#[tokio::test]
async fn codes_are_not_found_by_trying_and_the_hall_still_comes_in() {
    each_database(features, async |t| {
        let id = roster_game(&t).await;
        let door = format!("/dau-truong/{id}/vao");
        assert_eq!(t.post(&door, "", "code=cb99").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let games = t.site.get::<Games>().expect("the games");
        let (here, later) = (std::net::IpAddr::from([127, 0, 0, 1]), t.site.clock.now_ms() + 3_600_000);
        while games.doors.guess(here, id, later).is_ok() {}
        assert_eq!(t.post(&door, "", "code=cb01").await.status, StatusCode::TOO_MANY_REQUESTS, "a right guess among many wrong ones");
        let open = game(&t, settings(), 1).await;
        assert_eq!(t.post(&format!("/dau-truong/{open}/vao"), "", "name=L%C3%AA+An").await.status, StatusCode::SEE_OTHER, "nicknames still come in");
    })
    .await;
}

#[tokio::test]
async fn a_code_used_on_another_node_is_not_given_away() {
    let [a, b] = two_nodes(features, &nats_url()).await;
    let id = roster_game(&a).await;
    let door = format!("/dau-truong/{id}/vao");
    let first = cookie(&a.post(&door, "", "code=cb01").await);
    assert_eq!(b.post(&door, "", "code=cb01").await.status, StatusCode::UNPROCESSABLE_ENTITY, "who is connected there is not seen here");
    assert_eq!(b.get(&format!("/dau-truong/{id}/choi"), &first).await.status, StatusCode::OK, "the token opens on every node at once");
}

#[tokio::test]
async fn a_game_for_an_empty_roster_does_not_begin() {
    each_database(features, async |t| {
        let id = game(&t, Settings { roster_only: true, ..settings() }, 1).await;
        let host = t.holder("coordinator").await;
        let refused = t.post(&format!("/dau-truong/{id}/dieu-khien"), &host, "act=step&n=0").await;
        assert_eq!(refused.location(), format!("/dau-truong/{id}/danh-sach"));
        assert_eq!(handle(&t.site, id).await.expect("the game").now().view.stage, quiz::Stage::Lobby);
    })
    .await;
}
