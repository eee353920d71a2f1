//! How long the leaders' screen, the desk, a page of the table, the comparison, timeline and calendar and the cells of all take with 300 agencies and 20,000 duties, on SQLite, in process and through the
//! router: `cargo bench -p duties`. Each line ends with its ratio to a floor (one pass of the database over all standings), so that
//! machines can be compared. It prints; it judges nothing.
use base::testing::TestSite;
use base::{Actor, Feature, Fetch, args};
use std::time::{Duration, Instant};
use uuid::Uuid;

const PLAN: &str = "KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN\n- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.\n
II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Bố trí xe cứu thương trực tại điểm tổ chức, hoàn thành trước ngày 10/9/2024.\n";
const LINES: &str = "with recursive n(i) as (select 0 union all select i + 1 from n where i < 19999)
    insert into assignment (id, campaign, document, ordinal, number, kind, path, text, short_name, basis, span_start, span_end, confidence, because)
    select randomblob(16), a.campaign, a.document, 1000 + i, 1000 + i, a.kind, a.path, a.text, a.short_name, a.basis, a.span_start, a.span_end,
    a.confidence, a.because from n, (select * from assignment order by ordinal limit 1) a";
const DUTIES: &str = "insert into duty (id, campaign, assignment, agency, number, ordinal, path, kind, search, first_deadline, plan_deadline, from_campaign,
    assigned_at) select randomblob(16), l.campaign, l.id, a.id, l.number, l.ordinal, 'II', 'other', 'viec ' || l.number,
    '2024-09-' || substr(101 + l.number % 30, 2, 2), '2024-09-' || substr(101 + l.number % 30, 2, 2), 0, $1
    from assignment l join agency a on a.slug = 'xa-' || (l.number % 300) where l.number >= 1000";
const STANDINGS: &str = "insert into duty_standing (duty, seq, from_at, state, deadline, finished_on) select id, 1, $1 - (number % 30) * 86400000,
    case number % 4 when 0 then 'confirmed' when 1 then 'reported' when 2 then 'working' else 'assigned' end, first_deadline,
    case when number % 4 < 2 then '2024-09-10' end from duty where number >= 1000";

fn features() -> Vec<Feature> {
    vec![base::feature(), people::feature(), agencies::feature(), papers::feature(), plan::feature(), duties::feature()]
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure());
}

async fn fill(t: &TestSite) -> Uuid {
    let now = t.site.clock.now_ms();
    let actor = Actor::program("bench", now);
    let source = plan::Source { sha256: "bench".into(), file_name: "ke-hoach.txt".into(), ..plan::Source::default() };
    let mut tx = t.site.db.write().await.expect("a transaction");
    let campaign = plan::publish(&t.site, &mut tx, &actor, &plan_reader::read(PLAN), &source, &plan::Answers::default()).await.expect("a plan");
    for n in 0..300 {
        let (id, name) = (Uuid::now_v7(), format!("Ủy ban nhân dân xã Thứ {n}"));
        tx.exec("insert into agency (id, slug, kind, is_group, created_at) values ($1, $2, 'commune', 0, $3)", args![id, format!("xa-{n}"), now]).await.expect("an agency");
        let values = args![Uuid::now_v7(), id, &name, vietnamese::fold(&name)];
        tx.exec("insert into agency_name (id, agency, name, fold, is_alias) values ($1, $2, $3, $4, 0)", values).await.expect("a name");
    }
    tx.exec(LINES, args![]).await.expect("lines");
    tx.exec(DUTIES, args![now]).await.expect("duties");
    tx.exec(STANDINGS, args![now]).await.expect("standings");
    tx.commit().await.expect("a commit");
    campaign
}

async fn measure() {
    let t = TestSite::start("sqlite", &features).await;
    let campaign = fill(&t).await;
    let boss = t.holder("coordinator").await;
    let floor = best(async || {
        let _: Vec<(i64,)> = t.site.db.reader().all("select count(*) from duty_standing where deadline > '2024'", args![]).await.expect("a count");
    })
    .await;
    let line = |name: &str, took: Duration| {
        let ratio = took.as_secs_f64() / floor.as_secs_f64().max(1e-9);
        println!("{name:<44} {:>8.2} ms   {ratio:>6.1} × floor", took.as_secs_f64() * 1000.0);
    };
    line("floor: one pass over all standings", floor);
    let at = duties::door::At::now(&t.site.clock);
    let scope = duties::door::Scope::all(campaign);
    line("leader: four cells of all", best(async || assert!(duties::door::cells(&mut t.site.db.reader(), &scope, campaign, &at).await.expect("cells").total() > 0)).await);
    line("leader: cells of each agency", best(async || drop(duties::door::cells_by_agency(&mut t.site.db.reader(), &scope, campaign, &at).await.expect("cells"))).await);
    let screen = async || assert!(t.get("/nhiem-vu/lanh-dao", &boss).await.status.is_success());
    line("/nhiem-vu/lanh-dao, kept figures", best(screen).await);
    let first = async || {
        t.site.db.touch();
        assert!(t.get("/nhiem-vu/lanh-dao", &boss).await.status.is_success());
    };
    line("/nhiem-vu/lanh-dao, first look after a change", best(first).await);
    for path in ["/nhiem-vu/bang", "/nhiem-vu/bang?o=overdue&xep=han", "/nhiem-vu/bang?q=viec+19", "/nhiem-vu", "/nhiem-vu/so-sanh", "/nhiem-vu/so-sanh?thay_doi=xong", "/nhiem-vu/tien-do", "/nhiem-vu/lich"] {
        line(path, best(async || assert!(t.get(path, &boss).await.status.is_success(), "{path}")).await);
    }
}

/// The best of seven.
async fn best(mut run: impl AsyncFnMut()) -> Duration {
    let mut least = Duration::MAX;
    for _ in 0..7 {
        let began = Instant::now();
        run().await;
        least = least.min(began.elapsed());
    }
    least
}
