//! Việc trên từng nhiệm vụ: each is one POST, saved at once. Two officers may work side by side: only who changes the very
//! duty that the other has just changed is asked to look again.
use super::store::Draft;
use super::work::Refused;
use super::{form, open, screen, store};
use crate::{publish, source};
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site, Viewer};
use plan_reader::model::Span;
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// Pairs of a form as the browser sends them.
pub(super) type Pairs = Vec<(String, String)>;

/// How often a save is tried again when another officer saved something else meanwhile.
const TRIES: usize = 6;

/// Loads the draft, changes its work and saves it with an audit line; again from the newest state if somebody was faster.
pub(super) async fn act<T>(
    site: &Site,
    viewer: &Viewer,
    id: Uuid,
    action: &str,
    mut change: impl FnMut(&mut Draft) -> Result<T, Refused>,
) -> Result<Result<(T, Draft), Refused>> {
    for _ in 0..TRIES {
        let mut tx = site.db.write().await?;
        let mut draft = open(&mut tx, viewer, id).await?;
        let done = match change(&mut draft) {
            Ok(done) => done,
            Err(refused) => return Ok(Err(refused)),
        };
        let actor = viewer.actor();
        if store::save(&mut tx, &draft, actor.at).await? {
            tx.audit(&actor, action, "plan_draft", id, draft.campaign, json!({ "revision": draft.revision + 1 })).await?;
            tx.commit().await?;
            return Ok(Ok((done, draft)));
        }
    }
    Err(Error::Conflict("plan-review-changed".into()))
}

/// The way back to the screen, at a duty.
fn back(frame: &Frame, id: Uuid, to: Option<u32>, refused: Option<Refused>) -> Response {
    back_at(frame, id, &to.map(|key| format!("d-{key}")).unwrap_or_default(), refused)
}

/// The way back to the screen, at a place of it.
pub(super) fn back_at(frame: &Frame, id: Uuid, at: &str, refused: Option<Refused>) -> Response {
    let path = if at.is_empty() { format!("/ke-hoach/duyet/{id}") } else { format!("/ke-hoach/duyet/{id}#{at}") };
    match refused {
        None => axum::response::Redirect::to(&path).into_response(),
        Some(Refused::Changed) => ui::warned(&path, &frame.t("plan-review-other")),
        Some(Refused::Gone) => ui::warned(&path, &frame.t("plan-review-gone")),
        Some(Refused::Nothing) => ui::warned(&path, &frame.t("plan-review-nothing")),
    }
}

pub(super) fn revision(pairs: &Pairs) -> u32 {
    pairs.iter().find(|(n, _)| n == "revision").and_then(|(_, v)| v.parse().ok()).unwrap_or(0)
}

