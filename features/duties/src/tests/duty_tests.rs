//! The page of a duty: its flow from giving to confirmation, who sees it, conflicts, double clicks, parts and giving to another.
use super::{PLAN, agency, coordinator, duty_of, features, officer, publish};
use crate::model::{Cell, State};
use axum::http::StatusCode;
use base::testing::{Answer, TestSite, each_database};
use base::{Fetch, args};
use ui::page::encode;
use uuid::Uuid;

async fn mails(t: &TestSite) -> i64 {
    base::feature::count(&mut t.site.db.reader(), "select count(*) from mail where purpose = 'duties'", vec![]).await.unwrap()
}

async fn report(t: &TestSite, id: Uuid, cookie: &str, revision: i64, day: &str, words: &str) -> Answer {
    let revision = revision.to_string();
    let fields = [("revision", revision.as_str()), ("finished", day), ("words-report", words), ("r-paper", "12/BC-SYT"), ("r-figure", "3 xe")];
    t.upload(&format!("/nhiem-vu/{id}/bao-cao"), cookie, "xe.pdf", b"%PDF-1.4", &fields).await
}

#[tokio::test]
async fn a_duty_goes_from_giving_to_confirmation_and_back() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (_, me) = officer(&t, campaign, health).await;
        let (_, boss) = coordinator(&t, campaign).await;
        super::given_on(&t, 1).await;
        let duty = duty_of(&t, campaign, health).await;
        let page = t.get(&duty.href(), &me).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("xe cứu thương"), "the plan's words");
        assert!(!page.text.contains("/viec/confirm"), "an officer confirms nothing");

        let go = async |who: &str, act: &str, form: &str| t.post(&format!("{}/viec/{act}", duty.href()), who, form).await;
        assert_eq!(go(&me, "accept", "revision=1").await.status, StatusCode::SEE_OTHER);
        assert_eq!(mails(&t).await, 1, "the coordinator is told");
        assert_eq!(go(&me, "confirm", "revision=2").await.status, StatusCode::FORBIDDEN);
        assert_eq!(go(&me, "return", "revision=2").await.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason");
        let empty = [("revision", "2"), ("finished", "14/09/2024"), ("words-report", " ")];
        let empty = t.upload(&format!("{}/bao-cao", duty.href()), &me, "", b"", &empty).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "a bare done is no report");
        assert_eq!(report(&t, duty.id, &me, 2, "16/09/2024", "Xong").await.status, StatusCode::UNPROCESSABLE_ENTITY, "tomorrow");
        let sent = report(&t, duty.id, &me, 2, "08/09/2024", "Đủ xe").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let now = duty_of(&t, campaign, health).await;
        assert_eq!((now.state(), now.finished_on.as_deref()), (State::Reported, Some("2024-09-08")));
        let page = t.get(&duty.href(), &boss).await;
        assert!(page.text.contains("12/BC-SYT") && page.text.contains("3 xe") && page.text.contains("xe.pdf"), "{}", page.text);

        assert_eq!(go(&me, "recall", "revision=3").await.status, StatusCode::SEE_OTHER);
        assert_eq!(report(&t, duty.id, &me, 4, "08/09/2024", "Đủ xe, cả đêm").await.status, StatusCode::SEE_OTHER);
        assert_eq!(go(&boss, "send_back", &format!("revision=5&words-send-back={}", encode("Thiếu danh sách"))).await.status, StatusCode::SEE_OTHER);
        assert_eq!(report(&t, duty.id, &me, 6, "09/09/2024", "Lần ba").await.status, StatusCode::SEE_OTHER);
        assert_eq!(go(&boss, "confirm", "revision=7").await.status, StatusCode::SEE_OTHER);
        let done = duty_of(&t, campaign, health).await;
        assert_eq!((done.state(), done.finished_on.as_deref(), done.deadline.as_deref()), (State::Confirmed, Some("2024-09-09"), Some("2024-09-09")));
        assert_eq!(done.cell(t.site.clock.today()), Some(Cell::OnTime));
        assert_eq!(go(&boss, "reopen", &format!("revision=8&words-reopen={}", encode("Nhầm"))).await.status, StatusCode::SEE_OTHER);
        assert_eq!(duty_of(&t, campaign, health).await.state(), State::Working);
    })
    .await;
}

