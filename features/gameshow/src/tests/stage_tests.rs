//! What a hall sees and what only the host sees: sizes by length, dropped questions, weights, halls; nothing is dropped unasked.
use super::support::{ask, features, game, game_of, join, question, settings, step};
use crate::live::{Command, Joining, handle};
use crate::stage;
use axum::http::StatusCode;
use base::testing::{TestSite, each_database};
use quiz::question::{Choice, Kind};
use quiz::{Answer, Question, Settings, Stage};
use uuid::Uuid;

async fn screen(t: &TestSite, id: Uuid, hall: Option<u16>) -> base::testing::Answer {
    let link = stage::link(&handle(&t.site, id).await.expect("the game").secret, id, hall);
    t.get(&link, "").await
}

/// Brings somebody into the first team; returns the number.
async fn join_team(t: &TestSite, id: Uuid, name: &str) -> u32 {
    let joining = Joining { name: name.into(), team: Some(0), ..Joining::default() };
    let live = handle(&t.site, id).await.expect("the game");
    live.ask(|reply| Command::Join(joining, reply)).await.expect("written").expect("let in").number
}

#[tokio::test]
async fn a_question_is_dropped_when_asked_twice_and_the_hall_is_told() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let id = game(&t, settings(), 2).await;
        join(&t, id, "Lê An").await;
        let desk = format!("/dau-truong/{id}/dieu-khien");
        assert!(t.get(&desk, &cookie).await.text.contains("Xem trước câu 1"));
        step(&t, id).await;
        let live = handle(&t.site, id).await.expect("the game");
        let n = live.now().phase;
        let page = t.get(&desk, &cookie).await.text;
        assert!(page.contains("chac-chan?viec=skip") && !page.contains("value=\"skip\""), "no button that drops at once: {page}");
        let sure = t.get(&format!("{desk}/chac-chan?viec=skip"), &cookie).await.text;
        assert!(sure.contains("Bỏ câu 1?") && sure.contains("Câu bí mật 0") && sure.contains(&format!("name=\"n\" value=\"{n}\"")), "{sure}");
        assert!(matches!(live.now().view.stage, Stage::Asked(_)), "asking drops nothing");
        t.post(&desk, &cookie, &format!("act=skip&n={}", n + 1)).await;
        assert!(matches!(live.now().view.stage, Stage::Asked(_)), "what was asked about another moment is not done");
        assert_eq!(t.post(&desk, &cookie, &format!("act=skip&n={n}")).await.location(), desk);
        let shown = screen(&t, id, None).await.text;
        assert!(shown.contains("Câu 1 bỏ, không tính"), "a screen that is opened later says it too: {shown}");
        let sure = t.get(&format!("{desk}/chac-chan?viec=finish"), &cookie).await.text;
        assert!(sure.contains("Còn 1 câu") && sure.contains("value=\"finish\""), "{sure}");
        let page = t.get(&desk, &cookie).await.text;
        assert!(page.contains("Xem trước câu 2") && page.contains("Câu bí mật 1") && !page.contains("Câu bí mật 0"), "{page}");
        ask(&t, id).await;
        step(&t, id).await;
        step(&t, id).await;
        step(&t, id).await;
        assert!(!screen(&t, id, None).await.text.contains("bỏ, không tính"), "the second question counted");
    })
    .await;
}

#[tokio::test]
async fn the_host_alone_sees_the_answer_before_its_time() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let id = game(&t, settings(), 2).await;
        let (_, phone) = join(&t, id, "Lê An").await;
        let secrets = ["Đáp án", "Vì thế", "Câu bí mật 1"];
        ask(&t, id).await;
        let desk = t.get(&format!("/dau-truong/{id}/dieu-khien"), &cookie).await.text;
        assert!(secrets.iter().all(|secret| desk.contains(secret)) && desk.contains("Đúng thứ hai <span class=\"chip ok\">"), "{desk}");
        let shown = screen(&t, id, None).await.text;
        assert!(shown.contains("Đúng thứ hai") && secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
        let played = t.get(&format!("/dau-truong/{id}/choi"), &phone).await.text;
        assert!(played.contains("Đúng thứ hai") && secrets[1..].iter().all(|secret| !played.contains(secret)), "{played}");
    })
    .await;
}

#[tokio::test]
async fn a_screen_says_what_a_question_counts_and_in_which_hall_it_stands() {
    each_database(features, async |t| {
        let teams = vec!["Trảng Bom".to_owned(), "Định Quán".to_owned()];
        let choices = ["Đúng thứ nhất", "Sai"].iter().enumerate().map(|(at, text)| Choice { text: (*text).to_owned(), right: at == 0 }).collect();
        let long = Question { text: "câu hỏi dài ".repeat(25), kind: Kind::One { choices }, weight: 2000, ..question(0) };
        let trial = Question { text: "Trời xanh".into(), kind: Kind::TrueFalse { right: true }, weight: 0, ..question(1) };
        let id = game_of(&t, Settings { teams, ..settings() }, vec![long, trial]).await;
        let an = join_team(&t, id, "Lê An").await;
        join_team(&t, id, "Trần Bình").await;
        assert_eq!(screen(&t, id, Some(2)).await.status, StatusCode::NOT_FOUND, "a hall that there is not");
        ask(&t, id).await;
        let shown = screen(&t, id, Some(1)).await.text;
        assert!(shown.contains("×2 điểm") && shown.contains("Định Quán") && !shown.contains("dt-ask z0"), "{shown}");
        for _ in 0..3 {
            step(&t, id).await;
        }
        let n = ask(&t, id).await;
        let shown = screen(&t, id, None).await.text;
        assert!(shown.contains("Câu thử, không tính điểm") && shown.contains("dt-ask z0") && !shown.contains("Định Quán"), "{shown}");
        let live = handle(&t.site, id).await.expect("the game");
        let now = t.site.clock.now().as_microsecond();
        live.ask(|reply| Command::Answer(an, n, Answer::One(1), now, 0, reply)).await.expect("written").expect("taken");
        step(&t, id).await;
        step(&t, id).await;
        let shown = screen(&t, id, None).await.text;
        assert!(shown.contains("A · Đáp án") && shown.contains("Trời xanh") && !shown.contains("· Đúng"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn nothing_rude_is_thrown_on_the_wall() {
    each_database(features, async |t| {
        let typed = Question { kind: Kind::Typed { accepted: vec!["Hà Nội".into()] }, ..question(0) };
        let id = game_of(&t, settings(), vec![typed]).await;
        let (an, _) = join(&t, id, "Lê An").await;
        let (binh, _) = join(&t, id, "Trần Bình").await;
        join(&t, id, "Cúc").await;
        let n = ask(&t, id).await;
        let live = handle(&t.site, id).await.expect("the game");
        let now = t.site.clock.now().as_microsecond();
        for (p, words) in [(an, "địt mẹ"), (binh, "Hà Nội")] {
            live.ask(|reply| Command::Answer(p, n, Answer::Typed(words.into()), now, 0, reply)).await.expect("written").expect("taken");
        }
        step(&t, id).await;
        step(&t, id).await;
        let shown = screen(&t, id, None).await.text;
        assert!(shown.contains("Hà Nội") && shown.contains("1 câu trả lời khác") && !shown.contains("địt"), "{shown}");
    })
    .await;
}
