//! The table: what is counted is what is shown, acts on many are whole or nothing and come back, sheets go out and in, views are one's own.
use super::{PLAN, agency, coordinator, duty_of, features, officer, publish};
use crate::model::State;
use axum::http::StatusCode;
use base::testing::{TestSite, each_database};
use base::{Fetch, args};
use ui::page::encode;
use uuid::Uuid;

/// What the preview sends back.
fn sent(text: &str) -> String {
    let key = text.split_once("name=\"key\" value=\"").unwrap_or_else(|| panic!("no preview: {text}")).1;
    format!("viec={}&key={}", encode(&carried(text)), key.split_once('"').unwrap().0)
}

/// The acts that the preview carries.
fn carried(text: &str) -> String {
    let rest = text.split_once("<textarea name=\"viec\" hidden>").unwrap_or_else(|| panic!("no preview: {text}")).1;
    rest.split_once("</textarea>").unwrap().0.replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&")
}

async fn accept(t: &TestSite, campaign: Uuid, of: Uuid) -> crate::store::Duty {
    let (_, me) = officer(t, campaign, of).await;
    let duty = duty_of(t, campaign, of).await;
    assert_eq!(t.post(&format!("{}/viec/accept", duty.href()), &me, &format!("revision={}", duty.revision)).await.status, StatusCode::SEE_OTHER);
    duty_of(t, campaign, of).await
}

#[tokio::test]
async fn an_act_on_many_is_shown_done_and_taken_back() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let duty = accept(&t, campaign, health).await;
        let (_, boss) = coordinator(&t, campaign).await;
        let wish = format!("bulk-scope=all&bulk-act=extend&bulk-day=30/09/2024&bulk-words={}", encode("Mưa bão"));
        let seen = t.post("/nhiem-vu/bang/chon", &boss, &wish).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        assert!(seen.text.contains("30/09/2024"), "{}", seen.text);
        assert_eq!(duty_of(&t, campaign, health).await.deadline, duty.deadline, "a preview changes nothing");
        let form = sent(&seen.text);
        let done = t.post("/nhiem-vu/bang/lam", &boss, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let now = duty_of(&t, campaign, health).await;
        assert_eq!((now.deadline.as_deref(), now.first_deadline.as_deref()), (Some("2024-09-30"), Some("2024-09-09")));
        let entries = base::feature::count(&mut t.site.db.reader(), "select count(*) from audit where action = 'duty.extend'", vec![]).await.unwrap();
        assert_eq!(entries, 3, "one a duty; the one without a deadline of its own ends later than the new day");
        let again = t.post("/nhiem-vu/bang/lam", &boss, &form).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "the same form twice is told, not doubled");
        assert_eq!(duty_of(&t, campaign, health).await, now);
        let undo = done.location().split_once("lui=").unwrap().1.to_owned();
        assert_eq!(t.post(&format!("/nhiem-vu/bang/lui/{undo}"), &boss, "").await.status, StatusCode::SEE_OTHER);
        let back = duty_of(&t, campaign, health).await;
        assert_eq!((back.state(), back.deadline), (State::Accepted, duty.deadline));
        assert_eq!(t.post(&format!("/nhiem-vu/bang/lui/{undo}"), &boss, "").await.status, StatusCode::SEE_OTHER, "told, not doubled");
    })
    .await;
}

#[tokio::test]
async fn a_change_meanwhile_leaves_everything_undone() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (health, money) = (agency(&t, "Sở Y tế").await, agency(&t, "Sở Tài chính").await);
        let (_, boss) = coordinator(&t, campaign).await;
        let before = duty_of(&t, campaign, money).await;
        let seen = t.post("/nhiem-vu/bang/chon", &boss, &format!("id={}&id={}&bulk-act=extend&bulk-day=30/09/2024&bulk-words=x", duty_of(&t, campaign, health).await.id, before.id)).await;
        let carried = carried(&seen.text);
        accept(&t, campaign, health).await;
        let late = t.post("/nhiem-vu/bang/lam", &boss, &format!("viec={}", encode(&carried))).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("chưa nhiệm vụ nào được ghi"), "{}", late.text);
        assert_eq!(duty_of(&t, campaign, money).await, before, "nothing half-applied");
    })
    .await;
}

