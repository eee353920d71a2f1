//! Whole games over real WebSockets, by plain pages and by asking; back after a break; in teams and in English.
use super::phone::{Phone, serve};
use super::support::{ask, features, game, game_of, host, join, settings, step};
use crate::live::{Act, handle};
use crate::results;
use axum::http::StatusCode;
use base::testing::each_database;
use quiz::question::Kind;
use quiz::{Question, Settings};
use serde_json::json;

#[tokio::test]
async fn a_game_from_join_to_podium_over_websocket() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 2).await;
        let at = serve(&t).await;
        let (an, an_cookie) = join(&t, id, "Lê An").await;
        let (_, binh_cookie) = join(&t, id, "Trần Bình").await;
        let mut an_phone = Phone::connect(at, id, &an_cookie).await.expect("let in");
        let mut binh_phone = Phone::connect(at, id, &binh_cookie).await.expect("let in");
        assert_eq!(an_phone.wait("hello").await["name"], "Lê An");
        an_phone.wait("lobby").await;
        binh_phone.wait("lobby").await;
        let n = ask(&t, id).await;
        let asked = an_phone.wait("ask").await;
        assert_eq!((asked["n"].as_u64(), asked["of"].as_u64()), (Some(u64::from(n)), Some(2)));
        an_phone.wait("key").await;
        an_phone.answer(n, json!({"one": 1})).await;
        assert_eq!(an_phone.wait("ack").await["n"], n);
        binh_phone.answer(n, json!({"one": 0})).await;
        binh_phone.wait("ack").await;
        // Everybody has answered, so it is counted without the host.
        an_phone.wait("closed").await;
        for frame in &an_phone.seen {
            assert!(!frame.contains("bí mật") && !frame.contains("Đúng thứ") && !frame.contains("right"), "{}: {frame}", t.engine);
        }
        step(&t, id).await;
        assert_eq!(an_phone.wait("reveal").await["right"], json!([1]));
        let mine = an_phone.wait("mine").await;
        assert_eq!((mine["share"].as_u64(), mine["rank"].as_u64(), mine["of"].as_u64()), (Some(1000), Some(1), Some(2)), "{mine}");
        assert!(mine["points"].as_i64() > Some(800), "{mine}");
        binh_phone.wait("reveal").await;
        assert_eq!(binh_phone.wait("mine").await["points"], 0);
        step(&t, id).await;
        assert_eq!(an_phone.wait("board").await["top"][0]["name"], "Lê An");
        host(&t, id, Act::Finish).await;
        an_phone.wait("podium").await;
        step(&t, id).await;
        an_phone.wait("ended").await;
        let counted = results::load(&t.site.db, id).await.expect("counted");
        assert!(counted.count.ended && counted.count.forbidden == 0);
        assert_eq!(counted.official[0].standing.player, an);
    })
    .await;
}

#[tokio::test]
async fn a_game_without_script_or_websocket() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        let play = format!("/dau-truong/{id}/choi");
        let door = t.post(&format!("/dau-truong/{id}/vao"), "", "name=H%E1%BB%93ng+H%E1%BA%A1nh").await;
        assert_eq!((door.status, door.location()), (StatusCode::SEE_OTHER, play.as_str()), "{}", door.text);
        let cookie = door.headers["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
        assert!(t.get(&play, &cookie).await.text.contains("Bạn đã vào!"));
        let n = ask(&t, id).await;
        let page = t.get(&play, &cookie).await.text;
        assert!(page.contains("Câu bí mật 0") && page.contains("Đúng thứ hai") && page.contains("http-equiv=\"refresh\""), "{page}");
        assert!(!page.contains("Vì thế"), "the reason comes after the answer");
        let answered = t.post(&format!("/dau-truong/{id}/tra-loi"), &cookie, &format!("n={n}&a=1")).await;
        assert_eq!(answered.location(), play);
        let again = t.post(&format!("/dau-truong/{id}/gui"), &cookie, "").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Who asks instead of listening gets the same frames.
        step(&t, id).await;
        let news = t.get(&format!("/dau-truong/{id}/cho?sau=0"), &cookie).await.text;
        assert!(news.contains("\"k\":\"reveal\"") && news.contains("\"k\":\"mine\"") && news.contains("\"share\":1000"), "{news}");
        let page = t.get(&play, &cookie).await.text;
        assert!(page.contains("Đúng rồi!") && page.contains("Vì thế"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_phone_that_comes_back_finds_its_answer_and_the_newest_socket_wins() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        let at = serve(&t).await;
        let (_, cookie) = join(&t, id, "Lê An").await;
        join(&t, id, "Trần Bình").await;
        let mut old = Phone::connect(at, id, &cookie).await.expect("let in");
        old.wait("lobby").await;
        let n = ask(&t, id).await;
        old.answer(n, json!({"one": 1})).await;
        old.wait("ack").await;
        let mut new = Phone::connect(at, id, &cookie).await.expect("let in");
        old.wait("gone").await;
        assert_eq!(new.wait("hello").await["answer"], json!({"one": 1}));
        new.wait("ask").await;
        new.wait("key").await;
        new.answer(n, json!({"one": 2})).await;
        assert_eq!(new.wait("no").await["why"], "double");
    })
    .await;
}

