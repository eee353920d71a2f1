//! Who may give and take what; sessions that end at once; the pages of administrators.
use super::*;
use axum::http::StatusCode;

fn grant_form(email: &str, role: &str, campaign: Option<Uuid>) -> String {
    let campaign = campaign.map(|c| c.to_string()).unwrap_or_default();
    let agency = if role == "officer" { AGENCY.to_string() } else { String::new() };
    form(&[("nguoi", email), ("vai-tro", role), ("chien-dich", &campaign), ("co-quan", &agency)])
}

#[tokio::test]
async fn a_coordinator_gives_only_what_is_theirs() {
    each_database(features, async |t| {
        person(&t, "a@co.vn", None, &[]).await;
        let (_, coordinator) = t.person("Điều phối A", &[role("coordinator", Some(CAMPAIGN_A))]).await;
        let give = async |who: &str, r: &str, c: Option<Uuid>| t.post("/quan-tri/vai-tro", &coordinator, &grant_form(who, r, c)).await.status;
        assert_eq!(give("a@co.vn", "officer", Some(CAMPAIGN_A)).await, StatusCode::SEE_OTHER);
        assert_eq!(give("a@co.vn", "officer", Some(CAMPAIGN_A)).await, StatusCode::UNPROCESSABLE_ENTITY, "held already");
        for (r, c) in [("officer", Some(CAMPAIGN_B)), ("officer", None), ("administrator", None), ("coordinator", Some(CAMPAIGN_A)), ("administrator", Some(CAMPAIGN_A))] {
            assert_eq!(give("a@co.vn", r, c).await, StatusCode::FORBIDDEN, "{r} {c:?}");
        }
        assert_eq!(give("ai@co.vn", "leader", Some(CAMPAIGN_A)).await, StatusCode::UNPROCESSABLE_ENTITY, "nobody of that address");
        let admin = t.administrator().await;
        assert_eq!(t.post("/quan-tri/vai-tro", &admin, &grant_form("a@co.vn", "officer", Some(Uuid::from_u128(9)))).await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post("/quan-tri/vai-tro", &admin, &grant_form("a@co.vn", "leader", Some(CAMPAIGN_B))).await.status, StatusCode::SEE_OTHER);
        let (foreign,): (Uuid,) = t.site.db.reader().one("select id from role_grant where role = 'leader'", args![]).await.unwrap();
        assert_eq!(t.post(&format!("/quan-tri/vai-tro/{foreign}/thu-hoi"), &coordinator, "").await.status, StatusCode::NOT_FOUND);
        let (own,): (Uuid,) = t.site.db.reader().one("select id from role_grant where role = 'officer'", args![]).await.unwrap();
        assert_eq!(t.post(&format!("/quan-tri/vai-tro/{own}/thu-hoi"), &coordinator, "").await.status, StatusCode::SEE_OTHER);
        let page = t.get("/quan-tri/vai-tro", &coordinator).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("Chiến dịch B"), "{}: another campaign is not shown", t.engine);
    })
    .await;
}

