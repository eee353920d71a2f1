//! What a publishing and an amendment do to duties.
use super::{PLAN, agency, coordinator, duty_of, features, given_on, letters, officer, publish};
use crate::door::{At, Scope, cells};
use crate::{model::State, store};
use axum::http::StatusCode;
use base::testing::{TestSite, each_database};
use base::{Actor, Result, args};
use uuid::Uuid;

#[tokio::test]
async fn a_plan_gives_duties_and_an_amendment_keeps_their_history() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let mut db = t.site.db.reader();
        let first = store::all(&mut db, campaign).await.unwrap();
        assert_eq!(first.len(), 4, "{first:#?}");
        assert!(first.iter().all(|d| d.state() == State::Assigned && d.agency.is_some()));
        assert_eq!(first.iter().filter(|d| d.from_campaign).count(), 1, "the police has no deadline of its own");
        let all = cells(&mut db, &Scope::all(campaign), campaign, &At::now(&t.site.clock)).await.unwrap();
        assert_eq!(all.total(), 4);
        assert_eq!(store::parts(&mut db, campaign).await.unwrap().len(), 2);

        let amended = PLAN.replace("trước ngày 10/9/2024", "trước ngày 12/9/2024").replace("3. Sở Tài chính\n- Tham mưu kinh phí thực hiện Kế hoạch, hoàn thành trước ngày 05/9/2024.\n", "");
        assert_eq!(publish(&t, &amended).await, campaign);
        let second = store::all(&mut db, campaign).await.unwrap();
        let moved: Vec<_> = second.iter().filter(|d| d.deadline != d.first_deadline).collect();
        assert_eq!(moved.len(), 1, "{second:#?}");
        assert_eq!((moved[0].first_deadline.as_deref(), moved[0].deadline.as_deref()), (Some("2024-09-09"), Some("2024-09-11")));
        assert_eq!(second.iter().filter(|d| d.state() == State::Withdrawn).count(), 1);
        assert_eq!(store::events(&mut db, moved[0].id).await.unwrap().iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["assign", "amend"]);
    })
    .await;
}

async fn sync(t: &TestSite, campaign: Uuid) -> Result<()> {
    let actor = Actor::program("test", t.site.clock.now_ms());
    let mut tx = t.site.db.write().await?;
    crate::sync::sync(&t.site, &mut tx, &actor, campaign).await?;
    tx.commit().await
}

/// A new standing in a transaction that is left open.
async fn moving(t: &TestSite, duty: &store::Duty, state: State, deadline: Option<&str>, finished: Option<&str>) -> base::Tx {
    let actor = Actor::program("test", t.site.clock.now_ms());
    let mut tx = t.site.db.write().await.unwrap();
    let deadline = deadline.map(str::to_owned).or(duty.deadline.clone());
    let to = store::Move { kind: "extend", state, deadline, finished_on: finished.map(str::to_owned), words: "", detail: serde_json::json!({}) };
    store::step(&mut tx, &actor, duty, to).await.unwrap();
    tx
}

#[tokio::test]
async fn two_readings_of_the_plan_at_once_give_each_part_once() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a test forgets the parts");
        tx.exec("delete from duty_part", args![]).await.unwrap();
        tx.commit().await.unwrap();
        let (a, b) = tokio::join!(sync(&t, campaign), sync(&t, campaign));
        assert!(a.is_ok() && b.is_ok(), "{} {a:?} {b:?}", t.engine);
        assert_eq!(store::all(&mut t.site.db.reader(), campaign).await.unwrap().len(), 4);
        assert_eq!(store::parts(&mut t.site.db.reader(), campaign).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_publication_does_not_fail_because_an_officer_moved_a_duty_meanwhile() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let duty = duty_of(&t, campaign, health).await;
        // Open while the plan is read: on PostgreSQL the reading sees the old standing and must look again
        let tx = moving(&t, &duty, State::Accepted, None, None).await;
        let amended = PLAN.replace("trước ngày 10/9/2024", "trước ngày 18/9/2024");
        let officer = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            tx.commit().await.unwrap();
        };
        tokio::join!(publish(&t, &amended), officer);
        let now = duty_of(&t, campaign, health).await;
        assert_eq!((now.state(), now.deadline.as_deref()), (State::Accepted, Some("2024-09-17")), "both hold");
    })
    .await;
}

