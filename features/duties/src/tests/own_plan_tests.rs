//! An agency's own plan through the router, on both databases.
use super::prepare_tests::{VENUE, agency, grant, is, officer};
use super::{PLAN, features, publish};
use crate::store;
use axum::http::StatusCode;
use base::identity::{COORDINATOR, LEADER, OFFICER};
use base::testing::each_database;
use uuid::Uuid;

#[tokio::test]
async fn an_agency_keeps_a_plan_of_its_own() {
    each_database(features, async |t| {
        let campaign = publish(&t, VENUE).await;
        let health = agency(&t, "Sở Y tế").await;
        let duties = store::all(&mut t.site.db.reader(), campaign).await.unwrap();
        let mine = duties.iter().find(|d| d.agency == Some(health)).unwrap();
        let (doctor, cookie) = t.person("Trần Thị Mai", &[grant(OFFICER, campaign, Some(health))]).await;
        let list = format!("/nhiem-vu/{}/ke-hoach", mine.id);
        let (a, b) = (Uuid::now_v7(), Uuid::now_v7());
        for (key, name) in [(a, "Lập+danh+sách+kíp+trực"), (b, "Mượn+xe+cứu+thương"), (a, "Lập+danh+sách+kíp+trực")] {
            let form = format!("khoa={key}&viec={name}&tai-khoan={doctor}&nguoi=&tu-ngay=12/09/2024&den-ngay=14/09/2024&ghi-chu=");
            is(&t.post(&list, &cookie, &form).await, StatusCode::SEE_OTHER);
        }
        let shown = t.get(&list, &cookie).await.text;
        assert_eq!(shown.matches("Lập danh sách kíp trực").count(), shown.matches("Mượn xe cứu thương").count(), "written once: {shown}");
        assert!(shown.contains("Trần Thị Mai") && shown.contains("Quá hạn 1 ngày"), "{shown}");
        is(&t.post(&list, &cookie, "viec=&den-ngay=9").await, StatusCode::UNPROCESSABLE_ENTITY);
        is(&t.post(&format!("/nhiem-vu/viec/{b}/thu-tu"), &cookie, "huong=len").await, StatusCode::SEE_OTHER);
        let shown = t.get(&list, &cookie).await.text;
        assert!(shown.find("Mượn xe cứu thương") < shown.find("Lập danh sách"), "{shown}");
        for _ in 0..2 {
            is(&t.post(&format!("/nhiem-vu/viec/{a}/xong"), &cookie, "den=1").await, StatusCode::SEE_OTHER);
        }
        is(&t.post(&format!("/nhiem-vu/viec/{b}/bo"), &cookie, "").await, StatusCode::SEE_OTHER);
        assert!(t.get(&list, &cookie).await.text.contains("Việc đã bỏ"));
        is(&t.post(&format!("/nhiem-vu/viec/{b}/khoi-phuc"), &cookie, "").await, StatusCode::SEE_OTHER);
        let late = t.post(&format!("/nhiem-vu/viec/{a}"), &cookie, "viec=Danh+sách+kíp&revision=1").await;
        is(&late, StatusCode::CONFLICT);
        assert!(late.text.contains("<dd>Lập danh sách kíp trực</dd>") && late.text.contains("<dd>Trần Thị Mai</dd>") && late.text.contains("value=\"Danh sách kíp\""), "{}", late.text);

        let police = officer(&t, campaign, "Công an tỉnh").await;
        for path in [list.clone(), format!("/nhiem-vu/viec/{a}"), format!("{list}/in")] {
            is(&t.get(&path, &police).await, StatusCode::NOT_FOUND);
        }
        is(&t.post(&format!("/nhiem-vu/viec/{a}/xong"), &police, "den=0").await, StatusCode::NOT_FOUND);
        let leader = t.person("Lãnh đạo", &[grant(LEADER, campaign, None)]).await.1;
        is(&t.get(&list, &leader).await, StatusCode::OK);
        is(&t.post(&format!("/nhiem-vu/viec/{a}/xong"), &leader, "den=0").await, StatusCode::FORBIDDEN);
        let coordinator = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let other = duties.iter().find(|d| d.agency != Some(health)).unwrap();
        is(&t.post(&format!("{list}/chep"), &cookie, &format!("so={}", other.number)).await, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            is(&t.post(&format!("{list}/chep"), &coordinator, &format!("so={}", other.number)).await, StatusCode::SEE_OTHER);
        }
        let copied = crate::prepare::task_store::of_duty(&mut t.site.db.reader(), other.id).await.unwrap();
        assert_eq!(copied.iter().map(|t| (t.done_at, t.account)).collect::<Vec<_>>(), [(None, None), (None, None)], "copies begin anew");
    })
    .await;
}

#[tokio::test]
async fn partners_of_a_line_do_not_see_the_leads_own_plan() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let lead = agency(&t, "Sở Thông tin và Truyền thông").await;
        let (owner, partner) = (officer(&t, campaign, "Sở Thông tin và Truyền thông").await, officer(&t, campaign, "Sở Y tế").await);
        let duty = super::duty_of(&t, campaign, lead).await;
        let list = format!("{}/ke-hoach", duty.href());
        is(&t.post(&list, &owner, "viec=Mượn+sân+khấu&nguoi=Bùi+Văn+Kín").await, StatusCode::SEE_OTHER);
        let boss = t.person("Đầu mối", &[grant(COORDINATOR, campaign, None)]).await.1;
        let leader = t.person("Lãnh đạo", &[grant(LEADER, campaign, None)]).await.1;
        for who in [&owner, &boss, &leader] {
            assert!(t.get(&duty.href(), who).await.text.contains("Bùi Văn Kín"));
        }
        let page = t.get(&duty.href(), &partner).await;
        is(&page, StatusCode::OK);
        assert!(!page.text.contains("Bùi Văn Kín") && !page.text.contains("ke-hoach-rieng") && !page.text.contains("Mượn sân khấu"), "{}", page.text);
        is(&t.get(&list, &partner).await, StatusCode::NOT_FOUND);
    })
    .await;
}
