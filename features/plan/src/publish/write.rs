//! Ghi chiến dịch và văn bản: the SQL of publishing, and the rows that stand alone.
use super::facts::Facts;
use super::{Ctx, Source};
use crate::model::Campaign;
use crate::store;
use base::{Actor, Error, Fetch, Result, Tx, args};
use jiff::civil::Date;
use plan_reader::model::Reading;
use uuid::Uuid;

base::queries! {
    INSERT_CAMPAIGN = "insert into campaign (id, slug, name, place, theme, theme_lines, year, issuer, start_on, end_on, main_day,
        period_text, names_on, escalation, organisers, state, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'published', $16)";
    AMEND_CAMPAIGN = "update campaign set theme = $2, theme_lines = $3, start_on = $4, end_on = $5, period_text = $6,
        escalation = $7, organisers = $8, main_day = $9, revision = revision + 1 where id = $1";
    SUPERSEDE = "update plan_document set superseded_at = $2 where campaign = $1 and superseded_at is null";
    NEXT_VERSION = "select coalesce(max(version), 0) + 1 from plan_document where campaign = $1";
    INSERT_DOCUMENT = "insert into plan_document (id, campaign, version, kind, number, symbol, title, issuer, issued_on, place, signer,
        signer_title, file, sha256, file_name, source_text, reading, notes, published_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    INSERT_SECTION = "insert into plan_section (id, document, ordinal, depth, path, label, title, span_start, span_end)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    INSERT_ACTIVITY = "insert into activity (id, campaign, ordinal, slug, kind, path, label, title, short_name, summary, audience, venue,
        text, span_start, span_end) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    UPDATE_ACTIVITY = "update activity set ordinal = $2, kind = $3, path = $4, label = $5, title = $6, short_name = $7, summary = $8,
        audience = $9, venue = $10, text = $11, span_start = $12, span_end = $13, withdrawn_at = null, revision = revision + 1 where id = $1";
    WITHDRAW_ACTIVITY = "update activity set withdrawn_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is null";
    DROP_ACTIVITY_AGENCIES = "delete from activity_agency where activity = $1";
    INSERT_ACTIVITY_AGENCY = "insert into activity_agency (activity, role, ordinal, agency, words) values ($1, $2, $3, $4, $5)";
    INSERT_DUTY = "insert into assignment (id, campaign, document, ordinal, number, kind, activity, path, text, short_name, basis,
        deadline_text, deadline_start, deadline_end, span_start, span_end, confidence, because, confirmed_at, confirmed_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    UPDATE_DUTY = "update assignment set document = $2, ordinal = $3, kind = $4, activity = $5, path = $6, text = $7, short_name = $8,
        basis = $9, deadline_text = $10, deadline_start = $11, deadline_end = $12, span_start = $13, span_end = $14, confidence = $15,
        because = $16, confirmed_at = $17, confirmed_by = case when $17 is null then null else coalesce($18, confirmed_by) end, withdrawn_at = null, revision = revision + 1 where id = $1";
    WITHDRAW_DUTY = "update assignment set withdrawn_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is null";
    KEEP_DUTY = "update assignment set ordinal = $2, short_name = $3, basis = $4, because = $5,
        activity = (select v.id from activity v where v.id = assignment.activity and v.withdrawn_at is null), revision = revision + 1 where id = $1";
    LAST_NUMBER = "select coalesce(max(number), 0) from assignment where campaign = $1";
    DROP_DUTY_AGENCIES = "delete from assignment_agency where assignment = $1";
    INSERT_DUTY_AGENCY = "insert into assignment_agency (assignment, role, ordinal, agency, words) values ($1, $2, $3, $4, $5)";
    INSERT_STOP = "insert into stop (id, campaign, ordinal, slug, kind, name, place, venue, host, host_words, days, start_on, end_on, drawing,
        plan_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $6)";
    PLACE_STOP = "update stop set ordinal = $2, withdrawn_at = null where id = $1";
    WITHDRAW_STOP = "update stop set withdrawn_at = $2 where id = $1 and withdrawn_at is null";
    UPDATE_STOP = "update stop set place = $2, venue = $3, host = $4, host_words = $5, days = $6, start_on = $7, end_on = $8
        where id = $1 and revision = 1";
    DROP_STOP_MEMBERS = "delete from stop_member where stop = $1";
    INSERT_STOP_MEMBER = "insert into stop_member (stop, ordinal, agency, words) values ($1, $2, $3, $4)";
    DROP_MILESTONES = "delete from milestone where campaign = $1";
    INSERT_MILESTONE = "insert into milestone (id, campaign, ordinal, text, start_on, end_on, span_start, span_end)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    DROP_QUESTIONS = "delete from plan_question where campaign = $1 and answered_at is null";
    INSERT_QUESTION = "insert into plan_question (id, campaign, kind, entity, words, because) values ($1, $2, $3, $4, $5, $6)";
    ANSWERED = "select kind, entity from plan_question where campaign = $1 and answered_at is not null and entity is not null";
    COUNT_DUTIES = "select count(*) from assignment where campaign = $1 and withdrawn_at is null";
    COUNT_ACTIVITIES = "select count(*) from activity where campaign = $1 and withdrawn_at is null";
    COUNT_AGENCIES = "select count(distinct g.agency) from assignment_agency g join assignment a on a.id = g.assignment where a.campaign = $1";
}

