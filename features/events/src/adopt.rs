//! Lấy giờ giấc từ kế hoạch: when a plan is published, its timetables become programme items, in the same transaction.
//! A line that an amended plan still has keeps its item; items that a person wrote, changed or withdrew stay as they are.
use crate::model::{Checked, Draft, parse_date, parse_time};
use crate::store;
use base::feature::BoxFuture;
use base::{Actor, Result, Site, Tx};
use plan::door::{Activity, Stop};
use plan_reader::model::ProgrammeItem as PlanLine;
use uuid::Uuid;

/// Reaction to `plan.published`.
pub fn plan_published<'a>(_: &'a Site, tx: &'a mut Tx, actor: &'a Actor, campaign: Uuid) -> BoxFuture<'a, Result<()>> {
    Box::pin(adopt(tx, actor, campaign))
}

async fn adopt(tx: &mut Tx, actor: &Actor, campaign: Uuid) -> Result<()> {
    let reading = plan::door::reading(tx, campaign).await?;
    let stops = plan::door::stops(tx, campaign).await?;
    let activities = plan::door::activities(tx, campaign).await?;
    let mut earlier = store::from_plan(tx, campaign).await?;
    let mut taken = 0_i64;
    for line in &reading.programme {
        let Some((draft, checked)) = item(line, &stops, &activities) else { continue };
        let key = key(line);
        match earlier.iter().position(|old| old.plan_key == key).map(|at| earlier.remove(at)) {
            Some(touched) if touched.edited_at.is_some() => {}
            Some(same) => store::adopt_again(tx, same.id, &draft, &checked, taken).await?,
            None => drop(store::insert(tx, actor, campaign, &draft, &checked, store::Origin::Plan { key, ordinal: taken }).await?),
        }
        taken += 1;
    }
    for gone in earlier.iter().filter(|old| old.edited_at.is_none() && old.withdrawn_at.is_none()) {
        store::drop_from_plan(tx, gone.id, actor.at).await?;
    }
    tx.audit(actor, "programme.adopt", "campaign", campaign, Some(campaign), serde_json::json!({ "items": taken })).await
}

/// What tells a line of the plan from the others: its day (or stop, where it has none), hour and words.
fn key(line: &PlanLine) -> String {
    let day = line.date.clone().or_else(|| line.stop.as_deref().map(vietnamese::fold)).unwrap_or_default();
    format!("{day}|{}|{}", line.start.as_deref().unwrap_or_default(), vietnamese::fold(&shortened(&line.title)))
}

/// The item that a line of the plan means; None for a line without words.
fn item(line: &PlanLine, stops: &[Stop], activities: &[Activity]) -> Option<(Draft, Checked)> {
    let date = line.date.as_deref().and_then(parse_date);
    let time = |text: &Option<String>| text.as_deref().and_then(parse_time).zip(date).map(|(t, d)| crate::model::millis(d, t));
    let draft = Draft {
        title: shortened(&line.title),
        place: shortened(line.venue.as_deref().unwrap_or_default()),
        performer: shortened(line.performer.as_deref().unwrap_or_default()),
        ..Draft::default()
    };
    let (starts_at, ends_at) = (time(&line.start), time(&line.end));
    let checked = Checked {
        stop: stop_of(stops, line.stop.as_deref(), line.date.as_deref()),
        activity: activity_of(activities, &draft.title),
        date,
        starts_at,
        ends_at: ends_at.filter(|end| starts_at.is_some_and(|start| *end > start)),
    };
    (!draft.title.is_empty()).then_some((draft, checked))
}

/// The stop that an item names (as the plan calls it, whatever officers call it now), else the one that is on that day.
fn stop_of(stops: &[Stop], name: Option<&str>, date: Option<&str>) -> Option<Uuid> {
    let named = name.map(vietnamese::fold).and_then(|name| {
        stops.iter().find(|s| {
            let stop = vietnamese::fold(&s.plan_name);
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