macro_rules! simple {
    ($(#[$doc:meta])* $name:ident, $action:literal, |$work:ident, $key:ident, $revision:ident| $change:expr) => {
        $(#[$doc])*
        pub(crate) async fn $name(
            State(site): State<Site>, frame: Frame, viewer: Viewer, Path((id, $key)): Path<(Uuid, u32)>, Body(pairs): Body<Pairs>,
        ) -> Result<Response> {
            let $revision = revision(&pairs);
            let done = act(&site, &viewer, id, $action, |draft| { let $work = &mut draft.work; $change }).await?;
            Ok(match done {
                Ok((to, _)) => back(&frame, id, to, None),
                Err(refused) => back(&frame, id, Some($key), Some(refused)),
            })
        }
    };
}

simple!(
    /// POST `…/dung`: "Đúng rồi".
    confirm, "plan.review.confirm", |work, key, revision| work.confirm(key, revision).map(|()| work.after(key))
);
simple!(
    /// POST `…/gop`: joins it to the one before.
    merge, "plan.review.merge", |work, key, revision| work.merge(key, revision).map(Some)
);
simple!(
    /// POST `…/bo`.
    remove, "plan.review.remove", |work, key, revision| work.remove(key, revision, true).map(|()| work.after(key))
);
simple!(
    /// POST `…/khoi-phuc`.
    restore, "plan.review.restore", |work, key, revision| work.remove(key, revision, false).map(|()| Some(key))
);

/// POST `…/hoan-tac`.
pub(crate) async fn undo(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let done = act(&site, &viewer, id, "plan.review.undo", |draft| draft.work.undo().ok_or(Refused::Nothing)).await?;
    Ok(match done {
        Ok((to, _)) => back(&frame, id, Some(to), None),
        Err(refused) => back(&frame, id, None, Some(refused)),
    })
}

/// POST `…/nhiem-vu/{key}`: saves the edit form.
pub(crate) async fn edit(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path((id, key)): Path<(Uuid, u32)>,
    Body(pairs): Body<Pairs>,
) -> Result<Response> {
    let revision = revision(&pairs);
    let mut typed = Form::from_pairs(pairs);
    let draft = open(&mut site.db.reader(), &viewer, id).await?;
    let stored = draft.work.get(key).and_then(|d| d.duty.deadline.as_ref()).map(|d| d.text.clone()).unwrap_or_default();
    let Some(edit) = form::read(&mut typed, &stored, publish::names_on(&draft.reading).year(), |k| frame.t(k)) else {
        let opened = screen::Opened { edit: Some((key, typed)), ..Default::default() };
        return screen::render(&site, &frame, &viewer, id, opened, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let done = act(&site, &viewer, id, "plan.review.edit", |draft| {
        draft.work.edit(key, revision, edit.clone()).map(|()| draft.work.after(key).unwrap_or(key))
    });
    match done.await? {
        Ok((_, _)) => Ok(back(&frame, id, Some(key), None)),
        Err(Refused::Changed) => {
            // The newest state stands above; what was typed is kept and can be saved over it.
            let draft = open(&mut site.db.reader(), &viewer, id).await?;
            let now = draft.work.get(key).map_or(0, |d| d.revision);
            let mut kept = typed.with("revision", now.to_string());
            kept.fail("text", frame.t("plan-review-other"));
            let opened = screen::Opened { edit: Some((key, kept)), ..Default::default() };
            screen::render(&site, &frame, &viewer, id, opened, StatusCode::CONFLICT).await
        }
        Err(refused) => Ok(back(&frame, id, None, Some(refused))),
    }
}

/// POST `…/nhap`: keeps what is being typed into the edit form (sent by the browser while typing).
pub(crate) async fn typed(
    State(site): State<Site>,
    viewer: Viewer,
    Path((id, key)): Path<(Uuid, u32)>,
    Body(pairs): Body<Pairs>,
) -> Result<Response> {
    let mut pairs = pairs;
    pairs.iter_mut().for_each(|(_, value)| *value = value.chars().take(8000).collect());
    pairs.truncate(12);
    for _ in 0..TRIES {
        let mut tx = site.db.write().await?;
        let mut draft = open(&mut tx, &viewer, id).await?;
        if draft.work.get(key).is_none() {
            return Err(Error::NotFound);
        }
        draft.work.typed.insert(key, pairs.clone());
        tx.unaudited("half-typed words are no change yet");
        if store::save(&mut tx, &draft, viewer.actor().at).await? {
            tx.commit().await?;
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
    }
    Err(Error::Conflict("plan-review-changed".into()))
}

/// POST `…/tach`: each line of the field becomes a duty of its own.
pub(crate) async fn split(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path((id, key)): Path<(Uuid, u32)>,
    Body(pairs): Body<Pairs>,
) -> Result<Response> {
    let revision = revision(&pairs);
    let typed = Form::from_pairs(pairs);
    let clean = |line: String| line.trim_matches(|c: char| c.is_whitespace() || ";,".contains(c)).to_owned();
    let parts: Vec<String> = form::lines(typed.value("parts")).into_iter().map(clean).filter(|p| !p.is_empty()).collect();
    if parts.len() < 2 {
        let opened = screen::Opened { split: Some((key, typed.failing("parts", frame.t("plan-error-split")))), ..Default::default() };
        return screen::render(&site, &frame, &viewer, id, opened, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let done = act(&site, &viewer, id, "plan.review.split", |draft| {
        let letters: Vec<char> = draft.reading.source.text.chars().collect();
        draft.work.split(key, revision, &parts, &letters)
    });
    Ok(match done.await? {
        Ok((to, _)) => back(&frame, id, Some(to), None),
        Err(refused) => back(&frame, id, Some(key), Some(refused)),
    })
}

/// The words of a line without its bullet.
pub(super) fn words(line: &str) -> String {
    line.trim_matches(|c: char| c.is_whitespace() || "-+*•".contains(c)).to_owned()
}

/// POST `…/nhiem-vu`: a duty that the reader missed, from the words of a line or typed.
pub(crate) async fn add(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Body<Pairs>) -> Result<Response> {
    let draft = open(&mut site.db.reader(), &viewer, id).await?;
    let mut typed = Form::from_pairs(pairs);
    let text = draft.reading.source.text.clone();
    let lines = source::lines(&text);
    let line = typed.value("line").trim().parse::<usize>().ok().and_then(|n| lines.get(n.wrapping_sub(1)));
    if !typed.value("line").trim().is_empty() && line.is_none() {
        typed.fail("line", frame.t("plan-error-line"));
    }
    let words = line.map(|l| words(l.text));
    if typed.value("text").trim().is_empty()
        && let Some(words) = words
    {
        typed = typed.with("text", words);
    }
    let edit = form::read(&mut typed, "", publish::names_on(&draft.reading).year(), |k| frame.t(k));
    let (Some(edit), true) = (edit, typed.ok()) else {
        let opened = screen::Opened { add: Some(typed), ..Default::default() };
        return screen::render(&site, &frame, &viewer, id, opened, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let letters: Vec<char> = text.chars().collect();
    let (from, to) = line.map_or((0, letters.len()), |l| (l.start, l.end));
    let span = source::find(&letters, from, to, &edit.text).unwrap_or((from, if line.is_some() { to } else { from }));
    let path = crate::publish::path_at(&draft.reading, span.0);
    let because = frame.t("plan-review-by-person");
    let done = act(&site, &viewer, id, "plan.review.add", |draft| {
        Ok(draft.work.add(path.clone(), Span { start: span.0, end: span.1 }, edit.clone(), &because))
    });
    Ok(match done.await? {
        Ok((to, _)) => back(&frame, id, Some(to), None),
        Err(refused) => back(&frame, id, None, Some(refused)),
    })
}
