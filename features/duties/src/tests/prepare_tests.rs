//! Checklists, boards and own plans through the router, on both databases.
use super::{features, publish};
use crate::door::At;
use crate::prepare::{readiness, readiness_at};
use axum::http::StatusCode;
use base::identity::{COORDINATOR, Grant, HEAD, LEADER, OFFICER};
use base::testing::{Answer, TestSite, each_database};
use base::{Fetch, args};
use uuid::Uuid;

/// One stop with dates, one without; medical standby, security, power; a group with a host in it.
pub(crate) const VENUE: &str = "KẾ HOẠCH
Tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024

I. THỜI GIAN, ĐỊA ĐIỂM
- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.
- Cụm 1 (ngày 21 và 22/9/2024): Đơn vị đăng cai UBND huyện Sông Trong, các đơn vị tham gia: UBND huyện Đồi Thông, UBND huyện Cát Vàng.
- Cụm 2: Đơn vị đăng cai UBND huyện Suối Ngân, các đơn vị tham gia: UBND huyện Núi Lam.

III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Bố trí xe cứu thương và ê-kíp cấp cứu trực tại điểm tổ chức, hoàn thành trước ngày 10/9/2024.
2. Công an tỉnh
- Bảo đảm an ninh, trật tự tại các điểm tổ chức.
3. Sở Tài chính
- Tham mưu kinh phí thực hiện Kế hoạch, hoàn thành trước ngày 05/9/2024.
";

pub(crate) fn grant(role: &str, campaign: Uuid, agency: Option<Uuid>) -> Grant {
    Grant { role: role.into(), campaign: Some(campaign), agency }
}

/// The agency with this name.
pub(crate) async fn agency(t: &TestSite, name: &str) -> Uuid {
    let directory = agencies::door::Directory::load(&mut t.site.db.reader()).await.unwrap();
    directory.find(name, jiff::civil::date(2024, 9, 1)).unwrap_or_else(|| panic!("{name}"))
}

pub(crate) async fn officer(t: &TestSite, campaign: Uuid, name: &str) -> String {
    t.person("Cán bộ", &[grant(OFFICER, campaign, Some(agency(t, name).await))]).await.1
}

/// Key of an item of an agency at a stop with these words.
pub(crate) async fn item(t: &TestSite, campaign: Uuid, of: &str, words: &str) -> Uuid {
    let all: Vec<(Uuid, String)> =
        t.site.db.reader().all("select id, words from check_item where campaign = $1 and agency = $2 order by day_no, id", args![campaign, agency(t, of).await]).await.unwrap();
    all.into_iter().find(|(_, w)| w.contains(words)).unwrap_or_else(|| panic!("no item {words}")).0
}

pub(crate) async fn state(t: &TestSite, id: Uuid) -> (String, Option<String>, bool) {
    let (state, due, withdrawn): (String, Option<String>, Option<i64>) =
        t.site.db.reader().one("select state, due_on, withdrawn_at from check_item where id = $1", args![id]).await.unwrap();
    (state, due, withdrawn.is_some())
}

async fn ticks(t: &TestSite, id: Uuid) -> i64 {
    base::feature::count(&mut t.site.db.reader(), "select count(*) from check_event where item = $1 and kind = 'state'", args![id]).await.unwrap()
}

pub(crate) fn tick(key: Uuid, from: &str, to: &str) -> String {
    format!("khoa={key}&tu={from}&den={to}")
}

pub(crate) fn is(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.text);
}

