//! Sửa dữ kiện: the form of a fact, checked, and the POSTs that save, confirm, remove and restore it.
use super::actions::{Pairs, act, back_at, revision};
use super::facts::{self, Key, Kind, Values};
use super::{form, open, screen, work::Refused};
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Site, Viewer};
use plan_reader::model::Reading;
use ui::{Form, Frame};
use uuid::Uuid;

/// Longest value of a field, in characters.
const LONGEST: usize = 2000;

/// The fields of a fact as they stand.
pub(super) fn of(reading: &Reading, all: &facts::Facts, key: Key) -> Form {
    let values = facts::values(reading, all, key);
    let revision = all.get(&key.code()).map_or(0, |f| f.revision);
    let shown = |name: &str| {
        let value = values.get(name).cloned().unwrap_or_default();
        if is_day(name) { crate::model::day(Some(&value)).map(crate::words::date).unwrap_or_default() } else { value }
    };
    key.kind.fields().iter().fold(Form::new().with("revision", revision.to_string()), |form, name| form.with(name, shown(name)))
}

fn is_day(name: &str) -> bool {
    matches!(name, "from" | "until")
}

/// Reads the form; errors are written into it.
fn read(form: &mut Form, kind: Kind, t: impl Fn(&str) -> String) -> Option<Values> {
    let mut values = Values::new();
    for name in kind.fields() {
        let value = match *name {
            "from" | "until" => form::date(form, name, &t).unwrap_or_default(),
            "members" | "lead" | "organising" | "coordinating" => form::lines(form.value(name)).join("\n"),
            name => vietnamese::normalize_line(form.value(name)),
        };
        if value.chars().count() > LONGEST {
            form.fail(name, t("plan-error-long"));
        }
        values.insert((*name).to_owned(), value);
    }
    let is = |name: &str| values.get(name).is_some_and(|v| !v.is_empty());
    let must = match kind {
        Kind::Stop | Kind::Recipient => Some("name"),
        Kind::Theme | Kind::Milestone => Some("words"),
        Kind::Period | Kind::Closing => Some("from").filter(|_| !is("words") && !is("until")),
        Kind::Organisers => Some("lead").filter(|_| !is("organising") && !is("coordinating")),
        Kind::Line => None,
    };
    if let Some(name) = must.filter(|name| !is(name) && form.error(name).is_empty()) {
        form.fail(name, t("plan-error-fact"));
    }
    if is("from") && is("until") && values["from"] > values["until"] {
        form.fail("until", t("plan-error-order"));
    }
    form.ok().then_some(values)
}

/// POST `…/du-kien/{code}`: saves the form of a fact, old or new.
pub(crate) async fn save(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path((id, code)): Path<(Uuid, String)>,
    Body(pairs): Body<Pairs>,
) -> Result<Response> {
    let key = key(&site, &viewer, id, &code).await?;
    let seen = revision(&pairs);
    let mut typed = Form::from_pairs(pairs);
    let Some(values) = read(&mut typed, key.kind, |k| frame.t(k)) else {
        let opened = screen::Opened { fact: Some((key, typed)), ..Default::default() };
        return screen::render(&site, &frame, &viewer, id, opened, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let done = act(&site, &viewer, id, "plan.review.fact", |draft| draft.work.fact(&code, seen, |f| {
        f.values = Some(values.clone());
        (f.confirmed, f.removed) = (true, false);
    }));
    match done.await? {
        Ok(_) => Ok(back_at(&frame, id, &format!("f-{code}"), None)),
        Err(Refused::Changed) => {
            let draft = open(&mut site.db.reader(), &viewer, id).await?;
            let now = draft.work.facts.get(&code).map_or(0, |f| f.revision);
            let mut kept = typed.with("revision", now.to_string());
            kept.fail(key.kind.fields().first().copied().unwrap_or("words"), frame.t("plan-review-other"));
            let opened = screen::Opened { fact: Some((key, kept)), ..Default::default() };
            screen::render(&site, &frame, &viewer, id, opened, StatusCode::CONFLICT).await
        }
        Err(refused) => Ok(back_at(&frame, id, "du-kien", Some(refused))),
    }
}

/// POST `…/du-kien/{code}/{verb}`: `dung` confirms, `bo` removes (a line: passes it over), `khoi-phuc` takes it in again.
pub(crate) async fn decide(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path((id, code, verb)): Path<(Uuid, String, String)>,
    Body(pairs): Body<Pairs>,
) -> Result<Response> {
    let key = key(&site, &viewer, id, &code).await?;
    let done = act(&site, &viewer, id, "plan.review.fact", |draft| match verb.as_str() {
        "dung" => draft.work.fact(&code, revision(&pairs), |f| f.confirmed = true),
        "bo" => draft.work.fact(&code, revision(&pairs), |f| f.removed = true),
        "khoi-phuc" => draft.work.fact(&code, revision(&pairs), |f| f.removed = false),
        _ => Err(Refused::Gone),
    });
    let at = if key.kind == Kind::Line { "chua-doc".to_owned() } else { format!("f-{code}") };
    Ok(back_at(&frame, id, &at, done.await?.err()))
}

/// The fact of an address, if the draft has it.
async fn key(site: &Site, viewer: &Viewer, id: Uuid, code: &str) -> Result<Key> {
    let draft = open(&mut site.db.reader(), viewer, id).await?;
    Key::parse(code).filter(|key| facts::fits(&draft.reading, &draft.work.facts, *key)).ok_or(Error::NotFound)
}
