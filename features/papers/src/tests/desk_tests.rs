//! One paper from draft to signed copy, and who may.
use super::*;
use axum::http::{StatusCode, header};
use base::testing::each_database;
use base::{Fetch, args};

#[tokio::test]
async fn a_letter_goes_from_template_to_signed_copy() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ", "Sở Y tế"]).await;
        let cookie = officer(&t, ids[0]).await;
        let address = begin(&t, &cookie, "cong-van", ids[0]).await;
        let page = t.get(&address, &cookie).await.text;
        for words in ["Ngày Chuyển đổi số Bình An năm 2024", "Kế hoạch số 227/KH-UBND", "value=\"SKHCN\"", "Bình An", "<svg", "CỘNG HÒA XÃ HỘI"] {
            assert!(page.contains(words), "{}: {words} in {page}", t.engine);
        }
        let typed = |title: &str, extra: &[(&str, &str)]| {
            let mut pairs = vec![("title", title), ("issuer", "Sở Khoa học và Công nghệ"), ("body_sign", "SKHCN"), ("unit_sign", "CNTT"), ("body", "Nội dung thử"), ("office", "Giám đốc"), ("signer", "Lê Ổn"), ("year", "2024"), ("do", "save")];
            pairs.extend_from_slice(extra);
            fields(&pairs)
        };
        let r = revision(&page);
        let refused = t.post(&address, &cookie, &typed("", &[("revision", &r), ("day", "40")])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Ghi trích yếu") && refused.text.contains("Ngày không có trong lịch") && refused.text.contains("Nội dung thử"), "{}", refused.text);
        let unknown = t.post(&address, &cookie, &typed("Mời {{ten_sep}}", &[("revision", &r)])).await;
        assert!(unknown.status == StatusCode::UNPROCESSABLE_ENTITY && unknown.text.contains("ten_sep”"), "{}", unknown.text);
        let preview = t.post(&format!("{address}/xem-truoc"), &cookie, &typed("Nháp chưa lưu", &[("revision", &r)])).await;
        assert!(preview.status == StatusCode::OK && preview.text.contains("Nháp chưa lưu") && !preview.text.contains("<html"));
        assert!(!t.get(&address, &cookie).await.text.contains("Nháp chưa lưu"), "a preview keeps nothing");

        assert_eq!(t.post(&address, &cookie, &typed("Mời họp giao ban", &[("revision", &r)])).await.status, StatusCode::SEE_OTHER);
        let late = t.post(&address, &cookie, &typed("Mời họp khác", &[("revision", &r)])).await;
        assert!(late.status == StatusCode::CONFLICT && late.text.contains("Mời họp khác"), "what was typed stays");
        let found = t.get("/van-ban?q=hop+giao+ban", &cookie).await.text;
        assert!(found.contains("Mời họp giao ban") && found.contains("Dự thảo"), "{found}");
        assert!(!t.get("/van-ban?q=khong+co", &cookie).await.text.contains("Mời họp giao ban"));

        let early = t.upload(&format!("{address}/ban-ky"), &cookie, "a.pdf", b"%PDF-1.7 x", &[("version", "0"), ("so", "5"), ("ngay", "05/02/2024")]).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "not before it went out");
        let r = revision(&t.get(&address, &cookie).await.text);
        t.post(&format!("{address}/phat-hanh"), &cookie, &format!("revision={r}")).await;
        let out = t.get(&address, &cookie).await.text;
        assert!(out.contains("chờ số") && !out.contains("name=\"body\""), "{out}");
        let pdf = t.get(&format!("{address}/tai/pdf"), &cookie).await;
        assert!(pdf.bytes.starts_with(b"%PDF") && pdf.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("cong-van-moi-hop-giao-ban.pdf"));
        let words = pdf_extract::extract_text_from_mem(&pdf.bytes).unwrap();
        assert!(words.contains("Mời họp giao ban") || words.contains("V/v Mời họp giao ban"), "{words}");
        assert_eq!(pdf.bytes, t.get(&format!("{address}/ban/1/pdf"), &cookie).await.bytes, "the frozen file, byte for byte");
        assert!(t.get(&format!("{address}/tai/docx"), &cookie).await.bytes.starts_with(b"PK"));
        assert_eq!(t.post(&address, &cookie, &typed("Sửa lén", &[("revision", "3")])).await.status, StatusCode::CONFLICT, "what went out is not changed");

        let wrong = t.upload(&format!("{address}/ban-ky"), &cookie, "a.exe", b"MZ", &[("version", "1"), ("so", ""), ("ngay", "x")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Chọn tệp PDF đã ký") && wrong.text.contains("Ghi ngày ký"), "{}", wrong.text);
        let signed = t.upload(&format!("{address}/ban-ky"), &cookie, "ký.pdf", b"%PDF-1.7 signed", &[("version", "1"), ("so", "5"), ("ngay", "05/02/2024")]).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.text);
        let page = t.get(&address, &cookie).await.text;
        assert!(page.contains("05/SKHCN-CNTT") && page.contains("05/02/2024") && page.contains("Bản có giá trị"), "{page}");
        assert_eq!(t.get(&format!("{address}/ban-ky"), &cookie).await.bytes, b"%PDF-1.7 signed");
        assert!(t.get("/van-ban?q=05+skhcn", &cookie).await.text.contains("Mời họp giao ban") || t.get("/van-ban?q=05/skhcn", &cookie).await.text.contains("Mời họp giao ban"));

        t.post(&format!("{address}/sua-lai"), &cookie, "").await;
        let again = t.get(&address, &cookie).await.text;
        let r = revision(&again);
        assert!(again.contains("name=\"body\"") && again.contains("/ban/1/docx"), "a draft again, the version stays");
        t.post(&address, &cookie, &typed("Mời họp lần hai", &[("revision", &r)])).await;
        let r = revision(&t.get(&address, &cookie).await.text);
        t.post(&format!("{address}/phat-hanh"), &cookie, &format!("revision={r}")).await;
        let second = t.get(&address, &cookie).await.text;
        assert!(second.contains("/ban/2/pdf") && second.contains("/ban/1/pdf") && !second.contains("Bản có giá trị"), "the old signature is not of this version");
        let log: Vec<(String, String)> = t.site.db.reader().all("select action, detail from audit where entity = 'paper'", args![]).await.unwrap();
        let verbs: Vec<&str> = log.iter().map(|(verb, _)| verb.as_str()).collect();
        assert_eq!(verbs, ["paper.create", "paper.change", "paper.issue", "paper.sign", "paper.reopen", "paper.change", "paper.issue"]);
        assert!(!log.iter().any(|(_, detail)| detail.contains("Lê") || detail.contains("Mời")), "{log:?}");
    })
    .await;
}