#[tokio::test]
async fn a_plan_gives_checklists_and_an_amendment_keeps_ticks() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let mut db = t.site.db.reader();
        let boards = readiness(&mut db, campaign, t.site.clock.today()).await.unwrap();
        assert_eq!(boards.len(), 2, "{boards:?}");
        assert_eq!(boards[0].days_left, Some(6));
        // Medical: 3 before, 2 on each of two days; security: 3 and 2 of each day. The second stop has one day and no date.
        assert_eq!((boards[0].total, boards[1].total), (14, 10));
        assert_eq!(boards[1].red, 0, "without a date nothing is late");
        assert_eq!(boards[0].red, 2, "due ten and seven days before");
        let crew = item(&t, campaign, "Sở Y tế", "Phân công kíp trực").await;
        assert_eq!(state(&t, crew).await, ("todo".into(), Some("2024-09-14".into()), false));
        let cookie = officer(&t, campaign, "Sở Y tế").await;
        is(&t.post(&format!("/nhiem-vu/muc/{crew}/danh-dau"), &cookie, &tick(Uuid::now_v7(), "todo", "done")).await, StatusCode::SEE_OTHER);
        let now = readiness(&mut db, campaign, t.site.clock.today()).await.unwrap();
        assert_eq!((now[0].settled, readiness_at(&mut db, campaign, &At::now(&t.site.clock)).await.unwrap()), (1, now), "now is a moment too");
        let (ticked,): (i64,) = db.one("select at from check_event where item = $1 and kind = 'state'", args![crew]).await.unwrap();
        let earlier = readiness_at(&mut db, campaign, &At::past(ticked - 1)).await.unwrap();
        assert_eq!((earlier[0].settled, earlier[0].total), (0, 14), "a moment before the tick it was open");
        let yesterday = readiness_at(&mut db, campaign, &At::end_of(t.site.clock.today().yesterday().unwrap())).await.unwrap();
        assert_eq!(yesterday[0].total, 0, "nothing was asked for before the plan was published");

        // The stop moves a week, the duty's deadline too: ticks stay, due days follow.
        publish(&t, &VENUE.replace("21 và 22/9/2024", "28 và 29/9/2024").replace("10/9/2024.\n2", "12/9/2024.\n2")).await;
        assert_eq!(state(&t, crew).await, ("done".into(), Some("2024-09-21".into()), false));
        // The duty goes: its items are withdrawn; it comes back: so do they, with their ticks.
        publish(&t, &VENUE.replace("1. Sở Y tế\n- Bố trí xe cứu thương và ê-kíp cấp cứu trực tại điểm tổ chức, hoàn thành trước ngày 10/9/2024.\n2. Công an", "1. Công an")).await;
        assert_eq!(state(&t, crew).await.2, true);
        is(&t.get(&format!("/nhiem-vu/muc/{crew}"), &cookie).await, StatusCode::NOT_FOUND);
        publish(&t, &VENUE.replace("05/9/2024", "06/9/2024")).await;
        assert_eq!(state(&t, crew).await, ("done".into(), Some("2024-09-14".into()), false));
        let total = readiness(&mut db, campaign, t.site.clock.today()).await.unwrap()[0].total;
        assert_eq!(total, 14, "nothing was born twice");
    })
    .await;
}

#[tokio::test]
async fn a_stop_without_days_gets_its_due_days_with_them() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let stop = plan::door::stops(&mut t.site.db.reader(), campaign).await.unwrap().remove(1);
        let lacking = "select count(*) from check_item where stop = $1 and due_on is null and withdrawn_at is null";
        let count = async |sql| base::feature::count(&mut t.site.db.reader(), sql, args![stop.id]).await.unwrap();
        assert_eq!(count(lacking).await, 10);
        let admin = t.administrator().await;
        let form = format!("name=Cụm 2&place=&venue=&summary=&start=05/10/2024&end=06/10/2024&drawing=&revision={}", stop.revision);
        is(&t.post(&format!("/ke-hoach/chien-dich/{campaign}/chang/{}", stop.id), &admin, &form.replace(' ', "+")).await, StatusCode::SEE_OTHER);
        assert_eq!(count(lacking).await, 0);
        assert_eq!(count("select count(*) from check_item where stop = $1 and day_no = 2").await, 4, "the second day has its own list");
    })
    .await;
}

#[tokio::test]
async fn ticks_are_written_once_and_late_ones_undo_nothing() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let crew = item(&t, campaign, "Sở Y tế", "Phân công kíp trực").await;
        let (cookie, path) = (officer(&t, campaign, "Sở Y tế").await, format!("/nhiem-vu/muc/{crew}/danh-dau"));
        let key = Uuid::now_v7();
        for _ in 0..3 {
            is(&t.post(&path, &cookie, &tick(key, "todo", "done")).await, StatusCode::SEE_OTHER);
        }
        assert_eq!((ticks(&t, crew).await, state(&t, crew).await.0.as_str()), (1, "done"));
        // Somebody takes it back; the same post arrives again from a phone that had no network: nothing changes.
        is(&t.post(&path, &cookie, &tick(Uuid::now_v7(), "done", "doing")).await, StatusCode::SEE_OTHER);
        is(&t.post(&path, &cookie, &tick(key, "todo", "done")).await, StatusCode::SEE_OTHER);
        assert_eq!(state(&t, crew).await.0, "doing");
        // Another post that saw an old state is told so.
        is(&t.post(&path, &cookie, &tick(Uuid::now_v7(), "todo", "done")).await, StatusCode::CONFLICT);
        is(&t.post(&path, &cookie, &tick(Uuid::now_v7(), "doing", "not_needed")).await, StatusCode::UNPROCESSABLE_ENTITY);
        let because = format!("{}&ly_do=Dùng+trạm+y+tế+xã", tick(Uuid::now_v7(), "doing", "not_needed"));
        is(&t.post(&path, &cookie, &because).await, StatusCode::SEE_OTHER);
        assert!(t.get("/nhiem-vu/san-sang/cum-1", &cookie).await.text.contains("Dùng trạm y tế xã"));
    })
    .await;
}

