//! The programme through the router, on both databases.
mod amendment_tests;

use axum::http::StatusCode;
use base::testing::{TestSite, each_database};
use base::{Actor, Feature, Fetch, args};

fn features() -> Vec<Feature> {
    vec![base::feature(), agencies::feature(), plan::feature(), super::feature()]
}

const PLAN: &str = "KẾ HOẠCH
Tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024

I. THỜI GIAN, ĐỊA ĐIỂM
- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.
- Cụm 1 (ngày 14 và 15/9/2024): Đơn vị đăng cai UBND huyện Sông Trong, các đơn vị tham gia: UBND huyện Đồi Thông, UBND huyện Cát Vàng.

II. NỘI DUNG
1. Gameshow “Đấu trường số”
- Đơn vị chủ trì: Sở Thông tin và Truyền thông.
- Đơn vị phối hợp: UBND huyện Sông Trong.

III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
Bố trí xe cứu thương trực tại điểm tổ chức.

PHỤ LỤC
CHƯƠNG TRÌNH CỤM 1

Ngày 1 (ngày 14/9/2024)

| Thời gian | Nội dung | Địa điểm | Đơn vị thực hiện |
| 08 giờ 00 - 09 giờ 00 | Khai mạc | Sân vận động huyện | UBND huyện Sông Trong |
| 09 giờ 00 - 11 giờ 00 | Gameshow “Đấu trường số” | Hội trường | Sở Thông tin và Truyền thông |
";

async fn published(t: &TestSite) {
    publish(t, PLAN).await;
}

/// Publishes a text and returns its campaign.
async fn publish(t: &TestSite, text: &str) -> uuid::Uuid {
    let actor = Actor::program("test", t.site.clock.now_ms());
    plan::import_file(&t.site, &actor, "ke-hoach.txt", text.as_bytes()).await.expect("the plan is published").campaign
}

/// The desk's address of the item with this title.
async fn address(t: &TestSite, cookie: &str, title: &str) -> String {
    let desk = t.get("/su-kien/soan", cookie).await.text;
    let end = desk.find(&format!("\">{title}")).expect("a link to the item");
    let start = desk[..end].rfind("/su-kien/soan/").expect("its address");
    desk[start..end].to_owned()
}

