//! What everybody may read of a line, and that a person's answer about the plan reaches the duties in the same moment.
use super::views_tests::stand;
use super::{PLAN, features, publish};
use crate::model::State;
use crate::store::{self, Duty};
use base::testing::{TestSite, each_database};
use base::{Actor, Fetch, args};
use jiff::civil::date;
use uuid::Uuid;

async fn duties(t: &TestSite, campaign: Uuid) -> Vec<Duty> {
    store::all(&mut t.site.db.reader(), campaign).await.unwrap()
}

async fn state(t: &TestSite, number: i64) -> String {
    let page = t.get(&format!("/ke-hoach/nhiem-vu/{number}"), "").await.text;
    let at = page.find("plan-now").expect("its state");
    let chip = &page[at..at + page[at..].find("</span>").unwrap()];
    chip.rsplit('>').next().unwrap().trim().to_owned()
}

#[tokio::test]
async fn the_public_reads_what_was_reported_and_no_sooner() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let all = duties(&t, campaign).await;
        let due = |day: &str| all.iter().find(|d| d.deadline.as_deref() == Some(day)).unwrap().clone();
        let (finance, health, game) = (due("2024-09-04"), due("2024-09-09"), due("2024-09-19"));
        // Nobody uses the desk yet: dates alone, and nobody is called overdue.
        assert_eq!((state(&t, finance.number).await, state(&t, game.number).await), ("Chưa có báo cáo".into(), "Trong hạn".into()));
        assert!(!t.get("/ke-hoach", "").await.text.contains("quá hạn"));
        // The first acceptance puts the desk in use: who has not reported after the deadline is named so, who has time is not.
        let day = date(2024, 9, 15);
        stand(&t, &health, day, State::Accepted, Some("2024-09-20")).await;
        assert_eq!(state(&t, finance.number).await, "Quá hạn, chưa có báo cáo");
        assert_eq!((state(&t, health.number).await, state(&t, game.number).await), ("Đang thực hiện".into(), "Trong hạn".into()));
        let page = t.get(&format!("/ke-hoach/nhiem-vu/{}", health.number), "").await.text;
        let part = crate::store::parts(&mut t.site.db.reader(), campaign).await.unwrap().remove(0);
        let named = base::naming::names(&t.site, &mut t.site.db.reader(), "duty_part", &[part.id]).await.unwrap();
        let slug = plan::door::campaign(&mut t.site.db.reader(), campaign).await.unwrap().slug;
        assert!(named[&part.id].href.ends_with(&format!("?nam={slug}")), "{named:?}");
        assert_eq!(t.get(&named[&part.id].href, "").await.status, axum::http::StatusCode::OK);
        assert!(page.contains("Hạn 20/09/2024"), "the approved deadline: {page}");
        let reported = stand(&t, &finance, day, State::Reported, None).await;
        assert_eq!(state(&t, finance.number).await, "Đã báo cáo, chờ xác nhận");
        stand(&t, &reported, day, State::Confirmed, None).await;
        assert_eq!(state(&t, finance.number).await, "Đã hoàn thành, trễ hạn");
        let plan = t.get("/ke-hoach", "").await.text;
        assert!(plan.contains("beat-late") && plan.contains("đang thực hiện"), "{plan}");
        let of_agency = plan::door::Desk::known(&t.site, campaign, Some(&[health.agency.unwrap()])).await.unwrap();
        assert_eq!(of_agency.len(), 1, "only its own lines");
    })
    .await;
}

#[tokio::test]
async fn a_confirmed_group_gives_each_member_its_duty() {
    each_database(features, async |t| {
        let text = PLAN.replace("2. Công an tỉnh", "2. UBND các huyện");
        let campaign = publish(&t, &text).await;
        let before = duties(&t, campaign).await.len();
        let (group,): (Uuid,) = t.site.db.reader().one("select id from agency where is_group = $1", args![true]).await.unwrap();
        let members: Vec<(Uuid,)> = t.site.db.reader().all("select host from stop where host is not null", args![]).await.unwrap();
        let member = agencies::door::Directory::load(&mut t.site.db.reader()).await.unwrap().get(members[0].0).unwrap().id;
        let other = agencies::door::ensure(&mut t.site.db.write().await.unwrap(), &Actor::program("test", 1), agencies::door::NewAgency::named("UBND huyện Đồi Thông", date(2024, 9, 1))).await.unwrap();
        let slug = agencies::door::names_on(&mut t.site.db.reader(), &[group], date(2024, 9, 1)).await.unwrap()[&group].slug.clone();
        let admin = t.administrator().await;
        let page = t.get(&format!("/co-quan/{slug}/thanh-vien"), &admin).await.text;
        let at = page.find("name=\"lan\" value=\"").expect("a revision") + 18;
        let revision = page[at..].split('"').next().unwrap();
        let sent = t.post(&format!("/co-quan/{slug}/thanh-vien"), &admin, &format!("lan={revision}&co-quan={member}&co-quan={other}&them=")).await;
        assert_eq!(sent.status, axum::http::StatusCode::SEE_OTHER, "{}", sent.text);
        let after: Vec<Duty> = duties(&t, campaign).await.into_iter().filter(|d| d.state() != State::Withdrawn).collect();
        assert_eq!(after.len(), before + 1, "two members instead of the group: {after:#?}");
        assert!(after.iter().any(|d| d.agency == Some(member)) && after.iter().any(|d| d.agency == Some(other)));
        assert!(!after.iter().any(|d| d.agency == Some(group)));
    })
    .await;
}

#[tokio::test]
async fn an_answered_question_gives_the_duty_to_whom_the_person_names() {
    each_database(features, async |t| {
        let text = PLAN.replace("- Bố trí xe cứu thương", "- Các đơn vị liên quan bố trí xe cứu thương");
        let campaign = publish(&t, &text).await;
        let line = duties(&t, campaign).await.into_iter().find(|d| d.deadline.as_deref() == Some("2024-09-09")).unwrap();
        // A question as the reader would leave it.
        let question = Uuid::now_v7();
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a question of a test");
        let values = args![question, campaign, "duty", line.assignment, "Các đơn vị liên quan", "không rõ ai"];
        tx.exec("insert into plan_question (id, campaign, kind, entity, words, because) values ($1, $2, $3, $4, $5, $6)", values).await.unwrap();
        tx.commit().await.unwrap();
        let (revision,): (i64,) = t.site.db.reader().one("select revision from assignment where id = $1", args![line.assignment]).await.unwrap();
        let admin = t.administrator().await;
        let form = format!("revision={revision}&lead={}&coordinating=", ui::page::encode("Sở Tài chính"));
        let sent = t.post(&format!("/ke-hoach/can-xac-nhan/{question}"), &admin, &form).await;
        assert_eq!(sent.status, axum::http::StatusCode::SEE_OTHER, "{}", sent.text);
        let finance = agencies::door::find_by_name(&mut t.site.db.reader(), "Sở Tài chính", date(2024, 9, 1)).await.unwrap();
        let now: Vec<Duty> = duties(&t, campaign).await.into_iter().filter(|d| d.assignment == line.assignment).collect();
        let holders: Vec<Option<Uuid>> = now.iter().filter(|d| d.state() != State::Withdrawn).map(|d| d.agency).collect();
        assert_eq!(holders, [finance], "{now:#?}");
    })
    .await;
}