#[tokio::test]
async fn an_amendment_keeps_grants_and_judgements_and_tells_whom_it_moved() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (health, money, lead) = (agency(&t, "Sở Y tế").await, agency(&t, "Sở Tài chính").await, agency(&t, "Sở Thông tin và Truyền thông").await);
        given_on(&t, 1).await;
        let (at_health, _) = officer(&t, campaign, health).await;
        let (at_money, _) = officer(&t, campaign, money).await;
        let (at_lead, _) = officer(&t, campaign, lead).await;
        moving(&t, &duty_of(&t, campaign, health).await, State::Working, Some("2024-09-25"), None).await.commit().await.unwrap();
        moving(&t, &duty_of(&t, campaign, money).await, State::Confirmed, None, Some("2024-09-04")).await.commit().await.unwrap();
        let amended = PLAN.replace("trước ngày 10/9/2024", "trước ngày 12/9/2024").replace("trước ngày 05/9/2024", "trước ngày 03/9/2024").replace("trước ngày 20/9/2024", "trước ngày 24/9/2024");
        publish(&t, &amended).await;
        assert_eq!(duty_of(&t, campaign, health).await.deadline.as_deref(), Some("2024-09-25"), "what was granted holds");
        let judged = duty_of(&t, campaign, money).await;
        assert_eq!((judged.state(), judged.deadline.as_deref(), judged.cell(t.site.clock.today())), (State::Confirmed, Some("2024-09-04"), Some(crate::model::Cell::OnTime)));
        assert_eq!(duty_of(&t, campaign, lead).await.deadline.as_deref(), Some("2024-09-23"));
        let told = letters(&t, at_lead).await;
        assert!(told.len() == 1 && told[0].1.contains("23/09/2024"), "{told:?}");
        assert!(letters(&t, at_health).await.is_empty() && letters(&t, at_money).await.is_empty(), "nothing moved for them");
        publish(&t, &PLAN.replace("trước ngày 10/9/2024", "trước ngày 29/9/2024")).await;
        assert_eq!(duty_of(&t, campaign, health).await.deadline.as_deref(), Some("2024-09-28"), "the plan gives more");
    })
    .await;
}

#[tokio::test]
async fn what_a_person_gave_away_stays_though_an_amendment_moves_its_deadline() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (health, other) = (agency(&t, "Sở Y tế").await, agency(&t, "UBND huyện Cát Vàng").await);
        let (_, boss) = coordinator(&t, campaign).await;
        let duty = duty_of(&t, campaign, health).await;
        let given = t.post(&format!("{}/giao", duty.href()), &boss, &format!("revision=1&agency={other}&words-reassign=x")).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
        for day in ["18", "19"] {
            publish(&t, &PLAN.replace("trước ngày 10/9/2024", &format!("trước ngày {day}/9/2024"))).await;
        }
        let now = duty_of(&t, campaign, other).await;
        assert_eq!((now.state(), now.deadline.as_deref()), (State::Assigned, Some("2024-09-18")));
        assert_eq!(duty_of(&t, campaign, health).await.state(), State::Withdrawn);
    })
    .await;
}

