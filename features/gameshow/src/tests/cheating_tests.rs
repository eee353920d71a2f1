//! What cheats send over the wire: forged, foreign, early, late and replayed; stolen host events; floods. None of it pays.
use super::phone::{Phone, serve};
use super::support::{ask, features, game, join, settings, step};
use crate::live::{self, Act, Command, Games, Place};
use crate::results;
use axum::http::StatusCode;
use base::testing::each_database;
use quiz::{Answer, Refusal};
use serde_json::json;

#[tokio::test]
async fn forged_and_foreign_tokens_open_nothing() {
    each_database(features, async |t| {
        let (one, other) = (game(&t, settings(), 1).await, game(&t, settings(), 1).await);
        let at = serve(&t).await;
        let (_, cookie) = join(&t, one, "Lê An").await;
        let token = cookie.split('=').nth(1).expect("a token").to_owned();
        let name = live::token::cookie(other);
        assert_eq!(Phone::connect(at, other, &format!("{name}={token}")).await.err(), Some(403), "a token of another game");
        assert_eq!(Phone::connect(at, one, "").await.err(), Some(403));
        let forged = format!("{}={}", live::token::cookie(one), token.replace(&token[..2], "BB"));
        assert_eq!(Phone::connect(at, one, &forged).await.err(), Some(403));
        let handle = live::handle(&t.site, one).await.expect("the game");
        let ghost = format!("{}={}", live::token::cookie(one), live::token::player(&handle.secret, one, Place { number: 99, seat: 0 }));
        let mut phone = Phone::connect(at, one, &ghost).await.expect("signed, but nobody");
        assert!(phone.is_sent_away().await);
    })
    .await;
}

#[tokio::test]
async fn early_late_and_replayed_answers_are_refused_on_the_wire() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 2).await;
        let at = serve(&t).await;
        let (p, cookie) = join(&t, id, "Lê An").await;
        join(&t, id, "Trần Bình").await;
        let mut phone = Phone::connect(at, id, &cookie).await.expect("let in");
        phone.wait("lobby").await;
        step(&t, id).await;
        let early = u32::try_from(phone.wait("ask").await["n"].as_u64().expect("a phase")).expect("small");
        phone.answer(early, json!({"one": 1})).await;
        assert_eq!(phone.wait("no").await["why"], "early");
        step(&t, id).await;
        step(&t, id).await;
        phone.wait("reveal").await;
        phone.answer(early, json!({"one": 1})).await;
        assert_eq!(phone.wait("no").await["why"], "late", "after the right answer is known");
        step(&t, id).await;
        let second = ask(&t, id).await;
        phone.answer(early, json!({"one": 1})).await;
        assert_eq!(phone.wait("no").await["why"], "late", "an answer of the first question is none of the second");
        phone.say(json!({"k": "a", "n": second, "a": {"one": 9}})).await;
        assert_eq!(phone.wait("no").await["why"], "unfit");
        phone.say(json!({"k": "step", "n": second})).await;
        phone.wait("no").await;
        phone.answer(second, json!({"one": 1})).await;
        phone.wait("ack").await;
        phone.answer(second, json!({"one": 1})).await;
        assert_eq!(phone.wait("no").await["why"], "double");
        let counted = results::load(&t.site.db, id).await.expect("counted");
        assert_eq!(counted.count.answers.iter().filter(|a| a.player == p).count(), 0, "the second question is not counted yet");
    })
    .await;
}

#[tokio::test]
async fn a_forged_credit_is_bounded_and_a_forged_moment_impossible() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        let (p, _) = join(&t, id, "Lê An").await;
        join(&t, id, "Trần Bình").await;
        let n = ask(&t, id).await;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        let handle = live::handle(&t.site, id).await.expect("the game");
        let now = t.site.clock.now().as_microsecond();
        handle.ask(|reply| Command::Answer(p, n, Answer::One(1), now, i64::MAX / 4, reply)).await.expect("written").expect("taken");
        step(&t, id).await;
        let counted = results::load(&t.site.db, id).await.expect("counted");
        assert!(counted.count.answers[0].taken >= 150_000, "{:?}", counted.count.answers[0]);
        assert_eq!(counted.count.forbidden, 0);
    })
    .await;
}

#[tokio::test]
async fn only_the_host_runs_a_game_and_only_its_screen_link_opens() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        let (_, cookie) = join(&t, id, "Lê An").await;
        let desk = format!("/dau-truong/{id}/dieu-khien");
        let leader = t.holder("leader").await;
        for (who, status) in [("", StatusCode::UNAUTHORIZED), (cookie.as_str(), StatusCode::UNAUTHORIZED), (leader.as_str(), StatusCode::FORBIDDEN)] {
            assert_eq!(t.post(&desk, who, "act=step&n=0").await.status, status);
            assert_eq!(t.get(&format!("{desk}/su-kien"), who).await.status, status);
            assert_eq!(t.post(&format!("/dau-truong/{id}/nguoi-choi"), who, "moi_ra=0").await.status, status);
            assert_eq!(t.get(&format!("/dau-truong/{id}/ket-qua.csv"), who).await.status, status);
        }
        let handle = live::handle(&t.site, id).await.expect("the game");
        assert_eq!(handle.now().phase, 0, "nothing has moved");
        for key in ["", "AAAA", cookie.split('=').nth(1).expect("a token")] {
            assert_eq!(t.get(&format!("/dau-truong/{id}/man-hinh?k={key}"), &cookie).await.status, StatusCode::NOT_FOUND);
        }
        let screen = crate::stage::link(&handle.secret, id, None);
        assert_eq!(t.get(&screen, "").await.status, StatusCode::OK);
        // Pressed twice, a step happens once.
        let actor = || base::Actor::program("test", 0);
        let twice = [Act::Step(0), Act::Step(0)];
        let mut results = Vec::new();
        for act in twice {
            results.push(handle.ask(|reply| Command::Host(act, actor(), reply)).await.expect("answered"));
        }
        assert_eq!(results, [Ok(()), Err(Refusal::NotNow)]);
    })
    .await;
}

#[tokio::test]
async fn a_flood_of_joins_is_stopped_and_a_name_is_taken_once() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        let door = format!("/dau-truong/{id}/vao");
        assert_eq!(t.post(&door, "", "name=An+Nhi%C3%AAn").await.status, StatusCode::SEE_OTHER);
        let taken = t.post(&door, "", "name=an+nhien").await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.text.contains("Đã có người dùng tên này") && taken.text.contains("an nhien"));
        assert_eq!(t.post(&door, "", "name=V.C.L").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The bucket is emptied as of a later moment, so that however long this takes nothing flows back into it.
        let games = t.site.get::<Games>().expect("the games");
        let here = std::net::IpAddr::from([127, 0, 0, 1]);
        let later = t.site.clock.now_ms() + 3_600_000;
        let passed = std::iter::repeat(()).take_while(|()| games.doors.pass(here, later).is_ok()).count();
        assert!((1_000..=1_500).contains(&passed), "a hall gets in: {passed}");
        assert_eq!(t.post(&door, "", "name=Nguoi+den+sau").await.status, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}
