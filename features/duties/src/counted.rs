//! Số liệu tại một thời điểm (counted): the duties of a campaign as they stood at a past moment, with what their agencies reported and
//! proved by then. For reports, which must say the same again whenever they are drawn from the same moment.
use crate::door::At;
use crate::scope::Scope;
use crate::store::{Duty, duty_columns, seen, standing_at};
use base::{Fetch, Result, args};
use std::collections::HashMap;
use uuid::Uuid;

base::queries! {
    ROWS_AT = concat!("select ", duty_columns!(), " from duty d ", standing_at!(), " where ", seen!(), " and d.campaign = $2
        order by d.ordinal, d.id");
    WORDS_AT = "select e.duty, e.words from duty_event e join duty d on d.id = e.duty where d.campaign = $1 and e.kind = 'report'
        and e.at <= $2 order by e.at, e.id";
    // A stored file is known to people by its name; its own value is the hash of its content
    EVIDENCE_AT = "select e.duty, e.kind, e.label, case when e.kind = 'file' then coalesce(f.name, '') else e.value end as value
        from duty_evidence e join duty d on d.id = e.duty left join file f on f.id = e.file where d.campaign = $1
        and e.created_at <= $2 and (e.removed_at is null or e.removed_at > $2) order by e.created_at, e.id";
}

/// One piece of evidence.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Whose.
    pub duty: Uuid,
    /// `paper`, `link`, `figure` or `file`.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// Number, address or figure; of a file its name.
    pub value: String,
}

/// Duties with their standing at the moment, in the plan's order, withdrawn ones too; those given later are not there. [1]
pub async fn rows(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At) -> Result<Vec<Duty>> {
    db.all(ROWS_AT, args![&scope.agencies, campaign, at.until()]).await
}

/// The words of each duty's newest report by the moment. [1]
pub async fn reports(db: &mut impl Fetch, campaign: Uuid, at: &At) -> Result<HashMap<Uuid, String>> {
    let rows: Vec<(Uuid, String)> = db.all(WORDS_AT, args![campaign, at.until()]).await?;
    Ok(rows.into_iter().collect())
}

/// The evidence that stood at the moment, oldest first. [1]
pub async fn evidence(db: &mut impl Fetch, campaign: Uuid, at: &At) -> Result<HashMap<Uuid, Vec<Proof>>> {
    let rows: Vec<Proof> = db.all(EVIDENCE_AT, args![campaign, at.until()]).await?;
    let mut all: HashMap<Uuid, Vec<Proof>> = HashMap::new();
    for row in rows {
        all.entry(row.duty).or_default().push(row);
    }
    Ok(all)
}