#[tokio::test]
async fn a_signed_copy_goes_to_the_version_that_was_seen() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = officer(&t, ids[0]).await;
        let address = begin(&t, &cookie, "thong-bao", ids[0]).await;
        let out = async |title: &str| {
            let r = revision(&t.get(&address, &cookie).await.text);
            t.post(&address, &cookie, &fields(&[("title", title), ("issuer", "Sở Khoa học và Công nghệ"), ("body", "Nội dung"), ("year", "2024"), ("do", "save"), ("revision", &r)])).await;
            let r = revision(&t.get(&address, &cookie).await.text);
            t.post(&format!("{address}/phat-hanh"), &cookie, &format!("revision={r}")).await;
            t.get(&address, &cookie).await.text
        };
        let first_tab = out("Lần một").await;
        assert!(first_tab.contains("name=\"version\" value=\"1\""), "{first_tab}");
        // in the other tab it is taken back, changed and goes out again
        t.post(&format!("{address}/sua-lai"), &cookie, "").await;
        let second_tab = out("Lần hai").await;
        assert!(second_tab.contains("name=\"version\" value=\"2\""));
        let sign = async |version: &str| t.upload(&format!("{address}/ban-ky"), &cookie, "a.pdf", b"%PDF-1.7 one", &[("version", version), ("so", "7"), ("ngay", "05/02/2024")]).await;
        let late = sign("1").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("đã phát hành lại") && late.text.contains("value=\"05/02/2024\"") && late.text.contains("name=\"version\" value=\"2\""), "{}", late.text);
        assert_eq!(t.get(&format!("{address}/ban-ky"), &cookie).await.status, StatusCode::NOT_FOUND, "nothing was kept");
        assert_eq!(sign("").await.status, StatusCode::CONFLICT, "a form that names no version");
        assert_eq!(sign("2").await.status, StatusCode::SEE_OTHER);
        // and the statement itself finds only the version that it was given
        let mut tx = t.site.db.write().await.unwrap();
        let key: Uuid = address.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(tx.exec(crate::store::SIGN, args![key, "8", "2024-02-06", "", 1_i64, 1_i64]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn whom_a_letter_goes_to_is_written_once() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = officer(&t, ids[0]).await;
        assert!(t.get("/van-ban/moi", &cookie).await.text.contains("name=\"addressee\""));
        let agency = ids[0].to_string();
        let begin_to = async |kind: &str, name: &str| {
            let typed = fields(&[("kind", kind), ("agency", agency.as_str()), ("style", "state"), ("addressee", name)]);
            t.post("/van-ban/moi", &cookie, &typed).await
        };
        let made = begin_to("cong-van", " Sở  Y tế ").await;
        let page = t.get(made.location(), &cookie).await.text;
        assert!(page.contains(">Sở Y tế</textarea>") && page.contains("đề nghị Sở Y tế:") && !page.contains("{{noi_nhan"), "{page}");
        let made = begin_to("thong-bao", "Sở Y tế").await;
        assert!(!t.get(made.location(), &cookie).await.text.contains("Sở Y tế"), "a notice goes to nobody by name");
        let long = begin_to("cong-van", &"x".repeat(201)).await;
        assert!(long.status == StatusCode::UNPROCESSABLE_ENTITY && long.text.contains("Rút ngắn"), "{}", long.text);

        let address = begin(&t, &cookie, "cong-van", ids[0]).await;
        let page = t.get(&address, &cookie).await.text;
        assert!(page.contains(">{{noi_nhan}}</textarea>") && !page.contains("type=\"hidden\" name=\"addressee\""), "for letters to each agency, or to be named yet: {page}");
        let typed = [("title", "triển khai"), ("issuer", "Sở A"), ("to", "{{noi_nhan}}"), ("body", "Đề nghị {{noi_nhan}} báo cáo"), ("addressee", "Sở Tài chính"), ("revision", &revision(&page)), ("do", "save")];
        t.post(&address, &cookie, &fields(&typed)).await;
        let words = t.get(&format!("{address}/sao-chep"), &cookie).await.text;
        assert!(words.contains("Kính gửi: Sở Tài chính") && words.contains("Đề nghị Sở Tài chính báo cáo"), "{words}");
        let page = t.get(&begin(&t, &cookie, "to-trinh", ids[0]).await, &cookie).await.text;
        assert!(page.contains(&format!(">{}</textarea>", crate::fill::OPEN)) && !page.contains("{{co_quan"), "what nobody knows is dots: {page}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_with_blanks_goes_out_only_when_asked_twice() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = officer(&t, ids[0]).await;
        let address = begin(&t, &cookie, "thong-bao", ids[0]).await;
        let r = revision(&t.get(&address, &cookie).await.text);
        let asked = t.post(&format!("{address}/phat-hanh"), &cookie, &format!("revision={r}")).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.text.contains("<li>1. Nội dung: ……</li>") && asked.text.contains("Vẫn phát hành") && asked.text.contains("name=\"body\""), "{}", asked.text);
        assert!(t.get(&address, &cookie).await.text.contains("name=\"body\""), "{}: still a draft", t.engine);
        let sure = t.post(&format!("{address}/phat-hanh"), &cookie, &format!("revision={r}&sure=1")).await;
        assert_eq!(sure.status, StatusCode::SEE_OTHER, "{}", sure.text);
        assert!(t.get(&address, &cookie).await.text.contains("chờ số"));
    })
    .await;
}

