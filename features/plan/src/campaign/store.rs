//! SQL of editing a campaign. Every update carries the revision that the form was made from.
use base::{Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    UPDATE = "update campaign set name = $3, place = $4, intro = $5, hotline = $6, main_day = $7, accent_hue = $8, theme_lines = $9,
        revision = revision + 1 where id = $1 and revision = $2";
    PICTURE = "update campaign set visual_file = $2, revision = revision + 1 where id = $1";
    UPDATE_STOP = "update stop set name = $4, place = $5, venue = $6, summary = $7, start_on = $8, end_on = $9, drawing = $10,
        revision = revision + 1 where id = $1 and campaign = $2 and revision = $3";
    OPEN_QUESTIONS = "select campaign, count(*) from plan_question where answered_at is null group by campaign";
    CLOSE_STOP_QUESTION = "update plan_question set answered_at = $2, answered_by = $3, answer = $4
        where entity = $1 and kind = 'stop_date' and answered_at is null";
    IS_PICTURE = "select count(*) from campaign where visual_file = $1";
}

/// What a person wrote about a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub name: String,
    pub place: String,
    pub intro: String,
    pub hotline: String,
    pub main_day: Option<String>,
    pub accent_hue: Option<i64>,
    pub theme_lines: String,
}

/// Saves it; false when someone else saved meanwhile.
pub(crate) async fn update(tx: &mut Tx, id: Uuid, revision: i64, f: &Facts) -> Result<bool> {
    let values = args![id, revision, &f.name, &f.place, &f.intro, &f.hotline, f.main_day.clone(), f.accent_hue, &f.theme_lines];
    Ok(tx.exec(UPDATE, values).await? == 1)
}

/// What a person wrote about a stop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StopFacts {
    pub name: String,
    pub place: String,
    pub venue: String,
    pub summary: String,
    pub start_on: Option<String>,
    pub end_on: Option<String>,
    pub drawing: String,
}

/// Saves it; false when someone else saved meanwhile.
pub(crate) async fn update_stop(tx: &mut Tx, campaign: Uuid, id: Uuid, revision: i64, f: &StopFacts) -> Result<bool> {
    let values = args![
        id, campaign, revision, &f.name, &f.place, &f.venue, &f.summary, f.start_on.clone(), f.end_on.clone(), &f.drawing
    ];
    Ok(tx.exec(UPDATE_STOP, values).await? == 1)
}

/// How many questions are open, by campaign.
pub(crate) async fn open_questions(db: &mut impl Fetch) -> Result<Vec<(Uuid, i64)>> {
    db.all(OPEN_QUESTIONS, args![]).await
}
