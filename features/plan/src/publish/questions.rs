//! Câu hỏi còn mở: what was published with the reader's own answer and waits for a person.
use super::{Ctx, SURE, duties, stops, write};
use base::{Fetch, Result, Tx, args};
use uuid::Uuid;

pub(super) async fn write(tx: &mut Tx, ctx: &Ctx<'_>, duties: &duties::Done<'_>, stops: &[stops::Written]) -> Result<usize> {
    tx.exec(write::DROP_QUESTIONS, args![ctx.campaign]).await?;
    let answered: Vec<(String, Option<Uuid>)> = tx.all(write::ANSWERED, args![ctx.campaign]).await?;
    let mut open: Vec<(&str, Uuid, String, String)> = Vec::new();
    for (duty, written) in ctx.reading.assignments.iter().zip(&duties.written) {
        if duty.confidence < SURE && !written.confirmed {
            open.push(("duty", written.id, duty.text.clone(), duty.because.clone()));
        }
    }
    for kept in duties.kept.iter().filter(|k| k.confidence < SURE && k.confirmed_at.is_none()) {
        open.push(("duty", kept.id, kept.text.clone(), kept.because.clone()));
    }
    for (id, words, because) in &ctx.who.unsure {
        open.push(("agency", *id, words.clone(), because.clone()));
    }
    for (id, words) in &ctx.who.groups {
        open.push(("group", *id, words.clone(), String::new()));
    }
    for stop in stops.iter().filter(|s| !s.dated) {
        open.push(("stop_date", stop.id, stop.name.clone(), stop.span.clone()));
    }
    // Duties are asked again when their words changed; what was answered about agencies and groups stays answered.
    open.retain(|(kind, id, ..)| *kind == "duty" || !answered.iter().any(|(k, e)| k == kind && *e == Some(*id)));
    for (kind, id, words, because) in &open {
        tx.exec(write::INSERT_QUESTION, args![Uuid::now_v7(), ctx.campaign, *kind, *id, words, because]).await?;
    }
    Ok(open.len())
}
