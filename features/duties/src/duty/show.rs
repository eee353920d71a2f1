//! Trang nhiệm vụ: puts the page together. A refused form comes back through here with everything that was typed.
use super::acts::{field, may};
use super::evidence::got_key;
use super::rows::{PartRow, Piece, part, piece};
use super::section::{self, Section};
use super::seen::Seen;
use super::store;
use super::timeline::{self, Line};
use crate::model::{Act, State};
use crate::notices::{Post, To};
use crate::staff::{Names, Person};
use crate::store::{Duty, Event};
use crate::words;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Result, Viewer};
use plan::door::Assignment;
use ui::{Choice, Form, Frame, Link, Page, Step, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "duty/show.html")]
struct ShowPage {
    page: Page,
    form: Form,
    duty: Duty,
    line: Assignment,
    plan_href: String,
    tone: Tone,
    state: String,
    step: Option<(Tone, String)>,
    left: String,
    first_deadline: String,
    deadline: String,
    finished: String,
    agency: String,
    agency_href: String,
    officer: String,
    siblings: Vec<Link>,
    clash: Option<Clash>,
    primary: Option<Offer>,
    offers: Vec<Offer>,
    report: bool,
    reported: String,
    arrived: String,
    evidence: Vec<Piece>,
    evidence_key: String,
    parts: Vec<PartRow>,
    sections: Vec<Section>,
    flow: Vec<Step>,
    history: Vec<Line>,
    works: bool,
    may_note: bool,
    note_key: String,
    officers: Vec<Choice>,
    agencies: Vec<Choice>,
    message: String,
    calls: Vec<Link>,
    live: String,
}

/// What another person did while this one was typing.
struct Clash {
    what: String,
    who: String,
    at: String,
    words: String,
    typed: String,
}

/// An act that is possible now.
struct Offer {
    act: Act,
    code: &'static str,
    label: String,
    hint: String,
    field: String,
    needs_reason: bool,
    open: bool,
    key: &'static str,
}

/// `GET /nhiem-vu/{id}`
pub(crate) async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    Ok(ui::html(&page(&frame, &viewer, id, Form::new(), None).await?))
}

/// The page again, with what was typed; for a conflict (`status` 409) also with what the other person did. `said` are words that may
/// have lost their form, since the act is no longer possible.
pub(crate) async fn refused(frame: &Frame, viewer: &Viewer, id: Uuid, form: Form, status: StatusCode, said: Option<&str>) -> Result<Response> {
    // Evidence that was typed beside the words of a report may have lost its form too
    let beside = ["r-paper", "r-link", "r-figure", "r-label"].map(|name| form.value(name).trim().to_owned());
    let typed = (status == StatusCode::CONFLICT).then(|| {
        let all = std::iter::once(said.unwrap_or_default().to_owned()).chain(beside);
        all.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
    });
    Ok(ui::with_status(status, &page(frame, viewer, id, form, typed).await?))
}

