//! Letters: one per agency, exactly once; and the week.
use super::*;
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn each_agency_gets_one_letter_however_often_one_clicks() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("coordinator").await;
        let form = t.get("/bao-cao/don-doc", &cookie).await.text;
        assert_eq!(form.matches("name=\"co-quan\"").count(), 2, "finance and police; what waits for confirmation is not pressed: {form}");
        assert_eq!(form.matches("checked").count(), 1, "only what is urgent is proposed");
        assert!(form.contains("Chọn tất cả") && !form.contains("{{"), "no blank of the program is seen: {form}");
        let all = t.post("/bao-cao/don-doc", &cookie, "chon=tat-ca").await.text;
        let none = t.post("/bao-cao/don-doc", &cookie, "chon=khong").await.text;
        assert_eq!((all.matches(" checked").count(), none.matches(" checked").count()), (2, 0));
        let ids: Vec<&str> = form.split("name=\"co-quan\" value=\"").skip(1).map(|s| s.split('"').next().unwrap()).collect();
        let base = [("khoa", hidden(&form, "khoa")), ("ten", "đôn đốc thực hiện nhiệm vụ".into()), ("loi", "Đề nghị {{noi_nhan}} khẩn trương:\n1. Thực hiện ngay.".into())];
        let mut pairs: Vec<(&str, &str)> = base.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let none = t.post("/bao-cao/don-doc", &cookie, &fields(&pairs)).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("Chọn ít nhất một cơ quan") && none.text.contains("khẩn trương"));
        pairs.extend(ids.iter().map(|id| ("co-quan", *id)));
        let mut look = pairs.clone();
        look.push(("xem", ids[1]));
        let seen = t.post("/bao-cao/don-doc", &cookie, &fields(&look)).await.text;
        assert!(seen.contains("Công văn gửi Sở Tài chính") && seen.contains("<svg") && !seen.contains("Các đợt đã lập"), "{seen}");
        let body = fields(&pairs);
        let (a, b) = tokio::join!(t.post("/bao-cao/don-doc", &cookie, &body), t.post("/bao-cao/don-doc", &cookie, &body));
        assert_eq!((a.status, b.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{} {}", a.text, b.text);
        assert_eq!(a.location(), b.location());
        let again = t.post("/bao-cao/don-doc", &cookie, &fields(&pairs)).await;
        assert_eq!(again.location(), a.location());
        let batch = a.location().split('=').nth(1).unwrap().to_owned();
        let pdf = t.get(&format!("/van-ban/dot/{batch}/pdf"), &cookie).await;
        let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf.bytes).unwrap();
        assert_eq!(pages.len(), 2, "{pages:?}");
        let finance = squeezed(pages.iter().find(|p| p.contains("Kính gửi: Sở Tài chính")).unwrap());
        for said in ["Sở Tài chính còn 01 nhiệm vụ chưa hoàn thành, trong đó 01 nhiệm vụ đã quá hạn", "Tham mưu kinh phí thực hiện Kế hoạch", "Quá hạn 11 ngày", "Đề nghị Sở Tài chính khẩn trương:"] {
            assert!(finance.contains(&squeezed(said)), "{said} in {finance}");
        }
        let police = squeezed(pages.iter().find(|p| p.contains("Công an tỉnh")).unwrap());
        assert!(!police.contains("kinhphí"), "nobody reads another's duties: {police}");
        assert!(!police.contains("quáhạn"), "who is late with nothing reads of nothing late: {police}");
        let zip = t.get(&format!("/van-ban/dot/{batch}/zip"), &cookie).await;
        assert!(zip.bytes.starts_with(b"PK") && String::from_utf8_lossy(&zip.bytes).contains("so-tai-chinh.docx"));
        let mut db = t.site.db.reader();
        let (letters, papers): (i64, i64) = db.one("select (select count(*) from report_letter), (select count(*) from paper where source = 'reports:letter')", args![]).await.unwrap();
        assert_eq!((letters, papers), (2, 2));
        assert!(t.get("/bao-cao/don-doc", &cookie).await.text.contains("2 công văn, lúc"));
    })
    .await;
}

#[tokio::test]
async fn the_week_stands_beside_the_week_before_and_becomes_one_paper() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("coordinator").await;
        let page = squeezed(&t.get("/bao-cao/tuan?den=2024-09-10", &cookie).await.text);
        for said in ["trong tổng số 04 nhiệm vụ đã hoàn thành 01 (tuần trước 0)", "quá hạn chưa hoàn thành 01 (tuần trước 01)", "Trên số nhiệm vụ đã hoàn thành hoặc quá hạn, tỷ lệ hoàn thành 50%, tuần trước 0%"] {
            assert!(page.contains(&squeezed(said)), "{said} in {page}");
        }
        let last = squeezed(&t.get("/bao-cao/tuan?den=2024-09-08", &cookie).await.text);
        assert!(last.contains(&squeezed("đã hoàn thành 0 (tuần trước 0)")) && last.contains(&squeezed("Trong đó có 01 nhiệm vụ mới quá hạn")), "{last}");
        let form = "den=2024-09-15";
        let (a, b) = tokio::join!(t.post("/bao-cao/tuan", &cookie, form), t.post("/bao-cao/tuan", &cookie, form));
        assert_eq!((a.status, a.location()), (StatusCode::SEE_OTHER, b.location()), "{}", a.text);
        let words = pdf_extract::extract_text_from_mem(&t.get(&format!("{}/tai/pdf", a.location()), &cookie).await.bytes).unwrap();
        assert!(squeezed(&words).contains(&squeezed("đã hoàn thành 01 (tuần trước 0)")), "{words}");
        assert!(t.get("/bao-cao/tuan", &cookie).await.text.contains(a.location()));
    })
    .await;
}
