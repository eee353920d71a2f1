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

#[test]
fn a_day_that_runs_is_counted_to_the_hour_and_one_that_is_over_to_its_end() {
    let mut f = super::specimen_tests::figures(3);
    assert_eq!(f.until(), "hết ngày 30 tháng 9 năm 2024");
    f.at_ms = at("2024-09-30T09:05");
    assert_eq!(f.until(), "09 giờ 05 phút ngày 30 tháng 9 năm 2024");
}

#[test]
fn what_is_none_is_not_said() {
    let mut f = super::specimen_tests::figures(2);
    for duty in &mut f.duties {
        (duty.state, duty.cell, duty.finished_on) = ("working".into(), "in_term".into(), None);
    }
    let parts = crate::layout::result::parts(&f, &crate::words::Words::default());
    let words = crate::layout::blocks::body(&parts);
    let paper = papers::door::Paper { body: words.body, ..papers::door::Paper::default() };
    let text = paper::Print::of(&paper, &paper::Fonts::tinos()).text();
    for wrong in [" 0 nhiệm vụ", "đã quá hạn", "0 hoàn thành", "0 quá hạn", f.duties[0].short.as_str()] {
        assert!(!text.contains(wrong), "{wrong} in {text}");
    }
    assert!(text.contains("Trong tổng số 02 nhiệm vụ, chưa có nhiệm vụ nào hoàn thành; 02 chưa hoàn thành nhưng còn trong hạn;"), "{text}");
}