/// A day as stored.
pub(crate) fn iso(day: Option<Date>) -> Option<String> {
    day.map(vietnamese::dates::iso)
}

/// Adds the campaign, or brings its facts up to the amended plan; what a person wrote (name, intro, hotline) stays.
pub(super) async fn campaign(tx: &mut Tx, actor: &Actor, f: &Facts, before: Option<(&Campaign, &Reading)>) -> Result<Uuid> {
    if let Some((old, reading)) = before {
        // A day that is still the one of the earlier text follows the new text; one that an officer set stays.
        let by_plan = old.main_day == iso(super::facts::of(reading).main_day);
        let main_day = if by_plan { iso(f.main_day) } else { old.main_day.clone() };
        let values = args![
            old.id, &f.theme, &f.theme_lines, iso(f.start_on), iso(f.end_on), &f.period_text, &f.escalation, &f.organisers, main_day
        ];
        tx.exec(AMEND_CAMPAIGN, values).await?;
        return Ok(old.id);
    }
    let id = Uuid::now_v7();
    let slug = slug(tx, f).await?;
    let values = args![
        id, slug, &f.name, &f.place, &f.theme, &f.theme_lines, f.year, &f.issuer, iso(f.start_on), iso(f.end_on), iso(f.main_day),
        &f.period_text, iso(Some(f.names_on)), &f.escalation, &f.organisers, actor.at
    ];
    tx.exec(INSERT_CAMPAIGN, values).await?;
    Ok(id)
}

async fn slug(tx: &mut Tx, f: &Facts) -> Result<String> {
    let place = if f.place.is_empty() { &f.name } else { &f.place };
    let wanted = vietnamese::slug(&format!("{place} {}", if f.year > 0 { f.year.to_string() } else { String::new() }));
    let wanted = if wanted.is_empty() { "ke-hoach".to_owned() } else { wanted };
    let taken: Vec<(String,)> = tx.all(store::SLUGS, args![&wanted]).await?;
    let free = |s: &String| !taken.iter().any(|(t,)| t == s);
    let more = (2..).map(|n| format!("{wanted}-{n}"));
    std::iter::once(wanted.clone()).chain(more).find(free).ok_or_else(|| Error::internal("no free slug"))
}

/// Adds the next version of the text and retires the one before; returns its key and number.
pub(super) async fn document(tx: &mut Tx, actor: &Actor, campaign: Uuid, reading: &Reading, source: &Source, f: &Facts) -> Result<(Uuid, i64)> {
    let (version,): (i64,) = tx.one(NEXT_VERSION, args![campaign]).await?;
    tx.exec(SUPERSEDE, args![campaign, actor.at]).await?;
    let id = Uuid::now_v7();
    let d = &reading.document;
    let json = serde_json::to_string(reading).map_err(Error::internal)?;
    let values = args![
        id, campaign, version, d.kind.as_deref().unwrap_or("Kế hoạch"), d.number.clone(), d.symbol.clone(), &f.title, &f.issuer,
        d.issued_on.clone(), d.place.clone(), d.signer.clone(), d.signer_title.clone(), source.file, &source.sha256, &source.file_name,
        &reading.source.text, json, &source.notes, actor.at
    ];
    tx.exec(INSERT_DOCUMENT, values).await?;
    Ok((id, version))
}

/// Replaces the timetable; older ones stay in their document's reading.
pub(super) async fn milestones(tx: &mut Tx, ctx: &Ctx<'_>) -> Result<()> {
    tx.exec(DROP_MILESTONES, args![ctx.campaign]).await?;
    for (ordinal, m) in ctx.reading.milestones.iter().enumerate() {
        let values = args![
            Uuid::now_v7(), ctx.campaign, ordinal, vietnamese::normalize_line(&m.text), m.start.clone(), m.end.clone(), m.span.start, m.span.end
        ];
        tx.exec(INSERT_MILESTONE, values).await?;
    }
    Ok(())
}
