//! Who did what: every act of a host stands in the log of the house with its account; abandoned games end by themselves.
use super::phone::{Phone, serve};
use super::support::{features, game, host, join, settings, step};
use crate::live::{Act, handle};
use crate::{keep, store};
use axum::http::StatusCode;
use base::identity::Grant;
use base::testing::each_database;
use base::{Actor, Fetch, args};
use quiz::{Entry, Event, Stage};
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn who_pressed_what_is_in_the_log() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        join(&t, id, "Lê An").await;
        let (account, cookie) = t.person("Người dẫn", &[Grant { role: "coordinator".into(), campaign: None, agency: None }]).await;
        let (desk, people) = (format!("/dau-truong/{id}/dieu-khien"), format!("/dau-truong/{id}/nguoi-choi"));
        let acts = ["lock", "lock", "step", "pause", "pause", "more", "skip", "finish", "step"];
        for act in acts {
            let n = handle(&t.site, id).await.expect("the game").now().phase;
            let done = t.post(&desk, &cookie, &format!("act={act}&n={n}")).await;
            assert_eq!(done.location(), desk, "{act}: {}", done.text);
            if act == "skip" {
                for button in ["moi_ra=0", "cho_lai=0"] {
                    assert_eq!(t.post(&people, &cookie, button).await.location(), people);
                }
            }
        }
        let sql = "select action, actor, detail from audit where entity = 'quiz_game' and entity_id = $1 order by seq";
        let lines: Vec<(String, Option<Uuid>, String)> = t.site.db.reader().all(sql, args![id.to_string()]).await.expect("the log");
        let verbs: Vec<&str> = lines.iter().map(|(verb, ..)| verb.as_str()).collect();
        let wanted = ["lock", "unlock", "ask", "pause", "resume", "extend", "skip", "kick", "restore", "honour", "end"].map(|verb| format!("quiz.{verb}"));
        assert_eq!(verbs, wanted, "{}", t.engine);
        assert!(lines.iter().all(|(_, actor, _)| *actor == Some(account)));
        assert!(lines.iter().all(|(.., detail)| !detail.contains("Lê An")));
        let refused = t.post(&desk, &cookie, "act=step&n=0").await;
        assert_ne!(refused.status, StatusCode::OK);
        let again: Vec<(i64,)> = t.site.db.reader().all("select seq from audit where entity_id = $1", args![id.to_string()]).await.expect("the log");
        assert_eq!(again.len(), lines.len(), "what was refused was not done");
    })
    .await;
}

#[tokio::test]
async fn an_abandoned_game_ends_and_one_that_goes_on_does_not() {
    each_database(features, async |t| {
        let (old, fresh) = (game(&t, settings(), 1).await, game(&t, settings(), 1).await);
        let (_, cookie) = join(&t, fresh, "Lê An").await;
        let at = serve(&t).await;
        let mut phone = Phone::connect(at, fresh, &cookie).await.expect("let in");
        phone.wait("lobby").await;
        // A game whose journal says that its last line is 31 days old.
        let abandoned = Uuid::now_v7();
        let row = store::game(&mut t.site.db.reader(), old).await.expect("a game");
        let past = t.site.clock.now_ms() - 31 * 86_400_000;
        let new = crate::model::NewGame {
            campaign: None,
            title: row.title.clone(),
            pin: "000001".into(),
            series: String::new(),
            settings: row.settings.clone(),
            questions: row.questions.clone(),
            secret: row.secret.clone(),
        };
        let first = Entry::after((0, [0; 32]), &[Event::Created { settings: Box::new(row.settings()), questions: row.questions() }]);
        let mut tx = t.site.db.write().await.expect("a transaction");
        store::insert(&mut tx, &Actor::program("test", past), abandoned, &new, &first).await.expect("a game");
        tx.unaudited("test");
        tx.commit().await.expect("a commit");

        keep::end_idle(t.site.clone()).await.expect("done");
        let ended = async |id| store::game(&mut t.site.db.reader(), id).await.expect("a game").ended_at.is_some();
        assert!(ended(abandoned).await && !ended(old).await && !ended(fresh).await, "{}", t.engine);
        let counted = crate::results::load(&t.site.db, abandoned).await.expect("counted");
        assert!(counted.count.ended && counted.count.forbidden == 0);
        let sql = "select actor_label from audit where action = 'quiz.end' and entity_id = $1";
        let (who,): (String,) = t.site.db.reader().one(sql, args![abandoned.to_string()]).await.expect("the log");
        assert_eq!(who, "job gameshow-idle");
        keep::end_idle(t.site.clone()).await.expect("twice does no harm");
    })
    .await;
}

#[tokio::test]
async fn who_is_sent_out_leaves_the_ranking_that_is_shown() {
    each_database(features, async |t| {
        let id = game(&t, settings(), 1).await;
        let at = serve(&t).await;
        let (an, _) = join(&t, id, "Lê An").await;
        let (_, cookie) = join(&t, id, "Trần Bình").await;
        join(&t, id, "Chưa trả lời").await;
        let mut phone = Phone::connect(at, id, &cookie).await.expect("let in");
        let n = super::support::ask(&t, id).await;
        let live = handle(&t.site, id).await.expect("the game");
        let now = t.site.clock.now().as_microsecond();
        live.ask(|reply| crate::live::Command::Answer(an, n, quiz::Answer::One(1), now, 0, reply)).await.expect("written").expect("taken");
        phone.answer(n, json!({"one": 1})).await;
        phone.wait("ack").await;
        for _ in 0..3 {
            step(&t, id).await;
        }
        assert_eq!(phone.wait("board").await["top"].as_array().map(Vec::len), Some(2), "who has no points is on no board");
        host(&t, id, Act::Kick(an)).await;
        let board = phone.wait("board").await;
        assert_eq!((board["top"][0]["name"].as_str(), board["top"].as_array().map(Vec::len)), (Some("Trần Bình"), Some(1)), "{}", t.engine);
        step(&t, id).await;
        phone.wait("podium").await;
        assert_eq!(live.now().view.stage, Stage::Podium);
        assert_eq!((live.now().view.played, live.now().view.counted), (1, 1));
        let screen = t.get(&crate::stage::link(&live.secret, id, None), "").await.text;
        assert!(screen.contains("1 câu, 1 người đã chơi") && !screen.contains("Lê An"), "{screen}");
        host(&t, id, Act::Restore(an)).await;
        assert_eq!(phone.wait("podium").await["top"][0]["name"], "Lê An");
        assert!(t.get(&crate::stage::link(&live.secret, id, None), "").await.text.contains("1 câu, 2 người đã chơi"));
    })
    .await;
}
