//! Chặng: writes clusters and the closing as stops. Dates and venues that a person has set are never overwritten.
//! A stop is found again by the plan's own name for it, whatever an officer calls it now; one that is gone is withdrawn.
use super::{Ctx, write};
use crate::model::Stop;
use crate::{naming, store};
use base::{Fetch, Result, Tx, args};
use uuid::Uuid;

/// A stop as written.
pub(crate) struct Written {
    pub id: Uuid,
    pub name: String,
    pub dated: bool,
    pub span: String,
}

struct New {
    kind: &'static str,
    name: String,
    place: String,
    venue: String,
    host: Option<String>,
    members: Vec<String>,
    days: Option<i64>,
    start: Option<String>,
    end: Option<String>,
    words: String,
}

pub(super) async fn write(tx: &mut Tx, ctx: &Ctx<'_>) -> Result<Vec<Written>> {
    let old: Vec<Stop> = tx.all(store::STOPS, args![ctx.campaign]).await?;
    let mut taken: Vec<String> = old.iter().map(|s| s.slug.clone()).collect();
    let mut written = Vec::new();
    for (ordinal, stop) in all(ctx).into_iter().enumerate() {
        let named = |o: &&Stop| o.kind == stop.kind && vietnamese::fold(&o.plan_name) == vietnamese::fold(&stop.name);
        let same = old.iter().filter(|o| !written.iter().any(|w: &Written| w.id == o.id)).find(named);
        let id = same.map_or_else(Uuid::now_v7, |o| o.id);
        let host = stop.host.as_deref().and_then(|h| ctx.who.get(h));
        let host_words = stop.host.as_deref().unwrap_or_default();
        if same.is_some() {
            tx.exec(write::PLACE_STOP, args![id, ordinal]).await?;
            let values = args![id, &stop.place, &stop.venue, host, host_words, stop.days, stop.start.clone(), stop.end.clone()];
            tx.exec(write::UPDATE_STOP, values).await?;
            tx.exec(write::DROP_STOP_MEMBERS, args![id]).await?;
        } else {
            let slug = naming::free_slug(&stop.name, "chang", &mut taken);
            let values = args![
                id, ctx.campaign, ordinal, slug, stop.kind, &stop.name, &stop.place, &stop.venue, host, host_words, stop.days,
                stop.start.clone(), stop.end.clone(), ""
            ];
            tx.exec(write::INSERT_STOP, values).await?;
        }
        for (at, words) in stop.members.iter().enumerate() {
            tx.exec(write::INSERT_STOP_MEMBER, args![id, at, ctx.who.get(words), words]).await?;
        }
        let dated = stop.start.is_some() || same.is_some_and(|o| o.start_on.is_some());
        written.push(Written { id, name: stop.name, dated, span: stop.words });
    }
    for gone in old.iter().filter(|o| o.withdrawn_at.is_none() && !written.iter().any(|w| w.id == o.id)) {
        tx.exec(write::WITHDRAW_STOP, args![gone.id, ctx.actor.at]).await?;
    }
    Ok(written)
}

fn all(ctx: &Ctx<'_>) -> Vec<New> {
    let mut stops: Vec<New> = ctx
        .reading
        .clusters
        .iter()
        .map(|c| New {
            kind: "cluster",
            name: vietnamese::normalize_line(&c.name),
            place: c.host.as_deref().map(seat).unwrap_or_default(),
            venue: c.venue.clone().unwrap_or_default(),
            host: c.host.clone(),
            members: c.members.clone(),
            days: c.days.map(i64::from),
            start: c.start.clone(),
            end: c.end.clone().or_else(|| c.start.clone()),
            words: c.because.clone(),
        })
        .collect();
    if let Some(closing) = &ctx.reading.closing {
        stops.push(New {
            kind: "closing",
            name: "Lễ tổng kết".into(),
            place: String::new(),
            venue: closing.venue.clone().unwrap_or_default(),
            host: None,
            members: vec![],
            days: None,
            start: closing.start.clone(),
            end: closing.end.clone().or_else(|| closing.start.clone()),
            words: closing.because.clone(),
        });
    }
    stops
}

/// The place of a host agency: "UBND huyện Suối Ngân" sits in "huyện Suối Ngân".
fn seat(host: &str) -> String {
    let host = vietnamese::normalize_line(host);
    let prefixes = ["UBND ", "Ủy ban nhân dân ", "Uỷ ban nhân dân ", "Ủy ban Nhân dân "];
    prefixes.iter().find_map(|p| host.strip_prefix(p)).unwrap_or_default().to_owned()
}