async fn page(frame: &Frame, viewer: &Viewer, id: Uuid, form: Form, typed: Option<String>) -> Result<ShowPage> {
    let seen = Seen::load(frame, viewer, id).await?;
    let mut db = frame.site.db.reader();
    let line = seen.line(frame).await?;
    let post = Post::load(&mut db, seen.campaign.id).await?;
    let events = crate::store::events(&mut db, id).await?;
    let known = store::evidence(&mut db, id).await?;
    let parts = store::parts(&mut db, seen.duty.assignment).await?;
    let of_line = store::of_line(&mut db, seen.duty.assignment).await?;
    let names = Names::load(&mut db, viewer, &seen.scope, seen.campaign.id, id, &post.staff).await?;
    let cx = section::Context { frame, viewer, campaign: &seen.campaign, duty: &seen.duty, scope: &seen.scope, works: seen.works };
    let sections = section::all(&cx).await?;
    let (today, on, duty) = (frame.site.clock.today(), seen.campaign.names_day(), seen.duty.clone());
    let named = |agency: Option<Uuid>| agency.and_then(|a| post.directory.name_on(a, on));
    let agency = named(duty.agency);
    let agency_name = agency.as_ref().map(|a| a.name.clone()).unwrap_or_default();
    let (tone, state) = words::chip(frame, &duty, today);
    let step = frame.t(words::state_key(duty.state()));
    let offers: Vec<Offer> = Act::ALL.into_iter().filter(|a| may(&seen, *a) && a.from(duty.state()).is_some()).map(|a| offer(frame, &form, a)).collect();
    let (primary, offers) = split(offers, duty.state());
    let partner = parts.iter().any(|p| seen.scope.own.contains(&p.agency));
    let last = events.iter().rfind(|e| e.kind != "note");
    let clash = typed.map(|typed| Clash {
        what: last.map(|e| frame.t(&words::event_key(&e.kind))).unwrap_or_default(),
        who: last.map(|e| timeline::who(frame, e, &names)).unwrap_or_default(),
        at: last.map(|e| words::moment(e.at)).unwrap_or_default(),
        words: last.map(|e| e.words.clone()).unwrap_or_default(),
        typed,
    });
    let message = match last.filter(|_| seen.works || seen.manages) {
        Some(e) => words::message(&frame.site, &duty, &line, &agency_name, &e.kind, &e.words).1,
        None => String::new(),
    };
    let officers: Vec<&Person> = duty.agency.map(|a| post.people(To::Agency(a))).unwrap_or_default();
    let calls = officers.iter().filter(|p| seen.manages && !p.phone.is_empty()).filter_map(|p| {
        let phone = vietnamese::phone::Phone::parse(&p.phone).ok()?;
        Some(Link::new(format!("{} · {}", p.name, phone.national()), phone.link()).icon("call"))
    });
    let crumb = if seen.scope.is_all() { ("duties-table-title", "/nhiem-vu/bang") } else { ("duties-desk-title", "/nhiem-vu") };
    let query = format!("?nam={}", seen.campaign.slug);
    Ok(ShowPage {
        page: frame.page(line.short_name.clone()).noindex().active(crumb.1).crumb(frame.t(crumb.0), crumb.1),
        plan_href: format!("/ke-hoach{query}#nv-{}", duty.number),
        left: duty.deadline().filter(|_| !duty.state().is_finished() && duty.state() != State::Withdrawn).map(|d| words::left(frame, d, today)).unwrap_or_default(),
        step: (step != state).then(|| (words::state_tone(duty.state()), step)),
        tone,
        state,
        first_deadline: words::day(duty.first_deadline.as_deref()),
        deadline: words::day(duty.deadline.as_deref()),
        finished: words::day(duty.finished_on.as_deref()),
        agency_href: agency.map(|a| format!("/co-quan/{}", a.slug)).unwrap_or_default(),
        officer: duty.officer.and_then(|o| names.of(o)).map(str::to_owned).unwrap_or_default(),
        siblings: siblings(frame, &seen, &of_line, named),
        clash,
        reported: events.iter().rfind(|e| e.kind == "report").filter(|_| duty.state() == State::Reported).map(|e| e.words.clone()).unwrap_or_default(),
        arrived: arrived(frame, &duty, &events),
        report: may(&seen, Act::Report) && Act::Report.from(duty.state()).is_some(),
        evidence: known.iter().filter(|e| seen.works || e.removed_at.is_none()).map(|e| piece(frame, id, e)).collect(),
        evidence_key: got_key(&known),
        parts: parts.iter().map(|p| part(frame, viewer, &seen, &form, p, named(Some(p.agency)).map(|a| a.name).unwrap_or_default())).collect(),
        sections,
        flow: timeline::flow(frame, &duty, &events),
        history: timeline::lines(frame, &events, &names, &post.directory, on),
        works: seen.works,
        may_note: seen.works || partner,
        note_key: if form.value("key").is_empty() { Uuid::now_v7().to_string() } else { form.value("key").to_owned() },
        officers: choices(frame, &seen, &post, &officers),
        agencies: agencies(frame, &seen, &post, on),
        form: filled(frame, form, &duty),
        message,
        live: crate::live::address(&frame.site, &format!("/nhiem-vu/{id}/dong-thoi"), &format!("/nhiem-vu/{id}")),
        calls: calls.collect(),
        agency: agency_name,
        primary,
        offers,
        duty,
        line,
    })
}

