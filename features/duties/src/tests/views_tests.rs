//! The pages that look at duties as a whole: who may, what officers see, figures that agree, a past that stays.
use super::{PLAN, features, publish};
use crate::compare::store::{Wanted, changes, summary};
use crate::compare::{self};
use crate::door::{At, Scope, cells, cells_by_agency};
use crate::leader;
use crate::model::{Cell, Cells, State};
use crate::store::{self, Duty, Move};
use axum::http::StatusCode;
use base::identity::Grant;
use base::testing::{TestSite, each_database};
use base::{Actor, args};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::json;
use uuid::Uuid;

const PAGES: [&str; 4] = ["/nhiem-vu/lanh-dao", "/nhiem-vu/tien-do", "/nhiem-vu/lich", "/nhiem-vu/so-sanh"];

pub(crate) async fn officer(t: &TestSite, agency: Uuid) -> String {
    t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency: Some(agency) }]).await.1
}

/// Gives a duty a new standing on a day at noon; returns it as it stands then.
pub(crate) async fn stand(t: &TestSite, duty: &Duty, on: Date, state: State, deadline: Option<&str>) -> Duty {
    let at = vietnamese::dates::day_start(on) + 12 * 3_600_000;
    let mut tx = t.site.db.write().await.unwrap();
    let deadline = deadline.map(str::to_owned).or(duty.deadline.clone());
    let finished_on = state.is_finished().then(|| on.to_string());
    let to = Move { kind: "test", state, deadline, finished_on, words: "", detail: json!({}) };
    store::step(&mut tx, &Actor::program("test", at), duty, to).await.unwrap();
    tx.commit().await.unwrap();
    let all = store::all(&mut t.site.db.reader(), duty.campaign).await.unwrap();
    all.into_iter().find(|d| d.id == duty.id).unwrap()
}

/// The plan of these tests, given on 1 September and lived through until the 15th, which is today.
async fn lived(t: &TestSite) -> (Uuid, Vec<Duty>) {
    let campaign = publish(t, PLAN).await;
    let given = vietnamese::dates::day_start(date(2024, 9, 1));
    let mut tx = t.site.db.write().await.unwrap();
    tx.unaudited("a test moves the beginning back");
    tx.exec("update duty_standing set from_at = $1", args![given]).await.unwrap();
    tx.commit().await.unwrap();
    let duties = store::all(&mut t.site.db.reader(), campaign).await.unwrap();
    let due = |day: &str| duties.iter().find(|d| d.deadline.as_deref() == Some(day)).unwrap().clone();
    // Finance (due 4): done on the 3rd, confirmed on the 14th. Health (due 9): accepted, then overdue. Gameshow (due 19): moved on the 15th.
    let finance = stand(t, &due("2024-09-04"), date(2024, 9, 3), State::Reported, None).await;
    stand_confirmed(t, &finance, date(2024, 9, 14)).await;
    stand(t, &due("2024-09-09"), date(2024, 9, 2), State::Accepted, None).await;
    let game = stand(t, &due("2024-09-19"), date(2024, 9, 13), State::Working, None).await;
    let at = t.site.clock.now_ms() - 1000;
    let mut tx = t.site.db.write().await.unwrap();
    let to = Move { kind: "extend", state: State::Working, deadline: Some("2024-09-25".into()), finished_on: None, words: "", detail: json!({}) };
    store::step(&mut tx, &Actor::program("test", at), &game, to).await.unwrap();
    tx.commit().await.unwrap();
    let duties = store::all(&mut t.site.db.reader(), campaign).await.unwrap();
    (campaign, duties)
}

