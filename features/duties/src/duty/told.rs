//! Sau một việc trên nhiệm vụ: mails to whom it concerns in the same transaction, the news to open pages after it, and what a person
//! gets back whose form came twice or too late.
use super::seen::Seen;
use super::{show, store};
use crate::notices::{Post, To};
use crate::store::Part;
use crate::{live, words};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Actor, Result, Tx, Viewer};
use plan::door::Assignment;
use ui::{Form, Frame};

/// What an act needs to tell others, read before its transaction begins.
pub(crate) struct Telling {
    /// People and agencies.
    pub post: Post,
    /// The line of the plan.
    pub line: Assignment,
    /// Parts of the line.
    pub parts: Vec<Part>,
}

impl Telling {
    /// Reads it: seven statements.
    pub async fn load(frame: &Frame, seen: &Seen) -> Result<Telling> {
        let mut db = frame.site.db.reader();
        let post = Post::load(&mut db, seen.campaign.id).await?;
        Ok(Telling { post, line: seen.line(frame).await?, parts: store::parts(&mut db, seen.duty.assignment).await? })
    }

    /// Name of an agency on the plan's day.
    pub fn agency(&self, seen: &Seen, id: Option<uuid::Uuid>) -> String {
        let day = seen.campaign.names_day();
        id.and_then(|id| self.post.directory.name_on(id, day)).map(|a| a.name).unwrap_or_default()
    }

    /// Writes the mails of an act.
    pub async fn mail(&self, frame: &Frame, tx: &mut Tx, actor: &Actor, seen: &Seen, to: &[To], kind: &str, said: &str) -> Result<usize> {
        let (subject, body) = words::message(&frame.site, &seen.duty, &self.line, &self.agency(seen, seen.duty.agency), kind, said);
        self.post.send(tx, actor, to, &subject, &body).await
    }

    /// After the commit: wakes the delivery and tells open pages.
    pub async fn publish(&self, frame: &Frame, seen: &Seen, viewer: &Viewer) {
        frame.site.mail_waiting.notify_one();
        let agencies = seen.duty.agency.into_iter().chain(self.parts.iter().map(|p| p.agency));
        live::changed(&frame.site, seen.duty.campaign, seen.duty.id, agencies, Some(viewer.account)).await;
    }
}

/// Where the page is.
pub(crate) fn address(seen: &Seen) -> String {
    seen.duty.href()
}

/// The form came too late or twice: when the last event is this very act of this very person, it is told and not doubled; else the page
/// comes back with what was typed and what the other did.
pub(crate) async fn late(frame: &Frame, viewer: &Viewer, id: uuid::Uuid, form: Form, kind: &str, said: &str) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let events = crate::store::events(&mut db, id).await?;
    let twice = events.iter().rev().find(|e| e.kind != "note").is_some_and(|e| e.kind == kind && e.actor == Some(viewer.account) && e.words == said);
    if twice {
        return Ok(ui::done(&format!("/nhiem-vu/{id}"), &frame.t("duties-already")));
    }
    show::refused(frame, viewer, id, form, StatusCode::CONFLICT, Some(said)).await
}
