//! SQL of the open questions.
use crate::model::Question;
use base::{Actor, Error, Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    OPEN = "select id, campaign, kind, entity, words, because from plan_question where answered_at is null order by campaign, kind desc, id";
    GET = "select id, campaign, kind, entity, words, because from plan_question where id = $1 and answered_at is null";
    CLOSE = "update plan_question set answered_at = $2, answered_by = $3, answer = $4 where id = $1 and answered_at is null";
    CONFIRM_DUTY = "update assignment set confirmed_at = $3, confirmed_by = $4, revision = revision + 1 where id = $1 and revision = $2";
    DATE_STOP = "update stop set start_on = $2, end_on = $3, venue = case when $4 = '' then venue else $4 end, revision = revision + 1
        where id = $1";
}

pub(crate) async fn all(db: &mut impl Fetch) -> Result<Vec<Question>> {
    db.all(OPEN, args![]).await
}

pub(crate) async fn get(db: &mut impl Fetch, id: Uuid) -> Result<Question> {
    db.one(GET, args![id]).await
}

/// Campaigns whose duties are asked about.
pub(crate) fn campaigns_with_duties(questions: &[Question]) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = questions.iter().filter(|q| q.kind == "duty").map(|q| q.campaign).collect();
    ids.dedup();
    ids
}

/// Closes a question; a conflict when somebody else has answered it.
pub(crate) async fn close(tx: &mut Tx, actor: &Actor, id: Uuid, answer: &str) -> Result<()> {
    match tx.exec(CLOSE, args![id, actor.at, actor.account, answer]).await? {
        1 => Ok(()),
        _ => Err(Error::Conflict("plan-question-answered".into())),
    }
}
