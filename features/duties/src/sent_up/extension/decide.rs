//! Trả lời đề nghị gia hạn: approve (perhaps another day), refuse, pass up to the leader or back, withdraw. Who saw an older state is
//! told and loses nothing that was typed.
use super::store::{self, Line};
use super::view::{Loaded, again};
use super::href;
use crate::live;
use crate::model::{Hand, State, may_extend};
use crate::scope::Scope;
use crate::sent_up::desk::Desk;
use crate::sent_up::model::LineState;
use crate::sent_up::notice::{self, Notice, To};
use crate::sent_up::store::{Note, Reach, note};
use crate::store::Move;
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Actor, Error, Result, Tx, Viewer, args};
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use ui::{Form, Frame};
use uuid::Uuid;

/// Pairs of a form; a name may come more than once.
pub type Typed = Vec<(String, String)>;

/// What is done to the chosen duties of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Do {
    Approve,
    Refuse,
    Up,
    Back,
}

impl Do {
    fn kind(self) -> &'static str {
        match self {
            Do::Approve => "grant",
            Do::Refuse => "refuse",
            Do::Up => "pass_up",
            Do::Back => "pass_back",
        }
    }
    fn verb(self) -> &'static str {
        match self {
            Do::Approve => "extension.approve",
            Do::Refuse => "extension.refuse",
            Do::Up => "extension.pass-up",
            Do::Back => "extension.pass-back",
        }
    }
    fn to(self) -> LineState {
        match self {
            Do::Approve => LineState::Approved,
            Do::Refuse => LineState::Refused,
            Do::Up => LineState::Up,
            Do::Back => LineState::Open,
        }
    }
}

pub(super) fn value<'t>(typed: &'t Typed, name: &str) -> &'t str {
    typed.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
}

fn revision(typed: &Typed) -> i64 {
    value(typed, "revision").parse().unwrap_or(0)
}

/// `POST /nhiem-vu/gia-han/{id}/xu-ly`: the coordinating department.
pub async fn office(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = Loaded::find(&frame, &viewer, id).await?;
    loaded.desk.demand_office(&viewer)?;
    let grants = Hand::Office.grants(loaded.desk.rules.leader_extends);
    let (what, from) = match value(&typed, "do") {
        "approve" if grants => (Do::Approve, LineState::Open),
        "refuse" => (Do::Refuse, LineState::Open),
        "up" => (Do::Up, LineState::Open),
        "recall" => (Do::Back, LineState::Up),
        _ => return Err(Error::Forbidden),
    };
    answer(&frame, &viewer, loaded, typed, what, from, Hand::Office).await
}

/// `POST /nhiem-vu/gia-han/{id}/quyet-dinh`: the leader.
pub async fn leader(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = Loaded::find(&frame, &viewer, id).await?;
    if !loaded.desk.decides(&viewer) {
        return Err(Error::Forbidden);
    }
    let what = match value(&typed, "do") {
        "approve" => Do::Approve,
        "refuse" => Do::Refuse,
        "back" => Do::Back,
        _ => return Err(Error::Invalid("sentup-error-form".into())),
    };
    answer(&frame, &viewer, loaded, typed, what, LineState::Up, Hand::Leader).await
}

