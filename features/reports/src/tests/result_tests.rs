//! The report on screen: every duty, every figure with its rows, words around data, who may.
use super::*;
use axum::http::StatusCode;
use base::identity::Grant;
use base::testing::each_database;

#[tokio::test]
async fn every_duty_is_there_and_silence_is_printed() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("coordinator").await;
        let address = create(&t, &cookie, "").await;
        let page = t.get(&address, &cookie).await.text;
        for title in ["I. CÔNG TÁC LÃNH ĐẠO", "II. KẾT QUẢ THỰC HIỆN", "III. ĐÁNH GIÁ CHUNG", "IV. KHÓ KHĂN", "V. KIẾN NGHỊ"] {
            assert!(page.contains(title), "{title}");
        }
        let mut db = t.site.db.reader();
        let campaign = plan::door::current(&mut db).await.unwrap().unwrap().id;
        for duty in duties::door::all(&mut db, campaign).await.unwrap() {
            assert_eq!(page.matches(&format!("class=\"reports-duty\" href=\"/nhiem-vu/{}\"", duty.id)).count(), if duty.state == "confirmed" { 1 } else { 2 }, "{duty:?}");
        }
        assert_eq!(page.matches("<em>chưa có báo cáo</em>").count(), 2, "police and finance are silent");
        let words = squeezed(&page);
        for said in ["Báo cáo ngày 08/09/2024: Đã bố trí 03 xe cứu thương, trực đủ 12 lượt.", "Minh chứng: Số lượt trực: 12.", "Quá hạn 11 ngày, đã giao, chưa tiếp nhận", "Mục III.1. Sở Y tế", "(phối hợp: UBND huyện Sông Trong, Sở Y tế)"] {
            assert!(words.contains(&squeezed(said)), "{said} in {page}");
        }
        assert!(words.contains(&squeezed("Tỷ lệ hoàn thành = số nhiệm vụ hoàn thành / (số nhiệm vụ hoàn thành + số nhiệm vụ quá hạn chưa hoàn thành) = 1 / (1 + 1) = 50%")), "{page}");
    })
    .await;
}

