//! A game of our own for tests, and steps that a test takes again and again.
use crate::live::{self, Act, Command, Joining};
use crate::model::NewGame;
use crate::store;
use base::testing::TestSite;
use base::{Actor, Feature, args};
use quiz::question::{Choice, Kind};
use quiz::{Entry, Event, Question, Settings};
use std::time::Duration;
use uuid::Uuid;

pub fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, agencies::feature(), papers::feature(), plan::feature(), crate::feature()]
}

/// A question whose second option is right; its words are found in no frame before their time.
pub fn question(n: usize) -> Question {
    let choices = ["Sai thứ nhất", "Đúng thứ hai", "Sai thứ ba", "Sai thứ tư"];
    let choices = choices.iter().enumerate().map(|(at, text)| Choice { text: (*text).to_owned(), right: at == 1 }).collect();
    Question { text: format!("Câu bí mật {n}"), kind: Kind::One { choices }, weight: 1000, explanation: "Vì thế".into(), ..Question::default() }
}

/// Settings of quick games.
pub fn settings() -> Settings {
    Settings { read_seconds: 0, answer_seconds: 20, ..Settings::default() }
}

/// Puts a game with so many questions into the database.
pub async fn game(t: &TestSite, settings: Settings, questions: usize) -> Uuid {
    game_of(t, settings, (0..questions).map(question).collect()).await
}

/// Puts a game into the database, as the form does.
pub async fn game_of(t: &TestSite, settings: Settings, questions: Vec<Question>) -> Uuid {
    let id = Uuid::now_v7();
    let new = NewGame {
        campaign: None,
        title: "Ván thử".into(),
        pin: format!("{:06}", rand::random::<u32>() % 1_000_000),
        series: String::new(),
        settings: serde_json::to_string(&settings).expect("settings"),
        questions: serde_json::to_string(&questions).expect("questions"),
        secret: rand::random::<[u8; 32]>().to_vec(),
    };
    let first = Entry::after((0, [0; 32]), &[Event::Created { settings: Box::new(settings), questions }]);
    let actor = Actor::program("test", t.site.clock.now_ms());
    let mut tx = t.site.db.write().await.expect("a transaction");
    store::insert(&mut tx, &actor, id, &new, &first).await.expect("a game");
    tx.unaudited("test");
    tx.commit().await.expect("a commit");
    id
}

/// Says whose a game is: of which campaign, made by whom.
pub async fn give(t: &TestSite, id: Uuid, campaign: Uuid, maker: Uuid) {
    let mut tx = t.site.db.write().await.expect("a transaction");
    tx.exec("update quiz_game set campaign = $2, created_by = $3 where id = $1", args![id, campaign, maker]).await.expect("a game");
    tx.unaudited("test");
    tx.commit().await.expect("a commit");
}

/// Brings somebody in; returns number and cookie.
pub async fn join(t: &TestSite, id: Uuid, name: &str) -> (u32, String) {
    let handle = live::handle(&t.site, id).await.expect("the game");
    let joining = Joining { name: name.into(), ..Joining::default() };
    let place = handle.ask(|reply| Command::Join(joining, reply)).await.expect("written").expect("let in");
    (place.number, format!("{}={}", live::token::cookie(id), live::token::player(&handle.secret, id, place)))
}

/// The host acts.
pub async fn host(t: &TestSite, id: Uuid, act: Act) {
    let handle = live::handle(&t.site, id).await.expect("the game");
    let actor = Actor::program("test", t.site.clock.now_ms());
    handle.ask(|reply| Command::Host(act, actor, reply)).await.expect("written").expect("allowed");
}

/// The next step from wherever the game stands.
pub async fn step(t: &TestSite, id: Uuid) {
    let phase = live::handle(&t.site, id).await.expect("the game").now().phase;
    host(t, id, Act::Step(phase)).await;
}

/// Asks the next question and waits until answers are open; returns the phase.
pub async fn ask(t: &TestSite, id: Uuid) -> u32 {
    step(t, id).await;
    let handle = live::handle(&t.site, id).await.expect("the game");
    let snapshot = handle.now();
    let quiz::Stage::Asked(asked) = snapshot.view.stage else { panic!("a question is out") };
    let wait = asked.open - t.site.clock.now().as_microsecond() + 5_000;
    tokio::time::sleep(Duration::from_micros(u64::try_from(wait).unwrap_or(0))).await;
    snapshot.phase
}
