//! What the catalogue of personal data promises to forget is forgotten, and nothing before its time.
use super::prepare_tests::{VENUE, agency, grant};
use super::{duty_of, features, publish};
use crate::keep::{FORGET, forget};
use base::identity::OFFICER;
use base::testing::{TestSite, each_database};
use base::args;
use jiff::SignedDuration;
use uuid::Uuid;

async fn count(t: &TestSite, sql: &'static str) -> i64 {
    base::feature::count(&mut t.site.db.reader(), sql, vec![]).await.unwrap()
}

/// Digests with words, acts on many, views, names in tasks, names in items.
async fn held(t: &TestSite) -> [i64; 5] {
    [
        count(t, "select count(*) from remind_digest where words <> ''").await,
        count(t, "select count(*) from duty_bulk").await,
        count(t, "select count(*) from duty_view").await,
        count(t, "select count(*) from own_task where person <> ''").await,
        count(t, "select count(*) from check_item where person <> ''").await,
    ]
}

#[tokio::test]
async fn each_kind_goes_after_its_own_time_and_not_before() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let health = agency(&t, "Sở Y tế").await;
        let duty = duty_of(&t, campaign, health).await;
        let (gone, _) = t.person("Người Đã Nghỉ", &[grant(OFFICER, campaign, Some(health))]).await;
        let (here, _) = t.person("Người Còn Làm", &[grant(OFFICER, campaign, Some(health))]).await;
        let now = t.site.clock.now_ms();
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        tx.exec("insert into remind_digest (account, on_day, campaign, at, lines, words, outcome, by_hand) values ($1, '2024-09-15', $2, $3, 1, 'Kính gửi', 'queued', $4)", args![gone, campaign, now, false]).await.unwrap();
        tx.exec("insert into duty_bulk (id, campaign, account, at, items) values ($1, $2, $3, $4, '[]')", args![Uuid::now_v7(), campaign, gone, now]).await.unwrap();
        for account in [gone, here] {
            tx.exec("insert into duty_view (id, campaign, account, name, query, shared, created_at) values ($1, $2, $3, 'Việc của tôi', '', $4, $5)", args![Uuid::now_v7(), campaign, account, false, now]).await.unwrap();
        }
        tx.exec("insert into own_task (id, duty, ordinal, title, person, created_at) values ($1, $2, 1, 'Mượn xe', 'Bùi Văn Tám', $3)", args![Uuid::now_v7(), duty.id, now]).await.unwrap();
        tx.exec("update check_item set person = 'Bùi Văn Tám' where duty = $1 and day_no = 0", args![duty.id]).await.unwrap();
        tx.commit().await.unwrap();
        let items = held(&t).await[4];
        assert!(items > 0);
        let exported = (crate::remind::HELD.export)(&mut t.site.db.reader(), gone).await.unwrap();
        assert!(exported.iter().any(|v| v["words"] == "Kính gửi"), "{exported:?}");
        let exported = (crate::table::PERSONAL.export)(&mut t.site.db.reader(), gone).await.unwrap();
        assert_eq!(exported.len(), 2, "the view and the act: {exported:?}");

        let mut passed = 0;
        let mut after = async |days: i64| {
            t.site.clock.pass(SignedDuration::from_hours(24 * (days - passed)));
            passed = days;
            let mut tx = t.site.db.write().await.unwrap();
            tx.unaudited("test");
            tx.exec("update account set last_seen_at = $2 where id = $1", args![here, t.site.clock.now_ms()]).await.unwrap();
            tx.commit().await.unwrap();
            forget(t.site.clone()).await.unwrap();
            held(&t).await
        };
        assert_eq!(after(364).await, [1, 1, 2, 1, items]);
        assert_eq!(after(366).await, [1, 0, 1, 1, items], "who is still here keeps the view");
        assert_eq!(after(731).await, [0, 0, 1, 1, items], "the campaign ended later than the digest was sent");
        assert_eq!(after(760).await, [0, 0, 1, 0, 0]);
        let audited = async || count(&t, "select count(*) from audit where action = 'duties.forget'").await;
        assert_eq!(audited().await, 3);
        forget(t.site.clone()).await.unwrap();
        assert_eq!(audited().await, 3, "nothing to forget, nothing said");
        assert!(FORGET.real_days, "a rehearsal forgets nothing");
        assert_eq!(count(&t, "select count(*) from own_task where title = 'Mượn xe'").await, 1, "the work stays, the name goes");
    })
    .await;
}
