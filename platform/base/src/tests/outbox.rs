//! The outbox of events on both databases: once for each subject, in order, in the transaction of its cause, never changed.
use crate::testing::{TestSite, each_database};
use crate::{Actor, args, outbox};
use serde_json::json;

fn features() -> Vec<crate::Feature> {
    vec![crate::feature()]
}

async fn publish(t: &TestSite, kind: &str, subject: &str, n: i64, commit: bool) -> bool {
    let actor = Actor::program("test", n);
    let mut tx = t.site.db.write().await.unwrap();
    let now = outbox::publish(&mut tx, &actor, kind, subject, &json!({ "n": n })).await.unwrap();
    tx.audit(&actor, "x", "x", subject, None, json!({})).await.unwrap();
    if commit {
        tx.commit().await.unwrap();
    }
    now
}

#[tokio::test]
async fn an_event_is_published_once_and_read_in_order() {
    each_database(features, async |t| {
        assert!(publish(&t, "game", "a", 0, false).await, "what is not committed did not happen");
        for (subject, n, now) in [("a", 1, true), ("b", 2, true), ("a", 3, false)] {
            assert_eq!(publish(&t, "game", subject, n, true).await, now, "{} {subject}", t.engine);
        }
        assert!(publish(&t, "match", "a", 4, true).await, "another kind of the same thing");
        assert!(publish(&t, "game", "c", 5, true).await);
        let db = &mut t.site.db.reader();
        let read = outbox::after(db, "game", 0, 10).await.unwrap();
        let seen: Vec<_> = read.iter().map(|e| (e.subject.as_str(), e.at, e.body.as_str())).collect();
        assert_eq!(seen, [("a", 1, r#"{"n":1}"#), ("b", 2, r#"{"n":2}"#), ("c", 5, r#"{"n":5}"#)], "{}", t.engine);
        assert!(read.windows(2).all(|two| two[0].seq < two[1].seq));
        assert_eq!(outbox::after(db, "game", read[0].seq, 1).await.unwrap(), [read[1].clone()]);
        assert_eq!(outbox::of(db, "game", "b").await.unwrap(), Some(read[1].clone()));
        for sql in ["update event_outbox set body = '{}'", "delete from event_outbox"] {
            let mut tx = t.site.db.write().await.unwrap();
            assert!(tx.exec(sql, args![]).await.is_err(), "{}: {sql}", t.engine);
        }
    })
    .await;
}

#[tokio::test]
async fn of_many_who_publish_at_once_one_does_and_numbers_follow_commits() {
    each_database(features, async |t| {
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..12_i64 {
            let db = t.site.db.clone();
            tasks.spawn(async move {
                let actor = Actor::program("test", n);
                let mut tx = db.write().await.unwrap();
                let now = outbox::publish(&mut tx, &actor, "game", n % 3, &json!({})).await.unwrap();
                tx.audit(&actor, "x", "x", n, None, json!({})).await.unwrap();
                tx.commit().await.unwrap();
                now
            });
        }
        let done = tasks.join_all().await;
        assert_eq!(done.into_iter().filter(|now| *now).count(), 3, "{}", t.engine);
        let numbers: Vec<i64> = outbox::after(&mut t.site.db.reader(), "game", 0, 10).await.unwrap().iter().map(|e| e.seq).collect();
        assert_eq!(numbers, [1, 2, 3]);
    })
    .await;
}
