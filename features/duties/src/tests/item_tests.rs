//! Whose a tick is and whose name the history tells, on both databases.
use super::prepare_tests::{VENUE, agency, grant, is, item, state, tick};
use super::{features, publish};
use axum::http::StatusCode;
use base::identity::{COORDINATOR, HEAD, OFFICER};
use base::testing::each_database;
use uuid::Uuid;

#[tokio::test]
async fn a_phone_sends_only_the_ticks_of_its_own_account() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let health = agency(&t, "Sở Y tế").await;
        let (me, cookie) = t.person("Trần Thị Mai", &[grant(OFFICER, campaign, Some(health))]).await;
        let (other, _) = t.person("Vũ Văn Hai", &[grant(OFFICER, campaign, Some(health))]).await;
        let page = t.get("/nhiem-vu/san-sang/cum-1/di?ngay=0", &cookie).await.text;
        assert!(page.contains(&format!("data-account=\"{me}\"")) && page.contains("Chưa được ghi, vì…"), "{page}");
        let crew = item(&t, campaign, "Sở Y tế", "Phân công kíp trực").await;
        let path = format!("/nhiem-vu/muc/{crew}/danh-dau");
        let kept = tick(Uuid::now_v7(), "todo", "done");
        is(&t.post(&path, &cookie, &format!("{kept}&ai={other}")).await, StatusCode::UNAUTHORIZED);
        assert_eq!(state(&t, crew).await.0, "todo", "it waits for who made it");
        is(&t.post(&path, &cookie, &format!("{kept}&ai={me}")).await, StatusCode::SEE_OTHER);
        assert_eq!(state(&t, crew).await.0, "done");
    })
    .await;
}

#[tokio::test]
async fn the_history_of_an_item_names_only_colleagues() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let health = Some(agency(&t, "Sở Y tế").await);
        let named = async |name: &str, role: &str, of: Option<Uuid>| t.person(name, &[grant(role, campaign, of)]).await.1;
        let (mine, head) = (named("Vũ Thị Đánh Dấu", OFFICER, health).await, named("Đỗ Thủ Trưởng", HEAD, health).await);
        let boss = named("Lý Điều Phối", COORDINATOR, None).await;
        let crew = item(&t, campaign, "Sở Y tế", "Phân công kíp trực").await;
        let (page, path) = (format!("/nhiem-vu/muc/{crew}"), format!("/nhiem-vu/muc/{crew}/danh-dau"));
        is(&t.post(&path, &mine, &tick(Uuid::now_v7(), "todo", "doing")).await, StatusCode::SEE_OTHER);
        is(&t.post(&path, &boss, &tick(Uuid::now_v7(), "doing", "done")).await, StatusCode::SEE_OTHER);
        let history = async |who: &str| t.get(&page, who).await.text.split_once("class=\"ready-events\"").unwrap().1.to_owned();
        let (seen, all) = (history(&head).await, history(&boss).await);
        assert!(seen.contains("Vũ Thị Đánh Dấu") && seen.contains("Cơ quan điều phối") && !seen.contains("Lý Điều Phối"), "{seen}");
        assert!(all.contains("Vũ Thị Đánh Dấu") && all.contains("Lý Điều Phối"), "{all}");
    })
    .await;
}
