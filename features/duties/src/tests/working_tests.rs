//! Campaigns side by side: staff pages show the one that a person works in, whatever the public site shows.
use super::prepare_tests::{VENUE, agency, grant};
use super::{features, publish, publish_beside};
use axum::http::StatusCode;
use base::identity::{COORDINATOR, OFFICER};
use base::testing::each_database;
use base::{Fetch, args};
use uuid::Uuid;

const CHOOSE: &str = "/ke-hoach/lam-viec";
const FIRST: &str = "Ngày Chuyển đổi số Bình An 2024";
const SECOND: &str = "Tuần lễ Dữ liệu Bình An 2024";

fn beside() -> String {
    VENUE.replace("Ngày Chuyển đổi số", "Tuần lễ Dữ liệu").replace("Bố trí xe cứu thương", "Bố trí máy chủ dự phòng")
}

#[tokio::test]
async fn people_work_in_the_campaign_that_they_choose() {
    each_database(features, async |t| {
        let first = publish(&t, VENUE).await;
        let health = Some(agency(&t, "Sở Y tế").await);
        let (_, officer) = t.person("Trần Thị Mai", &[grant(OFFICER, first, health)]).await;
        let page = t.get("/nhiem-vu", &officer).await.text;
        assert!(page.contains(FIRST) && !page.contains(CHOOSE), "one campaign: nothing to choose");

        let second = publish_beside(&t, &beside()).await;
        assert_eq!(plan::door::current(&mut t.site.db.reader()).await.unwrap().unwrap().id, first, "the site shows what it showed");
        let (_, both) = t.person("Lê Văn Hai", &[grant(OFFICER, first, health), grant(OFFICER, second, health)]).await;
        let (_, newer) = t.person("Ngô Thị Mới", &[grant(OFFICER, second, health)]).await;
        let (_, head) = t.person("Phan Đầu Mối", &[grant(COORDINATOR, second, None)]).await;

        // Whose role is in one campaign only works there, without choosing.
        for (who, name) in [(&officer, FIRST), (&newer, SECOND), (&head, SECOND)] {
            let page = t.get("/nhiem-vu", who).await.text;
            assert!(page.contains(name) && !page.contains(CHOOSE), "{name}");
        }
        let answer = t.post(CHOOSE, &newer, &format!("chien-dich={first}&ve=/nhiem-vu")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "no role there");

        // Whose roles are in both begins with the one that the site shows and may change.
        let page = t.get("/nhiem-vu", &both).await.text;
        assert!(page.contains("xe cứu thương") && page.contains(CHOOSE) && page.contains(SECOND) && !page.contains("máy chủ dự phòng"), "{page}");
        let answer = t.post(CHOOSE, &both, &format!("chien-dich={second}&ve=/nhiem-vu/bang")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/nhiem-vu/bang"));
        let kept = |cookie: &axum::http::HeaderValue| cookie.to_str().is_ok_and(|c| c.starts_with(&format!("chien-dich={second}; ")));
        assert!(answer.headers.get_all("set-cookie").iter().any(kept), "{:?}", answer.headers);
        let chosen = format!("{both}; chien-dich={second}");
        for path in ["/nhiem-vu", "/nhiem-vu/bang", "/nhiem-vu/tien-do", "/nhiem-vu/lich?thang=2024-09"] {
            let page = t.get(path, &chosen).await.text;
            assert!(page.contains("áy chủ dự phòng") && !page.contains("xe cứu thương"), "{path}: {page}");
        }
        for path in ["/nhiem-vu/san-sang", "/nhiem-vu/gia-han", "/nhiem-vu/vuong-mac", "/nhiem-vu/so-sanh"] {
            let page = t.get(path, &chosen).await;
            assert!(page.status == StatusCode::OK && page.text.contains("working-name\">Tuần lễ Dữ liệu"), "{path}: {}", page.text);
        }
        // A choice that does not exist, or that is not open to this person, is as none; and nobody without a session chooses.
        for stale in [Uuid::now_v7().to_string(), "khong-phai".into()] {
            assert!(t.get("/nhiem-vu", &format!("{both}; chien-dich={stale}")).await.text.contains("xe cứu thương"));
        }
        assert!(t.get("/nhiem-vu", &format!("{newer}; chien-dich={first}")).await.text.contains("máy chủ dự phòng"));
        assert_eq!(t.post(CHOOSE, &both, &format!("chien-dich={}", Uuid::now_v7())).await.status, StatusCode::NOT_FOUND);
        assert_ne!(t.post(CHOOSE, "", &format!("chien-dich={first}")).await.status, StatusCode::OK);

        // What a coordinator does to many goes to the campaign on the page.
        let (duty,): (Uuid,) = t.site.db.reader().one("select id from duty where campaign = $1 and agency = $2", args![first, health]).await.unwrap();
        let many = t.post("/nhiem-vu/bang/chon", &head, &format!("id={duty}&act=remind")).await;
        assert!(!many.text.contains("xe cứu thương"), "another campaign's duty: {}", many.text);
    })
    .await;
}
