//! The leaders' screen shows what was sent up and how ready stops are, and each number opens its rows; who is told for an agency.
use super::sent_up::{MATTERS, TIME, World, act, fields, file, key, revision, send, world};
use super::features;
use crate::notices::{Post, To};
use crate::prepare::readiness;
use axum::http::StatusCode;
use base::identity::{Grant, HEAD, LEADER, OFFICE};
use base::testing::{TestSite, each_database};
use base::{Fetch, args};
use uuid::Uuid;

const SCREEN: &str = "/nhiem-vu/lanh-dao";

/// The number beside the row with this address.
fn number(page: &str, href: &str) -> Option<i64> {
    let row = page.split(&format!("href=\"{href}\"")).nth(1)?;
    row.split("<b class=\"num\">").nth(1)?.split('<').next()?.parse().ok()
}

/// A difficulty that is laid before the leader.
async fn propose(t: &TestSite, w: &World, title: &str) {
    let (_, matter) = file(t, &w.one, w.health.agency, title).await;
    assert_eq!(act(t, &w.office, &matter, "tiep-nhan", &[]).await.status, StatusCode::SEE_OTHER);
    let typed = [("title", title), ("proposal", "Mượn máy phát"), ("do", "propose")];
    assert_eq!(act(t, &w.office, &matter, "de-xuat", &typed).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_was_sent_up_is_counted_for_who_decides_it() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (decide, up) = (format!("{MATTERS}/cho-quyet?xem=vuong-mac"), format!("{TIME}?xem=trinh"));
        let calm = t.get(SCREEN, &w.leader).await.text;
        assert_eq!((number(&calm, &decide), number(&calm, &up)), (None, None));
        file(&t, &w.two, w.police.agency, "Thiếu rào chắn").await;
        propose(&t, &w, "Thiếu điện").await;
        let id = w.health.id.to_string();
        let asked = send(&t, &format!("{TIME}/moi"), &w.one, &[("nv", &id), ("ngay", "25/09/2024"), ("ly-do", "Chờ xe")]).await;
        let office = t.get(SCREEN, &w.office).await.text;
        assert_eq!(number(&office, &format!("{TIME}?xem=cho")), Some(1), "{office}");
        assert!(t.get(&format!("{TIME}?xem=cho"), &w.office).await.text.contains(asked.location()));
        let (line,): (Uuid,) = t.site.db.reader().one("select id from extension_line where extension = $1", args![key(asked.location())]).await.unwrap();
        let r = revision(&t.get(asked.location(), &w.office).await.text);
        let passed = [("revision", r.as_str()), ("do", "up"), ("y-kien", "Đề nghị đồng ý"), ("viec", &line.to_string())];
        let passed = t.post(&format!("{}/xu-ly", asked.location()), &w.office, &fields(&passed)).await;
        assert_eq!(passed.status, StatusCode::SEE_OTHER, "{}", passed.text);

        let before = t.site.db.statements();
        let screen = t.get(SCREEN, &w.leader).await.text;
        let few = t.site.db.statements() - before;
        assert_eq!((number(&screen, &decide), number(&screen, &up)), (Some(1), Some(1)), "{screen}");
        let rows = t.get(&decide, &w.leader).await.text;
        assert!(rows.contains("Thiếu điện") && !rows.contains("25/09/2024") && !rows.contains("Thiếu rào chắn"), "only difficulties: {rows}");
        assert!(t.get(&up, &w.leader).await.text.contains(asked.location()));
        let office = t.get(SCREEN, &w.office).await.text;
        let of = |step: &str| number(&office, &format!("{MATTERS}#cot-{step}"));
        assert_eq!((of("filed"), of("taken"), of("proposed"), number(&office, &format!("{TIME}?xem=cho"))), (Some(1), None, Some(1), None), "{office}");
        for n in 0..4 {
            propose(&t, &w, &format!("Thiếu ghế {n}")).await;
        }
        let before = t.site.db.statements();
        assert_eq!(number(&t.get(SCREEN, &w.leader).await.text, &decide), Some(5));
        assert_eq!(t.site.db.statements() - before, few, "as many statements as for one");
        assert_eq!(t.get(&decide, &w.leader).await.text.matches("sentup-waiting-title").count(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_term_that_ran_out_is_said_in_red() {
    each_database(features, async |t| {
        let mut w = world(&t).await;
        propose(&t, &w, "Thiếu điện").await;
        assert!(!t.get(SCREEN, &w.leader).await.text.contains("đã quá giờ phải trả lời"));
        super::sent_up::pass(&t, &mut w, 8).await;
        let screen = t.get(SCREEN, &w.leader).await.text;
        assert!(screen.contains("1 đã quá giờ phải trả lời"), "{screen}");
    })
    .await;
}

#[tokio::test]
async fn each_stop_says_how_ready_it_is() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let ready = readiness(&mut t.site.db.reader(), w.campaign, t.site.clock.today()).await.unwrap().remove(0);
        assert!(ready.red > 0 && ready.total > ready.red, "{ready:?}");
        let screen = t.get(SCREEN, &w.leader).await.text;
        assert!(screen.contains(&format!("href=\"{}#tat-ca\">Sẵn sàng 0 trong {} mục", ready.href, ready.total)), "{screen}");
        assert!(screen.contains(&format!("href=\"{}#con-thieu\">{} mục quá hạn", ready.href, ready.red)), "{screen}");
        let board = t.get(&ready.href, &w.leader).await.text;
        assert!(board.contains("id=\"con-thieu\"") && board.contains("id=\"tat-ca\""), "{board}");
    })
    .await;
}

#[tokio::test]
async fn the_head_is_told_with_the_officers_and_the_office_is_known() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (head, _) = t.person("Lê Văn Tư", &[Grant { role: HEAD.into(), campaign: Some(w.campaign), agency: w.health.agency }]).await;
        let (office, _) = t.person("Phan Văn Phòng", &[Grant { role: OFFICE.into(), campaign: None, agency: None }]).await;
        let post = Post::load(&mut t.site.db.reader(), w.campaign).await.unwrap();
        let of = |to: To| post.people(to).iter().map(|p| p.account).collect::<Vec<_>>();
        let told = of(To::Agency(w.health.agency.unwrap()));
        assert!(told.len() == 2 && told.contains(&head), "{told:?}");
        assert!(!of(To::Agency(w.police.agency.unwrap())).contains(&head));
        assert!(!of(To::Coordinators).contains(&office) && !of(To::Leaders).contains(&office));
        assert_eq!((post.staff.name(office), post.staff.name(head)), (Some("Phan Văn Phòng"), Some("Lê Văn Tư")));
        let (slip, matter) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        act(&t, &w.office, &matter, "tiep-nhan", &[]).await;
        act(&t, &w.office, &matter, "hoi-lai", &[("phieu", &key(&slip).to_string()), ("hoi", "Cần bao nhiêu kW?")]).await;
        let mails = super::sent_up::mails(&t, HEAD).await;
        assert!(mails.len() == super::sent_up::mails(&t, "officer").await.len() && !mails.is_empty(), "the head hears what the officer hears: {mails:?}");
    })
    .await;
}

