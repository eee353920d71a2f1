//! Three hundred agencies and twenty thousand duties: figures right, statements constant; the time is printed, never judged.
use super::{coordinator, features, officer, publish};
use axum::http::StatusCode;
use base::testing::each_database;
use base::{Actor, Fetch, args};
use std::time::Instant;
use uuid::Uuid;

const AGENCIES: usize = 300;
const DUTIES: usize = 20_000;

/// Twenty thousand copies of one line, numbered from 1000, in one statement; only the making of keys differs between the engines.
macro_rules! copies {
    ($key:literal) => {
        concat!("with recursive n(i) as (select 0 union all select i + 1 from n where i < 19999)
            insert into assignment (id, campaign, document, ordinal, number, kind, path, text, short_name, basis, span_start, span_end, confidence, because)
            select ", $key, ", a.campaign, a.document, 1000 + i, 1000 + i, a.kind, a.path, a.text, a.short_name, a.basis, a.span_start, a.span_end,
            a.confidence, a.because from n, assignment a where a.id = $1")
    };
}
macro_rules! given {
    ($key:literal) => {
        concat!("insert into duty (id, campaign, assignment, agency, number, ordinal, path, kind, search, first_deadline, plan_deadline, from_campaign,
            assigned_at) select ", $key, ", l.campaign, l.id, a.id, l.number, l.ordinal, 'I', 'other', 'viec ' || cast(l.number as text),
            '2024-09-' || substr(cast(101 + l.number % 30 as text), 2, 2), '2024-09-' || substr(cast(101 + l.number % 30 as text), 2, 2), $1, $2
            from assignment l join agency a on a.slug = 'xa-' || cast(l.number % 300 as text) where l.number >= 1000")
    };
}
const STANDINGS: &str = "insert into duty_standing (duty, seq, from_at, state, deadline, finished_on) select id, 1, $1,
    case number % 4 when 0 then 'confirmed' when 1 then 'reported' when 2 then 'working' else 'assigned' end, first_deadline,
    case when number % 4 < 2 then '2024-09-10' end from duty where number >= 1000";

#[tokio::test]
async fn the_table_stays_right_with_twenty_thousand_duties() {
    each_database(features, async |t| {
        let campaign = publish(&t, super::PLAN).await;
        let mut tx = t.site.db.write().await.unwrap();
        let now = t.site.clock.now_ms();
        let actor = Actor::program("test", now);
        let mut keys = Vec::new();
        for n in 0..AGENCIES {
            let (id, name) = (Uuid::now_v7(), format!("Ủy ban nhân dân xã Thứ {n}"));
            let agency = args![id, format!("xa-{n}"), "commune", false, now];
            tx.exec("insert into agency (id, slug, kind, is_group, created_at) values ($1, $2, $3, $4, $5)", agency).await.unwrap();
            let named = args![Uuid::now_v7(), id, &name, vietnamese::fold(&name), false];
            tx.exec("insert into agency_name (id, agency, name, fold, is_alias) values ($1, $2, $3, $4, $5)", named).await.unwrap();
            keys.push(id);
        }
        let (line,): (Uuid,) = tx.one("select id from assignment where campaign = $1 order by ordinal limit 1", args![campaign]).await.unwrap();
        let sqlite = t.engine == "sqlite";
        tx.exec(if sqlite { copies!("randomblob(16)") } else { copies!("gen_random_uuid()") }, args![line]).await.unwrap();
        tx.exec(if sqlite { given!("randomblob(16)") } else { given!("gen_random_uuid()") }, args![false, now]).await.unwrap();
        tx.exec(STANDINGS, args![now]).await.unwrap();
        tx.audit(&actor, "duty.sync", "campaign", campaign, Some(campaign), serde_json::json!({})).await.unwrap();
        tx.commit().await.unwrap();

        let (_, boss) = coordinator(&t, campaign).await;
        let (_, me) = officer(&t, campaign, keys[7]).await;
        let mut costs = Vec::new();
        for (path, who) in [("/nhiem-vu/bang", &boss), ("/nhiem-vu/bang?o=overdue&xep=han", &boss), ("/nhiem-vu/bang?q=viec+19", &boss), ("/nhiem-vu/bang?trang=300", &boss), ("/nhiem-vu", &boss), ("/nhiem-vu", &me)] {
            drop(t.get(path, who).await);
            let (before, began) = (t.site.db.statements(), Instant::now());
            let page = t.get(path, who).await;
            let took = began.elapsed();
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
            costs.push(t.site.db.statements() - before);
            println!("{} {path}: {took:?} (development build), {} statements, {} kB", t.engine, costs[costs.len() - 1], page.bytes.len() / 1000);
        }
        assert!(costs[..4].iter().all(|c| *c == costs[0]), "the same for any filter and page: {costs:?}");
        let at = crate::door::At::now(&t.site.clock);
        let began = Instant::now();
        let sum = crate::door::cells(&mut t.site.db.reader(), &crate::door::Scope::all(campaign), campaign, &at).await.unwrap();
        println!("{} cells of all: {:?}", t.engine, began.elapsed());
        let each = crate::door::cells_by_agency(&mut t.site.db.reader(), &crate::door::Scope::all(campaign), campaign, &at).await.unwrap();
        assert_eq!(sum.total(), i64::try_from(DUTIES).unwrap() + 4);
        assert_eq!(each.values().map(|c| c.total()).sum::<i64>(), sum.total());
        let floor = Instant::now();
        let _: Vec<(i64,)> = t.site.db.reader().all("select count(*) from duty_standing where to_at is null", args![]).await.unwrap();
        println!("{} floor (count of the standings): {:?}", t.engine, floor.elapsed());
    })
    .await;
}
