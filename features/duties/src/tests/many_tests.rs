//! 300 agencies and 20,000 duties: a constant number of statements, and (asked for by name) how long the pages take.
use super::features;
use crate::model::State;
use base::testing::{TestSite, each_database};
use base::{Actor, args};
use jiff::civil::date;
use std::fmt::Write as _;
use uuid::Uuid;

const ADDRESSES: [&str; 7] = [
    "/nhiem-vu/lanh-dao", "/nhiem-vu/tien-do", "/nhiem-vu/tien-do?nhom=co-quan&trang=3", "/nhiem-vu/lich?thang=2024-09", "/nhiem-vu/so-sanh",
    "/nhiem-vu/so-sanh?tu=2024-09-01&thay-doi=xong", "/nhiem-vu/tien-do?o=overdue&q=tuyen",
];

/// A plan of so many lines, each given to so many agencies, in all states.
async fn big(t: &TestSite, lines: usize, agencies: usize) -> Uuid {
    let mut text = String::from("KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN\n- Thời gian: từ ngày 01/8/2024 đến ngày 10/10/2024.\n\nII. TỔ CHỨC THỰC HIỆN\n");
    for n in 1..=lines {
        let _ = write!(text, "{n}. Sở số {n}\n- Tuyên truyền việc thứ {n} tới người dân, hoàn thành trước ngày {:02}/9/2024.\n", n % 28 + 1);
    }
    let campaign = super::publish(t, &text).await;
    let actor = Actor::program("test", t.site.clock.now_ms());
    let mut tx = t.site.db.write().await.unwrap();
    let new: Vec<_> = (1..=agencies).map(|n| agencies::door::NewAgency::named(&format!("Ủy ban nhân dân xã Bến {agencies} Ấp {n}"), date(2024, 9, 15))).collect();
    let keys = agencies::door::ensure_many(&mut tx, &actor, &new).await.unwrap();
    let facts = plan::door::campaign(&mut tx, campaign).await.unwrap();
    let given = vietnamese::dates::day_start(date(2024, 8, 1));
    let states = [State::Assigned, State::Accepted, State::Working, State::Reported, State::Confirmed];
    let mut n = 0_usize;
    for line in plan::door::assignments(&mut tx, campaign).await.unwrap() {
        for agency in &keys {
            let early = Actor::program("test", given);
            let id = crate::sync::insert(&mut tx, &early, &line, Some(*agency), &facts).await.unwrap();
            n += 1;
            let state = states[n % states.len()];
            if state == State::Assigned {
                continue;
            }
            // A tenth moved today, so that "since yesterday" has something to count.
            let at = if n.is_multiple_of(10) { actor.at } else { given + 86_400_000 * i64::try_from(n % 40).unwrap() };
            let finished = state.is_finished().then(|| vietnamese::dates::local(at).to_string());
            tx.exec("update duty_standing set to_at = $2 where duty = $1", args![id, at]).await.unwrap();
            let deadline = line.deadline_end.clone();
            let values = args![id, 2_i64, at, state.code(), deadline, finished];
            tx.exec("insert into duty_standing (duty, seq, from_at, state, deadline, finished_on) values ($1, $2, $3, $4, $5, $6)", values).await.unwrap();
        }
    }
    tx.audit(&actor, "test.big", "campaign", campaign, Some(campaign), serde_json::json!({})).await.unwrap();
    tx.commit().await.unwrap();
    campaign
}

async fn statements(t: &TestSite, path: &str, cookie: &str) -> u64 {
    let before = t.site.db.statements();
    let answer = t.get(path, cookie).await;
    assert_eq!(answer.status, axum::http::StatusCode::OK, "{path} {}: {}", t.engine, answer.text);
    t.site.db.statements() - before
}

#[tokio::test]
async fn pages_ask_as_often_for_many_duties_as_for_few() {
    each_database(features, async |t| {
        big(&t, 3, 2).await;
        let leader = t.holder("leader").await;
        let mut few = Vec::new();
        for path in ADDRESSES {
            few.push(statements(&t, path, &leader).await);
        }
        big(&t, 9, 30).await;
        for (path, few) in ADDRESSES.into_iter().zip(few) {
            let many = statements(&t, path, &leader).await;
            assert!(many <= few && many <= 30, "{path}: {few}, then {many} statements");
        }
    })
    .await;
}

/// Processor time of this program so far, in milliseconds: what others do on the machine does not count.
fn worked() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let of = |path: std::path::PathBuf| std::fs::read_to_string(path).ok()?.split(' ').next()?.parse::<f64>().ok();
    tasks.filter_map(|task| of(task.path().join("schedstat"))).sum::<f64>() / 1e6
}

/// `cargo test -p duties bench -- --ignored --nocapture`: prints how long each page takes at full size (add `--release` for true figures).
#[tokio::test]
#[ignore = "prints figures, asserts none"]
async fn bench_pages_at_full_size() {
    const ROUNDS: u32 = 10;
    each_database(features, async |t| {
        let campaign = big(&t, 67, 300).await;
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("fresh statistics");
        tx.exec("analyze", args![]).await.unwrap();
        tx.commit().await.unwrap();
        let leader = t.holder("leader").await;
        for path in ADDRESSES {
            t.get(path, &leader).await;
            let (start, before, mut best, mut size) = (std::time::Instant::now(), worked(), f64::MAX, 0);
            for _ in 0..ROUNDS {
                let one = std::time::Instant::now();
                size = t.get(path, &leader).await.bytes.len() / 1024;
                best = best.min(one.elapsed().as_secs_f64() * 1000.0);
            }
            let (mean, work) = (start.elapsed().as_secs_f64() * 1000.0 / f64::from(ROUNDS), (worked() - before) / f64::from(ROUNDS));
            println!("{} {path}: best {best:.1} ms, mean {mean:.1} ms, processor {work:.1} ms, {size} KB", t.engine);
        }
        let (mut db, scope, now) = (t.site.db.reader(), crate::scope::Scope::all(campaign), crate::door::At::now(&t.site.clock));
        let past = [1_i64, 7].map(|d| crate::door::At::end_of(now.day.checked_sub(jiff::Span::new().days(d)).unwrap()));
        macro_rules! time {
            ($name:literal, $what:expr) => {
                let (start, before) = (std::time::Instant::now(), worked());
                for _ in 0..ROUNDS {
                    let _ = $what;
                }
                println!("{}   {}: {:.1} ms, processor {:.1} ms", t.engine, $name, start.elapsed().as_secs_f64() * 1000.0 / f64::from(ROUNDS), (worked() - before) / f64::from(ROUNDS));
            };
        }
        use crate::leader::store;
        time!("by agency", store::by_agency(&mut db, &scope, campaign, &now, &past).await.unwrap());
        time!("by line", store::by_line(&mut db, &scope, campaign, &now).await.unwrap());
        time!("changed since yesterday", store::changed(&mut db, &scope, campaign, &now, &past[0]).await.unwrap());
        time!("changed since last week", store::changed(&mut db, &scope, campaign, &now, &past[1]).await.unwrap());
        time!("waiting", store::waiting(&mut db, &scope, campaign).await.unwrap());
        time!("directory", agencies::door::Directory::load(&mut db).await.unwrap());
        time!("lines", plan::door::lines(&mut db, campaign).await.unwrap());
        time!("stops", plan::door::stops(&mut db, campaign).await.unwrap());
        time!("compare", crate::compare::store::summary(&mut db, &scope, campaign, &past[1], &now).await.unwrap());
    })
    .await;
}