#[tokio::test]
async fn a_line_of_the_plan_opens_exactly_its_duties() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let of = async |address: &str| t.get(address, &w.office).await.text;
        let screen = of(SCREEN).await;
        for duty in [&w.health, &w.police] {
            let address = format!("/nhiem-vu/bang?so={}", duty.number);
            assert!(screen.contains(&format!("href=\"{address}\"")), "{address} in {screen}");
            let rows = of(&address).await;
            assert!(rows.contains(&duty.href()) && rows.matches("<tr id=\"nv-").count() == 1, "{rows}");
        }
        let odd = of("/nhiem-vu/bang?so=muoi").await;
        assert_eq!(odd.matches("<tr id=\"nv-").count(), 4, "what is no number is not asked");
        assert!(of("/nhiem-vu/bang?so=1&ngay=14/9/2024").await.contains("name=\"so\""));
    })
    .await;
}

#[tokio::test]
async fn a_leader_of_another_campaign_lands_on_the_desk() {
    each_database(features, async |t| {
        let w = world(&t).await;
        for role in [LEADER, OFFICE] {
            let session = t.person("Lê Văn Năm", &[Grant { role: role.into(), campaign: Some(Uuid::now_v7()), agency: None }]).await.1;
            let mut at = "/vao".to_owned();
            let mut way = Vec::new();
            let last = loop {
                let answer = t.get(&at, &session).await;
                if answer.status != StatusCode::SEE_OTHER {
                    break answer;
                }
                at = answer.location().to_owned();
                way.push(at.clone());
            };
            assert_eq!((last.status, way), (StatusCode::OK, vec![SCREEN.to_owned(), "/nhiem-vu".to_owned()]), "{role}");
            assert!(last.text.contains("chưa gắn với cơ quan nào"), "{}", last.text);
        }
        assert_eq!(t.get(SCREEN, &w.leader).await.status, StatusCode::OK);
    })
    .await;
}
