//! Hoạt động: writes the activities of a reading. One that an amended plan keeps under its title keeps key and address.
use super::{Ctx, sections, write};
use crate::{model, naming, store};
use base::{Fetch, Result, Tx, args};
use plan_reader::model::Activity;
use uuid::Uuid;

/// An activity as written, for finding that of a duty.
pub(crate) struct Written {
    pub id: Uuid,
    pub labels: Vec<String>,
    pub kind: String,
}

pub(super) async fn write(tx: &mut Tx, ctx: &Ctx<'_>) -> Result<Vec<Written>> {
    let old: Vec<model::Activity> = tx.all(store::ACTIVITIES, args![ctx.campaign]).await?;
    let mut taken: Vec<String> = old.iter().map(|a| a.slug.clone()).collect();
    let mut kept: Vec<Uuid> = Vec::new();
    let mut written = Vec::new();
    let headings = sections::flatten(&ctx.reading.outline);
    for (ordinal, a) in ctx.reading.activities.iter().enumerate() {
        let title = vietnamese::normalize_line(&a.title);
        let same = old.iter().find(|o| !kept.contains(&o.id) && vietnamese::fold(&o.title) == vietnamese::fold(&title));
        let id = same.map_or_else(Uuid::now_v7, |o| o.id);
        let kind = kind_of(ctx, a);
        let path = sections::anchor(&headings, &a.path, a.span.start);
        let short = naming::activity_name(&title);
        let (summary, text) = (naming::summary(&a.text, 160), a.text.trim());
        let (audience, venue) = (a.audience.as_deref().unwrap_or_default(), a.venue.as_deref().unwrap_or_default());
        if same.is_some() {
            let values = args![
                id, ordinal, &kind, path, &a.label, title, short, summary, audience, venue, text, a.span.start, a.span.end
            ];
            tx.exec(write::UPDATE_ACTIVITY, values).await?;
            tx.exec(write::DROP_ACTIVITY_AGENCIES, args![id]).await?;
        } else {
            let slug = naming::free_slug(&short, "hoat-dong", &mut taken);
            let values = args![
                id, ctx.campaign, ordinal, slug, &kind, path, &a.label, title, short, summary, audience, venue, text, a.span.start, a.span.end
            ];
            tx.exec(write::INSERT_ACTIVITY, values).await?;
        }
        for (role, names) in [("lead", &a.lead), ("coordinating", &a.coordinating)] {
            for (at, words) in names.iter().enumerate() {
                tx.exec(write::INSERT_ACTIVITY_AGENCY, args![id, role, at, ctx.who.get(words), words]).await?;
            }
        }
        kept.push(id);
        written.push(Written { id, labels: a.path.clone(), kind });
    }
    for gone in old.iter().filter(|o| o.withdrawn_at.is_none() && !kept.contains(&o.id)) {
        tx.exec(write::WITHDRAW_ACTIVITY, args![gone.id, ctx.actor.at]).await?;
    }
    Ok(written)
}

/// The kind that a person chose for a duty of this activity, else the reader's.
fn kind_of(ctx: &Ctx<'_>, activity: &Activity) -> String {
    let duties = ctx.reading.assignments.iter().zip(&ctx.answers.duties);
    let chosen = duties.filter(|(d, _)| d.path == activity.path).find_map(|(_, answer)| answer.kind.as_deref());
    model::kind(chosen.unwrap_or(&activity.kind)).to_owned()
}
