//! The four cells add up for any history and any past day, in SQL as in the rule; and two officers who act at once end in one of the two
//! states with the other one told.
use super::{PLAN, agency, coordinator, duty_of, features, officer, publish};
use crate::door::{At, Scope, cells, cells_by_agency};
use crate::model::{Act, Cell, Cells, State, cell};
use crate::store::{self, Duty, Move};
use axum::http::StatusCode;
use base::testing::{TestSite, each_database};
use base::{Actor, Fetch, args};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use ui::page::encode;
use uuid::Uuid;

const DAY: i64 = 86_400_000;

/// One step of a random history: which duty, days until it happens, which act, days of deadline moved, how long before it was done.
type Step = (usize, i64, usize, Option<i64>, i64);

fn histories() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0_usize..4, 0_i64..3, 0_usize..Act::ALL.len(), proptest::option::of(-5_i64..20), 0_i64..6), 1..40)
}

async fn all(t: &TestSite, campaign: Uuid) -> Vec<Duty> {
    store::all(&mut t.site.db.reader(), campaign).await.unwrap()
}

/// The rule over all standings, for a moment.
async fn by_rule(t: &TestSite, campaign: Uuid, at: &At) -> Cells {
    let rows: Vec<(String, Option<String>, Option<String>)> = t
        .site
        .db
        .reader()
        .all(
            "select s.state, s.deadline, s.finished_on from duty_standing s join duty d on d.id = s.duty
             where d.campaign = $1 and s.from_at <= $2 and (s.to_at is null or s.to_at > $2)",
            args![campaign, at.ms],
        )
        .await
        .unwrap();
    let mut counted = Cells::default();
    for (state, deadline, finished) in rows {
        let day = |iso: &Option<String>| plan::door::day(iso.as_deref());
        if let Some(found) = cell(State::of(&state).unwrap(), day(&deadline), day(&finished), at.day) {
            counted.add(found, 1);
        }
    }
    counted
}

#[tokio::test]
async fn the_cells_add_up_for_any_history_and_any_past_day() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let mut now = t.site.clock.now_ms();
        let mut runner = TestRunner::deterministic();
        for _ in 0..12 {
            let history = histories().new_tree(&mut runner).unwrap().current();
            for (which, days, act, moved, ago) in history {
                now += days * DAY + 1;
                let duties = all(&t, campaign).await;
                let duty = &duties[which % duties.len()];
                let state = Act::ALL[act].from(duty.state()).unwrap_or(duty.state());
                let today = vietnamese::dates::local(now);
                let deadline = match moved {
                    Some(by) => duty.deadline().map(|d| d.saturating_add(jiff::Span::new().days(by)).to_string()),
                    None => duty.deadline.clone(),
                };
                let finished = duty.finished_on.clone().unwrap_or_else(|| today.saturating_sub(jiff::Span::new().days(ago)).to_string());
                let mut tx = t.site.db.write().await.unwrap();
                let to = Move { kind: "extend", state, deadline, finished_on: Some(finished), words: "", detail: serde_json::json!({}) };
                store::step(&mut tx, &Actor::program("test", now), duty, to).await.unwrap();
                tx.commit().await.unwrap();
            }
            let end = vietnamese::dates::local(now);
            for back in [0_i64, 1, 3, 9, 40, 400] {
                let at = At::end_of(end.saturating_sub(jiff::Span::new().days(back)));
                let sum = cells(&mut t.site.db.reader(), &Scope::all(campaign), campaign, &at).await.unwrap();
                assert_eq!(sum, by_rule(&t, campaign, &at).await, "{} {at:?}", t.engine);
                let each = cells_by_agency(&mut t.site.db.reader(), &Scope::all(campaign), campaign, &at).await.unwrap();
                for one in Cell::ALL {
                    assert_eq!(each.values().map(|c| c.of(one)).sum::<i64>(), sum.of(one), "agencies add up: {one:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn two_officers_at_once_end_in_one_state_with_the_other_told() {
    each_database(features, async |t| {
        let campaign = publish(&t, PLAN).await;
        let agencies = ["Sở Y tế", "Công an tỉnh", "Sở Tài chính", "Sở Thông tin và Truyền thông"];
        for (n, name) in agencies.into_iter().enumerate() {
            let id = agency(&t, name).await;
            let ((_, one), (_, two)) = (officer(&t, campaign, id).await, officer(&t, campaign, id).await);
            let duty = duty_of(&t, campaign, id).await;
            let accept = format!("{}/viec/accept", duty.href());
            let back = format!("{}/viec/return", duty.href());
            let words = format!("revision=1&words-return={}", encode("Không thuộc chức năng"));
            let (a, b) = if n % 2 == 0 {
                let (a, b) = tokio::join!(t.post(&accept, &one, "revision=1"), t.post(&back, &two, &words));
                (a, b)
            } else {
                let (b, a) = tokio::join!(t.post(&back, &two, &words), t.post(&accept, &one, "revision=1"));
                (a, b)
            };
            let state = duty_of(&t, campaign, id).await.state();
            match (a.status, b.status) {
                (StatusCode::SEE_OTHER, StatusCode::CONFLICT) => {
                    assert_eq!(state, State::Accepted);
                    assert!(b.text.contains("Không thuộc chức năng"), "what the other typed is not lost");
                }
                (StatusCode::CONFLICT, StatusCode::SEE_OTHER) => assert_eq!(state, State::Returned),
                other => panic!("{other:?} left {state:?}"),
            }
            let events = store::events(&mut t.site.db.reader(), duty.id).await.unwrap();
            assert_eq!(events.iter().filter(|e| e.kind != "assign").count(), 1, "only one of them happened");
        }
        assert_eq!(date(2024, 9, 15), t.site.clock.today());
        let _ = coordinator(&t, campaign).await;
    })
    .await;
}
