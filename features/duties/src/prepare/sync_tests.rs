//! People change items while the plan is amended: neither loses what the other did.
use super::store::{self, Item};
use super::sync::{Wish, bring};
use crate::tests::prepare_tests::{VENUE, grant};
use crate::tests::{features, publish};
use axum::http::StatusCode;
use base::identity::COORDINATOR;
use base::testing::{TestSite, each_database};
use base::{Fetch, args};
use ui::page::encode;
use uuid::Uuid;

async fn read(t: &TestSite, id: Uuid) -> Item {
    t.site.db.reader().one(store::ITEM_AGAIN, args![id]).await.unwrap()
}

async fn first(t: &TestSite, campaign: Uuid) -> Item {
    let all: Vec<Item> = t.site.db.reader().all(store::ALL_ITEMS, args![campaign]).await.unwrap();
    all.into_iter().find(|i| i.agency.is_some()).unwrap()
}

fn edit(words: &str, revision: i64) -> String {
    format!("noi-dung={}&han=&nguoi=&ghi-chu=&revision={revision}", encode(words))
}

#[tokio::test]
async fn words_of_a_person_are_not_written_over_by_what_was_read_before_them() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let coordinator = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let stale = first(&t, campaign).await;
        let saved = t.post(&format!("/nhiem-vu/muc/{}", stale.id), &coordinator, &edit("Người viết", stale.revision)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let wish = |i: &Item| Wish { ordinal: 77, words: if i.edited { i.words.clone() } else { "Theo mẫu".into() }, ..Wish::of(i) };
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        assert!(bring(&mut tx, stale.clone(), wish).await.unwrap());
        assert!(!bring(&mut tx, stale.clone(), wish).await.unwrap(), "a second time there is nothing to write");
        tx.commit().await.unwrap();
        let now = read(&t, stale.id).await;
        assert_eq!((now.words.as_str(), now.edited, now.ordinal), ("Người viết", true, 77));
    })
    .await;
}

#[tokio::test]
async fn an_edit_beside_an_amendment_holds_or_is_refused() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let coordinator = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let id = first(&t, campaign).await.id;
        for day in [23, 24, 25] {
            let before = read(&t, id).await;
            let (words, amended) = (format!("Lần {day}"), VENUE.replace("21 và 22/9/2024", &format!("{day} và {}/9/2024", day + 1)));
            let (path, form) = (format!("/nhiem-vu/muc/{id}"), edit(&words, before.revision));
            let (answer, _) = tokio::join!(t.post(&path, &coordinator, &form), publish(&t, &amended));
            let now = read(&t, id).await;
            match answer.status {
                StatusCode::SEE_OTHER => assert_eq!(now.words, words, "{}", t.engine),
                StatusCode::CONFLICT => assert_eq!(now.words, before.words, "{}", t.engine),
                other => panic!("{other}: {}", answer.text),
            }
            assert_ne!(now.due_on, before.due_on, "the stop moved: {}", t.engine);
        }
    })
    .await;
}
