//! Figures against the duties' own count, at any moment; a constant number of statements.
use super::*;
use crate::figures::Figures;
use crate::filter::Filter;
use base::testing::each_database;
use duties::door::{At, Cell, Scope};

async fn figures(t: &TestSite, campaign: Uuid, at: &At) -> Figures {
    let mut db = t.site.db.reader();
    let campaign = plan::door::campaign(&mut db, campaign).await.unwrap();
    crate::read::figures(&mut db, &campaign, at).await.unwrap()
}

#[tokio::test]
async fn every_count_is_the_duties_own_at_any_past_moment() {
    each_database(features, async |t| {
        let campaign = story(&t).await;
        let mut seen = Vec::new();
        for day in 1..=15 {
            let at = At::end_of(jiff::civil::date(2024, 9, day));
            let f = figures(&t, campaign, &at).await;
            let mut db = t.site.db.reader();
            let all = duties::door::cells(&mut db, &Scope::all(campaign), campaign, &at).await.unwrap();
            let by_agency = duties::door::cells_by_agency(&mut db, &Scope::all(campaign), campaign, &at).await.unwrap();
            let tally = f.tally();
            assert_eq!(tally.cells, all, "{day}");
            assert_eq!(tally.agencies.len(), by_agency.len());
            for group in &tally.agencies {
                assert_eq!(group.cells, by_agency[&group.key], "{day}");
            }
            for cell in Cell::ALL {
                assert_eq!(f.count(&Filter::cells(&[cell])), all.of(cell), "{day}");
            }
            seen.push((all.on_time, all.overdue, tally.silent));
        }
        assert_eq!((seen[0], seen[6], seen[8], seen[14]), ((0, 0, 4), (0, 1, 4), (1, 1, 3), (1, 1, 2)), "days 1, 7, 9 and 15");
    })
    .await;
}

#[tokio::test]
async fn pages_take_a_constant_number_of_statements() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("coordinator").await;
        let address = create(&t, &cookie, "").await;
        t.post(&format!("{address}/chot"), &cookie, &fields(&[("ten", "Một"), ("so", "1")])).await;
        let cost = async |path: &str| {
            let before = t.site.db.statements();
            assert_eq!(t.get(path, &cookie).await.status, axum::http::StatusCode::OK, "{path}");
            t.site.db.statements() - before
        };
        let paths = [address.clone(), "/bao-cao".into(), "/bao-cao/tuan".into(), "/bao-cao/don-doc".into(), "/bao-cao/dong?o=in_term".into(), format!("{address}/khac?tu=1"), format!("{address}/tai/xlsx")];
        let mut few = Vec::new();
        for path in &paths {
            few.push(cost(path).await);
        }
        let more: String = (0..40).map(|n| format!("{}. Ủy ban nhân dân xã Đồi {n}\n- Tuyên truyền tại xã số {n}, hoàn thành trước ngày {}/9/2024.\n- Bố trí điểm truy cập số {n}.\n", n + 4, n % 20 + 5)).collect();
        publish(&t, &format!("{PLAN}{more}")).await;
        for _ in 0..3 {
            create(&t, &cookie, "").await;
        }
        assert!(t.get(&address, &cookie).await.text.matches("reports-duty").count() > 100);
        for (path, few) in paths.iter().zip(few) {
            assert_eq!(cost(path).await, few, "{path} on {}", t.engine);
        }
    })
    .await;
}
