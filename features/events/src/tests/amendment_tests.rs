//! What an amended plan does to a programme that officers have worked on.
use super::{PLAN, address, features, publish};
use axum::http::StatusCode;
use base::testing::{TestSite, each_database};
use uuid::Uuid;

async fn shown(t: &TestSite, campaign: Uuid) -> Vec<(Uuid, String)> {
    crate::door::items(&mut t.site.db.reader(), campaign).await.unwrap().into_iter().map(|i| (i.id, i.title)).collect()
}

fn of(list: &[(Uuid, String)], title: &str) -> Vec<Uuid> {
    list.iter().filter(|(_, t)| t.contains(title)).map(|(id, _)| *id).collect()
}

/// The plan with another line in its timetable.
fn amended() -> String {
    format!("{PLAN}| 15 giờ 00 - 16 giờ 00 | Trao thưởng | Hội trường | Sở Thông tin và Truyền thông |\n")
}

#[tokio::test]
async fn an_amendment_brings_nothing_back_and_nothing_twice() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let cookie = t.holder("coordinator").await;
        let moved = address(&t, &cookie, "Khai mạc").await;
        let form = "title=Khai+m%E1%BA%A1c&date=14/9/2024&start=8:30&revision=1";
        assert_eq!(t.post(&moved, &cookie, form).await.status, StatusCode::SEE_OTHER);
        let gone = address(&t, &cookie, "Gameshow").await;
        assert_eq!(t.post(&format!("{gone}/rut"), &cookie, "").await.status, StatusCode::SEE_OTHER);
        let before = shown(&t, campaign).await;

        assert_eq!(publish(&t, &amended()).await, campaign);
        let after = shown(&t, campaign).await;
        assert_eq!(of(&after, "Khai mạc"), of(&before, "Khai mạc"), "{}: once, and as the officer has it", t.engine);
        assert!(t.get("/su-kien", "").await.text.contains("08:30"));
        assert!(of(&after, "Gameshow").is_empty(), "what an officer withdrew stays withdrawn");
        assert_eq!(of(&after, "Trao thưởng").len(), 1, "{after:?}");
    })
    .await;
}

#[tokio::test]
async fn lines_that_stay_keep_their_item_and_dropped_ones_may_come_back() {
    each_database(features, async |t| {
        let campaign = publish(&t, &amended()).await;
        let first = shown(&t, campaign).await;
        publish(&t, PLAN).await;
        let second = shown(&t, campaign).await;
        assert_eq!(of(&second, "Khai mạc"), of(&first, "Khai mạc"));
        assert!(of(&second, "Trao thưởng").is_empty());
        publish(&t, &amended().replace("| Trao thưởng | Hội trường |", "| Trao thưởng | Sân vận động |")).await;
        assert_eq!(shown(&t, campaign).await, first);
        assert!(t.get("/su-kien", "").await.text.contains("Sân vận động"));
    })
    .await;
}

#[tokio::test]
async fn lines_find_their_stop_by_the_plans_own_name() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let coordinator = t.holder("coordinator").await;
        let stop = plan::door::stops(&mut t.site.db.reader(), campaign).await.unwrap().remove(0);
        let form = format!("name=Ch%E1%BA%B7ng+m%E1%BB%9F+m%C3%A0n&start=20/9/2024&revision={}", stop.revision);
        let saved = t.post(&format!("/ke-hoach/chien-dich/{campaign}/chang/{}", stop.id), &coordinator, &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        publish(&t, &amended()).await;
        let items = crate::door::items(&mut t.site.db.reader(), campaign).await.unwrap();
        assert!(items.iter().all(|i| i.stop == Some(stop.id)), "{items:?}");
    })
    .await;
}
