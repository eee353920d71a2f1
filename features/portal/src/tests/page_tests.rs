//! Pages: contents, languages, what is missing, and how many statements they cost.
use super::support::{cost, features, programme, publish};
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn an_empty_site_says_what_to_do() {
    each_database(features, async |t| {
        let home = t.get("/", "").await;
        assert_eq!(home.status, StatusCode::OK);
        assert!(home.text.contains("chưa có kế hoạch") && home.text.contains("/dang-nhap"), "{}", t.engine);
        for path in ["/hoat-dong", "/tim?q=abc", "/du-lieu", "/tiep-can", "/nhan-biet", "/sitemap.xml", "/robots.txt", "/manifest.webmanifest"] {
            assert_eq!(t.get(path, "").await.status, StatusCode::OK, "{path}");
        }
        for path in ["/lich.ics", "/tin.rss", "/hoat-dong/x", "/?nam=x", "/xem-truoc.svg"] {
            assert_eq!(t.get(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_home_page_is_made_of_the_plan() {
    each_database(features, async |t| {
        let campaign = publish(&t, 2024, 2).await;
        let home = t.get("/", "").await.text;
        for words in [
            "Chạm vào số", "Sống xanh hơn", "Hai chặng ở Thanh Thủy và Phước Hòa", "Còn đến Cụm 1\u{a0}· Thanh Thủy", "Ngày sẽ công bố",
            "Vòng quay số 1", "Hai hoạt động", "/ke-hoach/nhiem-vu/1", "Sở Thông tin và Truyền thông", "Theo kế hoạch, sắp tới là",
            "20–21/09/2024", "data-countdown=",
        ] {
            assert!(home.contains(words), "{}: {words}\n{home}", t.engine);
        }
        let none = ["Hòa, Việt", "portal-", "ui-lead"].into_iter().find(|w| home.contains(&format!(">{w}")));
        assert_eq!(none, None, "a key without its text");
        programme(&t, campaign, "Khai mạc ngày hội", -10, 50).await;
        programme(&t, campaign, "Thi đấu vòng một", 60, 120).await;
        let home = t.get("/", "").await.text;
        for words in ["Bây giờ ở Thanh Thủy", "Khai mạc ngày hội", "Thi đấu vòng một", "Khu B", "08:50 – 09:50"] {
            assert!(home.contains(words), "{words}\n{home}");
        }
        let english = t.get("/?lang=en", "").await.text;
        assert!(english.contains("Two stops in Thanh Thủy and Phước Hòa") && english.contains("lang=\"en\""));
    })
    .await;
}

#[tokio::test]
async fn several_campaigns_live_side_by_side() {
    each_database(features, async |t| {
        publish(&t, 2023, 1).await;
        publish(&t, 2024, 3).await;
        let home = t.get("/", "").await.text;
        let other = plan::door::campaigns(&mut t.site.db.reader()).await.unwrap();
        let current = plan::door::current(&mut t.site.db.reader()).await.unwrap().unwrap();
        let slug = other.iter().find(|c| c.id != current.id).unwrap().slug.clone();
        assert!(home.contains(&format!("/?nam={slug}")));
        let page = t.get(&format!("/?nam={slug}"), "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(&format!("/hoat-dong?nam={slug}")));
        assert_eq!(t.get("/?nam=khong-co", "").await.status, StatusCode::NOT_FOUND);
        let programme = t.get(&format!("/su-kien?nam={slug}"), "").await.text;
        let stop = programme.split("href=\"/su-kien/").nth(1).and_then(|s| s.split('"').next()).unwrap();
        assert!(stop.ends_with(&format!("?nam={slug}")) && programme.contains("2023"), "{programme}");
        assert_eq!(t.get(&format!("/su-kien/{stop}"), "").await.status, StatusCode::OK);
        assert_eq!(t.get("/su-kien?nam=khong-co", "").await.status, StatusCode::NOT_FOUND);
        let found = t.get("/tim?q=vong+quay", "").await.text;
        assert!(found.contains(&format!("nam={slug}")), "older campaigns are found as well");
    })
    .await;
}

#[tokio::test]
async fn an_activity_has_a_page_of_its_own() {
    each_database(features, async |t| {
        let campaign = publish(&t, 2024, 2).await;
        programme(&t, campaign, "Vòng loại", 60, 120).await;
        let activities = plan::door::activities(&mut t.site.db.reader(), campaign).await.unwrap();
        let slug = &activities[0].slug;
        let list = t.get("/hoat-dong", "").await.text;
        assert!(list.contains(&format!("/hoat-dong/{slug}")) && list.contains("Thi và chơi"));
        let page = t.get(&format!("/hoat-dong/{slug}"), "").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in ["công chức và người dân", "Sở Thông tin và Truyền thông", "Công an tỉnh", "Vòng loại", "10:00 – 11:00", "/ke-hoach#III", &format!("/lich/hoat-dong/{slug}.ics")] {
            assert!(page.text.contains(words), "{words}\n{}", page.text);
        }
        assert_eq!(t.get("/hoat-dong/khong-co", "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn pages_cost_the_same_for_one_and_for_thirty_activities() {
    each_database(features, async |t| {
        let paths = ["/", "/hoat-dong", "/tim?q=so", "/lich.ics", "/du-lieu/assignments.json"];
        publish(&t, 2024, 1).await;
        let mut one = Vec::new();
        for path in paths {
            one.push(cost(&t, path).await);
        }
        drop(t);
        let engine = ["sqlite", "postgres"];
        for engine in engine {
            let many = base::testing::TestSite::start(engine, &features).await;
            publish(&many, 2024, 30).await;
            for (path, one) in paths.iter().zip(&one) {
                let thirty = cost(&many, path).await;
                assert!(thirty <= *one && thirty <= 40, "{path}: {one} and {thirty}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn search_finds_with_and_without_marks_and_shows_examples() {
    each_database(features, async |t| {
        publish(&t, 2024, 2).await;
        for question in ["vong+quay", "v%C3%B2ng+quay", "vongquay"] {
            let page = t.get(&format!("/tim?q={question}"), "").await.text;
            assert!(page.contains("/hoat-dong/") && page.contains("<mark>") || question == "vongquay" && page.contains("/hoat-dong/"), "{question}");
        }
        assert!(t.get("/tim?q=so+y+te", "").await.text.contains("/co-quan/"));
        assert!(t.get("/tim?q=cap+cuu", "").await.text.contains("/ke-hoach/nhiem-vu/"));
        let none = t.get("/tim?q=khongcogica", "").await;
        assert_eq!(none.status, StatusCode::OK);
        assert!(none.text.contains("Không thấy gì") && none.text.contains("Thử tìm"));
        let script = t.get("/tim?q=%3Cscript%3Ealert(1)%3C/script%3E", "").await.text;
        assert!(!script.contains("<script>alert"));
    })
    .await;
}

#[tokio::test]
async fn pictures_have_lasting_addresses_and_previews_are_png() {
    each_database(features, async |t| {
        publish(&t, 2024, 1).await;
        let home = t.get("/", "").await.text;
        let at = home.find("/tranh/").unwrap();
        let href = home[at..].split('"').next().unwrap();
        let picture = t.get(href, "").await;
        assert_eq!(picture.status, StatusCode::OK);
        assert!(picture.headers["cache-control"].to_str().unwrap().contains("immutable"));
        assert!(picture.text.starts_with("<svg"));
        assert_eq!(t.get("/tranh/song-lam-2024/x/khac.svg", "").await.status, StatusCode::NOT_FOUND);
        let preview = t.get("/xem-truoc.png", "").await;
        assert_eq!(preview.headers["content-type"], "image/png");
        assert_eq!(&preview.bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 × 630");
        assert_eq!(t.get("/bieu-tuong/192.png", "").await.headers["content-type"], "image/png");
        assert_eq!(t.get("/bieu-tuong/9.png", "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_agency_page_shows_what_it_leads_and_hosts() {
    each_database(features, async |t| {
        let campaign = publish(&t, 2024, 1).await;
        let stops = plan::door::stops(&mut t.site.db.reader(), campaign).await.unwrap();
        let host = stops[0].host.clone().unwrap();
        let page = t.get(&host.href(), "").await;
        assert_eq!(page.status, StatusCode::OK, "{}", host.href());
        assert!(page.text.contains("Đăng cai") && page.text.contains("/su-kien/"));
        let duties = plan::door::assignments(&mut t.site.db.reader(), campaign).await.unwrap();
        let lead = duties.iter().find_map(|d| d.lead.first()).unwrap();
        let page = t.get(&lead.href(), "").await.text;
        assert!(page.contains("Nhiệm vụ chủ trì") && page.contains("/ke-hoach/nhiem-vu/"), "{page}");
    })
    .await;
}
