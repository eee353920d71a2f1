//! More time: asked, passed up, granted on another day, refused, withdrawn; two who decide at once.
use super::*;
use crate::door::{Cell, report_rows, waiting};
use axum::http::StatusCode;
use base::testing::each_database;

/// Asks for more time and returns the address.
async fn ask(t: &TestSite, cookie: &str, duties: &[&Duty], day: &str) -> String {
    let ids: Vec<String> = duties.iter().map(|d| d.id.to_string()).collect();
    let mut pairs: Vec<(&str, &str)> = ids.iter().map(|id| ("nv", id.as_str())).collect();
    pairs.extend([("ngay", day), ("ly-do", "Chờ xe cứu thương")]);
    let made = send(t, &format!("{TIME}/moi"), cookie, &pairs).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().to_owned()
}

async fn lines(t: &TestSite, address: &str) -> Vec<(Uuid, String)> {
    t.site.db.reader().all("select id, state from extension_line where extension = $1 order by id", args![key(address)]).await.unwrap()
}

async fn duty(t: &TestSite, w: &World, duty: &Duty) -> Duty {
    store::find(&mut t.site.db.reader(), &crate::scope::Scope::all(w.campaign), duty.id).await.unwrap()
}

/// The form of an answer for all duties of a request.
async fn answer(t: &TestSite, address: &str, r: &str, what: &str, day: &str, words: &str) -> String {
    let mut pairs = vec![("revision".to_owned(), r.to_owned()), ("do".into(), what.into()), ("y-kien".into(), words.into())];
    for (id, _) in lines(t, address).await {
        pairs.extend([("viec".to_owned(), id.to_string()), (format!("ngay-{id}"), day.to_owned())]);
    }
    fields(&pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>())
}

#[tokio::test]
async fn more_time_is_asked_and_granted_on_another_day() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let form = t.get(&format!("{TIME}/moi?nv={}", w.health.id), &w.one).await.text;
        assert!(form.contains("Hạn 09/09/2024") && form.contains("checked"), "{}: {form}", t.engine);
        let id = w.health.id.to_string();
        let bad = send(&t, &format!("{TIME}/moi"), &w.one, &[("nv", &id), ("ngay", "08/09/2024"), ("ly-do", "")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains("Hạn mới đã qua rồi") && bad.text.contains("Ghi lý do xin gia hạn") && bad.text.contains("08/09/2024"), "{}", bad.text);

        let address = ask(&t, &w.one, &[&w.health], "25/09/2024").await;
        assert_eq!(mails(&t, "coordinator").await.len(), 1);
        let twice = send(&t, &format!("{TIME}/moi"), &w.one, &[("nv", &id), ("ngay", "26/09/2024"), ("ly-do", "x")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "one open request per duty");

        let list = t.get(TIME, &w.office).await.text;
        assert!(list.contains("Sở Y tế") && list.contains("25/09/2024") && list.contains("Chờ cơ quan điều phối") && list.contains("Còn 2 ngày"), "{list}");
        let r = revision(&t.get(&address, &w.office).await.text);
        let early = t.post(&format!("{address}/xu-ly"), &w.office, &answer(&t, &address, &r, "approve", "09/09/2024", "").await).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.text.contains("Hạn mới đã qua rồi"), "{}", early.text);
        let done = t.post(&format!("{address}/xu-ly"), &w.office, &answer(&t, &address, &r, "approve", "20/09/2024", "Đủ rồi").await).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);

        let now = duty(&t, &w, &w.health).await;
        assert_eq!((now.first_deadline.as_deref(), now.deadline.as_deref(), now.state()), (Some("2024-09-09"), Some("2024-09-20"), w.health.state()));
        assert_eq!((w.health.cell(t.site.clock.today()), now.cell(t.site.clock.today())), (Some(Cell::Overdue), Some(Cell::InTerm)), "late is judged by the approved one");
        assert_eq!(store::events(&mut t.site.db.reader(), now.id).await.unwrap().last().unwrap().kind, "extend");
        assert!(mails(&t, "officer").await[0].starts_with("Đã duyệt gia hạn"));
        let seen = t.get(&address, &w.one).await.text;
        assert!(seen.contains("Đã duyệt") && seen.contains("20/09/2024") && seen.contains("09/09/2024") && seen.contains("Đủ rồi") && !seen.contains("name=\"viec\""), "{seen}");
        assert!(t.get(&format!("{TIME}?xem=xong"), &w.one).await.text.contains("20/09/2024"));
        let rows = report_rows(&mut t.site.db.reader(), w.campaign).await.unwrap();
        assert_eq!((rows.extensions.len(), rows.extensions[0].granted_on.as_deref()), (1, Some("2024-09-20")));
        let again = ask(&t, &w.one, &[&w.health], "30/09/2024").await;
        assert_ne!(again, address, "after the answer one may ask again");
    })
    .await;
}

