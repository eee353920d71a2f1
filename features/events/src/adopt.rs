//! Lấy giờ giấc từ kế hoạch: when a plan is published, its timetables become programme items, in the same transaction.
//! Items that a person wrote or changed stay as they are.
use crate::model::{Checked, Draft, parse_date, parse_time};
use crate::store;
use base::feature::BoxFuture;
use base::{Actor, Result, Site, Tx};
use plan::door::{Activity, Stop};
use uuid::Uuid;

/// Reaction to `plan.published`.
pub fn plan_published<'a>(_: &'a Site, tx: &'a mut Tx, actor: &'a Actor, campaign: Uuid) -> BoxFuture<'a, Result<()>> {
    Box::pin(adopt(tx, actor, campaign))
}

async fn adopt(tx: &mut Tx, actor: &Actor, campaign: Uuid) -> Result<()> {
    let reading = plan::door::reading(tx, campaign).await?;
    let stops = plan::door::stops(tx, campaign).await?;
    let activities = plan::door::activities(tx, campaign).await?;
    store::clear_untouched(tx, campaign, actor.at).await?;
    let mut taken = 0_usize;
    for item in &reading.programme {
        let date = item.date.as_deref().and_then(parse_date);
        let time = |text: &Option<String>| text.as_deref().and_then(parse_time).zip(date).map(|(t, d)| crate::model::millis(d, t));
        let draft = Draft {
            title: shortened(&item.title),
            place: shortened(item.venue.as_deref().unwrap_or_default()),
            performer: shortened(item.performer.as_deref().unwrap_or_default()),
            ..Draft::default()
        };
        if draft.title.is_empty() {
            continue;
        }
        let (starts_at, ends_at) = (time(&item.start), time(&item.end));
        let checked = Checked {
            stop: stop_of(&stops, item.stop.as_deref(), item.date.as_deref()),
            activity: activity_of(&activities, &draft.title),
            date,
            starts_at,
            ends_at: ends_at.filter(|end| starts_at.is_some_and(|start| *end > start)),
        };
        store::insert(tx, actor, campaign, &draft, &checked, "plan", i64::try_from(taken).unwrap_or(i64::MAX)).await?;
        taken += 1;
    }
    tx.audit(actor, "programme.adopt", "campaign", campaign, Some(campaign), serde_json::json!({ "items": taken })).await
}

/// The stop that an item names, else the one that is on that day.
fn stop_of(stops: &[Stop], name: Option<&str>, date: Option<&str>) -> Option<Uuid> {
    let named = name.map(vietnamese::fold).and_then(|name| {
        stops.iter().find(|s| {
            let stop = vietnamese::fold(&s.name);
            stop == name || name.starts_with(&format!("{stop} "))
        })
    });
    let on_that_day = || {
        let date = date?;
        let on = |s: &&Stop| s.start_on.as_deref().is_some_and(|a| a <= date) && s.end_on.as_deref().or(s.start_on.as_deref()).is_some_and(|b| date <= b);
        stops.iter().find(on)
    };
    named.or_else(on_that_day).map(|s| s.id)
}

/// The activity whose short or full name the item's title contains, the longest one if several do.
fn activity_of(activities: &[Activity], title: &str) -> Option<Uuid> {
    let title = vietnamese::fold(title);
    let named = |a: &&Activity| {
        [&a.short_name, &a.title].iter().any(|name| {
            let name = vietnamese::fold(name);
            name.split(' ').count() >= 2 && title.contains(&name)
        })
    };
    activities.iter().filter(named).max_by_key(|a| a.short_name.len()).map(|a| a.id)
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(crate::model::LONGEST).collect()
}