#[tokio::test]
async fn only_coordinators_act_on_many_and_foreign_rows_are_nothing() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (_, me) = officer(&t, campaign, health).await;
        let leader = t.holder("leader").await;
        for who in [&me, &leader] {
            assert_eq!(t.get("/nhiem-vu/bang", who).await.status, StatusCode::OK);
            for path in ["chon", "lam", "nhap"] {
                assert_eq!(t.post(&format!("/nhiem-vu/bang/{path}"), who, "bulk-act=confirm").await.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        let own = t.get("/nhiem-vu/bang", &me).await;
        assert!(own.text.contains(&duty_of(&t, campaign, health).await.href()));
        assert!(!own.text.contains(&duty_of(&t, campaign, agency(&t, "Công an tỉnh").await).await.href()), "another agency's duty");
        let elsewhere = t.person("Nơi khác", &[base::identity::Grant { role: "coordinator".into(), campaign: Some(Uuid::now_v7()), agency: None }]).await.1;
        assert_eq!(t.post("/nhiem-vu/bang/chon", &elsewhere, "bulk-act=confirm&bulk-scope=all").await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.get("/nhiem-vu/bang", "").await.status, StatusCode::UNAUTHORIZED);
        let (_, boss) = coordinator(&t, campaign).await;
        let none = t.post("/nhiem-vu/bang/chon", &boss, &format!("id={}&bulk-act=confirm", Uuid::now_v7())).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "a key of nothing chooses nothing");
    })
    .await;
}

#[tokio::test]
async fn a_filter_finds_without_marks_and_by_cell_and_past_day() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (_, boss) = coordinator(&t, campaign).await;
        let health = duty_of(&t, campaign, agency(&t, "Sở Y tế").await).await;
        let police = duty_of(&t, campaign, agency(&t, "Công an tỉnh").await).await;
        let finds = async |query: &str| {
            let page = t.get(&format!("/nhiem-vu/bang?{query}"), &boss).await;
            assert_eq!(page.status, StatusCode::OK, "{query}: {}", page.text);
            (page.text.contains(&format!("\"{}\"", health.href())), page.text.contains(&format!("\"{}\"", police.href())))
        };
        assert_eq!(finds("q=cuu+thuong").await, (true, false));
        assert_eq!(finds("o=overdue").await, (true, false), "due on the 9th, today is the 15th");
        assert_eq!(finds("o=in_term").await, (false, true));
        assert_eq!(finds("den=12/09/2024").await, (true, false));
        assert_eq!(finds("co_quan=-").await, (false, false));
        assert_eq!(finds("trang_thai=confirmed").await, (false, false));
        assert_eq!(finds("theo_doi=-&xep=han&trang=7").await, (true, true), "a page that is not there shows the last");
        assert_eq!(finds("ngay=01/01/2024").await, (false, false), "nothing had been given then");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_goes_out_and_comes_back_whole_or_not_at_all() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let duty = accept(&t, campaign, health).await;
        let (boss_id, boss) = coordinator(&t, campaign).await;
        let out = t.get("/nhiem-vu/bang/tai?q=cuu+thuong", &boss).await;
        assert_eq!(out.status, StatusCode::OK);
        let (head, row) = sheet::find(&out.bytes, &sheet::Limits::lines(100), |lines| Some((lines[0].cells.clone(), lines[1].cells.clone()))).unwrap().unwrap();
        let at = |name: &str| head.iter().position(|h| h == name).unwrap();
        assert_eq!((row[at("Hạn duyệt")].as_str(), row[at("Mã")].as_str(), row[at("Phiên bản")].as_str()), ("09/09/2024", duty.id.to_string().as_str(), "2"));
        let file = |changes: &[(&str, &str)]| {
            let mut book = rust_xlsxwriter::Workbook::new();
            let page = book.add_worksheet();
            for (n, name) in (0_u16..).zip(&head) {
                page.write_string(0, n, name).unwrap();
                let was = row.get(usize::from(n)).map(String::as_str).unwrap_or_default();
                let cell = changes.iter().find(|(c, _)| c == name).map_or(was, |(_, v)| *v);
                page.write_string(1, n, cell).unwrap();
            }
            book.save_to_buffer().unwrap()
        };
        let send = async |changes: &[(&str, &str)]| t.upload("/nhiem-vu/bang/nhap", &boss, "a.xlsx", &file(changes), &[]).await;
        assert_eq!(send(&[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing changes");
        assert!(send(&[("Hạn duyệt", "20/09/2024")]).await.text.contains("đổi hạn phải có lý do"));
        assert!(send(&[("Hạn duyệt", "20/09/2024"), ("Lý do", "x"), ("Phiên bản", "1")]).await.text.contains("đã thay đổi sau khi tải bảng"));
        assert!(send(&[("Mã", &Uuid::now_v7().to_string())]).await.text.contains("không có trong chiến dịch này"));
        assert!(send(&[("Người theo dõi", "ai@do.vn")]).await.text.contains("không có ai với địa chỉ này"));
        assert_eq!(duty_of(&t, campaign, health).await, duty);
        let mail = format!("{boss_id}@example.vn");
        super::given_on(&t, 1).await;
        let seen = send(&[("Hạn duyệt", "20/09/2024"), ("Lý do", "Bão"), ("Người theo dõi", &mail), ("Ngày báo cáo", "14/09/2024"), ("Kết quả", "Đủ xe")]).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        let done = t.post("/nhiem-vu/bang/lam", &boss, &format!("viec={}", encode(&carried(&seen.text)))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let now = duty_of(&t, campaign, health).await;
        let told = base::feature::count(&mut t.site.db.reader(), "select count(*) from mail where purpose = 'duties' and account = $1", args![boss_id]).await.unwrap();
        assert_eq!(told, 0, "nobody is told of what they did themselves");
        assert_eq!((now.state(), now.deadline.as_deref(), now.finished_on.as_deref(), now.officer), (State::Reported, Some("2024-09-20"), Some("2024-09-14"), Some(boss_id)));
    })
    .await;
}

#[tokio::test]
async fn views_are_ones_own_until_shared() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let ((_, one), (_, other)) = (coordinator(&t, campaign).await, coordinator(&t, campaign).await);
        let (_, me) = officer(&t, campaign, agency(&t, "Sở Y tế").await).await;
        let saved = t.post("/nhiem-vu/bang/luu", &one, &format!("loc={}&view-name={}", encode("?o=overdue"), encode("Quá hạn của tôi"))).await;
        assert_eq!(saved.location(), "/nhiem-vu/bang?o=overdue");
        let (id,): (Uuid,) = t.site.db.reader().one("select id from duty_view", args![]).await.unwrap();
        let shows = async |who: &str| t.get("/nhiem-vu/bang", who).await.text.contains("Quá hạn của tôi");
        assert_eq!((shows(&one).await, shows(&other).await, shows(&me).await), (true, false, false));
        assert_eq!(t.post(&format!("/nhiem-vu/bang/luu/{id}/bo"), &other, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&format!("/nhiem-vu/bang/luu/{id}/chia-se"), &me, "shared=1").await.status, StatusCode::FORBIDDEN);
        t.post(&format!("/nhiem-vu/bang/luu/{id}/chia-se"), &one, "shared=1").await;
        assert_eq!((shows(&other).await, shows(&me).await), (true, false), "the department shares it, not the agencies");
        t.post(&format!("/nhiem-vu/bang/luu/{id}/bo"), &one, "").await;
        assert!(!shows(&one).await);
    })
    .await;
}