#[tokio::test]
async fn of_two_who_decide_one_wins_and_the_other_is_told() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let address = ask(&t, &w.one, &[&w.health], "25/09/2024").await;
        let other = t.holder("coordinator").await;
        let r = revision(&t.get(&address, &w.office).await.text);
        let (yes, no) = (answer(&t, &address, &r, "approve", "25/09/2024", "").await, answer(&t, &address, &r, "refuse", "", "Không thể lùi").await);
        let (first, second) = (format!("{address}/xu-ly"), format!("{address}/xu-ly"));
        let (a, b) = tokio::join!(t.post(&first, &w.office, &yes), t.post(&second, &other, &no));
        let mut both = [a.status, b.status];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{}", t.engine);
        let told = if a.status == StatusCode::CONFLICT { &a } else { &b };
        assert!(told.text.contains("Người khác vừa xử lý trước"), "{}", told.text);
        let state = &lines(&t, &address).await[0].1;
        let now = duty(&t, &w, &w.health).await;
        assert_eq!(state == "approved", now.deadline.as_deref() == Some("2024-09-25"));
        assert_eq!(state == "refused", now.deadline == w.health.deadline);
        let withdrawn = t.post(&format!("{address}/rut"), &w.one, &format!("revision={r}")).await;
        assert_eq!(withdrawn.status, StatusCode::CONFLICT, "nothing is open any more");
    })
    .await;
}

#[tokio::test]
async fn the_leader_grants_where_the_campaign_says_so() {
    each_database(features, async |t| {
        let mut w = world(&t).await;
        let rules = t.get(&format!("{MATTERS}/cai-dat"), &w.office).await.text;
        let mut pairs = vec![("revision", revision(&rules)), ("who", "leader".into()), ("closed", "17/09/2024".into()), ("extra", String::new())];
        pairs.extend(["extend", "take", "propose", "answer", "decide", "acknowledge"].map(|n| (n, "8".to_owned())));
        pairs.extend([("hour-0", "07:30".into()), ("hour-1", "11:30".into()), ("hour-2", "13:00".into()), ("hour-3", "17:00".into())]);
        let body = fields(&pairs.iter().map(|(n, v)| (*n, v.as_str())).collect::<Vec<_>>());
        assert_eq!(t.post(&format!("{MATTERS}/cai-dat"), &w.office, &body).await.status, StatusCode::SEE_OTHER);
        let late = t.post(&format!("{MATTERS}/cai-dat"), &w.office, &body).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "somebody else saved meanwhile");

        let address = ask(&t, &w.one, &[&w.health], "25/09/2024").await;
        let r = revision(&t.get(&address, &w.office).await.text);
        let office = format!("{address}/xu-ly");
        assert_eq!(t.post(&office, &w.office, &answer(&t, &address, &r, "approve", "25/09/2024", "").await).await.status, StatusCode::FORBIDDEN);
        let up = t.post(&office, &w.office, &answer(&t, &address, &r, "up", "", "Nên cho thêm năm ngày").await).await;
        assert_eq!(up.status, StatusCode::SEE_OTHER, "{}", up.text);
        let counts = waiting(&mut t.site.db.reader(), w.campaign, t.site.clock.now_ms()).await.unwrap();
        assert_eq!((counts.extensions.all, counts.extensions_up.all, counts.for_leader().late), (0, 1, 0));
        pass(&t, &mut w, 3).await;
        let counts = waiting(&mut t.site.db.reader(), w.campaign, t.site.clock.now_ms()).await.unwrap();
        assert_eq!((counts.extensions_up.all, counts.for_leader().late), (1, 1), "Wednesday morning: Monday was its term, Tuesday was off");
        let desk = t.get(&format!("{MATTERS}/cho-quyet"), &w.leader).await.text;
        assert!(desk.contains("đến 25/09/2024") && desk.contains("Quá 1 giờ"), "{desk}");
        let page = t.get(&address, &w.leader).await.text;
        assert!(page.contains("Nên cho thêm năm ngày") && page.contains("quyet-dinh"), "{page}");
        assert!(!t.get(&address, &w.one).await.text.contains("quyet-dinh"));
        let r = revision(&page);
        let back = t.post(&format!("{address}/quyet-dinh"), &w.leader, &answer(&t, &address, &r, "refuse", "", "").await).await;
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("Ghi lý do không duyệt"));
        let done = t.post(&format!("{address}/quyet-dinh"), &w.leader, &answer(&t, &address, &r, "approve", "22/09/2024", "").await).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(duty(&t, &w, &w.health).await.deadline.as_deref(), Some("2024-09-22"));
    })
    .await;
}