#[tokio::test]
async fn a_double_click_is_told_and_a_conflict_comes_back_with_what_was_typed() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let ((_, me), (_, colleague)) = (officer(&t, campaign, health).await, officer(&t, campaign, health).await);
        let duty = duty_of(&t, campaign, health).await;
        let accept = format!("{}/viec/accept", duty.href());
        for _ in 0..2 {
            assert_eq!(t.post(&accept, &me, "revision=1").await.status, StatusCode::SEE_OTHER, "told, not doubled");
        }
        let kinds = async |kind: &str| {
            let events = crate::store::events(&mut t.site.db.reader(), duty.id).await.unwrap();
            events.iter().filter(|e| e.kind == kind).count()
        };
        assert_eq!(kinds("accept").await, 1);
        let words = "Không phải việc của chúng tôi";
        let late = t.post(&format!("{}/viec/return", duty.href()), &colleague, &format!("revision=1&words-return={}", encode(words))).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains(words) && late.text.contains("Đã tiếp nhận"), "what was typed, and what the other did");
        let note = format!("key={}&words-note={}", Uuid::now_v7(), encode("Xe sẵn sàng"));
        for _ in 0..2 {
            assert_eq!(t.post(&format!("{}/ghi-chu", duty.href()), &me, &note).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(kinds("note").await, 1);
    })
    .await;
}

