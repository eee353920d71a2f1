//! Calendars, news, site map.
use super::support::{features, programme, publish};
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn calendars_hold_stops_and_hours() {
    each_database(features, async |t| {
        let campaign = publish(&t, 2024, 1).await;
        let item = programme(&t, campaign, "Khai mạc, phát động", 0, 60).await;
        let calendar = t.get("/lich.ics", "").await;
        assert_eq!(calendar.headers["content-type"], "text/calendar; charset=utf-8");
        let text = calendar.text.replace("\r\n ", "");
        for words in [&format!("UID:{item}@127.0.0.1"), "SUMMARY:Khai mạc\\, phát động", "DTSTART:20240915T0200", "DTSTART;VALUE=DATE:20240920", "DTEND;VALUE=DATE:20240922"] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        assert!(!text.contains("Cụm 2"), "a stop without a day is in no calendar");
        let stops = plan::door::stops(&mut t.site.db.reader(), campaign).await.unwrap();
        assert!(t.get(&format!("/lich/{}.ics", stops[0].slug), "").await.text.contains(&item.to_string()));
        assert!(!t.get(&format!("/lich/{}.ics", stops[1].slug), "").await.text.contains("BEGIN:VEVENT"));
        let slug = plan::door::activities(&mut t.site.db.reader(), campaign).await.unwrap()[0].slug.clone();
        assert!(t.get(&format!("/lich/hoat-dong/{slug}.ics"), "").await.text.contains(&item.to_string()));
        for path in ["/lich/khong-co.ics", "/lich/x", "/lich/hoat-dong/khong-co.ics"] {
            assert_eq!(t.get(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn news_tell_publication_programme_and_milestones() {
    each_database(features, async |t| {
        let campaign = publish(&t, 2024, 1).await;
        programme(&t, campaign, "Khai mạc", 0, 60).await;
        let feed = t.get("/tin.rss", "").await;
        assert_eq!(feed.headers["content-type"], "application/rss+xml; charset=utf-8");
        for words in ["Đã ban hành Kế hoạch 45/KH-UBND", "Chương trình có thay đổi ngày 15/09/2024", "hành lập Ban Tổ chức", "isPermaLink=\"false\">urn:nhipso:"] {
            assert!(feed.text.contains(words), "{words}\n{}", feed.text);
        }
        assert!(!feed.text.contains("lễ phát động"), "what is to come is no news yet");
        let again = t.get("/tin.rss", "").await.text;
        assert_eq!(feed.text, again, "ids and days stay");
    })
    .await;
}

#[tokio::test]
async fn the_site_map_leads_to_pages_that_exist() {
    each_database(features, async |t| {
        publish(&t, 2024, 2).await;
        let map = t.get("/sitemap.xml", "").await.text;
        let paths: Vec<&str> = map.split("<loc>http://127.0.0.1:8080").skip(1).filter_map(|p| p.split('<').next()).collect();
        assert!(paths.len() > 10, "{map}");
        for path in paths.iter().filter(|p| !p.starts_with("/ke-hoach")) {
            let mut page = t.get(path, "").await;
            if page.status == StatusCode::SEE_OTHER && path.starts_with("/bai-hoc/") {
                // A lesson leads to the card at which its reader stands
                page = t.get(page.location(), "").await;
            }
            assert_eq!(page.status, StatusCode::OK, "{path}");
        }
        assert!(t.get("/robots.txt", "").await.text.contains("Sitemap: http://127.0.0.1:8080/sitemap.xml"));
        let manifest: serde_json::Value = serde_json::from_str(&t.get("/manifest.webmanifest", "").await.text).unwrap();
        assert_eq!(manifest["icons"][0]["src"], "/bieu-tuong/192.png");
    })
    .await;
}
