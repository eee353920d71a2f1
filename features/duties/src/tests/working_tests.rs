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
        assert!(page.contains("xe cứu thương") && !page.contains(CHOOSE), "one campaign: nothing to choose: {page}");

        let second = publish_beside(&t, &beside()).await;
        assert_eq!(plan::door::current(&mut t.site.db.reader()).await.unwrap().unwrap().id, first, "the site shows what it showed");
        let (_, both) = t.person("Lê Văn Hai", &[grant(OFFICER, first, health), grant(OFFICER, second, health)]).await;
        let (_, newer) = t.person("Ngô Thị Mới", &[grant(OFFICER, second, health)]).await;
        let (_, head) = t.person("Phan Đầu Mối", &[grant(COORDINATOR, second, None)]).await;

        // Whose role is in one campaign only works there, without choosing; it is named where the public site shows another.
        assert!(!t.get("/nhiem-vu", &officer).await.text.contains(CHOOSE));
        for who in [&newer, &head] {
            let page = t.get("/nhiem-vu", who).await.text;
            assert!(page.contains("máy chủ dự phòng") && page.contains("working-name\">Tuần lễ Dữ liệu"), "{page}");
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

#[tokio::test]
async fn what_mails_and_calendars_lead_to_opens_whatever_campaign_one_works_in() {
    each_database(features, async |t| {
        let first = publish(&t, VENUE).await;
        let second = publish_beside(&t, &beside().replace("Bảo đảm an ninh", "Bố trí xe cứu thương, bảo đảm an ninh")).await;
        let (health, police) = (agency(&t, "Sở Y tế").await, Some(agency(&t, "Công an tỉnh").await));
        let (_, cookie) = t.person("Lê Văn Hai", &[grant(OFFICER, first, Some(health)), grant(OFFICER, second, police)]).await;
        let (duty,): (Uuid,) = t.site.db.reader().one("select id from duty where campaign = $1 and agency = $2", args![second, police]).await.unwrap();
        let items: Vec<(Uuid,)> = t.site.db.reader().all("select id from check_item where campaign = $1 and agency = $2", args![second, police]).await.unwrap();
        assert!(!items.is_empty());
        // She works in the first; things of the second open and can be worked on by their own keys.
        assert!(t.get("/nhiem-vu", &cookie).await.text.contains("ê-kíp cấp cứu"));
        let item = items[0].0;
        for path in [format!("/nhiem-vu/{duty}"), format!("/nhiem-vu/muc/{item}"), format!("/nhiem-vu/vuong-mac/moi?nv={duty}")] {
            let page = t.get(&path, &cookie).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        }
        let tick = format!("khoa={}&tu=todo&den=done", Uuid::now_v7());
        assert_eq!(t.post(&format!("/nhiem-vu/muc/{item}/danh-dau"), &cookie, &tick).await.status, StatusCode::SEE_OTHER);
        let (state,): (String,) = t.site.db.reader().one("select state from check_item where id = $1", args![item]).await.unwrap();
        assert_eq!(state, "done");
        // A stranger to the second finds none of it.
        let (_, stranger) = t.person("Người ngoài", &[grant(OFFICER, first, Some(health))]).await;
        for path in [format!("/nhiem-vu/{duty}"), format!("/nhiem-vu/muc/{item}"), format!("/nhiem-vu/vuong-mac/moi?nv={duty}")] {
            assert_eq!(t.get(&path, &stranger).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        // One calendar address holds both.
        let made = t.post("/nhiem-vu/lich/dia-chi", &cookie, "").await.text;
        let at = made.find("/nhiem-vu/lich/").and_then(|_| made.match_indices(".ics").next()).map(|(end, _)| end).expect("an address");
        let begin = made[..at].rfind("/nhiem-vu/lich/").expect("its path");
        let feed = t.get(&made[begin..at + 4], "").await.text;
        let feed = feed.replace("\r\n ", "");
        for words in [FIRST, SECOND, "?nam=binh-an-2024"] {
            assert!(feed.contains(words), "{words}: {feed}");
        }
    })
    .await;
}

