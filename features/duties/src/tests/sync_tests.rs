//! What a publishing and an amendment do to duties.
use super::{PLAN, features, publish};
use crate::door::{At, Scope, cells};
use crate::{model::State, store};
use base::testing::each_database;

#[tokio::test]
async fn a_plan_gives_duties_and_an_amendment_keeps_their_history() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let mut db = t.site.db.reader();
        let first = store::all(&mut db, campaign).await.unwrap();
        assert_eq!(first.len(), 4, "{first:#?}");
        assert!(first.iter().all(|d| d.state() == State::Assigned && d.agency.is_some()));
        assert_eq!(first.iter().filter(|d| d.from_campaign).count(), 1, "the police has no deadline of its own");
        let all = cells(&mut db, &Scope::all(campaign), campaign, &At::now(&t.site.clock)).await.unwrap();
        assert_eq!(all.total(), 4);
        assert_eq!(store::parts(&mut db, campaign).await.unwrap().len(), 2);

        let amended = PLAN.replace("trước ngày 10/9/2024", "trước ngày 12/9/2024").replace("3. Sở Tài chính\n- Tham mưu kinh phí thực hiện Kế hoạch, hoàn thành trước ngày 05/9/2024.\n", "");
        assert_eq!(publish(&t, &amended).await, campaign);
        let second = store::all(&mut db, campaign).await.unwrap();
        let moved: Vec<_> = second.iter().filter(|d| d.deadline != d.first_deadline).collect();
        assert_eq!(moved.len(), 1, "{second:#?}");
        assert_eq!((moved[0].first_deadline.as_deref(), moved[0].deadline.as_deref()), (Some("2024-09-09"), Some("2024-09-11")));
        assert_eq!(second.iter().filter(|d| d.state() == State::Withdrawn).count(), 1);
        assert_eq!(store::events(&mut db, moved[0].id).await.unwrap().iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["assign", "amend"]);
    })
    .await;
}
