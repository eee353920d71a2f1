//! Việc của cơ quan với phiếu đã gửi: answer a question, acknowledge the answer, take the difficulty back, send it again, say that it
//! is not solved.
use super::store::{self, Slip};
use super::{href, view, write};
use crate::sent_up::desk::Desk;
use crate::sent_up::extension::decide::Typed;
use crate::sent_up::matter::flow::{self, Said};
use crate::sent_up::matter::store::Matter;
use crate::sent_up::matter;
use crate::sent_up::model::{Act, Step};
use crate::sent_up::notice::{self, Notice, To};
use crate::sent_up::store::{Note, Reach, note};
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Actor, Error, Result, Tx, Viewer, args};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// A difficulty that this person acts for, read again inside the transaction with its matter.
struct Held {
    desk: Desk,
    slip: Slip,
    matter: Matter,
    actor: Actor,
    tx: Tx,
}

impl Held {
    async fn of(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Held> {
        let (desk, seen) = view::load(frame, viewer, id).await?;
        if !desk.acts_for(viewer, seen.agency) {
            return Err(Error::Forbidden);
        }
        let mut tx = frame.site.db.write().await?;
        flow::lock(&mut tx, desk.campaign.id).await?;
        let slip = store::find(&mut tx, &desk.scope, viewer.account, id).await?;
        let matter = matter::store::find(&mut tx, desk.campaign.id, slip.matter.ok_or(Error::NotFound)?).await?;
        Ok(Held { desk, slip, matter, actor: viewer.actor(), tx })
    }

    /// Others of the matter that count.
    async fn others(&mut self) -> Result<Vec<Slip>> {
        let mut all = store::of_matter(&mut self.tx, self.matter.id).await?;
        all.retain(|s| s.is_sent() && s.id != self.slip.id);
        Ok(all)
    }

    async fn act(&mut self, act: Act, words: &str, reach: Reach) -> Result<()> {
        let said = Said { words, reach, slip: Some(self.slip.id) };
        flow::act(&mut self.tx, &self.actor, &self.desk, &self.matter, act, said).await.map(drop)
    }

    /// An entry of the history where the matter itself stays where it is.
    async fn mention(&mut self, kind: &str, words: &str) -> Result<()> {
        let n = Note { subject: self.matter.id, slip: Some(self.slip.id), kind, reach: Reach::Agency(self.slip.agency), words, detail: json!({}) };
        note(&mut self.tx, &self.actor, n).await
    }

    async fn tell(&mut self, frame: &Frame, kind: &str, words: &str) -> Result<()> {
        let title = format!("{} {} ({})", self.matter.label(), self.matter.title, self.desk.name(self.slip.agency));
        let href = matter::href(self.matter.id);
        let told = Notice { campaign: self.desk.campaign.id, to: To::Office, kind, title: &title, words, href: &href };
        notice::send(&frame.site, &mut self.tx, &self.actor, &told).await.map(drop)
    }

    async fn done(self, frame: &Frame, verb: &'static str, message: &str) -> Result<Response> {
        let to = href(self.slip.id);
        self.done_to(frame, verb, message, &to).await
    }

    async fn done_to(mut self, frame: &Frame, verb: &'static str, message: &str, to: &str) -> Result<Response> {
        let detail = json!({ "matter": self.matter.number });
        self.tx.audit(&self.actor, verb, "difficulty", self.slip.id, Some(self.desk.campaign.id), detail).await?;
        self.tx.commit().await?;
        frame.site.mail_waiting.notify_one();
        Ok(ui::done(to, &frame.t(message)))
    }
}

fn words(typed: &Typed, name: &str) -> String {
    let typed = typed.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str());
    vietnamese::normalize(typed).trim().to_owned()
}

/// Where somebody goes on: to the desk when they came from there.
pub fn back(typed: &Typed, otherwise: String) -> String {
    if words(typed, "ve") == "ban" { "/nhiem-vu".into() } else { otherwise }
}