#[tokio::test]
async fn taking_back_leaves_what_was_changed_since() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (health, money) = (agency(&t, "Sở Y tế").await, agency(&t, "Sở Tài chính").await);
        let (_, boss) = coordinator(&t, campaign).await;
        let (first, second) = (duty_of(&t, campaign, health).await, duty_of(&t, campaign, money).await);
        let wish = format!("id={}&id={}&bulk-act=extend&bulk-day=30/09/2024&bulk-words=x", first.id, second.id);
        let seen = t.post("/nhiem-vu/bang/chon", &boss, &wish).await;
        let done = t.post("/nhiem-vu/bang/lam", &boss, &format!("viec={}&loc={}", encode(&carried(&seen.text)), encode("?o=overdue"))).await;
        assert!(done.location().starts_with("/nhiem-vu/bang?o=overdue&lui="), "the filter stays: {}", done.location());
        accept(&t, campaign, health).await;
        let undo = done.location().split_once("lui=").unwrap().1.to_owned();
        t.post(&format!("/nhiem-vu/bang/lui/{undo}"), &boss, "").await;
        let (first_now, second_now) = (duty_of(&t, campaign, health).await, duty_of(&t, campaign, money).await);
        assert_eq!((first_now.state(), first_now.deadline.as_deref()), (State::Accepted, Some("2024-09-30")), "somebody relied on it");
        assert_eq!(second_now.deadline, second.deadline);
    })
    .await;
}

#[tokio::test]
async fn a_reminder_goes_once_to_each_agency_and_changes_nothing() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let (health, police) = (agency(&t, "Sở Y tế").await, agency(&t, "Công an tỉnh").await);
        let (_, boss) = coordinator(&t, campaign).await;
        for of in [health, police] {
            officer(&t, campaign, of).await;
            officer(&t, campaign, of).await;
        }
        let before = duty_of(&t, campaign, health).await;
        let seen = t.post("/nhiem-vu/bang/chon", &boss, &format!("bulk-scope=all&bulk-act=remind&bulk-words={}", encode("Gửi trước thứ Sáu"))).await;
        assert!(seen.text.contains("Gửi trước thứ Sáu"), "the text can be copied");
        for _ in 0..2 {
            let done = t.post("/nhiem-vu/bang/lam", &boss, &sent(&seen.text)).await;
            assert_eq!(done.location(), "/nhiem-vu/bang", "nothing to take back");
        }
        let mails: Vec<(String,)> = t.site.db.reader().all("select body from mail where purpose = 'duties'", args![]).await.unwrap();
        assert_eq!(mails.len(), 4, "one for each officer");
        assert!(mails.iter().all(|(body,)| body.contains("Gửi trước thứ Sáu")));
        assert_eq!(duty_of(&t, campaign, health).await, before);
    })
    .await;
}

