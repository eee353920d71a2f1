//! People change items while the plan is amended: neither loses what the other did.
use super::store::{self, Item};
use super::sync::{Wish, bring};
use crate::tests::prepare_tests::{VENUE, agency, grant};
use crate::tests::{duty_of, features, publish};
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
    let all: Vec<Item> = t.site.db.reader().all(store::ITEMS_OF, args!["*", campaign]).await.unwrap();
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

/// What the plan says of every item, in their order.
async fn said(t: &TestSite, campaign: Uuid) -> Vec<(Uuid, Wish)> {
    let all: Vec<Item> = t.site.db.reader().all(store::ITEMS_OF, args!["*", campaign]).await.unwrap();
    all.iter().map(|i| (i.id, Wish::of(i))).collect()
}

#[tokio::test]
async fn a_duty_given_to_another_agency_moves_its_items_and_no_others() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let boss = t.person("Điều phối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let (health, police) = (agency(&t, "Sở Y tế").await, agency(&t, "UBND huyện Cát Vàng").await);
        let (mut at, mut from) = (health, said(&t, campaign).await);
        assert!(from.iter().any(|(_, w)| w.agency == Some(health)));
        for to in [police, agency(&t, "Công an tỉnh").await, health] {
            let duty = duty_of(&t, campaign, at).await;
            let form = format!("revision={}&agency={to}&words-reassign={}", duty.revision, encode("Đúng việc"));
            let given = t.post(&format!("{}/giao", duty.href()), &boss, &form).await;
            assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
            assert!(!format!("{:?}", given.headers).contains(&encode("hộp thư")), "nobody works there: nothing of mail to nobody");
            let after = said(&t, campaign).await;
            let others = |all: &[(Uuid, Wish)]| all.iter().filter(|(_, w)| w.agency != Some(at) && w.agency != Some(to)).cloned().collect::<Vec<_>>();
            assert_eq!(others(&after), others(&from), "{}", t.engine);
            let mut tx = t.site.db.write().await.unwrap();
            let actor = base::Actor::program("test", t.site.clock.now_ms());
            super::sync::sync(&mut tx, &actor, campaign).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(said(&t, campaign).await, after, "the whole campaign, brought in line again, has nothing to change: {}", t.engine);
            (at, from) = (to, after);
        }
    })
    .await;
}

#[tokio::test]
async fn what_waited_for_another_reads_the_duties_after_it() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let (health, finance) = (agency(&t, "Sở Y tế").await, agency(&t, "Sở Tài chính").await);
        let duty = duty_of(&t, campaign, health).await;
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        let again = async || {
            let mut tx = t.site.db.write().await.unwrap();
            super::sync::sync(&mut tx, &actor, campaign).await.unwrap();
            tx.commit().await.unwrap();
        };
        let mut first = t.site.db.write().await.unwrap();
        first.unaudited("test");
        first.lock("duties-checklists").await.unwrap();
        let give = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            first.exec("update duty set agency = $1 where id = $2", args![finance, duty.id]).await.unwrap();
            first.commit().await.unwrap();
        };
        tokio::join!(give, again());
        let after = said(&t, campaign).await;
        assert!(after.iter().any(|(_, w)| w.agency == Some(finance) && w.withdrawn_at.is_none()), "{}", t.engine);
        again().await;
        assert_eq!(said(&t, campaign).await, after, "{}", t.engine);
    })
    .await;
}
