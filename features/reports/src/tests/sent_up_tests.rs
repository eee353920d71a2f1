//! What agencies send up stands in part IV, as it was at the moment.
use super::*;
use base::identity::Grant;
use base::testing::each_database;

#[tokio::test]
async fn difficulties_and_requests_for_more_time_write_part_four() {
    each_database(features, async |t| {
        let campaign = story(&t).await;
        let writer = t.holder("coordinator").await;
        let address = create(&t, &writer, "").await;
        let part = async |path: &str| {
            let page = t.get(path, &writer).await.text;
            squeezed(page.split("id=\"phan-4\"").nth(1).unwrap().split("id=\"phan-5\"").next().unwrap())
        };
        assert!(!part(&address).await.contains("đềnghịgiahạn"), "nothing is said before anything was sent up");
        let finance = duty_of(&t, "Tài chính").await;
        let all = duties::door::all(&mut t.site.db.reader(), campaign).await.unwrap();
        let agency = all.iter().find(|d| d.id == finance).unwrap().agency;
        let officer = t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency }]).await.1;
        let own = agency.unwrap().to_string();
        let filed = t.upload("/nhiem-vu/vuong-mac/moi", &officer, "", b"", &[("co_quan", &own), ("title", "Thiếu dự toán"), ("words", "Chưa có hướng dẫn chi."), ("do", "send")]).await;
        assert_eq!(filed.status, axum::http::StatusCode::SEE_OTHER, "{}", filed.text);
        let asked = t.upload("/nhiem-vu/gia-han/moi", &officer, "", b"", &[("nv", &finance.to_string()), ("ngay", "25/9/2024"), ("ly-do", "Chờ ý kiến.")]).await;
        assert_eq!(asked.status, axum::http::StatusCode::SEE_OTHER, "{}", asked.text);
        let said = part(&address).await;
        for words in ["đã gửi 01 khó khăn, vướng mắc; đang xem xét 01.", "Thiếu dự toán. Chưa có hướng dẫn chi.", "Có 01 đề nghị gia hạn: đang xem xét 01.", "04/09/2024", "25/09/2024"] {
            assert!(said.contains(&squeezed(words)), "{words} in {said}");
        }
        assert!(!part(&format!("{address}?ngay=14/9/2024")).await.contains("Thiếudựtoán"), "the day before nobody had sent it");
    })
    .await;
}
