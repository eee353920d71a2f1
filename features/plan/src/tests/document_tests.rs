//! The public pages of the plan.
use super::support::{PLAN, actor, features};
use crate::import_file;
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn before_the_first_plan_the_page_says_so() {
    each_database(features, async |t| {
        let page = t.get("/ke-hoach", "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Chưa có kế hoạch nào"));
        assert_eq!(t.get("/ke-hoach/nhiem-vu/1", "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.get("/ke-hoach?nam=khong-co", "").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_plan_is_a_document_with_addresses() {
    each_database(features, async |t| {
        import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let page = t.get("/ke-hoach", "").await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["id=\"III.1.1\"", "id=\"nv-1\"", "href=\"#nv-1\"", "/co-quan/cong-an-tinh", "Số: 45/KH-UBND", "Trong hạn", "href=\"#V\""] {
            assert!(page.text.contains(part), "{part}");
        }
        // Every sentence of the body is there.
        for words in ["Giúp người dân tự làm được việc trên mạng", "Lê Văn Thử", "Như mục V"] {
            assert!(page.text.contains(words), "{words}");
        }
        assert_eq!(t.get("/ke-hoach?nam=song-lam-2024", "").await.status, StatusCode::OK);
        assert_eq!(t.get("/ke-hoach?nam=khac-2024", "").await.status, StatusCode::NOT_FOUND);

        let duty = t.get("/ke-hoach/nhiem-vu/1", "").await;
        assert!(duty.text.contains("nộp hồ sơ trực tuyến") && duty.text.contains("Văn phòng UBND tỉnh"));
        assert_eq!(t.get("/ke-hoach/nhiem-vu/999", "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.get("/ke-hoach/nhiem-vu/x", "").await.status, StatusCode::BAD_REQUEST);
        let ics = t.get("/ke-hoach/nhiem-vu/1/lich.ics", "").await;
        assert!(ics.text.contains("DTSTART;VALUE=DATE:20241031"), "{}", ics.text);
        let english = t.get("/ke-hoach?lang=en", "").await;
        assert!(english.text.contains("Original file") && !english.text.contains(">plan-"));
    })
    .await;
}

#[tokio::test]
async fn a_duty_of_many_leads_names_a_few_in_the_margin() {
    each_database(features, async |t| {
        let many: Vec<String> = (1..=9).map(|n| format!("UBND huyện Bến {n}")).collect();
        let text = PLAN.replace("IV. TIẾN", &format!("3. Hội thi của các huyện\n\n- Đơn vị chủ trì: {}.\n\nIV. TIẾN", many.join(", ")));
        import_file(&t.site, &actor(&t), "a.txt", text.as_bytes()).await.unwrap();
        let page = t.get("/ke-hoach", "").await.text;
        let margin = page.split("class=\"plan-mark\"").find(|m| m.contains(">UBND huyện Bến 1<")).expect("the duty");
        let margin = margin.split("</aside>").next().unwrap();
        assert!(margin.contains(">UBND huyện Bến 3<") && !margin.contains("Bến 4<") && margin.contains("và 6 cơ quan khác"), "{margin}");
        let address = margin.split("href=\"").find(|h| h.contains("cơ quan khác")).and_then(|h| h.split('"').next()).unwrap();
        let duty = t.get(address, "").await.text;
        assert!((1..=9).all(|n| duty.contains(&format!(">UBND huyện Bến {n}<"))), "its own page names all: {duty}");
    })
    .await;
}

#[tokio::test]
async fn the_original_comes_back_as_it_was() {
    each_database(features, async |t| {
        import_file(&t.site, &actor(&t), "Kế hoạch.txt", PLAN.as_bytes()).await.unwrap();
        let file = t.get("/ke-hoach/ban-goc", "").await;
        assert_eq!(file.bytes, PLAN.as_bytes());
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"ke-hoach-song-lam-2024.txt\"");
        let second = PLAN.replace("15/11/2024", "30/11/2024");
        import_file(&t.site, &actor(&t), "b.txt", second.as_bytes()).await.unwrap();
        assert_eq!(t.get("/ke-hoach/ban-goc?ban=1", "").await.bytes, PLAN.as_bytes());
        assert_eq!(t.get("/ke-hoach/ban-goc", "").await.bytes, second.as_bytes());
        assert_eq!(t.get("/ke-hoach/ban-goc?ban=7", "").await.status, StatusCode::NOT_FOUND);
        assert!(t.get("/ke-hoach", "").await.text.contains("Bản 2"));
    })
    .await;
}

#[tokio::test]
async fn the_document_page_needs_the_same_statements_for_many_duties() {
    each_database(features, async |t| {
        import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let count = async |path: &str| {
            let before = t.site.db.statements();
            t.get(path, "").await;
            t.site.db.statements() - before
        };
        let few = (count("/ke-hoach").await, count("/ke-hoach/nhiem-vu/1").await);
        // Step by step, so that each text surely is a version of the one before.
        for many in [6, 18, 40] {
            let bullets: String = (0..many).map(|n| format!("- Chuẩn bị phần việc riêng thứ {n} cho mục tiêu {n} của tỉnh.\n\n")).collect();
            let longer = PLAN.replace("2. Sở Y tế\n\n", &format!("2. Sở Y tế\n\n{bullets}"));
            import_file(&t.site, &actor(&t), "b.txt", longer.as_bytes()).await.unwrap();
        }
        assert_eq!((count("/ke-hoach").await, count("/ke-hoach/nhiem-vu/1").await), few);
        assert!(t.get("/ke-hoach", "").await.text.contains("id=\"nv-40\""));
    })
    .await;
}
