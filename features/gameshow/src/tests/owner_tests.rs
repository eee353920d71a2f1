//! Whose game it is: run, seen as a host and published by who made it and by who acts for its whole campaign; to others it is not there.
use super::support::{features, game, give, host, settings, step};
use crate::live::{Act, handle};
use axum::http::{Method, StatusCode};
use base::identity::Grant;
use base::testing::{TestSite, each_database};
use base::{Fetch, Who, args};
use uuid::Uuid;

const PLAN: &str = "KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN, ĐỊA ĐIỂM\n- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.\n\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Thông tin và Truyền thông\nTổ chức gameshow “Đấu trường số”.\n2. Sở Y tế\nBố trí xe cứu thương trực tại điểm tổ chức.\n";
const FORM: &str = "application/x-www-form-urlencoded";
const LIST: &str = "/dau-truong/van";

/// Account and cookie of an officer of this agency.
async fn officer(t: &TestSite, agency: u128) -> (Uuid, String) {
    t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency: Some(Uuid::from_u128(agency)) }]).await
}

/// Asks every address of a game that is not for everybody, and pushes every button; says how many there are.
async fn turned_away(t: &TestSite, id: Uuid, cookie: &str) -> usize {
    let mut seen = 0;
    for route in t.site.routes.iter().filter(|r| r.path.starts_with("/dau-truong/{id}/") && r.who != Who::Public) {
        let path = route.path.replace("{id}", &id.to_string()).replace("{form}", "pdf");
        let (kind, body) = match route.method == Method::POST && path.ends_with("/danh-sach") {
            true => ("multipart/form-data; boundary=XX", "--XX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ncb01;Lê An\r\n--XX--\r\n"),
            false => (FORM, "act=lock&n=0&moi_ra=0"),
        };
        let answer = Box::pin(t.send(route.method.clone(), &path, cookie, kind, body.as_bytes().to_vec())).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} {path}: {}", route.method, t.engine);
        seen += 1;
    }
    seen
}

#[tokio::test]
async fn a_game_is_run_by_who_made_it_and_by_coordinators_and_is_not_there_for_others() {
    each_database(features, async |t| {
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        Box::pin(plan::import_file(&t.site, &actor, "ke-hoach.txt", PLAN.as_bytes())).await.expect("the plan is published");
        let ((_, maker), (_, other)) = (officer(&t, 1).await, officer(&t, 2).await);
        let (coordinator, administrator) = (t.holder("coordinator").await, t.administrator().await);
        let set = crate::sets::choices(&mut t.site.db.reader()).await.expect("sets")[0].0;
        let form = format!("title=Cuoc+thi+so+A&set={set}&curve=flat&points=1000&minus=0&streak=0&read=3&seconds=15&podium=3");
        let made = Box::pin(t.post("/dau-truong/van/moi", &maker, &form)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let desk = made.location().to_owned();
        let id: Uuid = desk.split('/').nth(2).expect("a key").parse().expect("a key");

        assert!(turned_away(&t, id, &other).await >= 14);
        let live = handle(&t.site, id).await.expect("the game");
        assert!(!live.now().view.locked && live.now().phase == 0, "nothing has moved");
        assert!(!t.get(LIST, &other).await.text.contains("Cuoc thi so A"), "{}", t.engine);
        for (n, cookie) in [&maker, &coordinator, &administrator].into_iter().enumerate() {
            assert!(t.get(LIST, cookie).await.text.contains("Cuoc thi so A"), "{n}");
            assert_eq!(Box::pin(t.get(&desk, cookie)).await.status, StatusCode::OK, "{n}");
            assert_eq!(t.post(&desk, cookie, "act=lock&n=0").await.location(), desk, "{n}");
            assert_eq!(live.now().view.locked, n % 2 == 0, "{n}");
        }

        host(&t, id, Act::Finish).await;
        step(&t, id).await;
        let (results, sql) = (format!("/dau-truong/{id}/ket-qua"), "select action from audit where action = 'quiz.publish'");
        assert_eq!(t.post(&format!("{results}/cong-bo"), &other, "").await.status, StatusCode::NOT_FOUND);
        let published: Vec<(String,)> = t.site.db.reader().all(sql, args![]).await.expect("the log");
        assert!(published.is_empty());
        let page = t.get(&results, &other).await.text;
        assert!(page.contains("đang chờ công bố") && !page.contains("/cong-bo"), "{page}");
        let page = t.get(&results, &maker).await.text;
        assert!(page.contains("/cong-bo") && page.contains("Các ván Đấu trường"), "{page}");
        assert_eq!(t.post(&format!("{results}/cong-bo"), &maker, "").await.status, StatusCode::SEE_OTHER);
        let page = t.get(&results, &other).await.text;
        assert!(!page.contains("Các ván Đấu trường") && !page.contains("đang chờ công bố"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_game_of_nobody_is_open_to_coordinators_and_a_role_that_was_taken_away_closes_ones_own() {
    each_database(features, async |t| {
        let campaign = Uuid::now_v7();
        let at = async |campaign| t.person("Điều phối", &[Grant { role: "coordinator".into(), campaign: Some(campaign), agency: None }]).await.1;
        let (here, elsewhere) = (at(campaign).await, at(Uuid::now_v7()).await);
        let (account, maker) = officer(&t, 1).await;
        let old = game(&t, settings(), 1).await;
        let desk = format!("/dau-truong/{old}/dieu-khien");
        for (cookie, status) in [(&here, StatusCode::OK), (&elsewhere, StatusCode::OK), (&maker, StatusCode::NOT_FOUND)] {
            assert_eq!(t.get(&desk, cookie).await.status, status, "{}: a game of no campaign and of nobody", t.engine);
        }
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        Box::pin(plan::import_file(&t.site, &actor, "ke-hoach.txt", PLAN.as_bytes())).await.expect("the plan is published");
        let campaign = plan::door::current(&mut t.site.db.reader()).await.expect("campaigns").expect("the campaign").id;
        give(&t, old, campaign, account).await;
        assert_eq!(t.get(&desk, &maker).await.status, StatusCode::OK);
        assert_eq!(t.get(&desk, &elsewhere).await.status, StatusCode::NOT_FOUND, "a coordinator of another campaign");
        let mut tx = t.site.db.write().await.expect("a transaction");
        tx.exec("update role_grant set campaign = $2 where account = $1", args![account, Uuid::now_v7()]).await.expect("a role elsewhere");
        tx.unaudited("test");
        tx.commit().await.expect("a commit");
        assert_eq!(t.get(&desk, &maker).await.status, StatusCode::NOT_FOUND, "{}: who made it works elsewhere now", t.engine);
        assert!(!t.get(LIST, &maker).await.text.contains("Ván thử"));
    })
    .await;
}
