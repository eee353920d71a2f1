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

/// `cargo test -p duties --release bench -- --ignored --nocapture`: prints how long each page takes at full size.
#[tokio::test]
#[ignore = "prints figures, asserts none"]
async fn bench_pages_at_full_size() {
    each_database(features, async |t| {
        big(&t, 67, 300).await;
        if t.engine == "postgres" {
            let mut tx = t.site.db.write().await.unwrap();
            tx.unaudited("fresh statistics");
            tx.exec("analyze", args![]).await.unwrap();
            tx.commit().await.unwrap();
        }
        let leader = t.holder("leader").await;
        for path in ADDRESSES {
            let mut times = Vec::new();
            for _ in 0..7 {
                let start = std::time::Instant::now();
                let answer = t.get(path, &leader).await;
                times.push((start.elapsed().as_secs_f64() * 1000.0, answer.bytes.len() / 1024));
            }
            times.sort_by(|a, b| a.0.total_cmp(&b.0));
            println!("{} {path}: median {:.1} ms, best {:.1} ms, {} KB", t.engine, times[3].0, times[0].0, times[0].1);
        }
    })
    .await;
}