#[tokio::test]
async fn a_request_ends_with_its_duty() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (health, police) = (ask(&t, &w.one, &[&w.health], "25/09/2024").await, ask(&t, &w.two, &[&w.police], "20/10/2024").await);
        let open = async || waiting(&mut t.site.db.reader(), w.campaign, t.site.clock.now_ms()).await.unwrap().extensions.all;
        assert_eq!(open().await, 2);
        // One goes with an amendment of the plan, the other to another agency
        let without = "1. Sở Y tế\n- Bố trí xe cứu thương trực tại điểm tổ chức, hoàn thành trước ngày 10/9/2024.\n2. Công an tỉnh";
        publish(&t, &PLAN.replace(without, "1. Công an tỉnh")).await;
        assert_eq!((lines(&t, &health).await[0].1.as_str(), open().await), ("withdrawn", 1));
        let now = duty(&t, &w, &w.police).await;
        let other = w.health.agency.unwrap().to_string();
        let given = t.post(&format!("{}/giao", now.href()), &w.office, &fields(&[("revision", &now.revision.to_string()), ("agency", &other), ("words-reassign", "Đúng việc")])).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
        assert_eq!((lines(&t, &police).await[0].1.as_str(), open().await), ("withdrawn", 0));
        for (address, who) in [(&health, &w.one), (&police, &w.two)] {
            let page = t.get(address, who).await.text;
            assert!(page.contains("Nhiệm vụ đã rút") && page.contains("Kết thúc vì nhiệm vụ đã rút"), "{page}");
        }
        let said = base::feature::count(&mut t.site.db.reader(), "select count(*) from audit where action = 'extension.close'", vec![]).await.unwrap();
        assert_eq!(said, 2);
    })
    .await;
}

#[tokio::test]
async fn an_agency_takes_back_what_is_open() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (agency, id) = (w.police.agency.unwrap().to_string(), w.police.id.to_string());
        let form = [("co_quan", agency.as_str()), ("nv", &id), ("ngay", "20/10/2024"), ("ly-do", "Báo qua điện thoại")];
        let made = send(&t, &format!("{TIME}/moi"), &w.office, &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "the office asks in an agency's name: {}", made.text);
        let address = made.location().to_owned();
        let r = revision(&t.get(&address, &w.two).await.text);
        assert!(t.get(&address, &w.office).await.text.contains("Hạn xin nằm sau ngày cuối của kế hoạch"));
        assert_eq!(t.post(&format!("{address}/rut"), &w.two, &format!("revision={r}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(lines(&t, &address).await[0].1, "withdrawn");
        assert!(t.get(TIME, &w.two).await.text.contains("Không có đề nghị nào đang chờ"));
        let audit: Vec<(String,)> = t.site.db.reader().all("select action from audit where entity = 'extension' order by seq", args![]).await.unwrap();
        assert_eq!(audit.iter().map(|(a,)| a.as_str()).collect::<Vec<_>>(), ["extension.ask", "extension.withdraw"]);
    })
    .await;
}
