//! A stored file is printed by its name in every form of the report, never by the hash of its content.
use super::*;
use base::identity::Grant;
use base::testing::each_database;
use calamine::{Reader, Xlsx};
use std::io::Cursor;

#[tokio::test]
async fn an_uploaded_file_is_called_by_its_name_everywhere() {
    each_database(features, async |t| {
        let campaign = story(&t).await;
        let health = duty_of(&t, "Y tế").await;
        let all = duties::door::all(&mut t.site.db.reader(), campaign).await.unwrap();
        let agency = all.iter().find(|d| d.id == health).unwrap().agency;
        let officer = t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency }]).await.1;
        let at = format!("/nhiem-vu/{health}/minh-chung");
        let sent = t.upload(&at, &officer, "bien-ban-truc.pdf", b"%PDF-1.4 truc", &[("evidence-key", "1"), ("e-label", "Biên bản")]).await;
        assert_eq!(sent.status, axum::http::StatusCode::SEE_OTHER, "{}", sent.text);
        let (hash,): (String,) = t.site.db.reader().one("select value from duty_evidence where kind = 'file'", args![]).await.unwrap();
        assert_eq!(hash.len(), 64);

        let cookie = t.holder("coordinator").await;
        let address = create(&t, &cookie, "").await;
        let file = async |form: &str| t.get(&format!("{address}/tai/{form}"), &cookie).await.bytes;
        let docx = document_text::extract(&file("docx").await, "a.docx", &document_text::Limits::default()).unwrap().text;
        let pdf = pdf_extract::extract_text_from_mem(&file("pdf").await).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file("xlsx").await)).unwrap();
        let cells: String = book.worksheets().into_iter().flat_map(|(_, range)| range.rows().flatten().map(|c| format!("{c} ")).collect::<Vec<_>>()).collect();
        for (form, text) in [("html", t.get(&address, &cookie).await.text), ("docx", docx), ("pdf", pdf), ("xlsx", cells)] {
            let text = squeezed(&text);
            assert!(text.contains(&squeezed("Biên bản: bien-ban-truc.pdf")), "{form}: {text}");
            assert!(!text.contains(&hash), "{form}: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_difficulty_that_was_taken_back_later_stood_at_the_moment_before() {
    each_database(features, async |t| {
        let id = story(&t).await;
        let finance = duty_of(&t, "Tài chính").await;
        let all = duties::door::all(&mut t.site.db.reader(), id).await.unwrap();
        let agency = all.iter().find(|d| d.id == finance).unwrap().agency;
        let officer = t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency }]).await.1;
        let campaign = plan::door::current(&mut t.site.db.reader()).await.unwrap().unwrap();
        let moment = async || {
            t.site.clock.pass(jiff::SignedDuration::from_secs(60));
            let at = duties::door::At::now(&t.site.clock);
            t.site.clock.pass(jiff::SignedDuration::from_secs(60));
            at
        };
        let before = moment().await;
        let own = agency.unwrap().to_string();
        let filed = t.upload("/nhiem-vu/vuong-mac/moi", &officer, "", b"", &[("co_quan", &own), ("title", "Thiếu dự toán"), ("words", "Chưa có."), ("do", "send")]).await;
        let sent = moment().await;
        t.post(&format!("{}/rut", filed.location()), &officer, "").await;
        let back = moment().await;
        t.post(&format!("{}/gui-lai", filed.location()), &officer, "").await;
        let again = moment().await;
        let drawn = crate::read::figures_at(&mut t.site.db.reader(), &campaign, &[before, sent, back, again]).await.unwrap();
        assert_eq!(drawn.iter().map(|f| f.difficulties.len()).collect::<Vec<_>>(), [0, 1, 0, 1]);
    })
    .await;
}

#[tokio::test]
async fn the_office_reads_reports_and_papers_and_writes_none() {
    each_database(features, async |t| {
        story(&t).await;
        let address = create(&t, &t.holder("coordinator").await, "").await;
        let office = t.holder("office").await;
        for path in ["/bao-cao", &address, "/van-ban"] {
            assert_eq!(t.get(path, &office).await.status, axum::http::StatusCode::OK, "{path}");
        }
        assert_eq!(t.post(&format!("{address}/chot"), &office, "ten=a").await.status, axum::http::StatusCode::FORBIDDEN);
    })
    .await;
}
