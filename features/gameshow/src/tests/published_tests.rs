//! The final results as an event: once however often somebody presses, still there after a restart, and what a re-count says.
use super::support::{ask, features, game, host, settings, step};
use crate::live::{Act, Command, Joining, handle};
use axum::http::StatusCode;
use base::testing::{each_database, postgres_url};
use base::{Db, Fetch, args, outbox};
use quiz::{Answer, Settings};
use serde_json::{Value, json};

const KIND: &str = "gameshow.published";

#[tokio::test]
async fn results_are_published_once_as_the_recount_says_and_survive_a_restart() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let id = game(&t, Settings { teams: vec!["Khối A".into(), "Khối B".into()], ..settings() }, 1).await;
        let live = handle(&t.site, id).await.expect("the game");
        for (name, team) in [("Lê An", 0), ("Trần Bình", 1), ("Võ Chi", 1)] {
            let joining = Joining { name: name.into(), team: Some(team), ..Joining::default() };
            live.ask(|reply| Command::Join(joining, reply)).await.expect("written").expect("let in");
        }
        let n = ask(&t, id).await;
        for player in [1, 0] {
            let now = t.site.clock.now().as_microsecond();
            live.ask(|reply| Command::Answer(player, n, Answer::One(1), now, 0, reply)).await.expect("written").expect("taken");
        }
        for _ in 0..2 {
            step(&t, id).await;
        }
        host(&t, id, Act::Finish).await;
        let publish = format!("/dau-truong/{id}/ket-qua/cong-bo");
        assert_eq!(t.post(&publish, &cookie, "").await.status, StatusCode::CONFLICT, "not over yet");
        step(&t, id).await;
        assert!(outbox::of(&mut t.site.db.reader(), KIND, id).await.expect("read").is_none());
        let (a, b) = tokio::join!(t.post(&publish, &cookie, ""), t.post(&publish, &cookie, ""));
        let again = t.post(&publish, &cookie, "").await;
        assert!([a, b, again].iter().all(|answer| answer.status == StatusCode::SEE_OTHER));

        let schema = match t.engine {
            "postgres" => t.site.db.reader().one::<(String,)>("select current_schema()::text", args![]).await.expect("a schema").0,
            _ => String::new(),
        };
        t.site.db.close().await;
        let db = match t.engine {
            "postgres" => Db::open_postgres(&postgres_url(), Some(&schema)).await,
            _ => Db::open_sqlite(&t.site.config.data.join("nhipso.db")).await,
        };
        let db = db.expect("the database again");
        let events = outbox::after(&mut db.reader(), KIND, 0, 10).await.expect("read");
        assert_eq!((events.len(), events[0].subject.as_str()), (1, id.to_string().as_str()), "{}: once", t.engine);
        assert!(["Lê An", "Trần Bình", "Võ Chi"].iter().all(|name| !events[0].body.contains(name)), "no name leaves the game");

        let body: Value = serde_json::from_str(&events[0].body).expect("JSON");
        let report = crate::recount(&db, &id.to_string()).await.expect("counted");
        let row = crate::store::game(&mut db.reader(), id).await.expect("the game");
        assert_eq!(body["journal_sha256"], report.hash);
        assert_eq!((body["game"].as_str(), &body["campaign"], body["title"].as_str()), (Some(id.to_string().as_str()), &Value::Null, Some("Ván thử")));
        assert_eq!((body["published_at"].as_i64(), body["ended_at"].as_i64(), Some(events[0].at)), (row.published_at, row.ended_at, row.published_at));
        let counted: Vec<Value> = report.ranking.iter().map(|(place, player, _, points, right, time)| json!([place, player, points, right, time])).collect();
        let said: Vec<Value> = body["ranking"].as_array().expect("rows").iter().map(|r| json!([r["place"], r["player"], r["points"], r["right"], r["time_us"]])).collect();
        assert_eq!((said.len(), body["players"].as_u64()), (3, Some(3)));
        assert_eq!(said, counted, "{}", t.engine);
        let teams: Vec<Value> = report.teams.iter().map(|(place, name, mean)| json!([place, name, mean])).collect();
        let mean = |team: &Value| (team["mean_milli"].as_i64().expect("a mean") + 500).div_euclid(1000);
        let said: Vec<Value> = body["teams"].as_array().expect("teams").iter().map(|team| json!([team["place"], team["name"], mean(team)])).collect();
        assert_eq!(said, teams, "{}", t.engine);
        assert_eq!(body["ranking"][2]["place"], 0, "who has no points has no place");
        db.close().await;
    })
    .await;
}
