//! Getting in: every way to sign in, and every way that must be refused.
use super::*;
use axum::http::StatusCode;
use crate::{password, store, totp};

pub(super) async fn link_for(t: &TestSite, email: &str, back: &str) -> String {
    let asked = t.post("/dang-nhap", "", &form(&[("email", email), ("ve", back)])).await;
    assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, "/dang-nhap/da-gui"));
    path_in(&last_mail(t).await, "/dang-nhap/lien-ket/")
}

/// Sets the second factor up on the way in; the cookie of the session.
async fn set_up(t: &TestSite, step: &str) -> String {
    let page = t.get("/dang-nhap/buoc-hai", step).await;
    let letters = page.text.split("name=\"khoa\" value=\"").nth(1).and_then(|s| s.split('"').next()).expect("the letters").to_owned();
    let code = totp::code_at(&totp::from_letters(&letters).unwrap(), t.site.clock.now_ms());
    let done = t.post("/dang-nhap/buoc-hai/thiet-lap", step, &form(&[("khoa", &letters), ("ma", &code)])).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    cookie(&done, "nhipso")
}

#[tokio::test]
async fn a_mail_link_works_once_and_only_by_its_button() {
    each_database(features, async |t| {
        person(&t, "a@co.vn", None, &[]).await;
        let link = link_for(&t, "A@co.vn", "/ke-hoach").await;
        for _ in 0..3 {
            assert_eq!(t.get(&link, "").await.status, StatusCode::OK, "a scanner may look");
        }
        let entered = t.post(&link, "", "").await;
        assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/ke-hoach"), "{}", entered.text);
        let session = cookie(&entered, "nhipso");
        assert_eq!(t.get("/tai-khoan", &session).await.status, StatusCode::OK);
        assert_eq!(t.post(&link, "", "").await.status, StatusCode::NOT_FOUND, "used");
        assert_eq!(t.get(&link, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post("/dang-nhap/lien-ket/AAAA", "", "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_mail_link_ends_after_fifteen_minutes_and_leads_nowhere_else() {
    each_database(features, async |t| {
        person(&t, "a@co.vn", None, &[]).await;
        let link = link_for(&t, "a@co.vn", "https://evil.example/").await;
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        let late = t.site.clock.now_ms() - 1;
        tx.exec("update one_time_token set expires_at = $1", args![late]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(t.post(&link, "", "").await.status, StatusCode::NOT_FOUND);
        let link = link_for(&t, "a@co.vn", "//evil.example/").await;
        assert_eq!(t.post(&link, "", "").await.location(), "/vao");
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    each_database(features, async |t| {
        let hash = password::hash(PASSWORD).await.unwrap();
        person(&t, "a@co.vn", Some(&hash), &[]).await;
        let known = t.post("/dang-nhap", "", &form(&[("email", "a@co.vn")])).await;
        let unknown = t.post("/dang-nhap", "", &form(&[("email", "b@co.vn")])).await;
        assert_eq!((known.status, known.location(), &known.text), (unknown.status, unknown.location(), &unknown.text));
        assert_eq!(count(&t, "select count(*) from mail").await, 1);
        let wrong = t.post("/dang-nhap/mat-khau", "", &form(&[("email", "a@co.vn"), ("mat-khau", "sai rồi nhé bạn")])).await;
        let nobody = t.post("/dang-nhap/mat-khau", "", &form(&[("email", "b@co.vn"), ("mat-khau", "sai rồi nhé bạn")])).await;
        assert_eq!((wrong.status, nobody.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
        assert_eq!(wrong.text.replace("a@co.vn", ""), nobody.text.replace("b@co.vn", ""));
        assert!(wrong.text.contains("a@co.vn"), "what was typed stays");
        // Locked and unknown accounts are slowed down alike.
        for email in ["a@co.vn", "b@co.vn"] {
            let body = form(&[("email", email), ("mat-khau", "sai rồi nhé bạn")]);
            let mut last = t.post("/dang-nhap/mat-khau", "", &body).await;
            for _ in 0..3 {
                last = t.post("/dang-nhap/mat-khau", "", &body).await;
            }
            assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
            assert!(last.headers.contains_key("retry-after") && last.text.contains("giây"), "{}", last.text);
        }
        // The owner is not locked out: the link still works.
        let link = link_for(&t, "a@co.vn", "").await;
        assert_eq!(t.post(&link, "", "").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn the_typed_address_comes_along_to_the_password() {
    each_database(features, async |t| {
        let page = t.post("/dang-nhap/mat-khau", "", &form(&[("email", "a@co.vn"), ("ve", "/ke-hoach")])).await;
        assert_eq!(page.status, StatusCode::OK, "nothing is wrong yet");
        assert!(page.text.contains("value=\"a@co.vn\"") && page.text.contains("value=\"/ke-hoach\"") && !page.text.contains("aria-invalid"));
        let first = t.get("/dang-nhap?ve=/ke-hoach", "").await.text;
        assert!(first.contains("action=\"/dang-nhap/mat-khau\"") && first.contains("nhipso user link"), "no mail leaves this server: {first}");
    })
    .await;
}

#[tokio::test]
async fn three_hundred_people_sign_in_from_one_address() {
    // What is tried is the brake of an address: a hash of few rounds is checked as the others are, at a hundredth of their cost
    let cheap = argon2::Argon2::from(argon2::Params::new(8, 1, 1, None).unwrap());
    let hash = argon2::PasswordHasher::hash_password(&cheap, PASSWORD.as_bytes()).unwrap().to_string().into_bytes();
    each_database(features, async |t| {
        let actor = Actor::program("test", t.site.clock.now_ms());
        let mut tx = t.site.db.write().await.unwrap();
        for n in 0..300 {
            let who = crate::model::Person { name: "Đại biểu".into(), email: format!("nguoi{n}@co.vn"), ..Default::default() };
            let id = store::add_account(&mut tx, &actor, &who, "active").await.unwrap();
            store::set_password(&mut tx, &actor, id, hash.clone()).await.unwrap();
        }
        tx.commit().await.unwrap();
        for n in 0..300 {
            let email = format!("nguoi{n}@co.vn");
            let answer = t.post("/dang-nhap/mat-khau", "", &form(&[("email", &email), ("mat-khau", PASSWORD)])).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{email}: {}", answer.text);
        }
    })
    .await;
}

#[tokio::test]
async fn coordinators_set_up_a_second_factor_and_use_each_code_once() {
    each_database(features, async |t| {
        let hash = password::hash(PASSWORD).await.unwrap();
        let id = person(&t, "a@co.vn", Some(&hash), &[role("coordinator", Some(CAMPAIGN_A))]).await;
        let sign_in = async || t.post("/dang-nhap/mat-khau", "", &form(&[("email", "a@co.vn"), ("mat-khau", PASSWORD)])).await;
        let first = sign_in().await;
        assert_eq!(first.location(), "/dang-nhap/buoc-hai");
        assert_eq!(cookie(&first, "nhipso"), "", "no session before the second factor");
        let step = cookie(&first, "nhipso2");
        let page = t.get("/dang-nhap/buoc-hai", &step).await;
        let letters = page.text.split("name=\"khoa\" value=\"").nth(1).and_then(|s| s.split('"').next()).expect("the letters").to_owned();
        let secret = totp::from_letters(&letters).unwrap();
        let wrong = t.post("/dang-nhap/buoc-hai/thiet-lap", &step, &form(&[("khoa", &letters), ("ma", "000")])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains(&letters), "the same secret is shown again");
        let code = totp::code_at(&secret, t.site.clock.now_ms());
        let done = t.post("/dang-nhap/buoc-hai/thiet-lap", &step, &form(&[("khoa", &letters), ("ma", &code)])).await;
        assert_eq!(done.status, StatusCode::OK);
        assert_eq!(t.get("/quan-tri/loi-moi", &cookie(&done, "nhipso")).await.status, StatusCode::OK);
        let recovery = done.text.split("<code>").nth(1).and_then(|s| s.split('<').next()).expect("a recovery code").to_owned();

        let step = cookie(&sign_in().await, "nhipso2");
        let again = t.post("/dang-nhap/buoc-hai", &step, &form(&[("ma", &code)])).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a used step is refused");
        let set_again = t.post("/dang-nhap/buoc-hai/thiet-lap", &step, &form(&[("khoa", &letters), ("ma", &totp::code_at(&secret, t.site.clock.now_ms()))])).await;
        assert_eq!(set_again.status, StatusCode::NOT_FOUND, "half a sign-in cannot replace the second factor");
        let by_recovery = t.post("/dang-nhap/buoc-hai", &step, &form(&[("ma", &recovery.to_lowercase())])).await;
        assert_eq!(by_recovery.status, StatusCode::SEE_OTHER, "{}", by_recovery.text);
        let step = cookie(&sign_in().await, "nhipso2");
        assert_eq!(t.post("/dang-nhap/buoc-hai", &step, &form(&[("ma", &recovery)])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The e-mail link leads to the second factor too.
        let link = link_for(&t, "a@co.vn", "").await;
        let linked = t.post(&link, "", "").await;
        assert_eq!((linked.location(), cookie(&linked, "nhipso").as_str()), ("/dang-nhap/buoc-hai", ""));
        assert!(store::has_totp(&mut t.site.db.reader(), id).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_gets_a_new_session_and_ends_the_old_one() {
    each_database(features, async |t| {
        let hash = password::hash(PASSWORD).await.unwrap();
        person(&t, "a@co.vn", Some(&hash), &[]).await;
        let body = form(&[("email", "a@co.vn"), ("mat-khau", PASSWORD)]);
        let planted = "nhipso=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let first = cookie(&t.post("/dang-nhap/mat-khau", planted, &body).await, "nhipso");
        assert!(!first.is_empty() && first != planted);
        assert_eq!(t.get("/tai-khoan", planted).await.status, StatusCode::UNAUTHORIZED);
        let second = cookie(&t.post("/dang-nhap/mat-khau", &first, &body).await, "nhipso");
        assert_ne!(first, second);
        assert_eq!(t.get("/tai-khoan", &first).await.status, StatusCode::UNAUTHORIZED, "the old session ended");
        assert_eq!(t.get("/tai-khoan", &second).await.status, StatusCode::OK);
        let out = t.post("/dang-xuat", &second, "").await;
        assert_eq!(out.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/tai-khoan", &second).await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_comes_in_once() {
    each_database(features, async |t| {
        let old = crate::first_administrator_link(&t.site).await.unwrap().expect("a link");
        let link = crate::first_administrator_link(&t.site).await.unwrap().expect("a link");
        assert_eq!(t.get(&old, "").await.status, StatusCode::NOT_FOUND, "a newer link ends the older");
        assert_eq!(t.get(&link, "").await.status, StatusCode::OK);
        let bad = t.post(&link, "", &form(&[("ten", "Trần Thị Quản Trị"), ("email", "không phải"), ("mat-khau", "ngắn")])).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains("Trần Thị Quản Trị") && bad.text.contains("không phải") && !bad.text.contains("ngắn\""));
        let without = t.post(&link, "", &form(&[("ten", "Trần Thị Quản Trị"), ("email", "qt@co.vn"), ("mat-khau", "")])).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "no mail leaves this server: the password is the only way back");
        let typed = [("ten", "Trần Thị Quản Trị"), ("email", "qt@co.vn"), ("mat-khau", PASSWORD), ("mat-khau-2", PASSWORD)];
        let done = t.post(&link, "", &form(&typed)).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/dang-nhap/buoc-hai"), "{}", done.text);
        assert_eq!(cookie(&done, "nhipso"), "", "no session without the second factor that the role demands");
        let session = set_up(&t, &cookie(&done, "nhipso2")).await;
        assert_eq!(t.get("/quan-tri/nhat-ky", &session).await.status, StatusCode::OK);
        assert_eq!(t.post(&link, "", &form(&[("ten", "Kẻ khác"), ("email", "x@co.vn")])).await.status, StatusCode::NOT_FOUND);
        assert_eq!(crate::first_administrator_link(&t.site).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn preferences_stay_for_a_year_and_lead_back_here_only() {
    each_database(features, async |t| {
        let dark = t.get("/giao-dien?che-do=dark&ve=/ke-hoach%3Fq%3Da", "").await;
        assert_eq!((dark.status, dark.location()), (StatusCode::SEE_OTHER, "/ke-hoach?q=a"));
        assert_eq!(cookie(&dark, "theme"), "theme=dark");
        let english = t.get("/ngon-ngu?lang=en&ve=//evil.example", "").await;
        assert_eq!((english.location(), cookie(&english, "lang").as_str()), ("/", "lang=en"));
        assert!(t.get("/dang-nhap", "lang=en").await.text.contains("E-mail or phone number"));
    })
    .await;
}

#[tokio::test]
async fn strangers_who_guess_do_not_keep_a_known_browser_out() {
    each_database(features, async |t| {
        let hash = password::hash(PASSWORD).await.unwrap();
        person(&t, "a@co.vn", Some(&hash), &[]).await;
        let right = form(&[("email", "a@co.vn"), ("mat-khau", PASSWORD)]);
        let known = cookie(&t.post("/dang-nhap/mat-khau", "", &right).await, "nhipso3");
        assert!(!known.is_empty(), "a browser that signed in is known");
        let limits = crate::limits::of(&t.site);
        let now = t.site.clock.now_ms();
        for n in 0..40_u8 {
            let stranger = crate::limits::Origin::Address(std::net::IpAddr::from([10, 0, 0, n]));
            limits.guess("a@co.vn", stranger, now).ok();
            limits.mail("a@co.vn", stranger, now);
        }
        assert_eq!(t.post("/dang-nhap/mat-khau", "", &right).await.status, StatusCode::TOO_MANY_REQUESTS, "from a new browser");
        let entered = t.post("/dang-nhap/mat-khau", &known, &right).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
        assert_eq!(cookie(&entered, "nhipso3"), "", "known already");
        t.post("/dang-nhap", "", "email=a%40co.vn").await;
        assert_eq!(count(&t, "select count(*) from mail").await, 0, "a stranger asks for no more mails");
        t.post("/dang-nhap", &known, "email=a%40co.vn").await;
        assert_eq!(count(&t, "select count(*) from mail").await, 1, "the owner still does");
        person(&t, "b@co.vn", Some(&hash), &[]).await;
        for n in 0..40_u8 {
            limits.guess("b@co.vn", crate::limits::Origin::Address(std::net::IpAddr::from([10, 0, 1, n])), now).ok();
        }
        let other = t.post("/dang-nhap/mat-khau", &known, &form(&[("email", "b@co.vn"), ("mat-khau", PASSWORD)])).await;
        assert_eq!(other.status, StatusCode::TOO_MANY_REQUESTS, "known to one account only");
    })
    .await;
}

#[tokio::test]
async fn a_login_longer_than_any_address_is_refused_before_anything() {
    each_database(features, async |t| {
        let long = "a".repeat(300_000);
        for _ in 0..6 {
            let answer = t.post("/dang-nhap/mat-khau", "", &form(&[("email", &long), ("mat-khau", "x")])).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "never counted, never looked up");
            assert!(!answer.text.contains("aaaaaaaa"), "nor sent back");
        }
    })
    .await;
}