/// The day that the report names beside the moment at which it arrived; empty when none waits.
fn arrived(frame: &Frame, duty: &Duty, events: &[Event]) -> String {
    let report = events.iter().rfind(|e| e.kind == "report").filter(|_| duty.state() == State::Reported);
    report.map(|e| frame.t2("duties-report-days", "day", words::day(duty.finished_on.as_deref()), "at", words::moment(e.at))).unwrap_or_default()
}

/// Answers that are filled in before anything was typed.
fn filled(frame: &Frame, form: Form, duty: &Duty) -> Form {
    let form = if form.value("finished").is_empty() { form.with("finished", vietnamese::dates::short(frame.site.clock.today())) } else { form };
    let form = if form.value("finished-confirm").is_empty() { form.with("finished-confirm", words::day(duty.finished_on.as_deref())) } else { form };
    if form.values("officer").is_empty() { form.with("officer", duty.officer.map(|o| o.to_string()).unwrap_or_default()) } else { form }
}

fn offer(frame: &Frame, form: &Form, act: Act) -> Offer {
    let (code, field) = (act.code(), field(act));
    let dashed = code.replace('_', "-");
    let key = match act {
        Act::Accept => "t",
        Act::Return | Act::SendBack => "l",
        Act::Start => "d",
        Act::Report => "b",
        Act::Confirm => "x",
        Act::Recall | Act::Insist | Act::Reopen => "h",
    };
    let open = !form.value(&field).is_empty() || !form.error(&field).is_empty();
    Offer { act, code, label: frame.t(&format!("duties-act-{dashed}")), hint: frame.t(&format!("duties-act-{dashed}-hint")), field, needs_reason: act.needs_reason(), open, key }
}

/// The one act that is expected next, and the others. Reporting has a form of its own.
fn split(offers: Vec<Offer>, state: State) -> (Option<Offer>, Vec<Offer>) {
    let next = match state {
        State::Assigned => Some(Act::Accept),
        State::Returned => Some(Act::Insist),
        State::Reported => Some(Act::Confirm),
        State::Accepted | State::Working | State::Confirmed | State::Withdrawn => None,
    };
    let (first, rest): (Vec<Offer>, Vec<Offer>) = offers.into_iter().filter(|o| o.act != Act::Report).partition(|o| Some(o.act) == next);
    (first.into_iter().next(), rest)
}

/// Other agencies' duties of the same line, as far as this person sees them.
fn siblings(frame: &Frame, seen: &Seen, of_line: &[Duty], named: impl Fn(Option<Uuid>) -> Option<agencies::door::AgencyName>) -> Vec<Link> {
    let others = of_line.iter().filter(|d| d.id != seen.duty.id && d.state() != State::Withdrawn);
    let others = others.filter(|d| seen.scope.is_all() || d.agency.is_some_and(|a| seen.scope.own.contains(&a)));
    others.map(|d| Link::new(named(d.agency).map_or_else(|| frame.t("duties-nobody"), |a| a.name), d.href())).collect()
}

/// Who may follow the duty, to choose from; empty for those who may not choose.
fn choices(frame: &Frame, seen: &Seen, post: &Post, officers: &[&Person]) -> Vec<Choice> {
    if !seen.works || seen.duty.state() == State::Withdrawn {
        return Vec::new();
    }
    let coordinators = post.staff.coordinators().filter(|p| seen.manages && !officers.iter().any(|o| o.account == p.account));
    let people: Vec<&Person> = officers.iter().copied().chain(coordinators).collect();
    if people.is_empty() {
        return Vec::new();
    }
    std::iter::once(Choice::new("", frame.t("duties-officer-none"))).chain(people.into_iter().map(|p| Choice::new(p.account.to_string(), p.name.clone()))).collect()
}

/// To whom the duty can be given; empty for those who may not give it.
fn agencies(frame: &Frame, seen: &Seen, post: &Post, on: jiff::civil::Date) -> Vec<Choice> {
    if !seen.manages || seen.duty.state() == State::Withdrawn {
        return Vec::new();
    }
    let living = post.directory.list(on).into_iter().filter(|a| !a.is_group && Some(a.id) != seen.duty.agency);
    std::iter::once(Choice::new("", frame.t("duties-agency-choose"))).chain(living.map(|a| Choice::new(a.id.to_string(), a.name))).collect()
}
