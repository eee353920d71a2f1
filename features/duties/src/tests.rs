//! Duties through stores and router, on both databases.
mod calendar_tests;
mod many_tests;
mod public_tests;
pub(crate) mod prepare_tests;
mod remind_tests;
mod cell_properties;
mod desk_tests;
mod leader_tests;
mod duty_tests;
mod item_tests;
mod keep_tests;
mod own_plan_tests;
mod day_tests;
mod now_tests;
mod scale_tests;
mod scope_tests;
mod sent_up;
mod sync_tests;
mod views_tests;
mod table_tests;
mod working_tests;

use base::identity::Grant;
use base::testing::TestSite;
use base::{Actor, Feature, Fetch, args};
use uuid::Uuid;

pub(crate) fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, people::feature(), agencies::feature(), papers::feature(), plan::feature(), super::feature()]
}

/// A plan of our own: one lead, several leads, a group, coordinators, a duty without deadline.
pub(crate) const PLAN: &str = "KẾ HOẠCH
Tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024

I. THỜI GIAN, ĐỊA ĐIỂM
- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.
- Cụm 1 (ngày 14 và 15/9/2024): Đơn vị đăng cai UBND huyện Sông Trong, các đơn vị tham gia: UBND huyện Đồi Thông, UBND huyện Cát Vàng.

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

/// Publishes a text and returns its campaign.
pub(crate) async fn publish(t: &TestSite, text: &str) -> Uuid {
    let known = plan::door::current(&mut t.site.db.reader()).await.unwrap().map(|c| c.id);
    published(t, text, known).await
}

/// Publishes a text as a campaign beside those that run and returns it; the site shows what it showed.
pub(crate) async fn publish_beside(t: &TestSite, text: &str) -> Uuid {
    let id = published(t, text, None).await;
    plan::refresh(&t.site).await.unwrap();
    id
}

async fn published(t: &TestSite, text: &str, amends: Option<Uuid>) -> Uuid {
    let reading = plan_reader::read(text);
    let source = plan::Source { sha256: vietnamese::fold(text), file_name: "ke-hoach.txt".into(), amends, ..plan::Source::default() };
    let mut tx = t.site.db.write().await.unwrap();
    let actor = Actor::program("test", t.site.clock.now_ms());
    let id = plan::publish(&t.site, &mut tx, &actor, &reading, &source, &plan::Answers::default()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// An agency of the plan by its name.
pub(crate) async fn agency(t: &TestSite, name: &str) -> Uuid {
    let on = jiff::civil::date(2024, 9, 1);
    agencies::door::find_by_name(&mut t.site.db.reader(), name, on).await.unwrap().unwrap_or_else(|| panic!("no agency {name}"))
}

/// A new officer of an agency, with a cookie.
pub(crate) async fn officer(t: &TestSite, campaign: Uuid, agency: Uuid) -> (Uuid, String) {
    t.person("Trần Văn Viên", &[Grant { role: "officer".into(), campaign: Some(campaign), agency: Some(agency) }]).await
}

/// A new coordinator of the campaign, with a cookie.
pub(crate) async fn coordinator(t: &TestSite, campaign: Uuid) -> (Uuid, String) {
    t.person("Lê Thị Phối", &[Grant { role: "coordinator".into(), campaign: Some(campaign), agency: None }]).await
}

/// The duty of an agency, as it stands.
pub(crate) async fn duty_of(t: &TestSite, campaign: Uuid, agency: Uuid) -> crate::store::Duty {
    let all = crate::store::all(&mut t.site.db.reader(), campaign).await.unwrap();
    all.into_iter().find(|d| d.agency == Some(agency)).unwrap_or_else(|| panic!("no duty of {agency}"))
}

/// Says that all duties were given at the beginning of a day of September 2024: today of the tests is the 15th.
pub(crate) async fn given_on(t: &TestSite, day: i8) {
    let at = vietnamese::dates::day_start(jiff::civil::date(2024, 9, day));
    let mut tx = t.site.db.write().await.unwrap();
    tx.unaudited("a test moves the beginning back");
    tx.exec("update duty set assigned_at = $1", args![at]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Subjects and texts of the mails about duties to an account, oldest first.
pub(crate) async fn letters(t: &TestSite, account: Uuid) -> Vec<(String, String)> {
    t.site.db.reader().all("select subject, body from mail where purpose = 'duties' and account = $1 order by created_at, id", args![account]).await.unwrap()
}
