//! Several nodes on one database: nobody's answer is lost to another node's, and each node's own phones see every turn.
use super::phone::{Phone, serve};
use super::support::{ask, features, game, join, settings, step};
use crate::live::{Command, handle};
use crate::results;
use base::testing::{nats_url, two_nodes};
use quiz::{Answer, Refusal, Stage};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn two_nodes_of_one_database_lose_and_double_nothing() {
    let [a, b] = two_nodes(features, &nats_url()).await;
    let id = game(&a, settings(), 1).await;
    let (_, first) = join(&a, id, "Ở máy A").await;
    let (second, _) = join(&b, id, "Ở máy B").await;
    assert_eq!(second, 1, "the second node has seen the first player");
    join(&b, id, "Chưa trả lời").await;
    let at = serve(&a).await;
    let mut phone = Phone::connect(at, id, &first).await.expect("let in");
    phone.wait("lobby").await;
    let n = ask(&b, id).await;
    phone.wait("key").await;
    phone.answer(n, json!({"one": 1})).await;
    phone.wait("ack").await;
    let other = handle(&b.site, id).await.expect("the game");
    let answer = |reply| Command::Answer(1, n, Answer::One(1), b.site.clock.now().as_microsecond(), 0, reply);
    other.ask(answer).await.expect("written").expect("taken");
    let twice = |reply| Command::Answer(0, n, Answer::One(1), b.site.clock.now().as_microsecond(), 0, reply);
    assert_eq!(other.ask(twice).await.expect("answered"), Err(Refusal::Double), "answered on the other node");
    step(&b, id).await;
    phone.wait("closed").await;
    let counted = results::load(&a.site.db, id).await.expect("counted");
    assert_eq!((counted.count.answers.len(), counted.count.forbidden), (2, 0));
}

#[tokio::test]
async fn a_storm_of_answers_on_both_nodes_is_taken_whole() {
    const PLAYERS: u32 = 120;
    let [a, b] = two_nodes(features, &nats_url()).await;
    let id = game(&a, settings(), 1).await;
    let nodes = [handle(&a.site, id).await.expect("the game"), handle(&b.site, id).await.expect("the game")];
    let mut phones = Vec::new();
    for p in 0..PLAYERS {
        let (number, cookie) = join(if p % 2 == 0 { &a } else { &b }, id, &format!("Máy số {p}")).await;
        assert_eq!(number, p);
        if p < 2 {
            let at = serve(if p == 0 { &a } else { &b }).await;
            let mut phone = Phone::connect(at, id, &cookie).await.expect("let in");
            phone.wait("lobby").await;
            phones.push(phone);
        }
    }
    // The clock of the second node of a test is a moment behind: asked there, answers are open on both.
    let n = ask(&b, id).await;
    for phone in &mut phones {
        phone.wait("key").await;
    }
    // All at once, every one a command of its own on its node, many lines under way against each other.
    let mut hands = tokio::task::JoinSet::new();
    for p in 0..PLAYERS {
        let (node, clock) = (nodes[(p % 2) as usize].clone(), if p % 2 == 0 { a.site.clock.clone() } else { b.site.clock.clone() });
        hands.spawn(async move {
            tokio::time::sleep(Duration::from_millis(u64::from(p % 40))).await;
            let t = clock.now().as_microsecond();
            node.ask(|reply| Command::Answer(p, n, Answer::One(1), t, 0, reply)).await
        });
    }
    while let Some(done) = hands.join_next().await {
        assert_eq!(done.expect("a hand"), Some(Ok(())), "each answer is taken, on whichever node");
    }
    // Everybody has answered, so one node closes; the phones of both hear of it without the host.
    for phone in &mut phones {
        phone.wait("closed").await;
    }
    step(&b, id).await;
    for phone in &mut phones {
        phone.wait("reveal").await;
        assert_eq!(phone.wait("mine").await["share"], 1000);
    }
    for node in &nodes {
        assert!(matches!(node.now().view.stage, Stage::Revealed(0)));
    }
    let counted = results::load(&a.site.db, id).await.expect("counted");
    assert_eq!((counted.count.answers.len(), counted.count.forbidden), (PLAYERS as usize, 0));
    assert_eq!(counts(&nodes), [PLAYERS, PLAYERS], "the counters of both nodes agree");
}

fn counts(nodes: &[crate::live::Handle; 2]) -> [u32; 2] {
    [0, 1].map(|n| nodes[n].counts.borrow().answered)
}

#[tokio::test]
async fn a_phone_that_asks_finds_the_whole_question_again_on_another_node() {
    let [a, b] = two_nodes(features, &nats_url()).await;
    let id = game(&a, settings(), 1).await;
    let (_, cookie) = join(&a, id, "Lê An").await;
    join(&a, id, "Trần Bình").await;
    ask(&b, id).await;
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let kinds = |news: &serde_json::Value| news["frames"].as_array().expect("frames").iter().map(|f| f["k"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>();
    let here = read(&a.get(&format!("/dau-truong/{id}/cho?sau="), &cookie).await.text);
    assert!(kinds(&here).contains(&"ask".to_owned()), "{here}");
    let there = read(&b.get(&format!("/dau-truong/{id}/cho?sau={}", here["v"].as_str().expect("a version")), &cookie).await.text);
    assert!(kinds(&there).contains(&"ask".to_owned()) && kinds(&there).contains(&"key".to_owned()), "{there}");
}