#[tokio::test]
async fn foreign_duties_do_not_exist_and_leaders_only_read() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (health, police) = (agency(&t, "Sở Y tế").await, agency(&t, "Công an tỉnh").await);
        let duty = duty_of(&t, campaign, health).await;
        let (_, stranger) = officer(&t, campaign, police).await;
        let (leader, loose) = (t.holder("leader").await, t.person("Không cơ quan", &[base::identity::Grant { role: "officer".into(), campaign: Some(Uuid::now_v7()), agency: Some(health) }]).await.1);
        for who in [&stranger, &loose] {
            assert_eq!(t.get(&duty.href(), who).await.status, StatusCode::NOT_FOUND);
            assert_eq!(t.get(&format!("{}/dong-thoi", duty.href()), who).await.status, StatusCode::NOT_FOUND);
            for path in ["viec/accept", "ghi-chu", "nguoi-theo-doi"] {
                assert_eq!(t.post(&format!("{}/{path}", duty.href()), who, "revision=1").await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(t.post(&format!("{}/giao", duty.href()), who, "revision=1").await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(t.get(&duty.href(), "").await.status, StatusCode::UNAUTHORIZED);
        let page = t.get(&duty.href(), &leader).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("/viec/"), "a leader reads");
        assert_eq!(t.post(&format!("{}/viec/accept", duty.href()), &leader, "revision=1").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_duty_is_given_to_another_agency_and_stays_there() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (health, police) = (agency(&t, "Sở Y tế").await, agency(&t, "UBND huyện Cát Vàng").await);
        let (_, boss) = coordinator(&t, campaign).await;
        let duty = duty_of(&t, campaign, health).await;
        let give = async |form: String| t.post(&format!("{}/giao", duty.href()), &boss, &form).await;
        assert_eq!(give(format!("revision=1&agency={police}")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason");
        let given = give(format!("revision=1&agency={police}&words-reassign={}", encode("Đúng việc"))).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
        assert_eq!(duty_of(&t, campaign, health).await.state(), State::Withdrawn);
        let (_, me) = officer(&t, campaign, police).await;
        assert_eq!(t.get(given.location(), &me).await.status, StatusCode::OK);
        publish(&t, &PLAN.replace("trước ngày 05/9/2024", "trước ngày 06/9/2024")).await;
        let all = crate::store::all(&mut t.site.db.reader(), campaign).await.unwrap();
        let line: Vec<_> = all.into_iter().filter(|d| d.assignment == duty.assignment).collect();
        let standing: Vec<_> = line.iter().filter(|d| d.state() != State::Withdrawn).map(|d| d.agency).collect();
        assert_eq!(standing, [Some(police)], "an amendment leaves it where a person put it");
        let now = line.iter().find(|d| d.agency == Some(police)).unwrap();
        let form = format!("revision={}&agency={health}&words-reassign={}", now.revision, encode("Trả về"));
        let back = t.post(&format!("{}/giao", now.href()), &boss, &form).await;
        assert_eq!(back.location(), duty.href(), "{}", back.text);
        assert_eq!(duty_of(&t, campaign, health).await.state(), State::Assigned);
    })
    .await;
}

#[tokio::test]
async fn a_coordinating_agency_works_on_its_own_part() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (lead, health) = (agency(&t, "Sở Thông tin và Truyền thông").await, agency(&t, "Sở Y tế").await);
        let duty = duty_of(&t, campaign, lead).await;
        let ((_, owner), (_, partner)) = (officer(&t, campaign, lead).await, officer(&t, campaign, health).await);
        let parts = crate::store::parts(&mut t.site.db.reader(), campaign).await.unwrap();
        let part = parts.iter().find(|p| p.agency == health).unwrap();
        let at = format!("{}/phan/{}", duty.href(), part.id);
        let task = format!("revision=1&task-{0}={1}&due-{0}=18/09/2024", part.id.simple(), encode("Cử bác sĩ"));
        assert_eq!(t.post(&format!("{at}/viec-cua-phan"), &partner, &task).await.status, StatusCode::FORBIDDEN, "the lead says what it is");
        assert_eq!(t.post(&format!("{at}/viec-cua-phan"), &owner, &task).await.status, StatusCode::SEE_OTHER);
        let page = t.get(&duty.href(), &partner).await;
        assert!(page.status == StatusCode::OK && page.text.contains("Cử bác sĩ"), "{}", page.text);
        assert!(!page.text.contains(&format!("{}/viec/", duty.href())), "the duty itself is the lead's");
        assert_eq!(t.post(&format!("{}/viec/accept", duty.href()), &partner, "revision=1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.post(&format!("{at}/viec/done"), &owner, "revision=2").await.status, StatusCode::FORBIDDEN, "nobody reports another's part");
        assert_eq!(t.post(&format!("{at}/viec/accept"), &partner, "revision=2").await.status, StatusCode::SEE_OTHER);
        let done = format!("revision=3&words-part-done-{}=Xong", part.id.simple());
        assert_eq!(t.post(&format!("{at}/viec/done"), &partner, &done).await.status, StatusCode::SEE_OTHER);
        let (state, on): (String, Option<String>) =
            t.site.db.reader().one("select state, done_on from duty_part where id = $1", args![part.id]).await.unwrap();
        assert_eq!((state.as_str(), on.as_deref()), ("done", Some("2024-09-15")));
    })
    .await;
}

#[tokio::test]
async fn names_are_for_those_who_may_read_them() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (lead, health) = (agency(&t, "Sở Thông tin và Truyền thông").await, agency(&t, "Sở Y tế").await);
        let named = async |name: &str, role: &str, agency: Option<Uuid>| {
            t.person(name, &[base::identity::Grant { role: role.into(), campaign: Some(campaign), agency }]).await.1
        };
        let (owner, colleague) = (named("Vũ Thị Chủ Trì", "officer", Some(lead)).await, named("Đỗ Đồng Nghiệp", "officer", Some(lead)).await);
        let partner = named("Ngô Phối Hợp", "officer", Some(health)).await;
        let boss = named("Lý Điều Phối", "coordinator", None).await;
        let duty = duty_of(&t, campaign, lead).await;
        t.post(&format!("{}/viec/accept", duty.href()), &owner, "revision=1").await;
        t.post(&format!("{}/ghi-chu", duty.href()), &boss, &format!("key={}&words-note=Xin+ch", Uuid::now_v7())).await;
        let sees = async |who: &str, name: &str| {
            let page = t.get(&duty.href(), who).await;
            let history = page.text.split_once("id=\"dien-bien\"").unwrap().1.to_owned();
            history.contains(name)
        };
        assert!(sees(&boss, "Vũ Thị Chủ Trì").await && sees(&colleague, "Vũ Thị Chủ Trì").await);
        assert!(!sees(&partner, "Vũ Thị Chủ Trì").await, "another agency reads which side it was");
        assert!(sees(&partner, "Cơ quan chủ trì").await && sees(&boss, "Lý Điều Phối").await);
        assert!(!sees(&owner, "Lý Điều Phối").await);
    })
    .await;
}

#[tokio::test]
async fn words_beside_a_figure_speak_of_the_figure_alone() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (_, me) = officer(&t, campaign, health).await;
        let at = format!("{}/minh-chung", duty_of(&t, campaign, health).await.href());
        let both = [("evidence-key", "0"), ("e-paper", "5/BC"), ("e-figure", "1.250 người"), ("e-label", "người được hướng dẫn")];
        assert_eq!(t.upload(&at, &me, "", b"", &both).await.status, StatusCode::SEE_OTHER);
        let alone = [("evidence-key", "2"), ("e-link", "https://binhan.vn/tin"), ("e-label", "bài báo")];
        assert_eq!(t.upload(&at, &me, "", b"", &alone).await.status, StatusCode::SEE_OTHER);
        let rows: Vec<(String, String)> = t.site.db.reader().all("select kind, label from duty_evidence order by kind", args![]).await.unwrap();
        let wanted = [("figure", "người được hướng dẫn"), ("link", "bài báo"), ("paper", "")].map(|(k, l)| (k.to_owned(), l.to_owned()));
        assert_eq!(rows, wanted);
    })
    .await;
}