async fn lacking(frame: &Frame, viewer: &Viewer, id: Uuid, typed: Typed, field: &str) -> Result<Response> {
    let form = Form::from_pairs(typed).failing(field, frame.t("sentup-error-say"));
    view::again(frame, viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn conflict(frame: &Frame, viewer: &Viewer, held: Held, typed: Typed) -> Result<Response> {
    let id = held.slip.id;
    drop(held);
    view::again(frame, viewer, id, Form::from_pairs(typed).failing("", frame.t("sentup-conflict")), StatusCode::CONFLICT).await
}

/// `POST …/tra-loi`: the agency answers a question; the last answer gives the matter back to the office.
pub async fn answer(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let said = words(&typed, "tra-loi");
    if said.is_empty() {
        return lacking(&frame, &viewer, id, typed, "tra-loi").await;
    }
    let mut held = Held::of(&frame, &viewer, id).await?;
    if held.slip.asked_at.is_none() || held.matter.step() != Step::Asked {
        return conflict(&frame, &viewer, held, typed).await;
    }
    held.tx.exec(store::ANSWERED, args![id]).await?;
    if held.others().await?.iter().any(|s| s.asked_at.is_some()) {
        held.mention("answer", &said).await?;
    } else {
        let reach = Reach::Agency(held.slip.agency);
        held.act(Act::Answer, &said, reach).await?;
    }
    held.tell(&frame, "matter-answered", &said).await?;
    held.done(&frame, "difficulty.answer", "sentup-answered").await
}

/// `POST …/da-nhan`: the agency knows the answer; when all do, the matter is closed.
pub async fn acknowledge(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let mut held = Held::of(&frame, &viewer, id).await?;
    if held.matter.step() != Step::Decided || held.tx.exec(store::ACKNOWLEDGE, args![id, held.actor.at, held.actor.account]).await? == 0 {
        return conflict(&frame, &viewer, held, typed).await;
    }
    held.mention("acknowledge", "").await?;
    if held.others().await?.iter().all(|s| s.acknowledged_at.is_some()) {
        held.act(Act::Close, "", Reach::All).await?;
    }
    let to = back(&typed, href(id));
    held.done_to(&frame, "difficulty.acknowledge", "sentup-acknowledged", &to).await
}

/// `POST …/rut`: the agency takes its difficulty back; without any left the matter ends.
pub async fn withdraw(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut held = Held::of(&frame, &viewer, id).await?;
    let possible = Act::Withdraw.from(held.matter.step()).is_some();
    if !possible || held.tx.exec(store::STATE, args![id, "sent", "withdrawn"]).await? == 0 {
        return conflict(&frame, &viewer, held, Typed::new()).await;
    }
    let others = held.others().await?;
    if others.is_empty() {
        held.act(Act::Withdraw, "", Reach::All).await?;
    } else {
        held.mention("withdraw", "").await?;
        // Nobody is asked any more: the office has it again
        if held.matter.step() == Step::Asked && others.iter().all(|s| s.asked_at.is_none()) {
            held.act(Act::Answer, "", Reach::Office).await?;
        }
    }
    held.tell(&frame, "matter-withdrawn", "").await?;
    held.done(&frame, "difficulty.withdraw", "sentup-slip-withdrawn").await
}

/// `POST …/gui-lai`: a withdrawn difficulty is sent again, as a matter of its own.
pub async fn resend(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut held = Held::of(&frame, &viewer, id).await?;
    if held.slip.state != "withdrawn" {
        return conflict(&frame, &viewer, held, Typed::new()).await;
    }
    let (agency, title) = (held.slip.agency, held.slip.title.clone());
    write::send(&frame, &mut held.tx, &held.actor, &held.desk, (id, agency, &title), "resend").await?;
    held.done(&frame, "difficulty.resend", "sentup-slip-sent").await
}

/// `POST …/mo-lai`: the answer did not solve it.
pub async fn reopen(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let why = words(&typed, "ly-do");
    if why.is_empty() {
        return lacking(&frame, &viewer, id, typed, "ly-do").await;
    }
    let mut held = Held::of(&frame, &viewer, id).await?;
    if !held.slip.is_sent() || Act::Reopen.from(held.matter.step()).is_none() {
        return conflict(&frame, &viewer, held, typed).await;
    }
    let reach = Reach::Agency(held.slip.agency);
    held.act(Act::Reopen, &why, reach).await?;
    held.tell(&frame, "matter-reopened", &why).await?;
    held.done(&frame, "difficulty.reopen", "sentup-reopened").await
}
