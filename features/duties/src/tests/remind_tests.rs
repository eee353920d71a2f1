//! Reminders on both databases: exactly once, in order, never at night, never for what had passed before.
use super::prepare_tests::{VENUE, agency, grant};
use super::{features, publish, publish_beside};
use crate::remind::send;
use axum::http::StatusCode;
use base::identity::{COORDINATOR, HEAD, LEADER, OFFICE, OFFICER};
use base::testing::{TestSite, each_database};
use base::{Fetch, args};
use uuid::Uuid;

const DAY_MS: i64 = 86_400_000;

/// VENUE as of 15 September: health due in three days, finance long ago.
fn plan() -> String {
    VENUE.replace("trước ngày 10/9/2024", "trước ngày 19/9/2024")
}

struct Scene {
    campaign: Uuid,
    officer: (Uuid, String),
    head: Uuid,
    coordinator: (Uuid, String),
    office: Uuid,
}

async fn scene(t: &TestSite, text: &str) -> Scene {
    let campaign = publish(t, text).await;
    let health = Some(agency(t, "Sở Y tế").await);
    Scene {
        officer: t.person("Trần Thị Mai", &[grant(OFFICER, campaign, health)]).await,
        head: t.person("Lê Văn Tư", &[grant(HEAD, campaign, health)]).await.0,
        coordinator: t.person("Ngô Đầu Mối", &[grant(COORDINATOR, campaign, None)]).await,
        office: t.person("Phan Văn Phòng", &[grant(OFFICE, campaign, None)]).await.0,
        campaign,
    }
}

/// Checklists have reminders of their own; these tests look at duties.
async fn without_checklists(t: &TestSite) {
    raw(t, "update check_item set dropped_at = 1", vec![]).await;
}

async fn raw(t: &TestSite, sql: &'static str, values: Vec<base::Arg>) {
    let mut tx = t.site.db.write().await.unwrap();
    tx.unaudited("test");
    tx.exec(sql, values).await.unwrap();
    tx.commit().await.unwrap();
}

/// Lets days go by: everything that is known moves into the past, as the clock of the site cannot.
async fn later(t: &TestSite, days: i64) {
    for sql in ["update duty set assigned_at = assigned_at - $1", "update duty_standing set from_at = from_at - $1"] {
        raw(t, sql, args![days * DAY_MS]).await;
    }
    let all: Vec<(Uuid, i64, String)> = t.site.db.reader().all("select duty, seq, deadline from duty_standing where deadline is not null", args![]).await.unwrap();
    for (duty, seq, deadline) in all {
        let moved = deadline.parse::<jiff::civil::Date>().unwrap().checked_sub(jiff::Span::new().days(days)).unwrap();
        raw(t, "update duty_standing set deadline = $3 where duty = $1 and seq = $2", args![duty, seq, moved.to_string()]).await;
    }
    let told: Vec<(Uuid, String, String, Uuid)> = t.site.db.reader().all("select subject, deadline, step, account from remind_told", args![]).await.unwrap();
    for (subject, deadline, step, account) in told {
        let moved = deadline.parse::<jiff::civil::Date>().unwrap().checked_sub(jiff::Span::new().days(days)).unwrap();
        raw(t, "update remind_told set deadline = $5 where subject = $1 and deadline = $2 and step = $3 and account = $4", args![subject, deadline, step, account, moved.to_string()]).await;
    }
    let sent: Vec<(Uuid, String)> = t.site.db.reader().all("select account, on_day from remind_digest order by on_day", args![]).await.unwrap();
    for (account, day) in sent {
        let moved = day.parse::<jiff::civil::Date>().unwrap().checked_sub(jiff::Span::new().days(days)).unwrap().to_string();
        raw(t, "update remind_digest set on_day = $3 where account = $1 and on_day = $2", args![account, day.clone(), moved.clone()]).await;
        raw(t, "update remind_told set on_day = $3 where account = $1 and on_day = $2", args![account, day, moved]).await;
    }
}

/// Accounts that got mails, in order of their names.
async fn mails(t: &TestSite) -> Vec<(String, String)> {
    let sql = "select a.name, m.body from mail m join account a on a.id = m.account where m.purpose = 'reminder' order by m.created_at, a.name";
    t.site.db.reader().all(sql, args![]).await.unwrap()
}

