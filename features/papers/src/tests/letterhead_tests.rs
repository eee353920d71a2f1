//! Letterhead and signer, written once for an agency.
use super::*;
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn what_is_written_once_stands_in_every_later_paper() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ", "Sở Y tế"]).await;
        let (cookie, other) = (officer(&t, ids[0]).await, officer(&t, ids[1]).await);
        let first = begin(&t, &cookie, "thong-bao", ids[0]).await;
        let page = t.get(&first, &cookie).await.text;
        assert!(page.contains("GIÁM ĐỐC") && !page.contains("THỦ TRƯỞNG"), "the name tells the office: {page}");
        assert!(page.contains("Chưa ghi sẵn đầu văn bản"));

        let address = format!("/van-ban/dau/{}", ids[0]);
        assert!(t.get("/van-ban/dau", &cookie).await.text.contains(&address));
        let form = t.get(&address, &cookie).await.text;
        assert!(form.contains("value=\"Giám đốc\"") && form.contains("<svg"), "{form}");
        let typed = |revision: &str, signer: &str, issuer: &str| {
            fields(&[
                ("parent", "UBND tỉnh Bình An"), ("issuer", issuer), ("body_sign", "SKHCN"), ("unit_sign", "CNTT"), ("place", "Bình An"), ("stands", "for"),
                ("head", "Giám đốc"), ("office", "Phó Giám đốc"), ("signer", signer), ("recipients", "Lãnh đạo Sở"), ("revision", revision), ("do", "save"),
            ])
        };
        assert_eq!(t.post(&address, &cookie, &typed("0", "Lê Ổn", "")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.post(&address, &cookie, &typed("0", "Lê Ổn", "Sở Khoa học và Công nghệ")).await.status, StatusCode::SEE_OTHER);
        let named = base::naming::names(&t.site, &mut t.site.db.reader(), "paper_letterhead", &[ids[0]]).await.unwrap();
        assert_eq!((named[&ids[0]].title.as_str(), named[&ids[0]].href.as_str()), ("Sở Khoa học và Công nghệ", address.as_str()));
        let late = t.post(&address, &cookie, &typed("0", "Người Khác", "Sở Khoa học và Công nghệ")).await;
        assert!(late.status == StatusCode::CONFLICT && late.text.contains("Người Khác"), "what was typed stays");
        for (path, body) in [("", typed("1", "Lén", "Sở Y tế")), ("/xem-truoc", String::new())] {
            assert_eq!(t.post(&format!("{address}{path}"), &other, &body).await.status, StatusCode::NOT_FOUND, "nobody signs for another agency");
        }
        let leader = t.holder("leader").await;
        assert_eq!(t.get("/van-ban/dau", &leader).await.status, StatusCode::FORBIDDEN);

        let second = begin(&t, &cookie, "to-trinh", ids[0]).await;
        let page = t.get(&second, &cookie).await.text;
        for words in ["UBND TỈNH BÌNH AN", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Ổn", "Lãnh đạo Sở", "Kính gửi: Ủy ban nhân dân tỉnh Bình An", "/TTr-SKHCN"] {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert!(!page.contains("Chưa ghi sẵn đầu văn bản") && !t.get(&first, &cookie).await.text.contains("Lê Ổn"), "papers that exist stay as they are");
        let minutes = t.get(&begin(&t, &cookie, "bien-ban", ids[0]).await, &cookie).await.text;
        assert!(minutes.contains("THƯ KÝ") && minutes.contains("CHỦ TRÌ") && !minutes.contains("KT. GIÁM ĐỐC"), "minutes have their own signers");
        let decision = t.get(&begin(&t, &cookie, "quyet-dinh", ids[0]).await, &cookie).await.text;
        assert!(decision.contains("GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"), "{decision}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_can_be_kept_as_the_letterhead() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Y tế"]).await;
        let cookie = officer(&t, ids[0]).await;
        let address = begin(&t, &cookie, "cong-van", ids[0]).await;
        let r = revision(&t.get(&address, &cookie).await.text);
        let typed = |r: &str, signer: &str| {
            let typed = [("title", "triển khai"), ("issuer", "Sở Y tế"), ("body", "Nội dung"), ("office", "Giám đốc"), ("signer", signer), ("recipients", "Như trên\nLưu: VT, KT"), ("revision", r), ("do", "head")];
            fields(&typed)
        };
        let late = begin(&t, &cookie, "cong-van", ids[0]).await;
        assert_eq!(t.post(&address, &cookie, &typed(&r, "Trần Ẩn")).await.status, StatusCode::SEE_OTHER);
        let address = begin(&t, &cookie, "giay-moi", ids[0]).await;
        let next = t.get(&address, &cookie).await.text;
        assert!(next.contains("Trần Ẩn") && !next.contains("triển khai"), "who signs, not what it was about: {next}");
        let words = t.get(&format!("{address}/sao-chep"), &cookie).await.text;
        // Once in the words to copy, once in those shown
        assert!(words.matches("Như trên").count() == 2 && !words.contains("Lưu: VT, KT"), "whom one letter went to stays with it: {words}");
        let r = revision(&t.get(&late, &cookie).await.text);
        assert_eq!(t.post(&late, &cookie, &typed(&r, "Người Sau")).await.status, StatusCode::SEE_OTHER);
        let page = t.get(&late, &cookie).await.text;
        assert!(page.contains("Người Sau") && page.contains(&format!("href=\"/van-ban/dau/{}\"", ids[0])), "the draft is kept and leads to what was written before: {page}");
        let next = t.get(&begin(&t, &cookie, "giay-moi", ids[0]).await, &cookie).await.text;
        assert!(next.contains("Trần Ẩn") && !next.contains("Người Sau"), "a late page writes over nothing");
    })
    .await;
}

#[tokio::test]
async fn minutes_and_decisions_give_no_letterhead() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Ủy ban nhân dân xã Đồi Thông"]).await;
        let cookie = officer(&t, ids[0]).await;
        for kind in ["bien-ban", "quyet-dinh"] {
            let address = begin(&t, &cookie, kind, ids[0]).await;
            let page = t.get(&address, &cookie).await.text;
            assert!(page.contains("Chưa ghi sẵn đầu văn bản") && !page.contains("value=\"head\""), "{page}");
            let typed = [("title", "Họp"), ("issuer", "Ủy ban nhân dân xã Đồi Thông"), ("body", "Nội dung"), ("office", "Chủ trì"), ("revision", &revision(&page)), ("do", "head")];
            assert_eq!(t.post(&address, &cookie, &fields(&typed)).await.status, StatusCode::SEE_OTHER);
        }
        let words = t.get(&begin(&t, &cookie, "thong-bao", ids[0]).await, &cookie).await.text;
        assert!(words.contains("TM. ỦY BAN NHÂN DÂN") && words.contains("CHỦ TỊCH") && !words.contains("CHỦ TRÌ"), "{words}");
    })
    .await;
}