#[tokio::test]
async fn each_sees_and_changes_only_what_is_theirs() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ", "Sở Y tế"]).await;
        let (one, two) = (officer(&t, ids[0]).await, officer(&t, ids[1]).await);
        let address = begin(&t, &one, "giay-moi", ids[0]).await;
        assert_eq!(t.get(&address, &two).await.status, StatusCode::NOT_FOUND, "a foreign key is a 404");
        for path in ["", "/xem-truoc", "/phat-hanh", "/bo", "/gui"] {
            assert_eq!(t.post(&format!("{address}{path}"), &two, "title=x&issuer=y&revision=1").await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/tai/pdf", "/sao-chep", "/ban-ky", "/ban/1/pdf"] {
            assert_eq!(t.get(&format!("{address}{path}"), &two).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(!t.get("/van-ban", &two).await.text.contains("Giấy mời</td>"));
        let foreign = t.post("/van-ban/moi", &two, &format!("kind=giay-moi&agency={}&style=state", ids[0])).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody writes for another agency");
        let none = t.post("/van-ban/moi", &two, "kind=giay-moi&agency=&style=state").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);

        let coordinator = t.holder("coordinator").await;
        assert_eq!(t.get(&address, &coordinator).await.status, StatusCode::OK);
        let leader = t.holder("leader").await;
        let read = t.get(&address, &leader).await;
        assert!(read.status == StatusCode::OK && !read.text.contains("name=\"body\""), "a leader reads");
        assert_eq!(t.post(&address, &leader, "title=x&issuer=y&revision=1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.get("/van-ban/mau", &one).await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.get("/van-ban", "").await.status, StatusCode::UNAUTHORIZED);
        let elsewhere = Grant { role: "coordinator".into(), campaign: Some(Uuid::from_u128(9)), agency: None };
        let (_, far) = t.person("Nơi khác", &[elsewhere]).await;
        assert_eq!(t.get(&address, &far).await.status, StatusCode::NOT_FOUND, "another campaign");

        t.post(&format!("{address}/bo"), &one, "").await;
        assert!(!t.get("/van-ban", &one).await.text.contains(&address));
        assert!(t.get("/van-ban?trang_thai=dropped", &one).await.text.contains(&address));
        t.post(&format!("{address}/khoi-phuc"), &one, "").await;
        assert!(t.get("/van-ban", &one).await.text.contains(&address));
    })
    .await;
}

#[tokio::test]
async fn words_can_be_copied_and_the_type_is_served() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = officer(&t, ids[0]).await;
        let address = begin(&t, &cookie, "thong-bao", ids[0]).await;
        let page = t.get(&format!("{address}/sao-chep"), &cookie).await.text;
        assert!(page.contains("Độc lập - Tự do - Hạnh phúc") && page.contains("data-copy=") && page.contains("./."), "{page}");
        let face = t.get("/van-ban/chu/dam.ttf", "").await;
        assert!(face.bytes.len() > 100_000 && face.headers[header::CONTENT_TYPE] == "font/ttf");
        assert!(!face.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"), "its address has no hash");
        let again = axum::http::Request::get("/van-ban/chu/dam.ttf").header(header::IF_NONE_MATCH, &face.headers[header::ETAG]).body(axum::body::Body::empty()).unwrap();
        let again = t.raw(again).await;
        assert!(again.status == StatusCode::NOT_MODIFIED && again.bytes.is_empty());
        assert_ne!(t.get("/van-ban/chu/nghieng.ttf", "").await.headers[header::ETAG], face.headers[header::ETAG]);
        assert_eq!(t.get("/van-ban/chu/x.ttf", "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn every_kind_begins_and_prints() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = officer(&t, ids[0]).await;
        for kind in crate::model::KINDS {
            let address = begin(&t, &cookie, kind.code(), ids[0]).await;
            let page = t.get(&address, &cookie).await;
            assert_eq!(page.status, StatusCode::OK, "{kind:?}");
            assert!(!page.text.contains("{{ten_"), "{kind:?}: what is known is filled in");
            assert!(t.get(&format!("{address}/tai/pdf"), &cookie).await.bytes.starts_with(b"%PDF"), "{kind:?}");
        }
        assert_eq!(t.post("/van-ban/moi", &cookie, &format!("kind=hop-dong&agency={}", ids[0])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}
