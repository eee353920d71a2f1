//! Papers through the router, on both databases.
mod desk_tests;
mod door_tests;
mod letterhead_tests;
mod many_tests;

use base::identity::Grant;
use base::testing::TestSite;
use base::{Actor, Feature};
use jiff::civil::date;
use uuid::Uuid;

fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, people::feature(), agencies::feature(), super::feature()]
}

const CAMPAIGN: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);

/// A campaign as the plan would tell of it, and agencies to write for.
async fn prepared(t: &TestSite, agencies: &[&str]) -> Vec<Uuid> {
    super::Facts::provide(&t.site, |_, _| {
        Box::pin(async {
            let campaign = super::Campaign {
                id: CAMPAIGN,
                name: "Ngày Chuyển đổi số Bình An năm 2024".into(),
                place: "Bình An".into(),
                year: "2024".into(),
                plan: "Kế hoạch số 227/KH-UBND ngày 01/8/2024 của Ủy ban nhân dân tỉnh".into(),
                ..super::Campaign::default()
            };
            Ok(Some(campaign))
        })
    });
    let actor = Actor::program("test", t.site.clock.now_ms());
    let mut tx = t.site.db.write().await.unwrap();
    let new: Vec<_> = agencies.iter().map(|name| agencies::door::NewAgency::named(name, date(2024, 9, 15))).collect();
    let ids = agencies::door::ensure_many(&mut tx, &actor, &new).await.unwrap();
    tx.commit().await.unwrap();
    ids
}

/// The cookie of an officer of one agency.
async fn officer(t: &TestSite, agency: Uuid) -> String {
    t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency: Some(agency) }]).await.1
}

/// Begins a paper and returns its address.
async fn begin(t: &TestSite, cookie: &str, kind: &str, agency: Uuid) -> String {
    let made = t.post("/van-ban/moi", cookie, &format!("kind={kind}&agency={agency}&style=state")).await;
    assert_eq!(made.status, axum::http::StatusCode::SEE_OTHER, "{}", made.text);
    made.location().to_owned()
}

/// A form body of these fields.
fn fields(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", ui::page::encode(value))).collect::<Vec<_>>().join("&")
}

/// The hidden revision of a page.
fn revision(page: &str) -> String {
    let at = page.find("name=\"revision\" value=\"").expect("a revision") + 23;
    page[at..].split('"').next().unwrap_or_default().to_owned()
}