async fn stand_confirmed(t: &TestSite, duty: &Duty, on: Date) {
    let at = vietnamese::dates::day_start(on) + 12 * 3_600_000;
    let mut tx = t.site.db.write().await.unwrap();
    let to = Move { kind: "confirm", state: State::Confirmed, deadline: duty.deadline.clone(), finished_on: duty.finished_on.clone(), words: "", detail: json!({}) };
    store::step(&mut tx, &Actor::program("test", at), duty, to).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_role_sees_what_it_may() {
    each_database(features, async |t| {
        let (_, duties) = lived(&t).await;
        let health = duties.iter().find(|d| d.deadline.as_deref() == Some("2024-09-09")).unwrap().clone();
        let (leader, coordinator, nobody) = (t.holder("leader").await, t.holder("coordinator").await, t.person("Ai đó", &[]).await.1);
        let own = officer(&t, health.agency.unwrap()).await;
        for page in PAGES {
            assert_eq!(t.get(page, &leader).await.status, StatusCode::OK, "{page} {}", t.engine);
            assert_eq!(t.get(page, &coordinator).await.status, StatusCode::OK, "{page}");
            assert_eq!(t.get(page, &nobody).await.status, StatusCode::FORBIDDEN, "{page}");
            assert_eq!(t.get(page, "").await.status, StatusCode::UNAUTHORIZED, "{page}: to sign in");
            let wanted = if page == PAGES[0] { StatusCode::FORBIDDEN } else { StatusCode::OK };
            assert_eq!(t.get(page, &own).await.status, wanted, "{page}");
        }
        // An officer finds the own agency's duties and no other's, whatever is asked for.
        for ask in ["", "?nhom=co_quan", "?thu_phong=tuan&giay=a3", "?co_quan=so-tai-chinh"] {
            let text = t.get(&format!("/nhiem-vu/tien-do{ask}"), &own).await.text;
            assert!(!text.contains("Sở Tài chính</h3>") && !text.contains("Đấu trường số"), "{ask}: {text}");
        }
        let text = t.get("/nhiem-vu/tien-do", &own).await.text;
        assert!(text.contains(&health.href()) && duties.iter().filter(|d| d.id != health.id).all(|d| !text.contains(&d.href())), "{text}");
        let text = t.get("/nhiem-vu/so-sanh?tu=2024-08-30", &own).await.text;
        assert!(text.contains(&health.href()) && duties.iter().filter(|d| d.id != health.id).all(|d| !text.contains(&d.href())), "{text}");
        let text = t.get("/nhiem-vu/lich?thang=2024-09", &own).await.text;
        assert!(text.contains("xe cứu thương") && !text.contains("kinh phí"), "{text}");
        let text = t.get("/nhiem-vu/lich?thang=2024-09", &leader).await.text;
        assert!(text.contains("xe cứu thương") && text.contains("kinh phí") && text.contains("Cụm 1"), "{text}");
        // An empty month leads to the nearest day on which a duty is due.
        for month in ["2024-06", "2025-03"] {
            let text = t.get(&format!("/nhiem-vu/lich?thang={month}"), &own).await.text;
            assert!(text.contains("<h2>Tháng ") && text.contains("href=\"/nhiem-vu/lich?thang=2024-09\">Nhiệm vụ có hạn gần nhất: 09/09/2024"), "{month}: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_day_of_the_calendar_shows_its_first_lines_and_counts_the_rest() {
    each_database(features, async |t| {
        let mut text = String::from("KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN\n- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.\n\nII. TỔ CHỨC THỰC HIỆN\n");
        for n in 1..=9 {
            text.push_str(&format!("{n}. Sở số {n}\n- Tuyên truyền việc thứ {n} tới người dân, hoàn thành trước ngày {}/9/2024.\n", if n < 9 { 20 } else { 21 }));
        }
        publish(&t, &text).await;
        let page = t.get("/nhiem-vu/lich?thang=2024-09", &t.holder("leader").await).await.text;
        let on = |n: usize| page.contains(&format!("việc thứ {n} "));
        assert!((1..=4).all(on) && !(5..=8).any(on) && on(9), "{page}");
        assert!(page.contains("thêm 4 mục") && page.contains("tu=2024-09-19&#38;den=2024-09-19"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn cells_agree_on_every_page_and_day() {
    each_database(features, async |t| {
        let (campaign, _) = lived(&t).await;
        let (mut db, scope, now) = (t.site.db.reader(), Scope::all(campaign), At::now(&t.site.clock));
        let today = cells(&mut db, &scope, campaign, &now).await.unwrap();
        assert_eq!(today, Cells { on_time: 1, late: 0, in_term: 2, overdue: 1 });
        let leader = t.holder("leader").await;
        let text = t.get("/nhiem-vu/lanh-dao", &leader).await.text;
        for cell in Cell::ALL {
            let n = today.of(cell);
            assert!(text.contains(&format!("href=\"/nhiem-vu/bang?o={}\"><b>{n}</b>", cell.code())), "{cell:?} {n}: {text}");
        }
        assert!(text.contains("50,00%") && text.contains("1 đã hoàn thành / (1 đã hoàn thành + 1 quá hạn)"), "{text}");
        // The comparison with any day gives what a count on that day gives, for all and for each agency.
        for back in 0..16 {
            let day = now.day.checked_sub(i64::from(back).days()).unwrap();
            let then = At::end_of(day);
            let shares = summary(&mut db, &scope, campaign, &then, &now).await.unwrap();
            let by = cells_by_agency(&mut db, &scope, campaign, &then).await.unwrap();
            for share in &shares {
                assert_eq!(share.then(), by.get(&share.agency).copied().unwrap_or_default(), "{day} {:?} {}", share.agency, t.engine);
            }
            let mut all = compare::store::Share::default();
            shares.iter().for_each(|s| all.add(s));
            assert_eq!((all.then(), all.now()), (cells(&mut db, &scope, campaign, &then).await.unwrap(), today), "{day}");
            // Every number opens exactly its rows.
            for kind in compare::model::Kind::ALL {
                let wanted = Wanted { kind, agency: String::new(), limit: 100, offset: 0 };
                let rows = changes(&mut db, &scope, campaign, &then, &now, &wanted).await.unwrap();
                assert_eq!(i64::try_from(rows.len()).unwrap(), all.count(kind), "{day} {kind:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_leaders_changes_are_those_of_the_comparison() {
    each_database(features, async |t| {
        let (campaign, _) = lived(&t).await;
        let (mut db, scope, now) = (t.site.db.reader(), Scope::all(campaign), At::now(&t.site.clock));
        let past = [1_i64, 7].map(|d| At::end_of(now.day.checked_sub(d.days()).unwrap()));
        let (shares, lines) = leader::store::now(&mut db, &scope, campaign, &now, &past, true).await.unwrap();
        let total = leader::model::total(&shares);
        assert_eq!(total.total(), lines.iter().map(|l| l.cells.total()).sum::<i64>());
        for (which, moment) in past.iter().enumerate() {
            let changed = leader::store::changed(&mut db, &scope, campaign, &now, moment).await.unwrap();
            let since = leader::model::since(total, &shares, &changed, which);
            let mut all = compare::store::Share::default();
            summary(&mut db, &scope, campaign, moment, &now).await.unwrap().iter().for_each(|s| all.add(s));
            assert_eq!(since.then, cells(&mut db, &scope, campaign, moment).await.unwrap(), "{moment:?} {}", t.engine);
            use compare::model::Kind;
            let counted = [Kind::Done, Kind::Overdue, Kind::Relieved, Kind::Added, Kind::Withdrawn, Kind::Moved].map(|k| all.count(k));
            assert_eq!([since.done, since.overdue, since.relieved, since.added, since.withdrawn, since.moved], counted, "{moment:?}");
        }
        let text = t.get("/nhiem-vu/lanh-dao", &t.holder("leader").await).await.text;
        assert!(text.contains("đổi hạn 1") && text.contains("xong thêm 1") && text.contains("trễ nhất 6 ngày"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn the_past_stays_when_later_events_come() {
    each_database(features, async |t| {
        let (campaign, duties) = lived(&t).await;
        let coordinator = t.holder("coordinator").await;
        let scope = Scope::all(campaign);
        let page = "/nhiem-vu/so-sanh?tu=2024-09-05&den=2024-09-12";
        let before = t.get(page, &coordinator).await.text;
        let then = At::end_of(date(2024, 9, 12));
        let figures = cells(&mut t.site.db.reader(), &scope, campaign, &then).await.unwrap();
        for duty in &duties {
            let at = t.site.clock.now_ms();
            let mut tx = t.site.db.write().await.unwrap();
            let to = Move { kind: "test", state: State::Withdrawn, deadline: Some("2024-12-01".into()), finished_on: None, words: "", detail: json!({}) };
            store::step(&mut tx, &Actor::program("test", at), duty, to).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(cells(&mut t.site.db.reader(), &scope, campaign, &then).await.unwrap(), figures);
        assert_eq!(t.get(page, &coordinator).await.text, before, "the same page, letter by letter");
        let now = t.get("/nhiem-vu/so-sanh?tu=2024-09-12&thay_doi=rut", &coordinator).await.text;
        assert_eq!(now.matches("<s><a").count(), duties.len(), "withdrawn ones are struck through: {now}");
    })
    .await;
}