async fn answer(frame: &Frame, viewer: &Viewer, loaded: Loaded, typed: Typed, what: Do, from: LineState, hand: Hand) -> Result<Response> {
    let mut form = Form::from_pairs(typed.iter().cloned());
    let words = vietnamese::normalize(value(&typed, "y-kien")).trim().to_owned();
    let all = value(&typed, "do") == "recall";
    let chosen: Vec<&Line> = loaded.lines.iter().filter(|l| all || form.has("viec", &l.id.to_string())).collect();
    // Somebody else answered meanwhile: what they did is shown before anything else is found wrong.
    if loaded.record.revision != revision(&typed) || chosen.iter().any(|l| l.state() != from && !all) {
        return again(frame, viewer, &loaded, form.failing("", frame.t("sentup-conflict")), true).await;
    }
    let chosen: Vec<&Line> = chosen.into_iter().filter(|l| l.state() == from).collect();
    if chosen.is_empty() {
        form.fail("", frame.t("sentup-extension-error-none"));
    }
    if words.is_empty() && what == Do::Refuse {
        form.fail("y-kien", frame.t("sentup-extension-error-why"));
    }
    let mut days = HashMap::new();
    for line in chosen.iter().filter(|_| what == Do::Approve) {
        let field = format!("ngay-{}", line.id);
        let day = vietnamese::dates::parse_date(form.value(&field)).map_err(|_| "sentup-extension-error-day");
        match day.and_then(|day| granted(&loaded.desk, hand, line.duty_state.as_str(), line.deadline.as_deref(), day).map(|()| day)) {
            Ok(day) => drop(days.insert(line.id, day)),
            Err(key) => form.fail(&field, frame.t(key)),
        }
    }
    if !form.ok() {
        return again(frame, viewer, &loaded, form, false).await;
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    crate::store::lock(&mut tx, loaded.desk.campaign.id).await?;
    match apply(frame, &mut tx, &actor, &loaded, &chosen, (what, hand), &days, &words).await {
        Err(Error::Conflict(key)) => {
            drop(tx);
            return again(frame, viewer, &loaded, form.failing("", frame.t(&key)), true).await;
        }
        other => other?,
    }
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    for line in chosen.iter().filter(|_| what == Do::Approve) {
        live::changed(&frame.site, loaded.desk.campaign.id, line.duty, [line.agency], actor.account).await;
    }
    Ok(ui::done(&href(loaded.record.id), &frame.t(&format!("sentup-extension-did-{}", what.kind().replace('_', "-")))))
}

#[allow(clippy::too_many_arguments)]
async fn apply(frame: &Frame, tx: &mut Tx, actor: &Actor, loaded: &Loaded, chosen: &[&Line], (what, hand): (Do, Hand), days: &HashMap<Uuid, Date>, words: &str) -> Result<()> {
    let Loaded { desk, record, .. } = loaded;
    store::touch(tx, record.id, record.revision).await?;
    let due_at = desk.rules.due(desk.now, desk.rules.extend);
    for line in chosen {
        match what {
            Do::Up | Do::Back => store::pass(tx, actor, line, what.to(), due_at).await?,
            Do::Refuse => store::decide(tx, actor, line, what.to(), None, words).await?,
            Do::Approve => {
                let day = *days.get(&line.id).ok_or_else(|| Error::Conflict("sentup-conflict".into()))?;
                store::decide(tx, actor, line, what.to(), Some(&day.to_string()), words).await?;
                extend(tx, actor, desk, hand, line, day, words).await?;
            }
        }
    }
    if what == Do::Up {
        tx.exec(store::OPINION, args![record.id, words]).await?;
    }
    let one_day = days.values().next().filter(|first| days.values().all(|d| d == *first));
    let detail = json!({ "duties": chosen.len(), "day": one_day.map(ToString::to_string), "spent": chosen.iter().map(|l| desk.minutes(l.step_at, desk.now)).max() });
    let reach = if matches!(what, Do::Up | Do::Back) { Reach::Office } else { Reach::All };
    note(tx, actor, Note { subject: record.id, slip: None, kind: what.kind(), reach, words, detail: detail.clone() }).await?;
    tx.audit(actor, what.verb(), "extension", record.id, Some(desk.campaign.id), detail).await?;
    let (to, kind) = match what {
        Do::Approve => (To::Agencies(vec![record.agency]), "extension-granted"),
        Do::Refuse => (To::Agencies(vec![record.agency]), "extension-refused"),
        Do::Up => (To::Leaders, "extension-up"),
        Do::Back => (To::Office, "extension-back"),
    };
    let title = format!("{}: {}", desk.name(record.agency), chosen.iter().map(|l| l.short_name.as_str()).collect::<Vec<_>>().join("; "));
    let told = Notice { campaign: desk.campaign.id, to, kind, title: &title, words, href: &href(record.id) };
    notice::send(&frame.site, tx, actor, &told).await.map(drop)
}

/// Whether this hand may grant a duty that stands so this day.
fn granted(desk: &Desk, hand: Hand, state: &str, deadline: Option<&str>, day: Date) -> std::result::Result<(), &'static str> {
    let state = State::of(state).unwrap_or(State::Withdrawn);
    may_extend(hand, desk.rules.leader_extends, state, plan::door::day(deadline), day, desk.today)
}

/// The new deadline begins to hold; the state of the duty and its first deadline stay.
async fn extend(tx: &mut Tx, actor: &Actor, desk: &Desk, hand: Hand, line: &Line, day: Date, words: &str) -> Result<()> {
    let duty = crate::store::find(tx, &Scope::all(desk.campaign.id), line.duty).await?;
    // Reported, confirmed or withdrawn meanwhile: there is nothing left to extend; only a refusal closes it.
    granted(desk, hand, &duty.state, duty.deadline.as_deref(), day).map_err(|key| Error::Conflict(key.into()))?;
    let to = Move {
        kind: "extend",
        state: duty.state(),
        deadline: Some(day.to_string()),
        finished_on: duty.finished_on.clone(),
        words,
        detail: json!({ "deadline_before": duty.deadline, "deadline": day.to_string(), "extension": line.extension }),
    };
    crate::store::step(tx, actor, &duty, to).await
}

/// `POST /nhiem-vu/gia-han/{id}/rut`: the agency takes back what was not answered yet.
pub async fn withdraw(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = Loaded::find(&frame, &viewer, id).await?;
    let Loaded { desk, record, lines } = &loaded;
    if !desk.acts_for(&viewer, record.agency) {
        return Err(Error::Forbidden);
    }
    let open: Vec<&Line> = lines.iter().filter(|l| l.state().is_open()).collect();
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let touched = store::touch(&mut tx, id, revision(&typed)).await;
    if touched.is_err() || open.is_empty() {
        drop(tx);
        return again(&frame, &viewer, &loaded, Form::new().failing("", frame.t("sentup-conflict")), true).await;
    }
    for line in &open {
        store::decide(&mut tx, &actor, line, LineState::Withdrawn, None, "").await?;
    }
    let detail = json!({ "duties": open.len() });
    note(&mut tx, &actor, Note { subject: id, slip: None, kind: "withdraw", reach: Reach::All, words: "", detail: detail.clone() }).await?;
    tx.audit(&actor, "extension.withdraw", "extension", id, Some(desk.campaign.id), detail).await?;
    let told = Notice { campaign: desk.campaign.id, to: To::Office, kind: "extension-withdrawn", title: &desk.name(record.agency), words: "", href: &href(id) };
    notice::send(&frame.site, &mut tx, &actor, &told).await?;
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    Ok(ui::done(&href(id), &frame.t("sentup-extension-did-withdraw")))
}