async fn names(t: &TestSite) -> Vec<String> {
    mails(t).await.into_iter().map(|(name, _)| name).collect()
}

async fn steps(t: &TestSite) -> Vec<(String, String)> {
    let sql = "select a.name, t.step from remind_told t join account a on a.id = t.account order by a.name, t.step";
    t.site.db.reader().all(sql, args![]).await.unwrap()
}

#[tokio::test]
async fn one_digest_per_person_and_day_however_often_it_runs() {
    each_database(features, async |t| {
        let s = scene(&t, &plan()).await;
        without_checklists(&t).await;
        for _ in 0..3 {
            send::run(t.site.clone()).await.unwrap();
        }
        let sent = mails(&t).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(sent[0].0, "Trần Thị Mai");
        assert!(sent[0].1.contains("hạn 18/09/2024, còn 3 ngày") && !sent[0].1.contains("kinh phí"), "{}", sent[0].1);
        // A run that ended in the middle: nothing of it is there, the next run does it all, once.
        raw(&t, "delete from remind_told", vec![]).await;
        raw(&t, "delete from remind_digest", vec![]).await;
        raw(&t, "delete from mail", vec![]).await;
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        let values = args![s.officer.0, t.site.clock.today().to_string(), s.campaign, 1_i64, 1_i64, "", "queued", false, None::<Uuid>];
        tx.exec(crate::remind::store::DIGEST_ONCE, values).await.unwrap();
        drop(tx);
        send::run(t.site.clone()).await.unwrap();
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await, ["Trần Thị Mai"]);
        let (one, two) = tokio::join!(send::run(t.site.clone()), send::run(t.site.clone()));
        assert!(one.is_ok() && two.is_ok());
        assert_eq!(names(&t).await.len(), 1, "two nodes at once");
    })
    .await;
}

