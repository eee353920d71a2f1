//! Who may what: every route with every role, foreign keys, and that lists cost the same however long they are.
use super::*;
use axum::http::{Method, StatusCode};
use base::testing::each_database;

#[tokio::test]
async fn every_route_asks_who_comes() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (slip, matter) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        let id = w.health.id.to_string();
        let asked = send(&t, &format!("{TIME}/moi"), &w.one, &[("nv", &id), ("ngay", "25/09/2024"), ("ly-do", "x")]).await;
        let time = asked.location().to_owned();
        let elsewhere = Grant { role: "coordinator".into(), campaign: Some(Uuid::from_u128(9)), agency: None };
        let (_, far) = t.person("Nơi khác", &[elsewhere]).await;
        let stranger = t.person("Không vai trò", &[]).await.1;
        for route in crate::sent_up::routes().listed() {
            let base = if route.path.contains("/phieu/") { &slip } else if route.path.starts_with(TIME) { &time } else { &matter };
            let path = route.path.replace("{id}", &key(base).to_string());
            let form = "revision=1&do=approve";
            let go = async |cookie: &str| match route.method {
                Method::GET => t.get(&path, cookie).await.status,
                _ if path.ends_with("/moi") || path == slip => send(&t, &path, cookie, &[]).await.status,
                _ => t.post(&path, cookie, form).await.status,
            };
            assert_eq!(go("").await, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(go(&stranger).await, StatusCode::FORBIDDEN, "{path}");
            let base::Who::Can(permission) = route.who else { panic!("{path} is open") };
            if permission == crate::MANAGE || permission == crate::DECIDE {
                assert_eq!(go(&w.one).await, StatusCode::FORBIDDEN, "{path}: an officer");
            }
            if permission == crate::MANAGE || permission == crate::WORK {
                assert_eq!(go(&w.leader).await, StatusCode::FORBIDDEN, "{path}: a leader");
            }
            if permission == crate::DECIDE {
                assert_eq!(go(&w.office).await, StatusCode::FORBIDDEN, "{path}: the office does not decide");
            }
            if route.path.contains("{id}") {
                if permission != crate::MANAGE && permission != crate::DECIDE {
                    assert_eq!(go(&w.two).await, StatusCode::NOT_FOUND, "{path}: another agency");
                }
                if permission != crate::DECIDE {
                    assert_eq!(go(&far).await, StatusCode::NOT_FOUND, "{path}: another campaign");
                }
                let unknown = path.replace(&key(base).to_string(), &Uuid::now_v7().to_string());
                let found = match route.method {
                    Method::GET => t.get(&unknown, &w.leader).await.status,
                    _ => continue,
                };
                assert_eq!(found, StatusCode::NOT_FOUND, "{unknown}");
            }
        }
        assert_eq!(step(&t, &matter).await, "filed", "nothing was changed");
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_for_another_agency() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (police, health) = (w.police.agency.unwrap().to_string(), w.health.id.to_string());
        let written = send(&t, &format!("{MATTERS}/moi"), &w.one, &[("co_quan", &police), ("title", "x"), ("words", "y"), ("do", "send")]).await;
        assert_eq!(written.status, StatusCode::UNPROCESSABLE_ENTITY);
        let about = send(&t, &format!("{MATTERS}/moi"), &w.two, &[("nv", &health), ("title", "x"), ("words", "y"), ("do", "send")]).await;
        assert_eq!(about.status, StatusCode::NOT_FOUND, "another agency's duty");
        let asked = send(&t, &format!("{TIME}/moi"), &w.two, &[("nv", &health), ("ngay", "25/09/2024"), ("ly-do", "x")]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = t.upload(&format!("{MATTERS}/moi"), &w.two, "a.pdf", b"MZ", &[("co_quan", &police), ("title", "x"), ("words", "y"), ("do", "send")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("Tệp phải là PDF"));
        let for_them = send(&t, &format!("{MATTERS}/moi"), &w.office, &[("co_quan", &police), ("title", "Báo qua điện thoại"), ("words", "y"), ("do", "send")]).await;
        assert_eq!(for_them.status, StatusCode::SEE_OTHER, "the office writes for those who telephone");
        assert!(t.get(MATTERS, &w.two).await.text.contains("Báo qua điện thoại"));
    })
    .await;
}

#[tokio::test]
async fn the_duty_page_shows_what_was_sent_up_and_the_ways_to_send() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (page, ask) = (w.health.href(), format!("{TIME}/moi?nv={}", w.health.id));
        let before = t.get(&page, &w.one).await.text;
        assert!(before.contains(&ask) && before.contains("Chưa gửi gì lên") && before.contains(&format!("{MATTERS}/moi?nv={}", w.health.id)), "{before}");
        let id = w.health.id.to_string();
        send(&t, &format!("{TIME}/moi"), &w.one, &[("nv", &id), ("ngay", "25/09/2024"), ("ly-do", "x")]).await;
        send(&t, &format!("{MATTERS}/moi"), &w.one, &[("nv", &id), ("title", "Thiếu xe"), ("words", "y"), ("do", "send")]).await;
        send(&t, &format!("{MATTERS}/moi"), &w.one, &[("nv", &id), ("title", "Còn nháp"), ("do", "keep")]).await;
        let after = t.get(&page, &w.one).await.text;
        assert!(after.contains("Xin gia hạn đến 25/09/2024") && after.contains("Thiếu xe") && after.contains("Còn nháp") && !after.contains(&ask), "{after}");
        let leader = t.get(&page, &w.leader).await.text;
        assert!(leader.contains("Thiếu xe") && !leader.contains("Còn nháp") && !leader.contains(&format!("{MATTERS}/moi")), "a leader reads, and sees no draft");
    })
    .await;
}

#[tokio::test]
async fn lists_cost_the_same_however_long() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let cost = async |path: &str, cookie: &str| {
            let before = t.site.db.statements();
            assert_eq!(t.get(path, cookie).await.status, StatusCode::OK, "{path}");
            t.site.db.statements() - before
        };
        let pages = [(MATTERS, &w.office), (MATTERS, &w.one), (TIME, &w.office), (TIME, &w.one)];
        let (_, matter) = file(&t, &w.one, w.health.agency, "Việc 0").await;
        let mut few = Vec::new();
        for (path, cookie) in pages {
            few.push(cost(path, cookie).await);
        }
        few.push(cost(&matter, &w.office).await);
        for n in 1..20 {
            file(&t, if n % 2 == 0 { &w.one } else { &w.two }, if n % 2 == 0 { w.health.agency } else { w.police.agency }, &format!("Việc {n}")).await;
        }
        let ids: Vec<(Uuid,)> = t.site.db.reader().all("select id from matter", args![]).await.unwrap();
        let all: Vec<String> = ids.iter().take(10).map(|(id,)| id.to_string()).chain([key(&matter).to_string()]).collect();
        let body = fields(&all.iter().map(|id| ("gop", id.as_str())).collect::<Vec<_>>());
        assert_eq!(t.post(&format!("{MATTERS}/gop"), &w.office, &body).await.status, StatusCode::SEE_OTHER);
        let mut many = Vec::new();
        for (path, cookie) in pages {
            many.push(cost(path, cookie).await);
        }
        many.push(cost(&matter, &w.office).await);
        assert_eq!(few, many, "{}", t.engine);
        assert!(many.iter().all(|n| *n <= 16), "{many:?}");
    })
    .await;
}
