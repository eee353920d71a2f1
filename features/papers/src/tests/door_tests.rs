//! What later features do through the door.
use super::*;
use crate::door::{self, Block, Body, Kind, NewPaper, Row, Span, Table};
use axum::http::StatusCode;
use base::testing::each_database;

fn body(figure: &str) -> Body {
    let table = Table { caption: "Tổng hợp".into(), columns: vec![door::Column::new("Nội dung", 3.0), door::Column::new("Số", 1.0)], rows: vec![Row::plain(["Nhiệm vụ hoàn thành", figure])] };
    Body { body: vec![Block::Table(table), Block::Paragraph(vec![Span::plain(format!("Đã hoàn thành {figure} nhiệm vụ"))])], annexes: vec![] }
}

#[tokio::test]
async fn a_feature_makes_a_paper_from_data_and_keeps_it_fresh_until_it_goes_out() {
    each_database(features, async |t| {
        let ids = prepared(&t, &["Sở Khoa học và Công nghệ"]).await;
        let cookie = t.holder("coordinator").await;
        let actor = Actor::program("reports", t.site.clock.now_ms());
        let new = NewPaper {
            campaign: Some(CAMPAIGN), agency: Some(ids[0]), kind: Kind::Report, title: "Kết quả tuần 37".into(), to: String::new(), addressee: String::new(),
            body: Some(body("142")), source: "reports:week".into(), batch: None,
        };
        let mut tx = t.site.db.write().await.unwrap();
        let id = door::create(&t.site, &mut tx, &actor, new).await.unwrap();
        tx.commit().await.unwrap();
        let page = t.get(&format!("/van-ban/{id}"), &cookie).await.text;
        assert!(page.contains("Kết quả tuần 37") && page.contains("142") && page.contains("Nội dung lấy từ số liệu") && !page.contains("name=\"body\""), "{page}");

        let mut tx = t.site.db.write().await.unwrap();
        door::refresh_body(&mut tx, &actor, id, &body("150")).await.unwrap();
        tx.commit().await.unwrap();
        let record = door::of_source(&mut t.site.db.reader(), CAMPAIGN, "reports:week").await.unwrap().remove(0);
        assert_eq!(door::model_of(&record).body, body("150").body);
        let page = t.get(&format!("/van-ban/{id}"), &cookie).await.text;
        let issued = t.post(&format!("/van-ban/{id}/phat-hanh"), &cookie, &format!("revision={}&sure=1", revision(&page))).await;
        assert_eq!(issued.status, StatusCode::SEE_OTHER);
        let mut tx = t.site.db.write().await.unwrap();
        assert!(matches!(door::refresh_body(&mut tx, &actor, id, &body("999")).await, Err(base::Error::Conflict(_))), "what went out stays");
        drop(tx);
        let versions = door::versions(&mut t.site.db.reader(), id).await.unwrap();
        assert!(versions.len() == 1 && versions[0].document.contains("150"), "{versions:?}");
        let text = door::text(door::model_of(&record)).await.unwrap();
        assert!(text.contains("Nhiệm vụ hoàn thành | 150"), "{text}");
        let files = door::files(&t.site, door::model_of(&record)).await.unwrap();
        assert!(files.docx.starts_with(b"PK") && files.pdf.starts_with(b"%PDF"));
    })
    .await;
}