#[tokio::test]
async fn an_amendment_overwrites_no_answer_of_a_part() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a test answers for the parts");
        tx.exec("update duty_part set state = 'accepted'", args![]).await.unwrap();
        tx.commit().await.unwrap();
        publish(&t, &PLAN.replace("UBND huyện Sông Trong, Sở Y tế.", "Sở Y tế, UBND huyện Sông Trong.")).await;
        let parts = store::parts(&mut t.site.db.reader(), campaign).await.unwrap();
        assert!(parts.len() == 2 && parts.iter().all(|p| p.state == "accepted"), "{parts:#?}");
        publish(&t, &PLAN.replace("UBND huyện Sông Trong, Sở Y tế.", "Sở Y tế.")).await;
        let states = async || -> Vec<String> { store::parts(&mut t.site.db.reader(), campaign).await.unwrap().into_iter().map(|p| p.state).collect() };
        assert_eq!(states().await.iter().filter(|s| *s == "withdrawn").count(), 1);
        publish(&t, &PLAN.replace("trước ngày 20/9/2024", "trước ngày 21/9/2024")).await;
        let mut back = states().await;
        back.sort();
        assert_eq!(back, ["accepted", "assigned"], "one that comes back begins again");
    })
    .await;
}

#[tokio::test]
async fn a_reading_that_changes_nothing_costs_the_same_for_many_duties() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let cost = async || {
            let before = t.site.db.statements();
            sync(&t, campaign).await.unwrap();
            t.site.db.statements() - before
        };
        let few = cost().await;
        let mut more = PLAN.to_owned();
        for n in 4..40 {
            more.push_str(&format!("{n}. Sở số {n}\n- Tuyên truyền việc thứ {n} tới người dân, hoàn thành trước ngày 25/9/2024.\n"));
        }
        publish(&t, &more).await;
        let many = cost().await;
        assert!(store::all(&mut t.site.db.reader(), campaign).await.unwrap().len() > 30);
        assert!(many == few && many < 20, "{}: {few}, then {many}", t.engine);
    })
    .await;
}

#[tokio::test]
async fn a_duty_that_a_person_keeps_beside_an_amended_plan_goes_on_as_it_stood() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (money, health) = (agency(&t, "Sở Tài chính").await, agency(&t, "Sở Y tế").await);
        let before = duty_of(&t, campaign, money).await;
        moving(&t, &before, State::Working, Some("2024-09-25"), None).await.commit().await.unwrap();
        // The new text drops one duty, which is kept, and says of another what is found to be a duty of its own
        let text = PLAN
            .replace("3. Sở Tài chính\n- Tham mưu kinh phí thực hiện Kế hoạch, hoàn thành trước ngày 05/9/2024.\n", "")
            .replace("trước ngày 10/9/2024", "trước ngày 12/9/2024");
        let lines = plan::door::assignments(&mut t.site.db.reader(), campaign).await.unwrap();
        let number = |words: &str| lines.iter().find(|l| l.text.contains(words)).unwrap().number;
        let former = plan::Fates::from([(number("Tham mưu kinh phí"), plan::Fate::Keep), (number("xe cứu thương"), plan::Fate::Apart)]);
        let source = plan::Source { sha256: vietnamese::fold(&text), amends: Some(campaign), ..plan::Source::default() };
        let answers = plan::Answers { former, ..plan::Answers::default() };
        let actor = Actor::program("test", t.site.clock.now_ms());
        let mut tx = t.site.db.write().await.unwrap();
        plan::publish(&t.site, &mut tx, &actor, &plan_reader::read(&text), &source, &answers).await.unwrap();
        tx.commit().await.unwrap();
        let all = store::all(&mut t.site.db.reader(), campaign).await.unwrap();
        let now = all.iter().find(|d| d.id == before.id).unwrap();
        assert_eq!((now.state(), now.deadline.as_deref(), now.number), (State::Working, Some("2024-09-25"), before.number), "in work, with what was granted");
        let of_health: Vec<_> = all.iter().filter(|d| d.agency == Some(health)).map(|d| (d.state(), d.deadline.as_deref())).collect();
        assert_eq!(of_health.len(), 2, "{of_health:?}");
        assert!(of_health.contains(&(State::Withdrawn, Some("2024-09-09"))) && of_health.contains(&(State::Assigned, Some("2024-09-11"))), "{of_health:?}");
    })
    .await;
}
