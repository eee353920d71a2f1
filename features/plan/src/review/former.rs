//! Nhiệm vụ của bản đang có: what a person decides about a duty in force that the amended text drops or changes, and the POST that says it.
//! It is saved in the draft like every other answer; nothing happens to the duty before "Ban hành".
use super::actions::{Pairs, act, back_at, revision};
use super::open;
use super::work::{Refused, Step, Work};
use crate::publish::{Fate, Fates};
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Error, Site, Viewer};
use serde::{Deserialize, Serialize};
use ui::Frame;
use uuid::Uuid;

/// What a person decided about one duty in force.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Decision {
    /// Grows with every change: a form made from an older state is refused.
    pub revision: u32,
    /// None while the default stands.
    pub fate: Option<Fate>,
}

impl Work {
    /// What becomes of the duty with this public number, decided from the state that the form saw.
    pub fn decide(&mut self, number: i64, revision: u32, fate: Fate) -> Result<(), Refused> {
        let before = self.former.get(&number).cloned().unwrap_or_default();
        if before.revision != revision {
            return Err(Refused::Changed);
        }
        self.former.insert(number, Decision { revision: revision + 1, fate: Some(fate) });
        self.step(Step { what: "former".into(), former: Some((number, before)), ..Step::default() });
        Ok(())
    }

    /// A person's decisions about the duties in force.
    pub fn fates(&self) -> Fates {
        self.former.iter().filter_map(|(number, d)| Some((*number, d.fate?))).collect()
    }
}

/// POST `…/ban-cu/{number}`: the fate of the duty in force with this public number.
pub(crate) async fn decide(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path((id, number)): Path<(Uuid, i64)>,
    Body(pairs): Body<Pairs>,
) -> base::Result<Response> {
    let said = pairs.iter().find(|(name, _)| name == "fate").map_or("", |(_, value)| value.as_str());
    let fate = Fate::parse(said).ok_or(Error::NotFound)?;
    let mut db = site.db.reader();
    let campaign = open(&mut db, &viewer, id).await?.campaign.ok_or(Error::NotFound)?;
    let lines = crate::store::lines(&mut db, campaign).await?;
    if !lines.iter().any(|line| line.number == number && line.withdrawn_at.is_none()) {
        return Err(Error::NotFound);
    }
    let done = act(&site, &viewer, id, "plan.review.former", |draft| draft.work.decide(number, revision(&pairs), fate)).await?;
    Ok(back_at(&frame, id, &super::amends::anchor(number), done.err()))
}
