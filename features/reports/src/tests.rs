//! Reports through the router, on both databases. Standings are written as the duties' own acts write them.
mod evidence_tests;
mod figure_tests;
mod letter_tests;
mod print_tests;
mod ready_tests;
mod result_tests;
mod sent_up_tests;
mod specimen_tests;
mod version_tests;
mod working_tests;

use base::testing::TestSite;
use base::{Actor, Feature, Fetch, args};
use uuid::Uuid;

pub(crate) fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, people::feature(), agencies::feature(), papers::feature(), plan::feature(), duties::feature(), super::feature()]
}

/// A plan of our own: four duties of four agencies, in two chapters.
pub(crate) const PLAN: &str = "KẾ HOẠCH
Tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024

I. THỜI GIAN, ĐỊA ĐIỂM
- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.

II. NỘI DUNG
1. Gameshow “Đấu trường số”
- Đơn vị chủ trì: Sở Thông tin và Truyền thông.
- Đơn vị phối hợp: UBND huyện Sông Trong, Sở Y tế.
- Thời gian hoàn thành: trước ngày 20/9/2024.

III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Bố trí xe cứu thương trực tại điểm tổ chức, hoàn thành trước ngày 10/9/2024.
2. Công an tỉnh
- Bảo đảm an ninh trật tự tại các điểm tổ chức.
3. Sở Tài chính
- Tham mưu kinh phí thực hiện Kế hoạch, hoàn thành trước ngày 05/9/2024.
";

/// Publishes a text and returns its campaign; its duties were given on 1 September 2024.
pub(crate) async fn publish(t: &TestSite, text: &str) -> Uuid {
    let reading = plan_reader::read(text);
    let known = plan::door::current(&mut t.site.db.reader()).await.unwrap().map(|c| c.id);
    let source = plan::Source { sha256: vietnamese::fold(text), file_name: "ke-hoach.txt".into(), amends: known, ..plan::Source::default() };
    let mut tx = t.site.db.write().await.unwrap();
    let actor = Actor::program("test", t.site.clock.now_ms());
    let id = plan::publish(&t.site, &mut tx, &actor, &reading, &source, &plan::Answers::default()).await.unwrap();
    tx.exec("update duty_standing set from_at = $1 where seq = 1", args![at("2024-09-01T08:00")]).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A wall-clock moment in Vietnam as unix milliseconds.
pub(crate) fn at(text: &str) -> i64 {
    vietnamese::dates::to_unix_ms(text.parse().unwrap())
}

/// The duty of the agency with these words in its name.
pub(crate) async fn duty_of(t: &TestSite, words: &str) -> Uuid {
    let mut db = t.site.db.reader();
    let id = plan::door::current(&mut db).await.unwrap().unwrap().id;
    let directory = agencies::door::Directory::load(&mut db).await.unwrap();
    let all = duties::door::all(&mut db, id).await.unwrap();
    let named = |d: &duties::door::Duty| d.agency.and_then(|a| directory.get(a)).is_some_and(|a| a.names.iter().any(|n| n.name.contains(words)));
    all.into_iter().find(named).map(|d| d.id).unwrap()
}

/// Gives a duty a new standing from a moment on.
pub(crate) async fn stand(t: &TestSite, duty: Uuid, when: &str, state: &str, finished: Option<&str>, words: &str) {
    let mut tx = t.site.db.write().await.unwrap();
    tx.unaudited("a test writes standings");
    let (seq, deadline): (i64, Option<String>) = tx.one("select seq, deadline from duty_standing where duty = $1 and to_at is null", args![duty]).await.unwrap();
    tx.exec("update duty_standing set to_at = $2 where duty = $1 and to_at is null", args![duty, at(when)]).await.unwrap();
    let values = args![duty, seq + 1, at(when), state, deadline, finished.map(str::to_owned)];
    tx.exec("insert into duty_standing (duty, seq, from_at, state, deadline, finished_on) values ($1, $2, $3, $4, $5, $6)", values).await.unwrap();
    if !words.is_empty() {
        tx.exec("insert into duty_event (id, duty, at, kind, words) values ($1, $2, $3, 'report', $4)", args![Uuid::now_v7(), duty, at(when), words]).await.unwrap();
        let proof = args![Uuid::now_v7(), duty, at(when)];
        tx.exec("insert into duty_evidence (id, duty, kind, label, value, created_at) values ($1, $2, 'figure', 'Số lượt trực', '12', $3)", proof).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Health reported in time and was confirmed, information reported and waits, finance is late, the police has accepted.
pub(crate) async fn story(t: &TestSite) -> Uuid {
    let campaign = publish(t, PLAN).await;
    let health = duty_of(t, "Y tế").await;
    stand(t, health, "2024-09-08T10:00", "reported", Some("2024-09-08"), "Đã bố trí 03 xe cứu thương, trực đủ 12 lượt.").await;
    stand(t, health, "2024-09-09T10:00", "confirmed", Some("2024-09-08"), "").await;
    stand(t, duty_of(t, "Thông tin").await, "2024-09-12T10:00", "reported", Some("2024-09-12"), "Đã tổ chức vòng loại.").await;
    stand(t, duty_of(t, "Công an").await, "2024-09-02T10:00", "accepted", None, "").await;
    campaign
}

/// A form body of these fields.
pub(crate) fn fields(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", ui::page::encode(value))).collect::<Vec<_>>().join("&")
}

/// The value of a hidden field of a page.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let from = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    page[from..].split('"').next().unwrap_or_default().to_owned()
}

/// Makes a report and returns its address.
pub(crate) async fn create(t: &TestSite, cookie: &str, day: &str) -> String {
    let key = Uuid::now_v7().to_string();
    let made = t.post("/bao-cao/moi", cookie, &fields(&[("khoa", &key), ("ten", "Kết quả Ngày Chuyển đổi số"), ("ngay", day)])).await;
    assert_eq!(made.status, axum::http::StatusCode::SEE_OTHER, "{}", made.text);
    made.location().to_owned()
}

/// Words of a page or file without tags and without the space between them.
pub(crate) fn squeezed(text: &str) -> String {
    let (mut out, mut inside) = (String::new(), false);
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside && !c.is_whitespace() => out.push(c),
            _ => {}
        }
    }
    out.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&").replace("&#38;", "&")
}
