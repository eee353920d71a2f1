//! Campaigns side by side: reports, letters, papers and their templates follow the campaign that a person works in.
use super::*;
use axum::http::StatusCode;
use base::identity::{COORDINATOR, Grant};
use base::testing::each_database;

const BESIDE: &str = "Tuần lễ Dữ liệu";

fn coordinates(campaign: Uuid) -> Vec<Grant> {
    vec![Grant { role: COORDINATOR.into(), campaign: Some(campaign), agency: None }]
}

/// A second campaign that the site does not show.
async fn beside(t: &TestSite) -> Uuid {
    let text = PLAN.replace("Ngày Chuyển đổi số", BESIDE).replace("Bố trí xe cứu thương", "Bố trí máy chủ dự phòng");
    let source = plan::Source { sha256: "beside".into(), file_name: "ke-hoach-2.txt".into(), ..plan::Source::default() };
    let mut tx = t.site.db.write().await.unwrap();
    let actor = Actor::program("test", t.site.clock.now_ms());
    let id = plan::publish(&t.site, &mut tx, &actor, &plan_reader::read(&text), &source, &plan::Answers::default()).await.unwrap();
    tx.exec("update duty_standing set from_at = $1 where seq = 1", args![at("2024-09-01T08:00")]).await.unwrap();
    tx.commit().await.unwrap();
    plan::refresh(&t.site).await.unwrap();
    id
}

#[tokio::test]
async fn a_report_is_of_the_campaign_that_its_writer_works_in() {
    each_database(features, async |t| {
        let first = story(&t).await;
        let second = beside(&t).await;
        assert_eq!(plan::door::current(&mut t.site.db.reader()).await.unwrap().unwrap().id, first, "the site shows what it showed");
        let (_, writer) = t.person("Phan Đầu Mối", &coordinates(second)).await;
        let (_, other) = t.person("Lê Năm Ngoái", &coordinates(first)).await;
        for path in ["/bao-cao", "/bao-cao/tuan", "/bao-cao/don-doc", "/bao-cao/moi"] {
            let page = t.get(path, &writer).await;
            assert!(page.status == StatusCode::OK && page.text.contains(BESIDE), "{path}: {}", page.text);
        }
        let address = create(&t, &writer, "").await;
        let page = t.get(&address, &writer).await.text;
        assert!(page.contains("máy chủ dự phòng") && !page.contains("xe cứu thương"), "{page}");
        assert!(t.get("/bao-cao", &writer).await.text.contains(&address));
        assert!(!t.get("/bao-cao", &other).await.text.contains(&address));
        assert!(t.get(&address, &other).await.status.is_client_error(), "another campaign's report");
    })
    .await;
}

#[tokio::test]
async fn papers_know_the_facts_of_their_own_campaign_and_templates_have_one_keeper() {
    each_database(features, async |t| {
        let first = story(&t).await;
        let second = beside(&t).await;
        let (_, writer) = t.person("Phan Đầu Mối", &coordinates(second)).await;
        let (_, keeper) = t.person("Lê Năm Nay", &coordinates(first)).await;
        // Templates and letterheads of all agencies belong to the campaign that the site shows.
        assert_eq!(t.get("/van-ban/mau", &keeper).await.status, StatusCode::OK);
        assert_eq!(t.get("/van-ban/mau", &writer).await.status, StatusCode::FORBIDDEN);
        let mut tx = t.site.db.write().await.unwrap();
        let actor = Actor::program("test", t.site.clock.now_ms());
        let new = papers::door::NewPaper {
            campaign: Some(second),
            agency: None,
            kind: papers::door::Kind::Invitation,
            title: String::new(),
            to: String::new(),
            addressee: String::new(),
            body: None,
            source: "test".into(),
            batch: None,
        };
        let id = papers::door::create(&t.site, &mut tx, &actor, new).await.unwrap();
        tx.commit().await.unwrap();
        let page = t.get(&format!("/van-ban/{id}"), &writer).await;
        assert!(page.status == StatusCode::OK && page.text.contains(BESIDE), "its own campaign's name, not the one that the site shows: {}", page.text);
        assert!(t.get(&format!("/van-ban/{id}"), &keeper).await.status.is_client_error());
    })
    .await;
}
