//! The pages that look at duties as a whole: as many statements for many duties as for few, and at 300 agencies and 20,000 duties the
//! right figures. How long they take is printed, never judged.
use super::features;
use base::testing::{TestSite, each_database};
use base::{Actor, args};
use jiff::civil::date;
use std::fmt::Write as _;
use uuid::Uuid;

const ADDRESSES: [&str; 7] = [
    "/nhiem-vu/lanh-dao", "/nhiem-vu/tien-do", "/nhiem-vu/tien-do?nhom=co_quan&trang=3", "/nhiem-vu/lich?thang=2024-09", "/nhiem-vu/so-sanh",
    "/nhiem-vu/so-sanh?tu=2024-09-01&thay_doi=xong", "/nhiem-vu/tien-do?o=overdue&q=tuyen",
];

/// Every line for every agency named `xa-PREFIX-…`, given on 1 August; only the making of keys differs between the engines.
macro_rules! given {
    ($key:literal) => {
        concat!("insert into duty (id, campaign, assignment, agency, number, ordinal, path, kind, search, first_deadline, plan_deadline, from_campaign,
            assigned_at) select ", $key, ", l.campaign, l.id, a.id, l.number, l.ordinal, l.path, l.kind, 'tuyen truyen viec thu ' || cast(l.number as text),
            l.deadline_end, l.deadline_end, $2, $3 from assignment l join agency a on a.slug like $4 || '%' where l.campaign = $1 and l.withdrawn_at is null")
    };
}
const FIRST: &str = "insert into duty_standing (duty, seq, from_at, to_at, state, deadline) select d.id, 1, $2, case when m.at = 0 then null else m.at end,
    'assigned', d.first_deadline from duty d join (select id, case when (number * 7 + length(path)) % 5 = 0 then 0 when number % 10 = 1 then $3 else
    $2 + 86400000 * (1 + (number * 3) % 40) end as at from duty) m on m.id = d.id where d.campaign = $1
    and not exists (select 1 from duty_standing o where o.duty = d.id)";
const SECOND: &str = "insert into duty_standing (duty, seq, from_at, state, deadline, finished_on) select s.duty, 2, s.to_at,
    case d.number % 4 when 0 then 'confirmed' when 1 then 'reported' when 2 then 'working' else 'accepted' end, s.deadline,
    case when d.number % 4 < 2 then case d.number % 3 when 0 then '2024-09-02' when 1 then '2024-09-09' else '2024-09-14' end end
    from duty_standing s join duty d on d.id = s.duty where d.campaign = $1 and s.seq = 1 and s.to_at is not null
    and not exists (select 1 from duty_standing o where o.duty = d.id and o.seq = 2)";

/// A plan of so many lines, each given to so many agencies, in all states; a tenth of them moved today.
async fn big(t: &TestSite, lines: usize, agencies: usize) -> Uuid {
    let mut text = String::from("KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN\n- Thời gian: từ ngày 01/8/2024 đến ngày 10/10/2024.\n\nII. TỔ CHỨC THỰC HIỆN\n");
    for n in 1..=lines {
        let _ = write!(text, "{n}. Sở số {n}\n- Tuyên truyền việc thứ {n} tới người dân, hoàn thành trước ngày {:02}/9/2024.\n", n % 28 + 1);
    }
    let campaign = super::publish(t, &text).await;
    let now = t.site.clock.now_ms() - 60_000;
    let actor = Actor::program("test", now);
    let mut tx = t.site.db.write().await.unwrap();
    for n in 0..agencies {
        let (id, name) = (Uuid::now_v7(), format!("Ủy ban nhân dân xã Bến {agencies} Ấp {n}"));
        let agency = args![id, format!("xa-{agencies}-{n}"), "commune", false, now];
        tx.exec("insert into agency (id, slug, kind, is_group, created_at) values ($1, $2, $3, $4, $5)", agency).await.unwrap();
        let named = args![Uuid::now_v7(), id, &name, vietnamese::fold(&name), false];
        tx.exec("insert into agency_name (id, agency, name, fold, is_alias) values ($1, $2, $3, $4, $5)", named).await.unwrap();
    }
    let given_on = vietnamese::dates::day_start(date(2024, 8, 1));
    let sql = if t.engine == "sqlite" { given!("randomblob(16)") } else { given!("gen_random_uuid()") };
    tx.exec(sql, args![campaign, false, given_on, format!("xa-{agencies}-")]).await.unwrap();
    tx.exec(FIRST, args![campaign, given_on, now]).await.unwrap();
    tx.exec(SECOND, args![campaign]).await.unwrap();
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

/// Prints how long each page takes at full size and judges only the figures: `cargo nextest run -p duties full_size --no-capture`.
#[tokio::test]
async fn the_figures_are_right_at_full_size_and_take_so_long() {
    const ROUNDS: u32 = 5;
    each_database(features, async |t| {
        let campaign = big(&t, 67, 300).await;
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("fresh statistics");
        tx.exec("analyze duty", args![]).await.unwrap();
        tx.exec("analyze duty_standing", args![]).await.unwrap();
        tx.commit().await.unwrap();
        let leader = t.holder("leader").await;
        let counted = crate::door::cells(&mut t.site.db.reader(), &crate::scope::Scope::all(campaign), campaign, &crate::door::At::now(&t.site.clock)).await.unwrap();
        assert!(counted.total() >= 20_000 && crate::model::Cell::ALL.into_iter().all(|c| counted.of(c) > 0), "{counted:?}");
        let screen = t.get(ADDRESSES[0], &leader).await.text;
        for cell in crate::model::Cell::ALL {
            assert!(screen.contains(&format!("o={}\"><b>{}</b>", cell.code(), counted.of(cell))), "{cell:?} {counted:?}");
        }
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
        time!("the leaders' screen when something changed", {
            t.site.db.touch();
            t.get(ADDRESSES[0], &leader).await
        });
        time!("now", store::now(&mut db, &scope, campaign, &now, &past, true).await.unwrap());
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