#[tokio::test]
async fn pages_of_administrators_are_closed_to_others() {
    each_database(features, async |t| {
        let id = person(&t, "a@co.vn", None, &[]).await;
        let pages = ["/quan-tri/tai-khoan", "/quan-tri/nhat-ky", "/quan-tri/hop-thu", "/quan-tri/du-lieu"];
        let acts = ["khoa", "mo-khoa", "go-hai-lop", "ket-thuc-phien"].map(|a| format!("/quan-tri/tai-khoan/{id}/{a}"));
        for who in ["coordinator", "officer", "leader"] {
            let cookie = t.holder(who).await;
            for page in pages {
                assert_eq!(t.get(page, &cookie).await.status, StatusCode::FORBIDDEN, "{who} {page}");
            }
            for act in &acts {
                assert_eq!(t.post(act, &cookie, "").await.status, StatusCode::FORBIDDEN, "{who} {act}");
            }
        }
        for page in pages {
            assert_eq!(t.get(page, "").await.status, StatusCode::UNAUTHORIZED);
        }
        for who in ["officer", "leader"] {
            assert_eq!(t.get("/quan-tri/loi-moi", &t.holder(who).await).await.status, StatusCode::FORBIDDEN);
        }
        let admin = t.administrator().await;
        for page in pages.iter().chain(&["/quan-tri/loi-moi", "/quan-tri/loi-moi/moi", "/quan-tri/loi-moi/tep", "/quan-tri/vai-tro"]) {
            let answer = t.get(page, &admin).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(!answer.text.contains(">people-"), "{page}: every text has words");
        }
        assert_eq!(t.get(&format!("/quan-tri/tai-khoan/{id}"), &admin).await.status, StatusCode::OK);
        assert_eq!(t.get(&format!("/quan-tri/tai-khoan/{}", Uuid::from_u128(1)), &admin).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_session_and_a_locked_account_end_at_once() {
    each_database(features, async |t| {
        let (id, own) = t.person("Cán bộ", &[]).await;
        let (_, other) = t.person("Người khác", &[]).await;
        let page = t.get("/tai-khoan/phien", &own).await;
        assert_eq!(page.status, StatusCode::OK);
        let (session,): (Uuid,) = t.site.db.reader().one("select id from session where account = $1", args![id]).await.unwrap();
        let end = format!("/tai-khoan/phien/{session}/ket-thuc");
        assert_eq!(t.post(&end, &other, "").await.status, StatusCode::NOT_FOUND, "another's session");
        assert_eq!(t.post(&end, &own, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/tai-khoan", &own).await.status, StatusCode::UNAUTHORIZED);

        let (id, own) = t.person("Cán bộ 2", &[]).await;
        let admin = t.administrator().await;
        assert_eq!(t.post(&format!("/quan-tri/tai-khoan/{id}/khoa"), &admin, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/tai-khoan", &own).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(t.post(&format!("/quan-tri/tai-khoan/{id}/khoa"), &admin, "").await.status, StatusCode::CONFLICT);
        assert_eq!(t.post(&format!("/quan-tri/tai-khoan/{id}/mo-khoa"), &admin, "").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    each_database(features, async |t| {
        let (id, admin) = t.person("Quản trị", &[role("administrator", None)]).await;
        assert_eq!(t.post(&format!("/quan-tri/tai-khoan/{id}/khoa"), &admin, "").await.status, StatusCode::CONFLICT);
        let (grant,): (Uuid,) = t.site.db.reader().one("select id from role_grant where account = $1", args![id]).await.unwrap();
        assert_eq!(t.post(&format!("/quan-tri/vai-tro/{grant}/thu-hoi"), &admin, "").await.status, StatusCode::CONFLICT);
        assert_eq!(t.post("/tai-khoan/du-lieu/xoa", &admin, "chac-chan=1").await.status, StatusCode::CONFLICT);
        let _second = t.administrator().await;
        assert_eq!(t.post(&format!("/quan-tri/vai-tro/{grant}/thu-hoi"), &admin, "").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn lists_cost_the_same_for_one_and_for_thirty() {
    each_database(features, async |t| {
        let admin = t.administrator().await;
        let pages = ["/quan-tri/tai-khoan", "/quan-tri/vai-tro", "/quan-tri/loi-moi", "/quan-tri/nhat-ky?loai=account"];
        let cost = async || {
            let mut out = Vec::new();
            for page in pages {
                t.get(page, &admin).await;
                let before = t.site.db.statements();
                assert_eq!(t.get(page, &admin).await.status, StatusCode::OK);
                out.push(t.site.db.statements() - before);
            }
            out
        };
        person(&t, "a@co.vn", None, &[role("officer", Some(CAMPAIGN_A))]).await;
        let one = cost().await;
        for n in 0..30 {
            person(&t, &format!("a{n}@co.vn"), None, &[role("officer", Some(CAMPAIGN_A))]).await;
        }
        assert_eq!(one, cost().await, "{}", t.engine);
    })
    .await;
}

#[tokio::test]
async fn the_log_names_what_a_line_is_about_and_leads_there() {
    each_database(features, async |t| {
        let id = person(&t, "a@co.vn", None, &[role("officer", Some(CAMPAIGN_A))]).await;
        let actor = Actor::program("test", t.site.clock.now_ms());
        let fence = Uuid::now_v7();
        let mut tx = t.site.db.write().await.unwrap();
        tx.audit(&actor, "fence.paint", "fence", fence, None, serde_json::json!({})).await.unwrap();
        tx.audit(&actor, "fence.paint", "fence", id, None, serde_json::json!({})).await.unwrap();
        tx.commit().await.unwrap();
        let log = t.get("/quan-tri/nhat-ky", &t.administrator().await).await.text;
        let link = format!("<a href=\"/quan-tri/tai-khoan/{id}\">Người a@co.vn</a>");
        assert!(log.contains(&format!("Tài khoản: {link}")), "{log}");
        assert!(log.contains(&format!("Vai trò: {link}")), "a role leads to who holds it");
        assert!(log.contains(&format!("Hàng rào: {fence}")), "without a naming the key stays");
        assert!(log.contains(&format!("Hàng rào: {id}")), "a key that a thing of another kind has as well names nothing: {log}");
    })
    .await;
}

#[tokio::test]
async fn accounts_are_found_without_marks_and_sorted_by_given_name() {
    each_database(features, async |t| {
        for name in ["Võ Tấn Đức", "Nguyễn Văn Duy", "Lê Thị Ánh"] {
            t.person(name, &[]).await;
        }
        let admin = t.administrator().await;
        let text = t.get("/quan-tri/tai-khoan", &admin).await.text;
        let at = |n: &str| text.find(n).unwrap_or_else(|| panic!("{n}"));
        assert!(at("Lê Thị Ánh") < at("Nguyễn Văn Duy") && at("Nguyễn Văn Duy") < at("Võ Tấn Đức"));
        let found = t.get("/quan-tri/tai-khoan?q=tan%20duc", &admin).await.text;
        assert!(found.contains("Võ Tấn Đức") && !found.contains("Nguyễn Văn Duy"));
    })
    .await;
}

#[tokio::test]
async fn the_log_is_filtered_and_says_whether_it_is_whole() {
    each_database(features, async |t| {
        let admin = t.administrator().await;
        let id = person(&t, "a@co.vn", None, &[]).await;
        let mut tx = t.site.db.write().await.unwrap();
        let actor = Actor::program("test", t.site.clock.now_ms());
        tx.audit(&actor, "fence.paint", "fence", "1", None, serde_json::json!({})).await.unwrap();
        tx.commit().await.unwrap();
        let all = t.get("/quan-tri/nhat-ky", &admin).await;
        assert!(all.text.contains("Sơn hàng rào") && all.text.contains("Hàng rào"), "a later feature brings its own words");
        assert!(all.text.contains("nguyên vẹn") && all.text.contains("Thêm tài khoản"), "{}", all.text);
        let one = t.get(&format!("/quan-tri/nhat-ky?loai=account&ma={id}"), &admin).await.text;
        assert!(one.contains("Thêm tài khoản") && !one.contains(">Đăng nhập<"));
        assert!(t.get("/quan-tri/nhat-ky?tu=hôm%20kia", &admin).await.text.contains("error-summary"));
        assert!(!t.get("/quan-tri/nhat-ky?den=01/01/2020", &admin).await.text.contains("Thêm tài khoản"));
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a forged line");
        tx.exec("insert into audit (seq, at, actor_label, action, entity, entity_id, detail, prev_hash, hash)
            values (1000, 1, 'x', 'x', 'x', 'x', '{}', $1, $1)", args![vec![1_u8]]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(t.get("/quan-tri/nhat-ky", &admin).await.text.contains("bị sửa từ dòng"), "{}", t.engine);
    })
    .await;
}

#[tokio::test]
async fn the_outbox_shows_links_and_notes_who_looked() {
    each_database(features, async |t| {
        person(&t, "a@co.vn", None, &[]).await;
        t.post("/dang-nhap", "", "email=a%40co.vn").await;
        let admin = t.administrator().await;
        assert!(t.get("/quan-tri/hop-thu", &admin).await.text.contains("/dang-nhap/lien-ket/"));
        assert_eq!(count(&t, "select count(*) from audit where action = 'mailbox.read'").await, 1);
        let (mail,): (Uuid,) = t.site.db.reader().one("select id from mail", args![]).await.unwrap();
        assert_eq!(t.post(&format!("/quan-tri/hop-thu/{mail}/gui-lai"), &admin, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post(&format!("/quan-tri/hop-thu/{}/gui-lai", Uuid::from_u128(1)), &admin, "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_was_given_up_is_said_why_and_goes_again_with_one_button() {
    each_database(features, async |t| {
        person(&t, "a@co.vn", None, &[]).await;
        t.post("/dang-nhap", "", "email=a%40co.vn").await;
        let admin = t.administrator().await;
        let waiting = t.get("/quan-tri/hop-thu", &admin).await.text;
        assert!(waiting.contains("1 thư đang chờ, từ 15/09/2024") && waiting.contains("tối đa 60 ngày"), "{waiting}");
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        tx.exec("update mail set gave_up_at = $1, fault = 'refused', last_error = '550 no such mailbox'", args![t.site.clock.now_ms()]).await.unwrap();
        tx.commit().await.unwrap();
        let failed = t.get("/quan-tri/hop-thu", &admin).await.text;
        assert!(failed.contains("1 thư không gửi được, từ 15/09/2024") && failed.contains("từ chối hẳn thư này") && failed.contains("550 no such mailbox"), "{failed}");
        let all = "/quan-tri/hop-thu/gui-lai";
        let leader = t.holder("leader").await;
        assert_eq!(t.post(all, &leader, "").await.status, StatusCode::FORBIDDEN);
        for _ in 0..2 {
            assert_eq!(t.post(all, &admin, "").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(count(&t, "select count(*) from mail where gave_up_at is null and attempts = 0 and fault is null").await, 1, "{}", t.engine);
        assert_eq!(count(&t, "select count(*) from audit where action = 'mail.retry-all'").await, 1, "what changed nothing is not in the log");
    })
    .await;
}

#[tokio::test]
async fn the_terminal_manages_accounts() {
    each_database(features, async |t| {
        let actor = Actor::program("cli", t.site.clock.now_ms());
        let path = crate::cli::invite_link(&t.site, &actor, "administrator", "Lê Văn An", "an@co.vn").await.unwrap();
        assert_eq!(t.get(&path, "").await.status, StatusCode::OK);
        assert!(crate::cli::invite_link(&t.site, &actor, "king", "Lê Văn An", "").await.is_err());
        assert!(crate::cli::invite_link(&t.site, &actor, "leader", "Lê Văn An", "an@co.vn").await.is_err(), "no second link to one account");
        let id = person(&t, "b@co.vn", None, &[]).await;
        crate::cli::lock(&t.site, &actor, "B@co.vn").await.unwrap();
        let state = async || crate::cli::list(&t.site).await.unwrap().into_iter().find(|a| a.id == id).unwrap().state;
        assert_eq!(state().await, "locked");
        crate::cli::unlock(&t.site, &actor, &id.to_string()).await.unwrap();
        assert_eq!(state().await, "active");
        crate::cli::reset_totp(&t.site, &actor, "b@co.vn").await.unwrap();
        assert!(crate::cli::lock(&t.site, &actor, "nobody@co.vn").await.is_err());
    })
    .await;
}
