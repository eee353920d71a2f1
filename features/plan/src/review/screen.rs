//! `/ke-hoach/duyet/{id}`: the three panes.
use super::amends::{self, Amends};
use super::facts_view::{self, FactGroup, Unseen, UnreadLines};
use super::view::{self, Card, Name, TextLine};
use super::{actions, facts, facts_form, form, names, open, store};
use crate::known::Desk;
use crate::model::KINDS;
use crate::{publish, source};
use agencies::door::{Directory, Kind};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Result, Site, Viewer};
use serde::Deserialize;
use std::collections::HashMap;
use ui::{Choice, Form, Frame, Page, Step, StepState, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "review/screen.html")]
struct Screen {
    page: Page,
    id: Uuid,
    steps: Vec<Step>,
    lines: Vec<TextLine>,
    cards: Vec<Card>,
    queue: Vec<Name>,
    plain: Vec<Name>,
    everybody: Vec<String>,
    kinds: Vec<Choice>,
    agency_kinds: Vec<Choice>,
    add: Form,
    adding: bool,
    facts: Vec<FactGroup>,
    unread: UnreadLines,
    unseen: Unseen,
    /// Whether to ask if they were seen, with what was chosen for the home page.
    asks: Option<Form>,
    /// What an amended text changes, and the address word of the plan in force.
    amends: Option<Amends>,
    amends_query: String,
    warnings: Vec<String>,
    kept: usize,
    waiting: usize,
    waiting_names: usize,
    sure: usize,
    undo: bool,
    saved: String,
    /// The choice of the home page, while another campaign is shown there.
    home: Option<HomeChoice>,
    /// Name of the campaign whose plan this may amend.
    unsure: Option<String>,
}

/// When the new campaign comes to the home page.
struct HomeChoice {
    running: String,
    chosen: String,
    day: String,
}

/// Which forms are open, with what was typed.
#[derive(Default)]
pub(super) struct Opened {
    pub edit: Option<(u32, Form)>,
    pub split: Option<(u32, Form)>,
    pub add: Option<Form>,
    pub name: Option<(String, Form)>,
    pub fact: Option<(facts::Key, Form)>,
    pub home: Option<Form>,
    /// Asks whether what the reader was not sure of was seen.
    pub asks: bool,
    /// Catalogue key of something to say on top.
    pub notice: Option<&'static str>,
}

/// Which form the reader asks for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    sua: Option<u32>,
    tach: Option<u32>,
    /// Code of a fact.
    dukien: Option<String>,
    /// A line to make a duty of.
    dong: Option<usize>,
}

