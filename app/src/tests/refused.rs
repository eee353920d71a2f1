//! The whole service with its error pages: a page of the desk that one campaign refuses offers the campaigns that open it.
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base::identity::{COORDINATOR, Grant, OFFICER};
use base::testing::each_database;
use tower::ServiceExt;

const PLAN: &str = "KẾ HOẠCH
Tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024

I. THỜI GIAN
- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.

II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Bố trí xe cứu thương trực tại điểm tổ chức, hoàn thành trước ngày 10/9/2024.
";

#[tokio::test]
async fn a_refused_page_of_the_desk_offers_the_other_campaign() {
    each_database(crate::features::all, async |t| {
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        let mut campaigns = Vec::new();
        for (sha256, text) in [("a", PLAN.to_owned()), ("b", PLAN.replace("Ngày Chuyển đổi số", "Tuần lễ Dữ liệu"))] {
            let source = plan::Source { sha256: sha256.into(), file_name: "ke-hoach.txt".into(), ..plan::Source::default() };
            let mut tx = t.site.db.write().await.expect("a transaction");
            let made = plan::publish(&t.site, &mut tx, &actor, &plan_reader::read(&text), &source, &plan::Answers::default()).await;
            campaigns.push(made.expect("a campaign"));
            tx.commit().await.expect("a commit");
        }
        plan::refresh(&t.site).await.expect("the frame of pages");
        let agency = agencies::door::Directory::load(&mut t.site.db.reader()).await.expect("agencies").find_ever("Sở Y tế");
        let [first, second] = campaigns[..] else { panic!("two campaigns") };
        let grants = [Grant { role: OFFICER.into(), campaign: Some(first), agency }, Grant { role: COORDINATOR.into(), campaign: Some(second), agency: None }];
        let (_, cookie) = t.person("Đỗ Hai Vai", &grants).await;
        let service = crate::server::router(&t.site);
        let open = async |path: &str, chosen: uuid::Uuid| {
            let cookie = format!("{cookie}; chien-dich={chosen}");
            let request = Request::get(path).header(header::HOST, "localhost").header(header::COOKIE, cookie).body(Body::empty()).expect("a request");
            let answer = service.clone().oneshot(request).await.expect("an answer");
            let status = answer.status();
            let bytes = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
            (status, String::from_utf8_lossy(&bytes).into_owned())
        };
        let (status, page) = open("/nhiem-vu/nhac", first).await;
        assert!(status.is_client_error() && page.contains("working-name\">Ngày Chuyển đổi số"), "{status} {page}");
        let offered = format!("name=\"chien-dich\" value=\"{second}\"");
        assert!(page.contains(&offered) && page.contains("name=\"ve\" value=\"/nhiem-vu/nhac\""), "and back to the page: {page}");
        let (status, page) = open("/nhiem-vu/nhac", second).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        // A page of nobody's desk is simply not there.
        let (status, page) = open("/khong-co-trang-nay", first).await;
        assert!(status == StatusCode::NOT_FOUND && !page.contains(&offered), "{page}");
    })
    .await;
}
