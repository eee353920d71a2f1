//! Who works for whom: a leader or an office who is an agency's officer too works for that agency, and for no other.
use super::{PLAN, agency, coordinator, duty_of, features, publish};
use crate::model::State;
use axum::http::StatusCode;
use base::identity::Grant;
use base::testing::each_database;

#[tokio::test]
async fn who_sees_all_still_works_for_the_own_agency_only() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let pairs = [("officer", "leader", "Sở Y tế", "Công an tỉnh"), ("head", "office", "Công an tỉnh", "Sở Tài chính"), ("officer", "office", "Sở Tài chính", "Sở Y tế")];
        for (own, wide, mine, other) in pairs {
            let (mine, other) = (agency(&t, mine).await, agency(&t, other).await);
            let grant = |role: &str, agency| Grant { role: role.into(), campaign: Some(campaign), agency };
            let (_, me) = t.person("Hai vai", &[grant(own, Some(mine)), grant(wide, None)]).await;
            let (of_mine, of_other) = (duty_of(&t, campaign, mine).await, duty_of(&t, campaign, other).await);
            for duty in [&of_mine, &of_other] {
                assert_eq!(t.get(&duty.href(), &me).await.status, StatusCode::OK, "{own} and {wide} sees all");
            }
            let accept = async |duty: &crate::store::Duty| t.post(&format!("{}/viec/accept", duty.href()), &me, &format!("revision={}", duty.revision)).await;
            assert_eq!(accept(&of_other).await.status, StatusCode::FORBIDDEN, "{own} and {wide}: not for another agency");
            let done = accept(&of_mine).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{own} and {wide}: {}", done.text);
            assert_eq!(duty_of(&t, campaign, mine).await.state(), State::Accepted);
            let form = t.get("/nhiem-vu/gia-han/moi", &me).await.text;
            assert!(form.contains(&of_mine.id.to_string()) && !form.contains(&of_other.id.to_string()), "more time only for the own duties");
        }
    })
    .await;
}

#[tokio::test]
async fn an_officer_who_coordinates_tells_the_others() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        let (colleague, _) = coordinator(&t, campaign).await;
        let grants = [Grant { role: "officer".into(), campaign: Some(campaign), agency: Some(health) }, Grant { role: "coordinator".into(), campaign: Some(campaign), agency: None }];
        let (_, me) = t.person("Hai vai", &grants).await;
        let duty = duty_of(&t, campaign, health).await;
        t.post(&format!("{}/viec/accept", duty.href()), &me, "revision=1").await;
        assert_eq!(super::letters(&t, colleague).await.len(), 1, "the agency's act goes to the department, also from one who is of both");
    })
    .await;
}

#[tokio::test]
async fn a_coordinator_who_works_in_an_agency_still_sees_all() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let health = agency(&t, "Sở Y tế").await;
        for role in ["coordinator", "leader", "office"] {
            let (_, me) = t.person(role, &[Grant { role: role.into(), campaign: Some(campaign), agency: Some(health) }]).await;
            let table = t.get("/nhiem-vu/bang", &me).await.text;
            assert!(table.contains("Công an tỉnh") && table.contains("Sở Y tế"), "{role}: {table}");
        }
    })
    .await;
}
