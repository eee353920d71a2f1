//! Being invited: by mail, by link, from a list.
use super::*;
use crate::invite::sheet_tests::book;
use axum::http::StatusCode;

fn invite_form(key: Uuid, name: &str, email: &str, channel: &str, r: &str, campaign: Option<Uuid>) -> String {
    let (key, campaign) = (key.to_string(), campaign.map(|c| c.to_string()).unwrap_or_default());
    let agency = if r == "officer" { AGENCY.to_string() } else { String::new() };
    form(&[("ma", &key), ("ten", name), ("email", email), ("kenh", channel), ("vai-tro", r), ("chien-dich", &campaign), ("co-quan", &agency)])
}

#[tokio::test]
async fn a_person_without_mail_comes_in_by_link_and_back_by_phone() {
    each_database(features, async |t| {
        let admin = t.administrator().await;
        let key = Uuid::now_v7();
        let body = invite_form(key, "Điểu Kré", "", "link", "officer", Some(CAMPAIGN_A));
        let ready = t.post("/quan-tri/loi-moi/moi", &admin, &body).await;
        assert_eq!(ready.status, StatusCode::OK, "{}", ready.text);
        assert!(ready.text.contains("<svg class=\"qr\"") && ready.text.contains("Điểu Kré"));
        assert!(ready.text.contains("Chỉ máy này mở được lời mời"), "an address that no phone reaches is told: {}", ready.text);
        let first = path_in(&ready.text, "/dang-nhap/loi-moi/");
        let again = t.post("/quan-tri/loi-moi/moi", &admin, &body).await;
        let link = path_in(&again.text, "/dang-nhap/loi-moi/");
        assert_eq!(count(&t, "select count(*) from invitation").await, 1, "a repeated form makes no second account");
        assert_eq!(t.get(&first, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.get(&link, "").await.status, StatusCode::OK);
        let bad = t.post(&link, "", &form(&[("ten", "Điểu Kré"), ("dien-thoai", "")])).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let take = form(&[("ten", "Điểu Kré"), ("dien-thoai", "0912 345 678"), ("mat-khau", PASSWORD), ("mat-khau-2", PASSWORD)]);
        let taken = t.post(&link, "", &take).await;
        assert_eq!((taken.status, taken.location()), (StatusCode::SEE_OTHER, "/vao"), "{}", taken.text);
        assert_eq!(t.post(&link, "", &take).await.status, StatusCode::NOT_FOUND, "used");
        let back = t.post("/dang-nhap/mat-khau", "", &form(&[("email", "+84 912 345 678"), ("mat-khau", PASSWORD)])).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        assert!(t.get("/tai-khoan", &cookie(&back, "nhipso")).await.text.contains("Sở Khoa học và Công nghệ"));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_by_mail_ends_when_taken_back() {
    each_database(features, async |t| {
        let admin = t.administrator().await;
        let key = Uuid::now_v7();
        let sent = t.post("/quan-tri/loi-moi/moi", &admin, &invite_form(key, "Lê Thị An", "an@co.vn", "email", "leader", None)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let link = path_in(&last_mail(&t).await, "/dang-nhap/loi-moi/");
        assert_eq!(t.get(&link, "").await.status, StatusCode::OK);
        let list = t.get("/quan-tri/loi-moi", &admin).await.text;
        assert!(list.contains("Lê Thị An") && list.contains("Đang chờ"));
        assert!(list.contains("Liên kết mới") && !list.contains("Gửi lại thư"), "no letter leaves a server without mail: {list}");
        let renewed = t.post(&format!("/quan-tri/loi-moi/{key}/gui-lai"), &admin, "kenh=email").await;
        assert_eq!(renewed.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get(&link, "").await.status, StatusCode::NOT_FOUND, "the old link ends");
        assert_eq!(t.post(&format!("/quan-tri/loi-moi/{key}/thu-hoi"), &admin, "").await.status, StatusCode::SEE_OTHER);
        let link = path_in(&renewed_mail(&t).await, "/dang-nhap/loi-moi/");
        assert_eq!(t.post(&link, "", &form(&[("ten", "Lê Thị An")])).await.status, StatusCode::NOT_FOUND);
        assert_eq!(count(&t, "select count(*) from account where email = 'an@co.vn'").await, 0, "nothing of her is kept");
        assert_eq!(t.post(&format!("/quan-tri/loi-moi/{key}/gui-lai"), &admin, "").await.status, StatusCode::CONFLICT);
    })
    .await;
}

/// After a revocation the mails are gone; any well-formed token stands for the lost one.
async fn renewed_mail(t: &TestSite) -> String {
    assert_eq!(count(t, "select count(*) from mail").await, 0, "its letters are gone too");
    format!("/dang-nhap/loi-moi/{}", "A".repeat(43))
}

#[tokio::test]
async fn a_link_never_opens_an_account_that_exists() {
    each_database(features, async |t| {
        person(&t, "boss@co.vn", None, &[role("administrator", None)]).await;
        let (_, coordinator) = t.person("Điều phối A", &[role("coordinator", Some(CAMPAIGN_A))]).await;
        let invite = async |r: &str, c| t.post("/quan-tri/loi-moi/moi", &coordinator, &invite_form(Uuid::now_v7(), "Sếp", "boss@co.vn", "link", r, c)).await;
        let answer = invite("officer", Some(CAMPAIGN_A)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(!answer.text.contains("/dang-nhap/loi-moi/"));
        assert_eq!(count(&t, "select count(*) from invitation").await, 0);
        for (r, c) in [("administrator", None), ("coordinator", Some(CAMPAIGN_A)), ("officer", Some(CAMPAIGN_B))] {
            assert_eq!(invite(r, c).await.status, StatusCode::FORBIDDEN, "{r}");
        }
        // An invitation that an administrator made is not the coordinator's to renew.
        let admin = t.administrator().await;
        let key = Uuid::now_v7();
        t.post("/quan-tri/loi-moi/moi", &admin, &invite_form(key, "Quản trị hai", "qt2@co.vn", "link", "administrator", None)).await;
        t.post("/quan-tri/loi-moi/moi", &coordinator, &invite_form(Uuid::now_v7(), "Q", "qt2@co.vn", "link", "officer", Some(CAMPAIGN_A))).await;
        for act in ["gui-lai", "thu-hoi"] {
            assert_eq!(t.post(&format!("/quan-tri/loi-moi/{key}/{act}"), &coordinator, "").await.status, StatusCode::NOT_FOUND);
        }
        let repeated = t.post("/quan-tri/loi-moi/moi", &coordinator, &invite_form(key, "Q", "qt2@co.vn", "link", "officer", Some(CAMPAIGN_A))).await;
        assert_eq!(repeated.status, StatusCode::CONFLICT, "nor by repeating its key");
    })
    .await;
}

/// The form of a preview page, as the browser would send it back.
fn fields_of(page: &str) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| tag.split(&format!(" {name}=\"")).nth(1).and_then(|s| s.split('"').next()).map(str::to_owned);
    let page = page.split("<form class=\"stack\" method=\"post\"").nth(1).expect("the form");
    let mut fields: Vec<(String, String)> = Vec::new();
    for tag in page.split('<') {
        if tag.starts_with("input ") && !(tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"")) {
            fields.extend(value(tag, "name").map(|n| (n, value(tag, "value").unwrap_or_default())));
        } else if tag.starts_with("select ") {
            fields.extend(value(tag, "name").map(|n| (n, String::new())));
        } else if tag.starts_with("option ")
            && tag.contains(" selected")
            && let Some(last) = fields.last_mut()
        {
            last.1 = value(tag, "value").unwrap_or_default();
        }
    }
    fields
}

fn body(fields: &[(String, String)]) -> String {
    form(&fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_list_is_checked_line_by_line_and_stored_only_when_right() {
    each_database(features, async |t| {
        let (_, coordinator) = t.person("Điều phối A", &[role("coordinator", Some(CAMPAIGN_A))]).await;
        let file = book(&[
            &["Họ và tên", "Chức vụ", "Cơ quan", "E-mail", "Điện thoại", "Vai trò"],
            &["Lê Thị An", "Chuyên viên", "so khoa hoc va cong nghe", "an@co.vn", "912345678", ""],
            &["Điểu Kré", "", "Sở Không Có", "", "", "cán bộ"],
            &["Trần Bê", "Phó Giám đốc", "", "an@co.vn", "", "lãnh đạo"],
            &["Kẻ Muốn Quyền", "", "", "x@co.vn", "", "quản trị"],
        ]);
        let campaign = CAMPAIGN_A.to_string();
        let preview = t.upload("/quan-tri/loi-moi/tep", &coordinator, "ds.xlsx", &file, &[("chien-dich", &campaign)]).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
        for words in ["Chưa có cơ quan “Sở Không Có”", "E-mail này trùng với dòng 1", "không thuộc quyền cấp"] {
            assert!(preview.text.contains(words), "{words}");
        }
        let mut fields = fields_of(&preview.text);
        let refused = t.post("/quan-tri/loi-moi/tep/xac-nhan", &coordinator, &body(&fields)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Điểu Kré") && refused.text.contains("Sở Không Có"), "nothing is lost");
        assert_eq!(count(&t, "select count(*) from account where state = 'invited'").await, 0, "nothing is stored");
        let mut set = |name: &str, value: &str| fields.iter_mut().find(|(n, _)| n == name).expect("a field").1 = value.into();
        set("co-quan-1", "Sở Khoa học và Công nghệ");
        set("email-2", "be@co.vn");
        fields.push(("bo-3".into(), "1".into()));
        fields.push(("kenh".into(), "email".into()));
        let done = t.post("/quan-tri/loi-moi/tep/xac-nhan", &coordinator, &body(&fields)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(done.text.contains("Đã xếp 2 thư mời") && done.text.contains("Điểu Kré"));
        assert_eq!(count(&t, "select count(*) from account where state = 'invited'").await, 3);
        assert_eq!(count(&t, "select count(*) from role_grant where role = 'administrator'").await, 0);
        t.post("/quan-tri/loi-moi/tep/xac-nhan", &coordinator, &body(&fields)).await;
        assert_eq!(count(&t, "select count(*) from account where state = 'invited'").await, 3, "sent twice, stored once");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_list_is_refused_kindly() {
    each_database(features, async |t| {
        let admin = t.administrator().await;
        let bad = t.upload("/quan-tri/loi-moi/tep", &admin, "x.xlsx", b"khong phai", &[]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains("Không đọc được tệp này"));
        let template = t.get("/quan-tri/loi-moi/tep/mau.xlsx", &admin).await;
        assert!(template.bytes.starts_with(b"PK"));
        let read = t.upload("/quan-tri/loi-moi/tep", &admin, "mau.xlsx", &template.bytes, &[]).await;
        assert!(read.status == StatusCode::OK && read.text.contains("Lê Thị Thu An"), "the template can be sent in");
    })
    .await;
}

#[tokio::test]
async fn an_inviter_cannot_take_over_an_account_that_was_raised() {
    each_database(features, async |t| {
        let admin = t.administrator().await;
        let (_, coordinator) = t.person("Điều phối A", &[role("coordinator", Some(CAMPAIGN_A))]).await;
        let key = Uuid::now_v7();
        let body = invite_form(key, "Lê Thị An", "an@co.vn", "link", "officer", Some(CAMPAIGN_A));
        let first = path_in(&t.post("/quan-tri/loi-moi/moi", &coordinator, &body).await.text, "/dang-nhap/loi-moi/");
        let give = async |r: &str, c: Option<Uuid>| {
            let campaign = c.map(|c| c.to_string()).unwrap_or_default();
            let body = form(&[("nguoi", "an@co.vn"), ("vai-tro", r), ("chien-dich", &campaign), ("co-quan", "")]);
            t.post("/quan-tri/vai-tro", &admin, &body).await.status
        };
        assert_eq!(give("leader", Some(CAMPAIGN_A)).await, StatusCode::SEE_OTHER);
        assert_eq!(t.get(&first, "").await.status, StatusCode::OK, "what the inviter could give changes nothing");
        let again = t.post("/quan-tri/loi-moi/moi", &coordinator, &body).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.text);
        let kept = path_in(&again.text, "/dang-nhap/loi-moi/");
        assert_eq!(give("administrator", None).await, StatusCode::SEE_OTHER);
        assert_eq!(t.get(&kept, "").await.status, StatusCode::NOT_FOUND, "{}: the link that the inviter kept ends", t.engine);
        let again = t.post("/quan-tri/loi-moi/moi", &coordinator, &body).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "nor does the form make a new one");
        assert!(!again.text.contains("/dang-nhap/loi-moi/"));
        let renewed = t.post(&format!("/quan-tri/loi-moi/{key}/gui-lai"), &admin, "kenh=link").await;
        assert_eq!(t.get(&path_in(&renewed.text, "/dang-nhap/loi-moi/"), "").await.status, StatusCode::OK, "the administrator makes one");
    })
    .await;
}