#[tokio::test]
async fn a_published_timetable_is_the_programme() {
    each_database(features, async |t| {
        let empty = t.get("/su-kien", "").await;
        assert!(empty.text.contains("chưa được công bố"), "{}", empty.text);
        published(&t).await;
        let page = t.get("/su-kien", "").await;
        for words in ["Khai mạc", "08:00 – 09:00", "Sân vận động huyện", "14/09/2024"] {
            assert!(page.text.contains(words), "{}: {words} in {}", t.engine, page.text);
        }
        assert!(page.text.contains("/hoat-dong/"), "the gameshow leads to its activity");
        assert!(t.get("/su-kien?lang=en", "").await.text.contains("Programme"));
        assert_eq!(t.get("/su-kien/khong-co", "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_officer_adds_changes_withdraws_and_restores() {
    each_database(features, async |t| {
        published(&t).await;
        let cookie = t.holder("coordinator").await;
        assert!(t.get("/su-kien/soan", &cookie).await.text.contains("?ve=/su-kien/soan\""), "days of a stop are set from here too");
        let refused = t.post("/su-kien/soan/moi", &cookie, "title=&date=x&start=9:00&end=8:00&place=Khu+B").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Khu B") && refused.text.contains("Hãy ghi nội dung"), "what was typed stays");

        let added = t.post("/su-kien/soan/moi", &cookie, "title=B%E1%BA%BF+m%E1%BA%A1c&date=15/9/2024&start=16h30").await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        assert!(t.get("/su-kien", "").await.text.contains("Bế mạc"));

        let address = &address(&t, &cookie, "Bế mạc").await;
        let change = |revision: i64| format!("title=B%E1%BA%BF+m%E1%BA%A1c+s%E1%BB%9Bm&date=15/9/2024&start=16h00&revision={revision}");
        assert_eq!(t.post(address, &cookie, &change(1)).await.status, StatusCode::SEE_OTHER);
        let late = t.post(address, &cookie, &change(1)).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("Bản mới của người khác"), "what the other person wrote is shown");
        assert!(late.text.contains("Người khác vừa sửa") && late.text.contains("Bế mạc sớm"));

        assert_eq!(t.post(&format!("{address}/rut"), &cookie, "").await.status, StatusCode::SEE_OTHER);
        assert!(!t.get("/su-kien", "").await.text.contains("Bế mạc sớm"));
        assert_eq!(t.post(&format!("{address}/khoi-phuc"), &cookie, "").await.status, StatusCode::SEE_OTHER);
        assert!(t.get("/su-kien", "").await.text.contains("Bế mạc sớm"));
    })
    .await;
}

#[tokio::test]
async fn nobody_else_may_edit_and_a_foreign_campaign_is_closed() {
    each_database(features, async |t| {
        published(&t).await;
        for role in ["leader", "officer"] {
            let cookie = t.holder(role).await;
            assert_eq!(t.get("/su-kien/soan", &cookie).await.status, StatusCode::FORBIDDEN, "{role}");
            assert_eq!(t.post("/su-kien/soan/moi", &cookie, "title=x").await.status, StatusCode::FORBIDDEN, "{role}");
        }
        let elsewhere = base::identity::Grant { role: "coordinator".into(), campaign: Some(uuid::Uuid::now_v7()), agency: None };
        let (_, cookie) = t.person("Người nơi khác", &[elsewhere]).await;
        assert_eq!(t.post("/su-kien/soan/moi", &cookie, "title=x").await.status, StatusCode::FORBIDDEN);
        assert!(!t.get("/su-kien", "").await.text.contains(">x<"));
    })
    .await;
}

#[tokio::test]
async fn a_day_moves_as_a_whole_and_pages_take_a_constant_number_of_queries() {
    each_database(features, async |t| {
        published(&t).await;
        let cookie = t.holder("coordinator").await;
        let moved = t.post("/su-kien/soan/doi-gio", &cookie, "date=14/9/2024&from=9:00&minutes=30").await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
        let page = t.get("/su-kien", "").await.text;
        assert!(page.contains("08:00 – 09:00") && page.contains("09:30 – 11:30"), "{page}");
        assert_eq!(t.post("/su-kien/soan/doi-gio", &cookie, "date=14/9/2024&minutes=99999").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let over = t.post("/su-kien/soan/doi-gio", &cookie, "date=14/9/2024&from=8:00&minutes=-540").await;
        assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY, "what would cross midnight moves nothing");
        assert!(over.text.contains("nửa đêm") && t.get("/su-kien", "").await.text.contains("08:00 – 09:00"));

        let cost = async || {
            t.site.db.touch();
            let before = t.site.db.statements();
            t.get("/su-kien", "").await;
            t.site.db.statements() - before
        };
        let few = cost().await;
        for n in 0..30 {
            t.post("/su-kien/soan/moi", &cookie, &format!("title=M%E1%BB%A5c+{n}&date=16/9/2024&start={}:00", n % 24)).await;
        }
        assert_eq!(cost().await, few, "{}", t.engine);
    })
    .await;
}

#[tokio::test]
async fn a_day_never_moves_past_midnight() {
    each_database(features, async |t| {
        published(&t).await;
        let cookie = t.holder("coordinator").await;
        t.post("/su-kien/soan/moi", &cookie, "title=Ch%C3%A2n+tr%E1%BB%9Di+s%E1%BB%91&date=14/9/2024&start=20:00&end=22:00").await;
        t.post("/su-kien/soan/moi", &cookie, "title=Tri%E1%BB%83n+l%C3%A3m&date=14/9/2024").await;
        for minutes in ["300", "150", "-540"] {
            let refused = t.post("/su-kien/soan/doi-gio", &cookie, &format!("date=14/9/2024&minutes={minutes}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{minutes}");
            assert!(refused.text.contains("lấn qua nửa đêm"), "{}", refused.text);
        }
        assert!(t.get("/su-kien", "").await.text.contains("20:00 – 22:00"), "nothing moved");
        let moved = t.post("/su-kien/soan/doi-gio", &cookie, "date=14/9/2024&from=19:00&minutes=120").await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
        let flash = moved.headers.get(axum::http::header::SET_COOKIE).and_then(|v| v.to_str().ok()).and_then(|v| v.split(';').next()).unwrap();
        let desk = t.get("/su-kien/soan", &format!("{cookie}; {flash}")).await.text;
        assert!(desk.contains("1 mục chưa có giờ trong ngày giữ nguyên"), "what has no time is said to stay: {flash}");
        assert!(t.get("/su-kien", "").await.text.contains("22:00 – 00:00"));
    })
    .await;
}

#[tokio::test]
async fn both_engines_list_in_one_order() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let cookie = t.holder("coordinator").await;
        for form in ["title=ngay-sau&date=16/9/2024&start=7:00", "title=chua-ro", "title=ca-ngay&date=16/9/2024", "title=som&date=16/9/2024&start=6:00"] {
            t.post("/su-kien/soan/moi", &cookie, form).await;
        }
        let titles: Vec<String> = super::door::items(&mut t.site.db.reader(), campaign).await.unwrap().into_iter().map(|i| i.title).collect();
        assert_eq!(titles[titles.len() - 4..], ["ca-ngay", "som", "ngay-sau", "chua-ro"], "{}", t.engine);
    })
    .await;
}

#[tokio::test]
async fn the_log_holds_no_words_of_an_item() {
    each_database(features, async |t| {
        published(&t).await;
        let cookie = t.holder("coordinator").await;
        t.post("/su-kien/soan/moi", &cookie, "title=Nguyen+Van+Thu+phat+bieu&performer=Nguyen+Van+Thu&date=15/9/2024").await;
        let address = address(&t, &cookie, "Nguyen Van Thu").await;
        t.post(&address, &cookie, "title=Tran+Thi+Mau+phat+bieu&performer=Nguyen+Van+Thu&date=15/9/2024&revision=1").await;
        let lines: Vec<(String, String)> = t.site.db.reader().all("select action, detail from audit", args![]).await.unwrap();
        assert!(!lines.iter().any(|(_, d)| d.contains("Nguyen") || d.contains("Tran Thi")), "{lines:?}");
        let change = lines.iter().find(|(a, _)| a == "programme.change").expect("the change is logged");
        assert!(change.1.contains("title") && !change.1.contains("performer"), "{}", change.1);
    })
    .await;
}

#[tokio::test]
async fn an_officer_edits_the_programme_of_the_campaign_that_she_works_in() {
    each_database(features, async |t| {
        published(&t).await;
        let actor = Actor::program("test", t.site.clock.now_ms());
        let text = PLAN.replace("Ngày Chuyển đổi số", "Tuần lễ Dữ liệu").replace("Khai mạc", "Mít tinh ra quân");
        let source = plan::Source { sha256: "beside".into(), file_name: "ke-hoach-2.txt".into(), ..plan::Source::default() };
        let mut tx = t.site.db.write().await.unwrap();
        let second = plan::publish(&t.site, &mut tx, &actor, &plan_reader::read(&text), &source, &plan::Answers::default()).await.unwrap();
        tx.commit().await.unwrap();
        let grant = base::identity::Grant { role: base::identity::COORDINATOR.into(), campaign: Some(second), agency: None };
        let (_, cookie) = t.person("Phan Đầu Mối", &[grant]).await;
        let desk = t.get("/su-kien/soan", &cookie).await.text;
        assert!(desk.contains("Mít tinh ra quân") && !desk.contains("Khai mạc"), "{desk}");
        let added = t.post("/su-kien/soan/moi", &cookie, "title=B%E1%BA%BF+m%E1%BA%A1c&date=15/9/2024&start=16h30").await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        assert!(t.get("/su-kien/soan", &cookie).await.text.contains("Bế mạc"));
        assert!(!t.get("/su-kien", "").await.text.contains("Bế mạc"), "what the public sees stays");
        let boss = t.holder("coordinator").await;
        let item = address(&t, &boss, "Khai mạc").await;
        assert!(t.get(&item, &cookie).await.status.is_client_error(), "another campaign's item");
    })
    .await;
}