#[tokio::test]
async fn each_sees_and_ticks_what_is_theirs() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let crew = item(&t, campaign, "Sở Y tế", "Phân công kíp trực").await;
        let (item_page, path) = (format!("/nhiem-vu/muc/{crew}"), format!("/nhiem-vu/muc/{crew}/danh-dau"));
        let other = officer(&t, campaign, "Công an tỉnh").await;
        is(&t.get(&item_page, &other).await, StatusCode::NOT_FOUND);
        is(&t.post(&path, &other, &tick(Uuid::now_v7(), "todo", "done")).await, StatusCode::NOT_FOUND);
        let board = t.get("/nhiem-vu/san-sang/cum-1", &other).await.text;
        assert!(board.contains("Phương án bảo vệ") && !board.contains("Phân công kíp trực"), "{board}");
        let leader = t.person("Lãnh đạo", &[grant(LEADER, campaign, None)]).await.1;
        assert!(t.get("/nhiem-vu/san-sang/cum-1", &leader).await.text.contains("Phân công kíp trực"));
        is(&t.post(&path, &leader, &tick(Uuid::now_v7(), "todo", "done")).await, StatusCode::FORBIDDEN);
        let head = t.person("Giám đốc", &[grant(HEAD, campaign, Some(agency(&t, "Sở Y tế").await))]).await.1;
        is(&t.post(&path, &head, &tick(Uuid::now_v7(), "todo", "doing")).await, StatusCode::SEE_OTHER);
        let coordinator = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        is(&t.post(&path, &coordinator, &tick(Uuid::now_v7(), "doing", "done")).await, StatusCode::SEE_OTHER);
        is(&t.get("/nhiem-vu/mau-kiem-tra", &head).await, StatusCode::FORBIDDEN);
        is(&t.get("/nhiem-vu/san-sang/khong-co", &coordinator).await, StatusCode::NOT_FOUND);
        for page in ["/nhiem-vu/san-sang", "/nhiem-vu/san-sang/cum-1/di", "/nhiem-vu/san-sang/cum-1/in", "/nhiem-vu/san-sang/cum-1/man-hinh"] {
            for who in [&other, &leader, &coordinator] {
                is(&t.get(page, who).await, StatusCode::OK);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn items_are_added_changed_dropped_and_copied() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let coordinator = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let kinds = crate::prepare::store::kinds(&mut t.site.db.reader()).await.unwrap();
        let power = kinds.iter().find(|k| k.code == "dien").unwrap();
        let host = agency(&t, "UBND huyện Sông Trong").await;
        let board = async || t.get("/nhiem-vu/san-sang/cum-1", &coordinator).await.text;
        assert!(board().await.contains("Nguồn điện và dự phòng"), "nobody answers for power: the board says so");
        is(&t.post("/nhiem-vu/san-sang/cum-1/theo-mau", &coordinator, &format!("loai={}&co-quan={host}", power.id)).await, StatusCode::SEE_OTHER);
        let key = Uuid::now_v7();
        let form = format!("khoa={key}&noi-dung=Ổ+cắm+cho+gian+hàng&loai={}&co-quan={host}&ngay=1&han=", power.id);
        for _ in 0..2 {
            is(&t.post("/nhiem-vu/san-sang/cum-1/them", &coordinator, &form).await, StatusCode::SEE_OTHER);
        }
        assert_eq!(state(&t, key).await.1.as_deref(), Some("2024-09-21"));
        let wrong = t.post("/nhiem-vu/san-sang/cum-1/them", &coordinator, "noi-dung=&han=31/02/2024").await;
        is(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("31/02/2024"), "what was typed is still there");

        let page = format!("/nhiem-vu/muc/{key}");
        let edit = format!("noi-dung=Ổ+cắm+và+dây+nguồn&han=20/09/2024&co-quan={host}&nguoi=Bùi+Văn+Tám&ghi-chu=&revision=1");
        is(&t.post(&page, &coordinator, &edit).await, StatusCode::SEE_OTHER);
        let late = t.post(&page, &coordinator, &edit.replace("Tám", "Chín")).await;
        is(&late, StatusCode::CONFLICT);
        assert!(late.text.contains("Người khác đã lưu trước") && late.text.contains("<dd>Bùi Văn Tám</dd>") && late.text.contains("Bùi Văn Chín"), "{}", late.text);
        assert_eq!(late.text.matches("<dd>").count(), 1, "only what differs");
        assert!(board().await.contains("Bùi Văn Tám"));
        is(&t.post(&format!("{page}/bo"), &coordinator, "").await, StatusCode::SEE_OTHER);
        publish(&t, &VENUE.replace("05/9/2024", "06/9/2024")).await;
        assert!(board().await.contains("Mục đã bỏ"), "an amendment does not bring back what a person dropped");
        is(&t.post(&format!("{page}/khoi-phuc"), &coordinator, "").await, StatusCode::SEE_OTHER);
        for _ in 0..2 {
            is(&t.post("/nhiem-vu/san-sang/cum-1/chep", &coordinator, &format!("loai={}&den=cum-2", power.id)).await, StatusCode::SEE_OTHER);
        }
        let there = "select count(*) from check_item i join stop s on s.id = i.stop where i.kind = $1 and s.slug = 'cum-2'";
        assert_eq!(base::feature::count(&mut t.site.db.reader(), there, args![power.id]).await.unwrap(), 6, "three before, three of the one day, once");
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        is(&t.upload(&format!("{page}/tep"), &coordinator, "o-cam.png", png, &[]).await, StatusCode::SEE_OTHER);
        is(&t.upload(&format!("{page}/tep"), &coordinator, "x.exe", b"MZ\x90\0", &[]).await, StatusCode::UNPROCESSABLE_ENTITY);
        let (file,): (Uuid,) = t.site.db.reader().one("select id from prepare_file where item = $1", args![key]).await.unwrap();
        assert_eq!(t.get(&format!("/nhiem-vu/tep-chuan-bi/{file}"), &coordinator).await.bytes, png);
        let stranger = officer(&t, campaign, "Công an tỉnh").await;
        is(&t.get(&format!("/nhiem-vu/tep-chuan-bi/{file}"), &stranger).await, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn templates_are_the_coordinators_own() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let coordinator = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let kinds = crate::prepare::store::kinds(&mut t.site.db.reader()).await.unwrap();
        let medical = kinds.iter().find(|k| k.code == "y-te").unwrap();
        let crew = item(&t, campaign, "Sở Y tế", "Phân công kíp trực").await;
        let page = format!("/nhiem-vu/mau-kiem-tra/{}", medical.id);
        is(&t.get(&page, &coordinator).await, StatusCode::OK);
        let form = |lines: &str, revision: i64| format!("ten=Y+tế&cum-tu=cứu+thương&dong={lines}&dung=1&revision={revision}");
        is(&t.post(&page, &coordinator, &form("sai", 1)).await, StatusCode::UNPROCESSABLE_ENTITY);
        is(&t.post(&page, &coordinator, &form("5+|+Kíp+trực+đủ+người", 1)).await, StatusCode::SEE_OTHER);
        let late = t.post(&page, &coordinator, &form("5+|+x", 1)).await;
        is(&late, StatusCode::CONFLICT);
        assert!(late.text.contains("5 | Kíp trực đủ người") && late.text.contains("5 | x"), "what is stored beside what was typed: {}", late.text);
        let (words, due): (String, String) = t.site.db.reader().one("select words, due_on from check_item where id = $1", args![crew]).await.unwrap();
        assert_eq!((words.as_str(), due.as_str()), ("Kíp trực đủ người", "2024-09-16"), "an item that nobody changed follows");
        let left = "select count(*) from check_item where campaign = $1 and kind = $2 and withdrawn_at is null";
        assert_eq!(base::feature::count(&mut t.site.db.reader(), left, args![campaign, medical.id]).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn boards_send_the_same_number_of_statements_whatever_is_on_them() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let coordinator = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let pages = ["/nhiem-vu/san-sang", "/nhiem-vu/san-sang/cum-1", "/nhiem-vu/san-sang/cum-1/di", "/nhiem-vu/san-sang/cum-1/man-hinh"];
        let cost = async || {
            let mut all = Vec::new();
            for page in pages {
                let before = t.site.db.statements();
                is(&t.get(page, &coordinator).await, StatusCode::OK);
                all.push(t.site.db.statements() - before);
            }
            all
        };
        cost().await;
        let few = cost().await;
        let power = crate::prepare::store::kinds(&mut t.site.db.reader()).await.unwrap().into_iter().find(|k| k.code == "dien").unwrap();
        for name in ["UBND huyện Sông Trong", "UBND huyện Đồi Thông", "UBND huyện Cát Vàng"] {
            let form = format!("loai={}&co-quan={}", power.id, agency(&t, name).await);
            is(&t.post("/nhiem-vu/san-sang/cum-1/theo-mau", &coordinator, &form).await, StatusCode::SEE_OTHER);
        }
        assert_eq!(cost().await, few);
    })
    .await;
}
