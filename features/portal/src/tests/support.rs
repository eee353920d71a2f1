//! An invented plan, published, with hours; and helpers of the tests.
use base::testing::TestSite;
use base::{Actor, Feature, args};
use uuid::Uuid;

/// All features up to this one.
pub fn features() -> Vec<Feature> {
    vec![base::feature(), people::feature(), agencies::feature(), papers::feature(), plan::feature(), events::feature(), gameshow::feature(), crate::feature()]
}

const HEAD: &str = "ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
-------
Số: 45/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Sông Lam, ngày 12 tháng 8 năm YEAR

KẾ HOẠCH
Tổ chức các hoạt động hưởng ứng Ngày Chuyển đổi số tỉnh Sông Lam năm YEAR

Căn cứ Quyết định số 505/QĐ-TTg ngày 22/4/2022 của Thủ tướng Chính phủ về Ngày Chuyển đổi số quốc gia;

Theo đề nghị của Sở Thông tin và Truyền thông tại Tờ trình số 31/TTr-STTTT ngày 01/8/YEAR, Ủy ban nhân dân tỉnh ban hành Kế hoạch, cụ thể như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Giúp người dân tự làm được việc trên mạng.

II. CHỦ ĐỀ, THỜI GIAN

1. Chủ đề: “Chạm vào số - Sống xanh hơn”.

2. Thời gian: từ ngày 01/9/YEAR đến hết ngày 31/10/YEAR.

3. Các cụm tổ chức

- Cụm 1: Đơn vị đăng cai: UBND huyện Thanh Thủy; các đơn vị tham gia: UBND huyện Bình Sơn, UBND thành phố Lam Giang; thời gian: từ ngày 20/9/YEAR đến ngày 21/9/YEAR; địa điểm: Quảng trường huyện.

- Cụm 2: Đơn vị đăng cai: UBND huyện Phước Hòa; các đơn vị tham gia: UBND huyện Tân Lập.

III. NỘI DUNG THỰC HIỆN

";

const TAIL: &str = "
IV. TIẾN ĐỘ THỰC HIỆN

- Trước ngày 20/8/YEAR: thành lập Ban Tổ chức.

- Ngày 10/10/YEAR: tổ chức lễ phát động.

V. TỔ CHỨC THỰC HIỆN

1. Sở Thông tin và Truyền thông

- Theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch.

- Tổng hợp kết quả, báo cáo UBND tỉnh chậm nhất ngày 15/11/YEAR.

2. Sở Y tế

- Bố trí lực lượng, phương tiện cấp cứu tại các cụm.

Nơi nhận:
- Như mục V;
- Lưu: VT, KGVX.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Thử
";

/// The plan of a year with so many gameshows.
pub fn plan_text(year: i16, gameshows: usize) -> String {
    let shows: String = (1..=gameshows)
        .map(|n| format!("{n}. Gameshow “Vòng quay số {n}”\n\n- Đơn vị chủ trì: Sở Thông tin và Truyền thông.\n\n- Đơn vị phối hợp: Tỉnh đoàn Sông Lam, Công an tỉnh.\n\n- Đối tượng tham gia: công chức và người dân.\n\n"))
        .collect();
    format!("{HEAD}{shows}{TAIL}").replace("YEAR", &year.to_string())
}

/// Publishes a plan; returns its campaign.
pub async fn publish(t: &TestSite, year: i16, gameshows: usize) -> Uuid {
    let actor = Actor::program("test", t.site.clock.now_ms());
    let text = plan_text(year, gameshows);
    plan::import_file(&t.site, &actor, &format!("ke-hoach-{year}.txt"), text.as_bytes()).await.unwrap().campaign
}

const ITEM: &str = "insert into programme_item (id, campaign, stop, activity, on_date, starts_at, ends_at, title, place, performer,
    source, ordinal, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'person', 1, 1)";

/// Adds a programme item from `from` to `to` minutes after now, at the first stop, for the first activity.
pub async fn programme(t: &TestSite, campaign: Uuid, title: &str, from: i64, to: i64) -> Uuid {
    let now = t.site.clock.now_ms();
    let mut db = t.site.db.reader();
    let stop = plan::door::stops(&mut db, campaign).await.unwrap().first().map(|s| s.id);
    let activity = plan::door::activities(&mut db, campaign).await.unwrap().first().map(|a| a.id);
    let start = now + from * 60_000;
    let day = vietnamese::dates::iso(vietnamese::dates::local(start));
    let id = Uuid::now_v7();
    let mut tx = t.site.db.write().await.unwrap();
    tx.exec(ITEM, args![id, campaign, stop, activity, day, start, now + to * 60_000, title, "Khu B", "Đội số"]).await.unwrap();
    let actor = Actor::program("test", now);
    tx.audit(&actor, "programme.add", "programme_item", id, Some(campaign), serde_json::json!({})).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Statements that a request costs after a change, when nothing is kept.
pub async fn cost(t: &TestSite, path: &str) -> u64 {
    t.site.db.touch();
    let before = t.site.db.statements();
    let answer = t.get(path, "").await;
    assert!(answer.status.is_success(), "{path}: {}", answer.status);
    t.site.db.statements() - before
}