#[tokio::test]
async fn evidence_is_kept_taken_back_and_never_doubled() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (_, me) = officer(&t, campaign, health).await;
        let duty = duty_of(&t, campaign, health).await;
        let at = format!("{}/minh-chung", duty.href());
        let fields = [("evidence-key", "0"), ("e-paper", "5/BC"), ("e-label", "Báo cáo")];
        let page = t.get(&duty.href(), &me).await.text;
        assert!(fields.iter().all(|(name, _)| page.contains(&format!("name=\"{name}\""))), "the form sends what is read");
        let bad = t.upload(&at, &me, "", b"", &[("e-link", "javascript:alert(1)"), ("e-figure", "nhiều")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains("javascript:alert(1)") && bad.text.contains("Số liệu bắt đầu"), "what was typed, and both faults");
        let empty = t.upload(&at, &me, "trong.pdf", b"", &[]).await;
        assert!(empty.text.contains("Tệp trong.pdf rỗng"), "{}", empty.text);
        for (name, bytes) in [("anh.html", &b"<script>alert(1)</script>"[..]), ("anh.pdf", b"MZ\x90\0\x03\0\0\0"), ("trang.hta", b"BM<script>")] {
            let wrong = t.upload(&at, &me, name, bytes, &fields).await;
            assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains(&format!("Tệp {name} không thuộc loại")), "{name}: {}", wrong.text);
        }
        let again = t.upload(&at, &me, "anh.pdf", b"%PDF-1.4 anh", &[("evidence-key", "0"), ("e-link", "khong-phai")]).await;
        assert!(again.text.contains("Hãy chọn lại tệp anh.pdf"), "no browser keeps it: {}", again.text);
        for _ in 0..2 {
            assert_eq!(t.upload(&at, &me, "anh.pdf", b"%PDF-1.4 anh", &fields).await.status, StatusCode::SEE_OTHER);
        }
        let rows: Vec<(Uuid, String)> = t.site.db.reader().all("select id, kind from duty_evidence order by kind", args![]).await.unwrap();
        assert_eq!(rows.iter().map(|(_, k)| k.as_str()).collect::<Vec<_>>(), ["file", "paper"]);
        let file = t.get(&format!("{at}/{}", rows[0].0), &me).await;
        assert_eq!(file.bytes, b"%PDF-1.4 anh");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"), "never shown in the browser");
        let (_, stranger) = officer(&t, campaign, agency(&t, "Công an tỉnh").await).await;
        assert_eq!(t.get(&format!("{at}/{}", rows[0].0), &stranger).await.status, StatusCode::NOT_FOUND);
        let moment = async || {
            t.site.clock.pass(jiff::SignedDuration::from_secs(1));
            let at = crate::door::At::past(t.site.clock.now_ms());
            t.site.clock.pass(jiff::SignedDuration::from_secs(1));
            at
        };
        let given = moment().await;
        t.post(&format!("{at}/{}/bo", rows[1].0), &me, "").await;
        assert!(t.get(&duty.href(), &me).await.text.contains("Lấy lại"));
        let between = moment().await;
        for _ in 0..2 {
            assert_eq!(t.post(&format!("{at}/{}/lay-lai", rows[1].0), &me, "").await.status, StatusCode::SEE_OTHER);
        }
        let page = t.get(&duty.href(), &me).await.text;
        assert!(!page.contains("/lay-lai\"") && page.contains("5/BC"), "it stands again, once: {page}");
        let proofs = async |at: &crate::door::At| {
            let all = crate::door::evidence(&mut t.site.db.reader(), campaign, at).await.unwrap();
            all[&duty.id].iter().map(|p| p.value.clone()).collect::<Vec<_>>()
        };
        assert_eq!(proofs(&between).await, ["anh.pdf"], "then it was gone, whatever happened since; and a file is called by its name");
        assert_eq!(proofs(&given).await.len(), 2);
        assert_eq!(proofs(&moment().await).await.len(), 2);
    })
    .await;
}
