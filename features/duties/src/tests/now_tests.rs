//! What counts as now, also where the clock of the server stepped back.
use super::{PLAN, agency, coordinator, duty_of, features, officer, publish};
use crate::door::{At, Scope, cells, cells_by_agency};
use axum::http::StatusCode;
use base::testing::each_database;
use jiff::SignedDuration;

#[tokio::test]
async fn leader_and_table_agree_when_the_clock_stepped_back() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (_, me) = officer(&t, campaign, health).await;
        let duty = duty_of(&t, campaign, health).await;
        let accepted = t.post(&format!("{}/viec/accept", duty.href()), &me, "revision=1").await;
        assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text);
        t.site.clock.pass(SignedDuration::from_mins(-30));
        let now = At::now(&t.site.clock);
        let (_, boss) = coordinator(&t, campaign).await;
        assert!(duty_of(&t, campaign, health).await.from_at > now.ms, "its standing begins after now");
        let (mut db, scope) = (t.site.db.reader(), Scope::all(campaign));
        let sum = cells(&mut db, &scope, campaign, &now).await.unwrap();
        assert_eq!((sum.total(), sum.overdue), (4, 2), "{sum:?}");
        assert_eq!(cells_by_agency(&mut db, &scope, campaign, &now).await.unwrap()[&Some(health)].overdue, 1);
        let table = t.get("/nhiem-vu/bang?o=overdue", &boss).await.text;
        assert!(table.contains(&duty.href()));
        let screen = t.get("/nhiem-vu/lanh-dao", &boss).await.text;
        assert!(screen.contains("o=overdue\"><b>2</b>"), "{screen}");
        let before = cells(&mut db, &scope, campaign, &At::past(now.ms - 3_600_000)).await.unwrap();
        assert_eq!(before.total(), 0, "the past stays what it was");
    })
    .await;
}
