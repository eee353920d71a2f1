//! Frozen versions never change; differences say what did; the paper takes the figures while it is a draft.
use super::*;
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn a_frozen_version_stays_and_the_difference_is_told() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("coordinator").await;
        let address = create(&t, &cookie, "").await;
        let freeze = async |name: &str, so: &str| t.post(&format!("{address}/chot"), &cookie, &fields(&[("ten", name), ("so", so)])).await;
        t.post(&format!("{address}/phan/3"), &cookie, &fields(&[("sau", "Ưu điểm: kịp thời.\nHạn chế: còn chậm."), ("revision", "0")])).await;
        assert_eq!(freeze("Trình lần 1", "1").await.location(), format!("{address}/ban/1"));
        assert_eq!(freeze("Trình lần 1", "1").await.location(), address, "the second click freezes nothing");
        let body = |page: String| page[page.find("<main").unwrap()..page.find("<aside class=\"reports-side\"").unwrap()].to_owned();
        let first = body(t.get(&format!("{address}/ban/1"), &cookie).await.text);
        let pdf = pdf_extract::extract_text_from_mem(&t.get(&format!("{address}/tai/pdf?ban=1"), &cookie).await.bytes).unwrap();
        assert!(t.get(&format!("{address}/khac?tu=1"), &cookie).await.text.contains("Hai bản giống nhau"));

        stand(&t, duty_of(&t, "Tài chính").await, "2024-09-14T09:00", "reported", Some("2024-09-14"), "Đã trình dự toán.").await;
        stand(&t, duty_of(&t, "Tài chính").await, "2024-09-14T10:00", "confirmed", Some("2024-09-14"), "").await;
        t.post(&format!("{address}/phan/3"), &cookie, &fields(&[("sau", "Ưu điểm: kịp thời.\nHạn chế: đã khắc phục."), ("revision", "1")])).await;
        let amended = PLAN.replace("2. Công an tỉnh\n- Bảo đảm an ninh trật tự tại các điểm tổ chức.\n", "2. Sở Công Thương\n- Tổ chức gian hàng số.\n");
        publish(&t, &amended).await;
        assert_eq!(body(t.get(&format!("{address}/ban/1"), &cookie).await.text), first, "what was frozen stays on screen");
        assert_eq!(pdf_extract::extract_text_from_mem(&t.get(&format!("{address}/tai/pdf?ban=1"), &cookie).await.bytes).unwrap(), pdf, "and in the file");
        freeze("Trình lần 2", "2").await;

        let told = t.get(&format!("{address}/khac?tu=1&den=2"), &cookie).await.text;
        for words in ["<del>Hạn chế: còn chậm.</del>", "<ins>Hạn chế: đã khắc phục.</ins>", "<del>đã giao, chưa tiếp nhận</del>", "<ins>đã xác nhận hoàn thành</ins>", "<ins>Đã trình dự toán.</ins>", "thêm mới", "<ins>đã rút</ins>"] {
            assert!(told.contains(words), "{words} in {told}");
        }
        assert!(squeezed(&told).contains(&squeezed("Hoàn thành quá hạn 0 1")) && squeezed(&told).contains(&squeezed("Tỷ lệ hoàn thành trên số đã hoàn thành hoặc quá hạn 50% 100%")), "{told}");
        assert!(!told.contains("xe cứu thương"), "what did not change is not told");
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a test tries what nobody may");
        assert!(tx.exec("update report_version set name = 'khác'", args![]).await.is_err(), "the database keeps it too");
    })
    .await;
}

#[tokio::test]
async fn the_paper_follows_while_it_is_a_draft() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("coordinator").await;
        let address = create(&t, &cookie, "").await;
        let page = t.get(&address, &cookie).await.text;
        let paper = format!("/van-ban/{}", page.split("href=\"/van-ban/").nth(1).unwrap().split('"').next().unwrap());
        let said = async |path: String| pdf_extract::extract_text_from_mem(&t.get(&path, &cookie).await.bytes).unwrap();
        assert!(squeezed(&said(format!("{paper}/tai/pdf")).await).contains(&squeezed("01 quá hạn chưa hoàn thành; 02 nhiệm vụ chưa có báo cáo")));
        t.post(&format!("{address}/chot"), &cookie, &fields(&[("ten", "Một"), ("so", "1")])).await;
        stand(&t, duty_of(&t, "Tài chính").await, "2024-09-14T10:00", "confirmed", Some("2024-09-04"), "Đã trình.").await;
        assert_eq!(t.post(&format!("{address}/van-ban"), &cookie, "").await.location(), paper);
        assert!(squeezed(&said(format!("{paper}/tai/pdf")).await).contains(&squeezed("chưa hoàn thành nhưng còn trong hạn; 01 nhiệm vụ chưa có báo cáo")));
        t.post(&format!("{address}/van-ban"), &cookie, "ban=1").await;
        assert!(squeezed(&said(format!("{paper}/tai/pdf")).await).contains(&squeezed("01 quá hạn chưa hoàn thành")), "a frozen version may become the paper");
        let desk = t.get(&paper, &cookie).await.text;
        let typed = fields(&[("title", "Kết quả"), ("issuer", "Sở Thông tin và Truyền thông"), ("revision", &hidden(&desk, "revision")), ("do", "save")]);
        assert_eq!(t.post(&paper, &cookie, &typed).await.status, StatusCode::SEE_OTHER);
        let desk = t.get(&paper, &cookie).await.text;
        t.post(&format!("{paper}/phat-hanh"), &cookie, &fields(&[("revision", &hidden(&desk, "revision"))])).await;
        let page = t.get(&address, &cookie).await.text;
        assert!(page.contains("đã phát hành, chờ bản ký") && !page.contains(&format!("action=\"{address}/van-ban\"")), "{page}");
        assert_eq!(t.post(&format!("{address}/van-ban"), &cookie, "").await.location(), address, "what went out does not change");
        assert!(squeezed(&said(format!("{paper}/tai/pdf")).await).contains(&squeezed("01 quá hạn chưa hoàn thành")));
    })
    .await;
}