#[tokio::test]
async fn each_figure_opens_the_rows_that_it_was_counted_from() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("leader").await;
        let writer = t.holder("coordinator").await;
        let address = create(&t, &writer, "").await;
        t.post(&format!("{address}/chot"), &writer, &fields(&[("ten", "Một"), ("so", "1")])).await;
        for page in [address.clone(), format!("{address}/ban/1"), "/bao-cao/tuan".into(), format!("{address}?ngay=8/9/2024")] {
            let text = t.get(&page, &cookie).await.text;
            let mut opened = std::collections::BTreeMap::new();
            for link in text.split("class=\"reports-figure num\" href=\"").skip(1) {
                let (href, rest) = link.split_once('"').unwrap();
                let shown = rest.trim_start_matches('>').split(['<', ' ']).next().unwrap().to_owned();
                opened.insert(href.replace("&#38;", "&").replace("&amp;", "&"), shown);
            }
            assert!(opened.len() > 12, "{page}: {opened:?}");
            for (href, shown) in opened.iter().filter(|(h, _)| !h.starts_with('#')) {
                let rows = t.get(href, &cookie).await;
                assert_eq!(rows.status, StatusCode::OK, "{href}");
                assert_eq!(rows.text.matches("<th scope=\"row\">").count(), shown.parse::<usize>().unwrap(), "{page}: {shown} at {href}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn words_stay_when_data_change_and_conflicts_are_told() {
    each_database(features, async |t| {
        story(&t).await;
        let cookie = t.holder("coordinator").await;
        let address = create(&t, &cookie, "").await;
        let part = format!("{address}/phan/4");
        assert_eq!(hidden(&t.get(&part, &cookie).await.text, "revision"), "0");
        let words = |text: &str, revision: &str| fields(&[("truoc", text), ("sau", "- Nguyên nhân: thiếu kinh phí."), ("revision", revision)]);
        assert_eq!(t.post(&part, &cookie, &words("Mưa lũ kéo dài.", "0")).await.location(), format!("{address}#phan-4"));
        let late = t.post(&part, &cookie, &words("Lời của người thứ hai", "0")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("Lời của người thứ hai") && late.text.contains("Mưa lũ kéo dài."), "{}", late.text);
        assert_eq!(t.post(&part, &cookie, &words("Mưa lũ kéo dài hai tuần.", &hidden(&late.text, "revision"))).await.status, StatusCode::SEE_OTHER);
        stand(&t, duty_of(&t, "Tài chính").await, "2024-09-14T09:00", "working", None, "").await;
        let page = t.get(&address, &cookie).await.text;
        assert!(page.contains("Mưa lũ kéo dài hai tuần.") && page.contains("- Nguyên nhân: thiếu kinh phí.") && page.contains("đang thực hiện"), "{page}");
        let long = t.post(&part, &cookie, &words(&"a".repeat(20_001), "2")).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.get(&format!("{address}/phan/6"), &cookie).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn who_may_read_and_write() {
    each_database(features, async |t| {
        let campaign = story(&t).await;
        let writer = t.holder("coordinator").await;
        let address = create(&t, &writer, "").await;
        t.post(&format!("{address}/chot"), &writer, &fields(&[("ten", "Một"), ("so", "1")])).await;
        let agency = duties::door::all(&mut t.site.db.reader(), campaign).await.unwrap()[0].agency;
        let officer = t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency }]).await.1;
        let leader = t.holder("leader").await;
        // Another campaign's coordinator: this one reads like one that does not exist
        let foreign = t.person("Nơi khác", &[Grant { role: "coordinator".into(), campaign: Some(Uuid::from_u128(9)), agency: None }]).await.1;
        let reads = ["", "/ban/1", "/khac?tu=1", "/tai/docx", "/tai/pdf", "/tai/xlsx", "/tai/pdf?ban=1"];
        for path in reads.map(|p| format!("{address}{p}")) {
            for (cookie, status) in [(&writer, 200), (&leader, 200), (&officer, 403), (&foreign, 404)] {
                assert_eq!(t.get(&path, cookie).await.status.as_u16(), status, "{path}");
            }
            assert_eq!(t.get(&path, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
        }
        for path in ["/bao-cao", "/bao-cao/tuan", "/bao-cao/tuan/tai/xlsx", "/bao-cao/tuan/tai/pdf", "/bao-cao/dong"] {
            for (cookie, status) in [(&writer, 200), (&leader, 200), (&officer, 403), (&foreign, 404)] {
                assert_eq!(t.get(path, cookie).await.status.as_u16(), status, "{path}");
            }
        }
        for path in ["/bao-cao/don-doc", "/bao-cao/moi", &format!("{address}/sua"), &format!("{address}/phan/1")] {
            for (cookie, status) in [(&writer, 200), (&leader, 403), (&officer, 403), (&foreign, 404)] {
                assert_eq!(t.get(path, cookie).await.status.as_u16(), status, "{path}");
            }
        }
        for path in ["/sua", "/bo", "/khoi-phuc", "/phan/1", "/chot", "/van-ban"].map(|p| format!("{address}{p}")) {
            for (cookie, status) in [(&leader, 403), (&officer, 403), (&foreign, 404)] {
                assert_eq!(t.post(&path, cookie, "ten=a&so=2").await.status.as_u16(), status, "{path}");
            }
        }
        for path in ["/bao-cao/moi", "/bao-cao/don-doc", "/bao-cao/tuan"] {
            for (cookie, status) in [(&leader, 403), (&officer, 403), (&foreign, 404)] {
                assert_eq!(t.post(path, cookie, "").await.status.as_u16(), status, "{path}");
            }
        }
        let nowhere = Uuid::from_u128(5);
        for path in [format!("/bao-cao/{nowhere}"), format!("{address}/ban/7"), format!("{address}/khac?tu=7"), format!("{address}/tai/exe"), format!("/bao-cao/dong?ban={nowhere}"), format!("/bao-cao?cd={nowhere}")] {
            assert_eq!(t.get(&path, &writer).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_report_is_made_once_named_put_aside_and_taken_back() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        assert!(t.get("/bao-cao", &cookie).await.text.contains("Chưa có kế hoạch"));
        story(&t).await;
        assert!(t.get("/bao-cao", &cookie).await.text.contains("Chưa có báo cáo nào"));
        let form = t.get("/bao-cao/moi", &cookie).await.text;
        let body = fields(&[("khoa", &hidden(&form, "khoa")), ("ten", "Báo cáo tháng 9")]);
        let (a, b) = (t.post("/bao-cao/moi", &cookie, &body).await, t.post("/bao-cao/moi", &cookie, &body).await);
        assert_eq!(a.location(), b.location());
        assert_eq!(t.get("/bao-cao", &cookie).await.text.matches("<th scope=\"row\">").count(), 1);
        let wrong = t.post("/bao-cao/moi", &cookie, &fields(&[("ten", " "), ("ngay", "31/12/2030")])).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("không được sau hôm nay") && wrong.text.contains("31/12/2030"), "{}", wrong.text);
        let address = a.location();
        let edit = format!("{address}/sua");
        let typed = |name: &str, revision: &str| fields(&[("ten", name), ("ngay", "8/9/2024"), ("revision", revision)]);
        assert_eq!(t.post(&edit, &cookie, &typed("Tên mới", "1")).await.status, StatusCode::SEE_OTHER);
        let late = t.post(&edit, &cookie, &typed("Tên khác", "1")).await;
        assert!(late.status == StatusCode::CONFLICT && late.text.contains("Tên khác") && late.text.contains("“Tên mới”"), "{}", late.text);
        let page = squeezed(&t.get(address, &cookie).await.text);
        assert!(page.contains(&squeezed("tính đến hết ngày 08 tháng 9 năm 2024, đã giao 04 nhiệm vụ")), "the day of the figures holds");
        t.post(&format!("{address}/bo"), &cookie, "").await;
        assert!(t.get("/bao-cao", &cookie).await.text.contains("Báo cáo đã bỏ (1)"));
        t.post(&format!("{address}/khoi-phuc"), &cookie, "").await;
        assert!(t.get("/bao-cao", &cookie).await.text.contains("Tên mới"));
    })
    .await;
}