#[tokio::test]
async fn a_slow_hall_pauses_goes_on_and_gets_more_time() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        let at = serve(&t).await;
        let (p, cookie) = join(&t, id, "Lê An").await;
        join(&t, id, "Trần Bình").await;
        let mut phone = Phone::connect(at, id, &cookie).await.expect("let in");
        let n = ask(&t, id).await;
        host(&t, id, Act::Pause).await;
        assert_eq!(phone.wait("times").await["paused"], true);
        phone.answer(n, json!({"one": 1})).await;
        assert_eq!(phone.wait("no").await["why"], "paused");
        host(&t, id, Act::Pause).await;
        assert_eq!(phone.wait("times").await["paused"], false);
        host(&t, id, Act::Extend(10 * quiz::SECOND)).await;
        phone.wait("times").await;
        host(&t, id, Act::Kick(p)).await;
        phone.wait("kicked").await;
        phone.answer(n, json!({"one": 1})).await;
        assert_eq!(phone.wait("no").await["why"], "kicked");
        host(&t, id, Act::Restore(p)).await;
        phone.wait("back").await;
        phone.answer(n, json!({"one": 1})).await;
        phone.wait("ack").await;
    })
    .await;
}

#[tokio::test]
async fn the_key_never_comes_before_there_is_time_to_read() {
    each_database(features, async |t| {
        for read in [0, 5] {
            let id = game(&t, Settings { read_seconds: read, ..settings() }, 1).await;
            let at = serve(&t).await;
            let (_, cookie) = join(&t, id, "Lê An").await;
            let mut phone = Phone::connect(at, id, &cookie).await.expect("let in");
            phone.wait("lobby").await;
            step(&t, id).await;
            let asked = phone.wait("ask").await;
            phone.wait("key").await;
            let now = t.site.clock.now().as_microsecond() as f64 / 1000.0;
            let early = f64::from(read) * 1000.0 / 5.0;
            assert!(now >= asked["show"].as_f64().expect("a time") - early.min(1200.0), "{}: {read} s to read", t.engine);
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_player_sees_the_own_team_and_the_readers_words() {
    each_database(features, async |t| {
        let settings = Settings { teams: vec!["Trảng Bom".into(), "Định Quán".into()], ..settings() };
        let truth = Question { text: "Trời xanh".into(), kind: Kind::TrueFalse { right: true }, weight: 1000, ..Question::default() };
        let id = game_of(&t, settings, vec![truth]).await;
        let play = format!("/dau-truong/{id}/choi");
        let door = t.post(&format!("/dau-truong/{id}/vao"), "", "name=H%E1%BB%93ng&team=1").await;
        let cookie = door.headers["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
        let lobby = t.get(&play, &cookie).await.text;
        assert!(lobby.contains("Định Quán") && lobby.contains("Bạn đã vào!"), "{lobby}");
        ask(&t, id).await;
        let english = t.get(&format!("{play}?lang=en"), &cookie).await.text;
        assert!(english.contains("True") && english.contains("False") && !english.contains("Sai<"), "{english}");
        assert!(t.get(&play, &cookie).await.text.contains("Đúng"));
        step(&t, id).await;
        step(&t, id).await;
        let screen = crate::stage::link(&handle(&t.site, id).await.expect("the game").secret, id, None);
        let shown = t.get(&format!("{screen}&lang=en"), "").await.text;
        assert!(shown.contains("<span>True</span>") && !shown.contains("<span>Sai</span>"), "{shown}");
    })
    .await;
}
