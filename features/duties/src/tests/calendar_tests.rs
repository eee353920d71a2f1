//! Secret addresses of calendars: shown once, of a person or an agency, ended by their owner, holding what the owner may see.
use super::views_tests::officer;
use super::{PLAN, features, publish};
use crate::store;
use axum::http::StatusCode;
use base::testing::each_database;
use base::args;

fn fresh(text: &str) -> String {
    let at = text.find("/nhiem-vu/lich/").expect("an address");
    let rest = &text[text[at..].find(".ics").map(|_| at).expect("a feed")..];
    rest[..rest.find(".ics").expect("its end") + 4].to_owned()
}

fn made(text: &str) -> String {
    let at = text.find("id=\"fresh\"").expect("a new address");
    fresh(&text[at..])
}

#[tokio::test]
async fn a_calendar_has_a_secret_address_that_can_be_ended() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let duties = store::all(&mut t.site.db.reader(), campaign).await.unwrap();
        let health = duties.iter().find(|d| d.deadline.as_deref() == Some("2024-09-09")).unwrap();
        let finance = duties.iter().find(|d| d.deadline.as_deref() == Some("2024-09-04")).unwrap();
        let own = officer(&t, health.agency.unwrap()).await;
        let page = t.post("/nhiem-vu/lich/dia-chi", &own, "agency=").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let first = made(&page.text);
        assert!(!t.get("/nhiem-vu/lich", &own).await.text.contains(&first), "shown once");
        let feed = t.get(&first, "").await;
        assert_eq!(feed.headers["content-type"], "text/calendar; charset=utf-8");
        assert_eq!(feed.headers["cache-control"], "private, no-store");
        let whole = feed.text.replace("\r\n ", "");
        assert!(whole.contains("DTSTART;VALUE=DATE:20240909") && whole.contains("xe cứu thương") && !whole.contains("kinh phí"), "{whole}");
        assert!(whole.contains("Cụm 1") && whole.contains("DTEND;VALUE=DATE:20240916"), "{whole}");
        // A new address ends the old one; ending it leaves none.
        let second = made(&t.post("/nhiem-vu/lich/dia-chi", &own, "agency=").await.text);
        assert_eq!((t.get(&first, "").await.status, t.get(&second, "").await.status), (StatusCode::NOT_FOUND, StatusCode::OK));
        let list = t.get("/nhiem-vu/lich", &own).await.text;
        let at = list.find("/nhiem-vu/lich/dia-chi/").unwrap();
        let end = list[at..].split('"').next().unwrap().to_owned();
        let other = officer(&t, finance.agency.unwrap()).await;
        assert_eq!(t.post(&end, &other, "").await.status, StatusCode::NOT_FOUND, "another person's address is not there");
        assert_eq!(t.get(&second, "").await.status, StatusCode::OK);
        assert_eq!(t.post(&end, &own, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get(&second, "").await.status, StatusCode::NOT_FOUND);
        // An agency's address: only who acts for it.
        let key = finance.agency.unwrap().to_string();
        assert_eq!(t.post("/nhiem-vu/lich/dia-chi", &own, &format!("agency={key}")).await.status, StatusCode::NOT_FOUND);
        let of_agency = made(&t.post("/nhiem-vu/lich/dia-chi", &other, &format!("agency={key}")).await.text);
        assert!(t.get(&of_agency, "").await.text.replace("\r\n ", "").contains("kinh phí"));
        for wrong in ["/nhiem-vu/lich/abc.ics", "/nhiem-vu/lich/abc", "/nhiem-vu/lich/.ics"] {
            assert_eq!(t.get(wrong, "").await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_loses_a_role_loses_the_feed() {
    each_database(features, async |t| {
        publish(&t, PLAN).await;
        let grant = base::identity::Grant { role: "leader".into(), campaign: None, agency: None };
        let (account, cookie) = t.person("Lãnh đạo", &[grant]).await;
        let address = made(&t.post("/nhiem-vu/lich/dia-chi", &cookie, "agency=").await.text);
        let whole = t.get(&address, "").await.text.replace("\r\n ", "");
        assert!(whole.contains("kinh phí") && whole.contains("xe cứu thương"), "a leader has all: {whole}");
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a test takes the role away");
        tx.exec("update role_grant set revoked_at = 1 where account = $1", args![account]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(t.get(&address, "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