/// GET `/ke-hoach/duyet/{id}`.
pub(crate) async fn show(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Result<Response> {
    let draft = open(&mut site.db.reader(), &viewer, id).await?;
    let mut opened = Opened::default();
    if let Some(duty) = asked.sua.and_then(|key| draft.work.get(key)) {
        let form = match draft.work.typed.get(&duty.key) {
            Some(typed) => Form::from_pairs(typed.clone()).with("revision", duty.revision.to_string()),
            None => form::of(duty),
        };
        opened.edit = Some((duty.key, form));
    }
    if let Some(duty) = asked.tach.and_then(|key| draft.work.get(key)) {
        let parts = duty.duty.text.replace("; ", ";\n");
        opened.split = Some((duty.key, Form::new().with("parts", parts).with("revision", duty.revision.to_string())));
    }
    let fact = asked.dukien.as_deref().and_then(facts::Key::parse).filter(|key| key.kind != facts::Kind::Line);
    if let Some(key) = fact.filter(|key| facts::fits(&draft.reading, &draft.work.facts, *key)) {
        opened.fact = Some((key, facts_form::of(&draft.reading, &draft.work.facts, key)));
    }
    if let Some(line) = asked.dong {
        let words = source::lines(&draft.reading.source.text).get(line.wrapping_sub(1)).map(|l| actions::words(l.text)).unwrap_or_default();
        opened.add = Some(Form::new().with("line", line.to_string()).with("text", words));
    }
    render(&site, &frame, &viewer, id, opened, StatusCode::OK).await
}

/// The screen as it stands now, with the forms that are open.
pub(super) async fn render(site: &Site, frame: &Frame, viewer: &Viewer, id: Uuid, opened: Opened, status: StatusCode) -> Result<Response> {
    let mut db = site.db.reader();
    let draft = open(&mut db, viewer, id).await?;
    let directory = Directory::load(&mut db).await?;
    let on = publish::names_on(&draft.reading);
    let text = draft.reading.source.text.as_str();
    let lines = source::lines(text);
    let letters: Vec<char> = text.chars().collect();
    let confirmed = names::confirmed(&mut db, draft.campaign).await?;
    let unknown = names::unknown(&draft.work, &draft.reading, &directory, &confirmed, on, &lines, &letters);
    let mut cards = view::cards(&draft.work, &unknown, &lines);
    let shown = view::text(&draft.reading, &draft.work, &cards, &unknown, &lines, &letters);
    for card in &mut cards {
        card.edit = opened.edit.as_ref().filter(|(key, _)| *key == card.key).map(|(_, f)| f.clone().within("sua"));
        card.split = opened.split.as_ref().filter(|(key, _)| *key == card.key).map(|(_, f)| f.clone().within("tach"));
    }
    let before = amends::before(&mut db, draft.campaign).await?;
    let known = match draft.campaign {
        Some(campaign) => Desk::known(site, campaign, None).await?,
        None => HashMap::new(),
    };
    let amends = before.as_ref().map(|b| amends::of(frame, b, &draft.work, &draft.work.apply(&draft.reading).0, &mut cards, &known));
    let typed = |key: &str| opened.name.as_ref().filter(|(k, _)| k == key).map(|(_, f)| f);
    let (plain, mut queue): (Vec<Name>, Vec<Name>) = unknown.iter().map(|u| view::name(u, typed(&u.key))).partition(Name::is_new);
    queue.sort_by_key(|n| (!n.waits, n.is_vague()));
    let everybody = names::candidates(&draft.work, &draft.reading, &directory, on).into_iter().map(|(_, name)| name).collect();
    let kept = cards.iter().filter(|c| !c.removed).count();
    let waiting = draft.work.waiting();
    let mut page = frame.page(frame.t1("plan-review-of", "name", draft.file_name.clone())).active("/ke-hoach/duyet").noindex();
    if let Some(key) = opened.notice {
        page = page.notice(Tone::Warn, frame.t(key));
    }
    let none = std::iter::once(Choice::new("", frame.t("plan-kind-by-activity")));
    let home = home_choice(site, &mut db, &draft, opened.home.as_ref()).await?;
    let unsure = match draft.work.unsure {
        Some(other) => Some(crate::store::campaign(&mut db, other).await?.full_name()),
        None => None,
    };
    let (facts, unread) = (facts_view::groups(&draft.reading, &draft.work, opened.fact.as_ref(), &lines), facts_view::unread(&draft.reading, &draft.work, &lines));
    let template = Screen {
        home,
        unsure,
        unseen: Unseen::of(&facts, &unread),
        asks: opened.home.filter(|_| opened.asks),
        facts,
        unread,
        steps: steps(frame),
        lines: shown,
        waiting_names: unknown.iter().filter(|u| u.waits()).count(),
        sure: kept - waiting,
        kept,
        waiting,
        cards,
        queue,
        plain,
        everybody,
        kinds: none.chain(KINDS.iter().map(|k| Choice::new(*k, frame.t(&format!("plan-kind-{k}"))))).collect(),
        agency_kinds: Kind::ALL.iter().map(|k| Choice::new(k.code(), frame.t(k.key()))).collect(),
        adding: opened.add.is_some(),
        add: opened.add.unwrap_or_default().within("them"),
        amends,
        amends_query: before.map_or(String::new(), |b| format!("?nam={}", b.campaign.slug)),
        warnings: draft.reading.warnings.iter().map(|w| w.text.clone()).collect(),
        undo: draft.work.last_step().is_some(),
        saved: vietnamese::dates::time(vietnamese::dates::from_unix_ms(draft.changed_at).time()),
        id,
        page,
    };
    Ok(ui::with_status(status, &template))
}

fn steps(frame: &Frame) -> Vec<Step> {
    vec![
        Step::new(frame.t("plan-step-upload"), StepState::Done).href("/ke-hoach/duyet"),
        Step::new(frame.t("plan-step-read"), StepState::Done),
        Step::new(frame.t("plan-step-review"), StepState::Now),
        Step::new(frame.t("plan-step-publish"), StepState::Next),
    ]
}

/// What is asked about the home page: nothing for an amendment, or while no campaign is shown there.
async fn home_choice(site: &Site, db: &mut base::Reader<'_>, draft: &store::Draft, typed: Option<&Form>) -> Result<Option<HomeChoice>> {
    if draft.campaign.is_some() {
        return Ok(None);
    }
    let (home, running) = publish::home_of(db, site.clock.today(), &draft.work.apply(&draft.reading).0).await?;
    let Some(running) = running else { return Ok(None) };
    let (chosen, day) = match home {
        publish::Home::Now => ("now", String::new()),
        publish::Home::From(day) => ("from", crate::words::date(day)),
        publish::Home::No => ("no", String::new()),
    };
    let chosen = typed.map_or(chosen, |f| f.value("home")).to_owned();
    let day = typed.map_or(day, |f| f.value("home_day").to_owned());
    Ok(Some(HomeChoice { running: running.full_name(), chosen, day }))
}
