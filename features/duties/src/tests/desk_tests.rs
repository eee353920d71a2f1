//! The desk: what waits for whom, empty states, live changes, and pages whose number of statements does not grow.
use super::{PLAN, agency, coordinator, duty_of, features, officer, publish};
use axum::http::StatusCode;
use base::testing::each_database;
use ui::page::encode;
use uuid::Uuid;

#[tokio::test]
async fn a_desk_shows_what_waits_for_whom() {
    each_database(features, async |t| {
        let loose = t.holder("officer").await;
        assert!(t.get("/nhiem-vu", &loose).await.text.contains("Chưa có kế hoạch"));
        assert!(t.get("/nhiem-vu/bang", &loose).await.text.contains("Chưa có kế hoạch"));
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (_, elsewhere) = officer(&t, Uuid::now_v7(), health).await;
        assert!(t.get("/nhiem-vu", &elsewhere).await.text.contains("chưa gắn với cơ quan nào"));
        let ((_, me), (_, boss)) = (officer(&t, campaign, health).await, coordinator(&t, campaign).await);
        let duty = duty_of(&t, campaign, health).await;
        let page = t.get("/nhiem-vu", &me).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Chờ tiếp nhận · 1") && page.text.contains(&duty.href()), "{}", page.text);
        assert!(page.text.contains("Phần việc cơ quan phối hợp · 1"), "the part in another's duty");
        assert!(!t.get("/nhiem-vu", &boss).await.text.contains("Chờ xác nhận · "));
        t.post(&format!("{}/viec/accept", duty.href()), &me, "revision=1").await;
        super::given_on(&t, 1).await;
        let fields = [("revision", "2"), ("finished", "09/09/2024"), ("words-report", "Xong")];
        t.upload(&format!("{}/bao-cao", duty.href()), &me, "", b"", &fields).await;
        let page = t.get("/nhiem-vu", &boss).await;
        assert!(page.text.contains("Chờ xác nhận · 1") && page.text.contains(&duty.href()), "{}", page.text);
        t.post(&format!("{}/viec/send_back", duty.href()), &boss, &format!("revision=3&words-send-back={}", encode("Thiếu"))).await;
        let page = t.get("/nhiem-vu", &me).await;
        assert!(page.text.contains("Quá hạn · 1"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn the_number_of_statements_does_not_grow_with_the_duties() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let ((_, me), (_, boss)) = (officer(&t, campaign, health).await, coordinator(&t, campaign).await);
        let cost = async |path: &str, who: &str| {
            let before = t.site.db.statements();
            assert_eq!(t.get(path, who).await.status, StatusCode::OK, "{path}");
            t.site.db.statements() - before
        };
        let pages = [("/nhiem-vu", &me), ("/nhiem-vu", &boss), ("/nhiem-vu/bang", &me), ("/nhiem-vu/bang?o=overdue&xep=han", &boss)];
        let mut few = Vec::new();
        for (path, who) in pages {
            few.push(cost(path, who).await);
        }
        let more: String = (0..30).map(|n| format!("- Việc thêm số {n} của sở, hoàn thành trước ngày 1{}/9/2024.\n", n % 10)).collect();
        publish(&t, &PLAN.replace("2. Công an tỉnh\n", &format!("{more}2. Công an tỉnh\n"))).await;
        let all = crate::store::all(&mut t.site.db.reader(), campaign).await.unwrap();
        assert!(all.len() > 30, "{}", all.len());
        for ((path, who), few) in pages.into_iter().zip(few) {
            assert!(cost(path, who).await <= few + 2, "{path}: {few}");
        }
        let page = cost(&duty_of(&t, campaign, health).await.href(), &boss).await;
        // 22 of its own and what its two sections ask
        assert!(page <= 30, "the page of a duty sent {page} statements");
    })
    .await;
}

#[tokio::test]
async fn others_changes_appear_and_foreign_ones_do_not() {
    use crate::live::{Change, TOPIC};
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (account, me) = officer(&t, campaign, health).await;
        let duty = duty_of(&t, campaign, health).await;
        let mut live = t.site.live.subscribe();
        t.post(&format!("{}/viec/accept", duty.href()), &me, "revision=1").await;
        let event = live.recv().await.unwrap();
        let change: Change = serde_json::from_str(&event.data).unwrap();
        assert_eq!((event.topic.as_str(), change.duty, change.by, change.count), (TOPIC, Some(duty.id), Some(account), 1));
        assert_eq!(change.agencies, [crate::scope::key(&health)]);
        let news = async |scope: &crate::scope::Scope, who: Uuid| {
            let values = base::args![&scope.agencies, campaign, 0_i64, who];
            base::feature::count(&mut t.site.db.reader(), crate::live::CHANGED, values).await.unwrap()
        };
        let (own, police) = (crate::scope::Scope::only(campaign, vec![health]), agency(&t, "Công an tỉnh").await);
        let (colleague, given) = (Uuid::now_v7(), 1);
        assert_eq!(news(&own, colleague).await, given + 1, "the giving and the acceptance");
        assert_eq!(news(&own, account).await, given, "one's own acts are no news");
        assert_eq!(news(&crate::scope::Scope::only(campaign, vec![police]), colleague).await, given, "another agency's are none either");
        assert_eq!(news(&crate::scope::Scope::only(campaign, vec![]), colleague).await, 0);
    })
    .await;
}