/// Puts an open request of an agency for more time until the 25th, as its form would.
async fn asks(t: &TestSite, who: &str, duty: &crate::store::Duty) -> Uuid {
    let id = duty.id.to_string();
    let made = t.upload("/nhiem-vu/gia-han/moi", who, "", b"", &[("nv", &id), ("ngay", "25/09/2024"), ("ly-do", "Bão")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().rsplit('/').next().unwrap().parse().unwrap()
}

async fn request(t: &TestSite, extension: Uuid) -> (String, Option<String>) {
    t.site.db.reader().one("select state, granted_on from extension_line where extension = $1", args![extension]).await.unwrap()
}

#[tokio::test]
async fn more_time_for_many_keeps_the_rule_and_answers_requests() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let ((mine, me), (_, boss)) = (officer(&t, campaign, health).await, coordinator(&t, campaign).await);
        let duty = duty_of(&t, campaign, health).await;
        let extension = asks(&t, &me, &duty).await;
        let choose = async |day: &str| t.post("/nhiem-vu/bang/chon", &boss, &format!("id={}&bulk-act=extend&bulk-day={day}&bulk-words=x", duty.id)).await.text;
        let past = choose("14/09/2024").await;
        assert!(past.contains("Hạn mới đã qua rồi") && !past.contains("name=\"viec\""), "{past}");
        let kept = choose("20/09/2024").await;
        let done = t.post("/nhiem-vu/bang/lam", &boss, &sent(&kept)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(request(&t, extension).await, ("approved".into(), Some("2024-09-20".into())), "the open request is decided with it");
        let undo = done.location().split_once("lui=").unwrap().1.to_owned();
        let before = super::letters(&t, mine).await.len();
        assert_eq!(t.post(&format!("/nhiem-vu/bang/lui/{undo}"), &boss, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(request(&t, extension).await, ("open".into(), None), "taken back, it waits again");
        let told = super::letters(&t, mine).await;
        assert!(told.len() == before + 1 && told.last().unwrap().1.contains("Lùi lại"), "who was told of the act is told of its end: {told:?}");

        let fresh = sent(&choose("21/09/2024").await);
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a test sets the rule");
        tx.exec("insert into sent_up_rules (campaign, content) values ($1, $2)", args![campaign, "{\"leader_extends\":true}"]).await.unwrap();
        tx.commit().await.unwrap();
        let late = t.post("/nhiem-vu/bang/lam", &boss, &fresh).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "the rule holds when it is done, not only when it is shown");
        assert!(late.text.contains("chỉ lãnh đạo duyệt gia hạn"), "{}", late.text);
        assert_eq!(duty_of(&t, campaign, health).await.deadline, duty.deadline);
    })
    .await;
}

#[tokio::test]
async fn a_hand_written_act_is_checked_like_a_form() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let duty = duty_of(&t, campaign, agency(&t, "Sở Y tế").await).await;
        let (_, boss) = coordinator(&t, campaign).await;
        let (nobody, _) = t.person("Người ngoài", &[]).await;
        let long = "x".repeat(2_001);
        let officer = format!("{{\"do\":\"officer\",\"account\":\"{nobody}\"}}");
        let faults = [
            "{\"do\":\"extend\",\"day\":\"2024-09-30\",\"words\":\" \"}".to_owned(), format!("{{\"do\":\"remind\",\"words\":\"{long}\"}}"), officer, String::new(),
        ];
        let one = |does: &str| format!("{{\"id\":\"{}\",\"revision\":{},\"does\":[{does}]}}", duty.id, duty.revision);
        let remind = one("{\"do\":\"remind\",\"words\":\"\"}");
        for all in faults.iter().map(|does| one(does)).chain([format!("{remind},{remind}")]) {
            let answer = t.post("/nhiem-vu/bang/lam", &boss, &format!("viec={}", encode(&format!("[{all}]")))).await;
            assert!(answer.status.is_client_error(), "{all}: {}", answer.status);
        }
        assert_eq!(duty_of(&t, campaign, duty.agency.unwrap()).await, duty);
    })
    .await;
}
