//! How ready stops are stands in part III with one set of figures on screen, in the paper and in the workbook, as it was at the moment.
use super::*;
use crate::figures::ready;
use base::testing::each_database;

#[test]
fn a_share_is_whole_only_when_all_is_ready() {
    assert_eq!((ready(0, 0), ready(0, 9), ready(2, 3), ready(9_999, 10_000), ready(7, 7)), ("–".into(), "0%".into(), "66,7%".into(), "99,9%".into(), "100%".into()));
}

#[tokio::test]
async fn part_three_says_how_ready_each_stop_is() {
    each_database(features, async |t| {
        let stop = "- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.\n- Cụm 1 (ngày 21 và 22/9/2024): Đơn vị đăng cai UBND huyện Sông Trong, các đơn vị tham gia: UBND huyện Đồi Thông.";
        let campaign = publish(&t, &PLAN.replace("- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.", stop)).await;
        let mut db = t.site.db.reader();
        let now = duties::door::At::now(&t.site.clock);
        let ready = duties::door::readiness(&mut db, campaign, now.day).await.unwrap().remove(0);
        assert!(ready.total > 5 && ready.red > 0, "{ready:?}");
        let writer = t.holder("coordinator").await;
        let address = create(&t, &writer, "").await;
        let part = async |path: &str| {
            let page = t.get(path, &writer).await.text;
            squeezed(page.split("id=\"phan-3\"").nth(1).unwrap().split("id=\"phan-4\"").next().unwrap())
        };
        let said = part(&address).await;
        let open = ready.total - ready.red;
        let row = format!("1{}{}0{open}{}0%", ready.title, ready.total, ready.red);
        assert!(said.contains(&squeezed(&row)), "{row} in {said}");
        assert!(said.contains(&squeezed("3. Mức độ sẵn sàng của các cụm, chặng")), "{said}");
        assert!(t.get(&address, &writer).await.text.contains(&format!("href=\"{}#con-thieu\"", ready.href)), "each number opens its rows");
        let before = part(&format!("{address}?ngay=14/9/2024")).await;
        assert!(!before.contains(&squeezed("Mức độ sẵn sàng")), "nothing was asked for before the plan: {before}");
        let campaign = plan::door::campaign(&mut db, campaign).await.unwrap();
        let figures = crate::read::figures(&mut db, &campaign, &now).await.unwrap();
        assert_eq!((figures.stops.len(), figures.stops[0].total, figures.stops[0].red), (1, ready.total, ready.red));
        let paper = crate::layout::blocks::body(&crate::layout::result::parts(&figures, &crate::words::Words::default()));
        assert!(squeezed(&format!("{paper:?}")).contains("Mứcđộsẵnsàngtheocụm,chặng"), "the paper has the table");
        assert!(!crate::sheet::result_book(&figures).unwrap().is_empty());
        let old = crate::figures::Figures { stops: vec![crate::figures::StopReady { settled: 3, ..figures.stops[0].clone() }], ..figures.clone() };
        let words = crate::words::Words::default();
        let changed = crate::difference::between((&old, &words), (&figures, &words));
        assert_eq!(changed.figures.iter().map(|c| (c.before.clone(), c.after.clone())).collect::<Vec<_>>(), [(format!("3 / {}", ready.total), format!("0 / {}", ready.total))]);
    })
    .await;
}
