//! Letters to many, templates, and lists of any length.
use super::*;
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn one_draft_becomes_a_letter_to_each_agency() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ", "Sở Y tế", "Sở Tài chính", "Ủy ban nhân dân xã Đồi Thông"]).await;
        let cookie = officer(&t, ids[0]).await;
        let address = begin(&t, &cookie, "cong-van", ids[0]).await;
        let form = t.get(&format!("{address}/gui"), &cookie).await.text;
        assert!(form.contains("Sở Y tế") && form.contains("Đồi Thông") && !form.contains(&format!("value=\"{}\"", ids[0])), "not to itself");
        let ticked = |page: &str| page.matches(" checked").count();
        assert_eq!(ticked(&form), 3);
        for (which, count) in [("khong", 0), ("tat-ca", 3)] {
            let page = t.post(&format!("{address}/gui"), &cookie, &format!("co_quan={}&chon={which}", ids[1])).await;
            assert_eq!((page.status, ticked(&page.text)), (StatusCode::OK, count), "{which}");
        }
        let none = t.post(&format!("{address}/gui"), &cookie, "").await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("Chọn ít nhất một cơ quan"));
        let made = t.post(&format!("{address}/gui"), &cookie, &format!("co_quan={}&co_quan={}&co_quan={0}", ids[1], ids[3])).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let list = t.get(made.location(), &cookie).await.text;
        assert!(list.contains("2 văn bản") && list.contains("Gửi: Sở Y tế") && list.contains("Gửi: Ủy ban nhân dân xã Đồi Thông"), "{list}");
        let batch = made.location().split('=').nth(1).unwrap().to_owned();
        let all = t.get(&format!("/van-ban/dot/{batch}/pdf"), &cookie).await;
        let pages = pdf_extract::extract_text_from_mem_by_pages(&all.bytes).unwrap();
        assert_eq!(pages.len(), 2);
        assert!(pages.iter().any(|p| p.contains("Kính gửi: Sở Y tế")) && pages.iter().any(|p| p.contains("Đồi Thông")), "{pages:?}");
        t.post(&format!("/van-ban/dot/{batch}/phat-hanh"), &cookie, "").await;
        let list = t.get(made.location(), &cookie).await.text;
        assert_eq!(list.matches("chờ số và bản ký</span>").count(), 2, "{list}");
        let stranger = officer(&t, ids[2]).await;
        assert_eq!(t.get(&format!("/van-ban/dot/{batch}/pdf"), &stranger).await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&format!("/van-ban/dot/{batch}/phat-hanh"), &stranger, "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_coordinator_writes_templates_and_goes_back() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = t.holder("coordinator").await;
        assert!(t.get("/van-ban/mau", &cookie).await.text.contains("Mẫu gốc"));
        let page = t.get("/van-ban/mau/giay-moi", &cookie).await.text;
        for words in ["ten_chien_dich", "tên chiến dịch", "<svg", "trân trọng kính mời"] {
            assert!(page.contains(words), "{words} in {page}");
        }
        let typed = |body: &str, revision: &str| fields(&[("title", "Dự {{ten_chien_dich}}"), ("body", body), ("revision", revision), ("do", "save")]);
        let wrong = t.post("/van-ban/mau/giay-moi", &cookie, &typed("Mời {{ong_ba}}", "0")).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("“ong_ba”"), "{}", wrong.text);
        let preview = t.post("/van-ban/mau/giay-moi/xem-truoc", &cookie, &typed("Mời {{noi_nhan}} đến", "0")).await;
        assert!(preview.text.contains("Mời Ủy ban nhân dân phường Mẫu đến"), "{}", preview.text);
        assert_eq!(t.post("/van-ban/mau/giay-moi", &cookie, &typed("Lời mời của chúng tôi", "0")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post("/van-ban/mau/giay-moi", &cookie, &typed("Lời khác", "0")).await.status, StatusCode::CONFLICT);
        let address = begin(&t, &cookie, "giay-moi", ids[0]).await;
        let page = t.get(&address, &cookie).await.text;
        assert!(page.contains("Lời mời của chúng tôi") && page.contains("Dự Ngày Chuyển đổi số Bình An năm 2024"), "{page}");
        t.post("/van-ban/mau/giay-moi/ban-goc", &cookie, "").await;
        assert!(t.get("/van-ban/mau/giay-moi", &cookie).await.text.contains("trân trọng kính mời"));
        assert_eq!(t.get("/van-ban/mau/hop-dong", &cookie).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_list_takes_a_constant_number_of_queries() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = officer(&t, ids[0]).await;
        begin(&t, &cookie, "giay-moi", ids[0]).await;
        let cost = async |path: &str| {
            let before = t.site.db.statements();
            t.get(path, &cookie).await;
            t.site.db.statements() - before
        };
        let few = cost("/van-ban").await;
        for n in 0..55 {
            begin(&t, &cookie, if n % 2 == 0 { "giay-moi" } else { "bao-cao" }, ids[0]).await;
        }
        assert_eq!(cost("/van-ban").await, few, "{}", t.engine);
        let first = t.get("/van-ban", &cookie).await.text;
        assert!(first.contains("trang=2") && first.matches("<th scope=\"row\">").count() == 50);
        assert_eq!(t.get("/van-ban?trang=2", &cookie).await.text.matches("<th scope=\"row\">").count(), 6);
        assert_eq!(t.get("/van-ban?loai=bao-cao", &cookie).await.text.matches("<th scope=\"row\">").count(), 27);
        assert_eq!(t.get(&format!("/van-ban?co_quan={}", Uuid::from_u128(7)), &cookie).await.text.matches("<th scope=\"row\">").count(), 0);
    })
    .await;
}