#[tokio::test]
async fn what_had_passed_before_the_import_reminds_nobody() {
    each_database(features, async |t| {
        // Everything in this plan lies before 15 September.
        let past = VENUE.replace("10/10/2024", "12/9/2024").replace("21 và 22/9/2024", "10 và 11/9/2024");
        let s = scene(&t, &past).await;
        t.person("Cán bộ tài chính", &[grant(OFFICER, s.campaign, Some(agency(&t, "Sở Tài chính").await))]).await;
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await, Vec::<String>::new());
        assert!(t.get("/nhiem-vu/nhac", &s.coordinator.1).await.text.contains("Hôm nay không phải nhắc ai thêm"));
        // An amended plan with a deadline that had passed already: the same.
        publish(&t, &past.replace("trước ngày 10/9/2024", "trước ngày 12/9/2024")).await;
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_ladder_climbs_in_order() {
    each_database(features, async |t| {
        let s = scene(&t, &plan()).await;
        without_checklists(&t).await;
        let mut heard: Vec<(i64, Vec<String>)> = Vec::new();
        let mut so_far = 0;
        for day in 0..16 {
            if day > 0 {
                later(&t, 1).await;
            }
            send::run(t.site.clone()).await.unwrap();
            send::run(t.site.clone()).await.unwrap();
            let mut all = names(&t).await;
            let new = all.split_off(so_far);
            so_far += new.len();
            if !new.is_empty() {
                heard.push((day, new));
            }
        }
        let at = |day, name: &str| (day, vec![name.to_owned()]);
        // Deadline is day 3: T-3, T-1, T-0, the day after; then head on day 5, coordinator 8, office 13
        let expected = [
            at(0, "Trần Thị Mai"), at(2, "Trần Thị Mai"), at(3, "Trần Thị Mai"), at(4, "Trần Thị Mai"), at(5, "Lê Văn Tư"), at(8, "Ngô Đầu Mối"),
            at(13, "Phan Văn Phòng"),
        ];
        assert_eq!(heard, expected, "{:?}", steps(&t).await);
        assert_eq!((s.head == s.office, s.officer.0 == s.coordinator.0), (false, false));
    })
    .await;
}

#[tokio::test]
async fn quiet_hours_muted_kinds_and_the_switch_hold_it_back() {
    each_database(features, async |t| {
        let s = scene(&t, &plan()).await;
        without_checklists(&t).await;
        let form = |hour: i64, from: i64, to: i64, on: &str, revision: i64| {
            format!("bat={on}&gio={hour}&yen-tu={from}&yen-den={to}&thu-truong=2&dau-moi=5&van-phong=10&tinh-tu=&revision={revision}")
        };
        let save = async |body: String| t.post("/nhiem-vu/nhac/cai-dat", &s.coordinator.1, &body).await.status;
        // It is nine in the morning.
        assert_eq!(save(form(10, 8, 10, "1", 0)).await, StatusCode::SEE_OTHER);
        send::run(t.site.clone()).await.unwrap();
        assert!(t.post("/nhiem-vu/nhac/gui", &s.coordinator.1, "").await.status.is_redirection());
        assert_eq!(names(&t).await.len(), 0, "quiet");
        assert_eq!(save(form(10, 20, 6, "1", 1)).await, StatusCode::SEE_OTHER);
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await.len(), 0, "its hour has not come");
        assert_eq!(save(form(21, 20, 6, "1", 2)).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(save(form(7, 20, 6, "1", 1)).await, StatusCode::CONFLICT);
        assert_eq!(save(form(7, 20, 6, "", 2)).await, StatusCode::SEE_OTHER);
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await.len(), 0, "switched off");
        assert_eq!(save(form(7, 20, 6, "1", 3)).await, StatusCode::SEE_OTHER);
        let mine = "/nhiem-vu/nhac/cua-toi";
        assert_eq!(t.post(mine, &s.officer.1, "nhan=late&nhan=tasks&gio=").await.status, StatusCode::SEE_OTHER);
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await.len(), 0, "muted");
        assert_eq!(t.post(mine, &s.officer.1, "nhan=soon&gio=11").await.status, StatusCode::SEE_OTHER);
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await.len(), 0, "the own hour has not come");
        assert_eq!(t.post(mine, &s.officer.1, "nhan=soon&gio=8").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post("/nhiem-vu/nhac/giu", &s.coordinator.1, "giu=1").await.status, StatusCode::SEE_OTHER);
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await.len(), 0, "held back");
        assert_eq!(t.post("/nhiem-vu/nhac/giu", &s.coordinator.1, "giu=0").await.status, StatusCode::SEE_OTHER);
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await, ["Trần Thị Mai"]);
    })
    .await;
}

