//! The day of completion: not before the plan (or the giving, if that was earlier), shown beside the day on which the report arrived, corrected by who confirms.
use super::{PLAN, agency, coordinator, duty_of, features, given_on, letters, officer, publish};
use crate::model::{Cell, State};
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn the_day_of_completion_has_bounds_and_is_corrected() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let ((mine, me), (_, boss)) = (officer(&t, campaign, health).await, coordinator(&t, campaign).await);
        given_on(&t, 5).await;
        let duty = duty_of(&t, campaign, health).await;
        t.post(&format!("{}/viec/accept", duty.href()), &me, "revision=1").await;
        let report = async |day: &str| t.upload(&format!("{}/bao-cao", duty.href()), &me, "", b"", &[("revision", "2"), ("finished", day), ("words-report", "Xong")]).await;
        let planned = plan::door::campaign(&mut t.site.db.reader(), campaign).await.unwrap().names_day();
        assert!(planned < duty.given_on(), "the plan is older than its import");
        let early = report(&vietnamese::dates::short(planned.yesterday().unwrap())).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.text.contains(&format!("không thể trước ngày {}", vietnamese::dates::short(planned))), "{}", early.text);
        assert_eq!(report("05/09/2024").await.status, StatusCode::SEE_OTHER);
        let page = t.get(&duty.href(), &boss).await.text;
        assert!(page.contains("Cơ quan ghi hoàn thành ngày 05/09/2024; báo cáo đến lúc") && page.contains("15/09/2024"), "{page}");
        assert!(page.contains("name=\"finished-confirm\"") && page.contains("value=\"05/09/2024\""), "{page}");
        let confirm = async |form: &str| t.post(&format!("{}/viec/confirm", duty.href()), &boss, form).await;
        let future = confirm("revision=3&finished-confirm=16/09/2024").await;
        assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(future.text.contains("value=\"16/09/2024\""), "what was typed comes back");
        assert_eq!(confirm("revision=3&finished-confirm=12/09/2024").await.status, StatusCode::SEE_OTHER);
        let now = duty_of(&t, campaign, health).await;
        assert_eq!((now.state(), now.finished_on.as_deref()), (State::Confirmed, Some("2024-09-12")));
        assert_eq!(now.cell(t.site.clock.today()), Some(Cell::Late), "due on the 9th");
        let told = letters(&t, mine).await;
        assert!(told.last().unwrap().1.contains("sửa từ 05/09/2024 thành 12/09/2024"), "{told:?}");
        assert!(t.get(&duty.href(), &me).await.text.contains("sửa từ 05/09/2024 thành 12/09/2024"), "the history says so");
    })
    .await;
}