#[tokio::test]
async fn the_coordinator_sees_sends_and_reads_the_log() {
    each_database(features, async |t| {
        let s = scene(&t, &plan()).await;
        without_checklists(&t).await;
        let page = t.get("/nhiem-vu/nhac", &s.coordinator.1).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Trần Thị Mai") && page.text.contains("Kính gửi Sở Y tế"), "{}", page.text);
        let before = t.site.db.statements();
        t.get("/nhiem-vu/nhac", &s.coordinator.1).await;
        let few = t.site.db.statements() - before;
        for n in 0..4 {
            t.person(&format!("Cán bộ {n}"), &[grant(OFFICER, s.campaign, Some(agency(&t, "Sở Y tế").await))]).await;
        }
        let before = t.site.db.statements();
        assert!(t.get("/nhiem-vu/nhac", &s.coordinator.1).await.text.contains("Cán bộ 3"));
        assert_eq!(t.site.db.statements() - before, few);
        let nobody = Uuid::now_v7();
        for path in ["/nhiem-vu/nhac/gui", "/nhiem-vu/nhac/giu"] {
            assert_eq!(t.post(path, &s.coordinator.1, &format!("nguoi={nobody}&giu=1")).await.status, StatusCode::NOT_FOUND);
        }
        // One of them has no address: it is noted, and the words can be copied.
        raw(&t, "update account set email = '' where name = 'Cán bộ 1'", vec![]).await;
        assert_eq!(t.post("/nhiem-vu/nhac/gui", &s.coordinator.1, &format!("nguoi={}", s.officer.0)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(names(&t).await, ["Trần Thị Mai"]);
        for _ in 0..2 {
            assert_eq!(t.post("/nhiem-vu/nhac/gui", &s.coordinator.1, "").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(names(&t).await.len(), 4);
        let log = async |query: &str| t.get(&format!("/nhiem-vu/nhac/so{query}"), &s.coordinator.1).await.text;
        assert!(log("").await.contains("5 lời nhắc"), "{}", log("").await);
        let silent = log("?ket-qua=no_address").await;
        assert!(silent.contains("Cán bộ 1") && !silent.contains("Trần Thị Mai"), "{silent}");
        assert!(log("?tu-ngay=16/09/2024").await.contains("Chưa có lời nhắc nào"));
        assert!(log("?ket-qua=waiting&den-ngay=15/09/2024").await.contains("4 lời nhắc"));
        let leader = t.person("Lãnh đạo", &[grant(LEADER, s.campaign, None)]).await.1;
        for path in ["/nhiem-vu/nhac", "/nhiem-vu/nhac/so", "/nhiem-vu/nhac/cai-dat"] {
            for who in [&leader, &s.officer.1] {
                assert_eq!(t.get(path, who).await.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        assert_eq!(t.get("/nhiem-vu/nhac/cua-toi", &leader).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn one_mail_speaks_of_all_campaigns_and_each_keeps_what_it_said() {
    each_database(features, async |t| {
        let s = scene(&t, &plan()).await;
        let health = agency(&t, "Sở Y tế").await;
        let second = publish_beside(&t, &plan().replace("Ngày Chuyển đổi số", "Tuần lễ Dữ liệu")).await;
        without_checklists(&t).await;
        raw(&t, "insert into role_grant (id, account, role, campaign, agency, granted_at) values ($1, $2, $3, $4, $5, 1)", args![Uuid::now_v7(), s.officer.0, OFFICER, second, health]).await;
        let other = t.person("Đầu mối dữ liệu", &[grant(COORDINATOR, second, None)]).await.1;
        for _ in 0..2 {
            send::run(t.site.clone()).await.unwrap();
        }
        let sent = mails(&t).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        let (first, rest) = sent[0].1.split_once("Tuần lễ Dữ liệu Bình An 2024").expect("both");
        assert!(first.contains("Ngày Chuyển đổi số Bình An 2024") && first.contains("xe cứu thương") && rest.contains("xe cứu thương"), "{}", sent[0].1);
        for (who, name) in [(&s.coordinator.1, "Ngày Chuyển đổi số"), (&other, "Tuần lễ Dữ liệu")] {
            let log = t.get("/nhiem-vu/nhac/so", who).await.text;
            assert!(log.contains("1 lời nhắc") && log.contains(&format!("{name} Bình An 2024")), "{log}");
        }
        // What the second has to say later the same day waits for tomorrow; a coordinator may send it by hand.
        let forget = async |campaign: Uuid| {
            raw(&t, "delete from remind_told where account = $1", args![s.officer.0]).await;
            raw(&t, "delete from remind_digest where campaign = $1", args![campaign]).await;
        };
        forget(second).await;
        send::run(t.site.clone()).await.unwrap();
        assert_eq!(names(&t).await.len(), 1, "one mail a day");
        assert!(t.get("/nhiem-vu/nhac", &other).await.text.contains("mai (hôm nay đã có thư"));
        assert_eq!(t.post("/nhiem-vu/nhac/gui", &other, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(names(&t).await.len(), 2);
        // What went by hand in the second takes nothing from the first.
        forget(s.campaign).await;
        for _ in 0..2 {
            send::run(t.site.clone()).await.unwrap();
        }
        let sent = mails(&t).await;
        assert!(sent.len() == 3 && !sent[2].1.contains("Tuần lễ Dữ liệu"), "{sent:?}");
        // Quiet hours of one campaign hold for it, whatever goes in another.
        forget(s.campaign).await;
        forget(second).await;
        let quiet = "insert into remind_setting (campaign, enabled, hour, quiet_from, quiet_to, head_after, coordinator_after, office_after, counts_from)
            values ($1, $2, 12, 0, 23, 2, 5, 10, '')";
        raw(&t, quiet, args![second, true]).await;
        send::run(t.site.clone()).await.unwrap();
        let sent = mails(&t).await;
        assert!(sent.len() == 4 && !sent[3].1.contains("Tuần lễ Dữ liệu"), "{sent:?}");
    })
    .await;
}
