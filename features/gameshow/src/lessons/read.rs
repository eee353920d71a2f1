//! Đọc bài học: the list with one's progress, one card or question per page, the end of a lesson. Without script; an answer is a
//! form that leads back to the question with the explanation.
use super::model::{RIGHT, Stored};
use super::progress::{COOKIE, Progress};
use super::view::{Group, Step};
use super::{key, store, view};
use crate::sets::view::category_words;
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Site, session};
use quiz::question::{Answer, check};
use ui::{Form, Frame, Page};

type Pairs = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "lessons/list.html")]
struct ListPage {
    page: Page,
    groups: Vec<Group>,
    total: usize,
    finished: usize,
    begun: bool,
}

#[derive(Template)]
#[template(path = "lessons/step.html")]
struct StepPage {
    page: Page,
    slug: String,
    title: String,
    category: String,
    dots: Vec<&'static str>,
    here: usize,
    steps: usize,
    step: Step,
    form: Form,
    back: String,
    next: String,
    last: bool,
    source: (String, String),
}

#[derive(Template)]
#[template(path = "lessons/finished.html")]
struct FinishedPage {
    page: Page,
    title: String,
    finished: bool,
    right: usize,
    /// So many right answers finish it.
    needed: usize,
    lines: Vec<(String, Option<bool>, String)>,
    next: Option<(String, String)>,
    source: (String, String),
}

/// The progress of this browser; a new one when there is none or it is not ours.
pub(super) fn progress(site: &Site, headers: &HeaderMap) -> Result<Progress> {
    let key = key::of(site)?;
    let known = session::cookie_value(headers, COOKIE).and_then(|cookie| Progress::open(cookie, &key.0));
    Ok(known.unwrap_or_else(|| Progress::new(rand::random())))
}

/// Adds the cookie to an answer.
pub(super) fn keep(site: &Site, progress: &Progress, mut response: Response) -> Result<Response> {
    let secure = if site.config.is_https() { "; Secure" } else { "" };
    let sealed = progress.seal(&key::of(site)?.0);
    let cookie = format!("{COOKIE}={sealed}; Path=/bai-hoc; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}");
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Error::internal)?);
    Ok(response)
}

/// GET `/bai-hoc`.
pub(super) async fn list(frame: Frame, headers: HeaderMap) -> Result<Response> {
    let progress = progress(&frame.site, &headers)?;
    let all = store::public(&mut frame.site.db.reader()).await?;
    let groups = view::groups(&frame, &all, &progress);
    let tiles = || groups.iter().flat_map(|g| &g.lessons);
    let (total, finished, begun) = (tiles().count(), tiles().filter(|t| t.finished).count(), tiles().any(|t| t.begun));
    let page = frame.page(frame.t("gameshow-lessons-title")).description(frame.t("gameshow-lessons-lead"));
    Ok(ui::html(&ListPage { page, groups, total, finished, begun }))
}

/// POST `/bai-hoc/bat-dau-lai`: another person reads with this browser.
pub(super) async fn begin_again(frame: Frame) -> Result<Response> {
    let mut response = ui::done("/bai-hoc", &frame.t("gameshow-lessons-begun-again"));
    let over = format!("{COOKIE}=; Path=/bai-hoc; HttpOnly; SameSite=Lax; Max-Age=0");
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&over).map_err(Error::internal)?);
    Ok(response)
}

/// GET `/bai-hoc/{slug}`: on where one stopped, else the first card.
pub(super) async fn begin(frame: Frame, headers: HeaderMap, Path(slug): Path<String>) -> Result<Response> {
    let stored = store::by_slug(&mut frame.site.db.reader(), &slug).await?;
    let progress = progress(&frame.site, &headers)?;
    let steps = stored.lesson.cards.len() + stored.lesson.questions.len();
    let furthest = progress.furthest(&slug);
    let step = if progress.is_finished(&slug, stored.lesson.questions.len()) { 1 } else { furthest.clamp(1, steps) };
    Ok(Redirect::to(&format!("/bai-hoc/{slug}/{step}")).into_response())
}

fn page(frame: &Frame, stored: &Stored, progress: &Progress, here: usize, step: Step, form: Form) -> StepPage {
    let lesson = &stored.lesson;
    let steps = lesson.cards.len() + lesson.questions.len();
    let base = format!("/bai-hoc/{}", stored.slug);
    let noindex = here > 1;
    let page = frame.page(lesson.title.clone()).description(lesson.summary.clone());
    StepPage {
        page: if noindex { page.noindex() } else { page },
        slug: stored.slug.clone(),
        title: lesson.title.clone(),
        category: category_words(frame, &lesson.category),
        dots: view::dots(stored, progress, here),
        here,
        steps,
        step,
        form,
        back: if here > 1 { format!("{base}/{}", here - 1) } else { "/bai-hoc".into() },
        next: if here < steps { format!("{base}/{}", here + 1) } else { format!("{base}/xong") },
        last: here == steps,
        source: (lesson.source.clone(), lesson.source_url.clone()),
    }
}

/// GET `/bai-hoc/{slug}/{step}`: a card, or a question; with `a=…` also what is right of that answer and why.
pub(super) async fn step(frame: Frame, headers: HeaderMap, Path((slug, here)): Path<(String, usize)>, Query(query): Query<Pairs>) -> Result<Response> {
    let stored = store::by_slug(&mut frame.site.db.reader(), &slug).await?;
    let mut progress = progress(&frame.site, &headers)?;
    let step = shown(&stored, here, values(&query).as_slice())?;
    progress.reach(&slug, here);
    keep(&frame.site, &progress, ui::html(&page(&frame, &stored, &progress, here, step, Form::new())))
}

fn values(pairs: &Pairs) -> Vec<String> {
    pairs.iter().filter(|(name, _)| name == "a").map(|(_, value)| value.clone()).collect()
}

fn shown(stored: &Stored, here: usize, values: &[String]) -> Result<Step> {
    let cards = &stored.lesson.cards;
    let at = here.checked_sub(1).ok_or(Error::NotFound)?;
    if let Some(card) = cards.get(at) {
        return Ok(Step::Card(card.clone()));
    }
    let question = stored.lesson.questions.get(at - cards.len()).ok_or(Error::NotFound)?;
    Ok(Step::Ask(Box::new(view::ask(question, question.parse(values).as_ref()))))
}

/// POST: an answer; what is right is noted, and the page comes back with the explanation.
pub(super) async fn answer(frame: Frame, headers: HeaderMap, Path((slug, here)): Path<(String, usize)>, Body(pairs): Body<Pairs>) -> Result<Response> {
    let stored = store::by_slug(&mut frame.site.db.reader(), &slug).await?;
    let mut progress = progress(&frame.site, &headers)?;
    let questions = &stored.lesson.questions;
    let at = here.checked_sub(1 + stored.lesson.cards.len()).ok_or(Error::NotFound)?;
    let question = questions.get(at).ok_or(Error::NotFound)?;
    let typed = values(&pairs);
    let Some(answer) = question.parse(&typed) else {
        let (step, mut form) = (shown(&stored, here, &[])?, Form::new());
        for value in typed {
            form = form.and("a", value);
        }
        let key = match question.kind_code() {
            "order" => "gameshow-lessons-order-wrong",
            "estimate" => "gameshow-lessons-number-wrong",
            "typed" => "gameshow-lessons-typed-missing",
            _ => "gameshow-lessons-answer-missing",
        };
        form.fail("a", frame.t(key));
        return Ok(ui::unprocessable(&page(&frame, &stored, &progress, here, step, form)));
    };
    progress.reach(&slug, here);
    progress.answer(&slug, at, questions.len(), check(question, &answer).0 >= RIGHT);
    let given = |value: String| format!("a={}", percent(&value));
    let query: Vec<String> = words_of(&answer).into_iter().map(given).collect();
    keep(&frame.site, &progress, Redirect::to(&format!("/bai-hoc/{slug}/{here}?{}#ket-qua", query.join("&"))).into_response())
}

/// An answer as the values of its field.
fn words_of(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::One(at) => vec![at.to_string()],
        Answer::Many(places) | Answer::Order(places) => places.iter().map(u8::to_string).collect(),
        Answer::Typed(text) => vec![text.clone()],
        Answer::Estimate(n) => vec![n.to_string()],
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// GET `/bai-hoc/{slug}/xong`: what was right, what to read next.
pub(super) async fn finished(frame: Frame, headers: HeaderMap, Path(slug): Path<String>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let stored = store::by_slug(&mut db, &slug).await?;
    let all = store::public(&mut db).await?;
    let progress = progress(&frame.site, &headers)?;
    let questions = &stored.lesson.questions;
    let first = stored.lesson.cards.len() + 1;
    let line = |(n, q): (usize, &quiz::Question)| (q.text.clone(), progress.of(&slug, n), format!("/bai-hoc/{slug}/{}", first + n));
    let open = |l: &&super::model::Listed| l.slug != slug && !progress.is_finished(&l.slug, usize::try_from(l.questions).unwrap_or(0));
    let after = all.iter().position(|l| l.slug == slug).map_or(0, |at| at + 1);
    let next = all.iter().skip(after).find(open).or_else(|| all.iter().find(open));
    let page = frame.page(stored.lesson.title.clone()).crumb(frame.t("gameshow-lessons-title"), "/bai-hoc").noindex();
    Ok(ui::html(&FinishedPage {
        page,
        title: stored.lesson.title.clone(),
        finished: progress.is_finished(&slug, questions.len()),
        right: progress.right(&slug, questions.len()),
        needed: super::model::needed(questions.len()),
        lines: questions.iter().enumerate().map(line).collect(),
        next: next.map(|l| (l.title.clone(), format!("/bai-hoc/{}", l.slug))),
        source: (stored.lesson.source.clone(), stored.lesson.source_url.clone()),
    }))
}

impl StepPage {
    /// Whether an option was put at this place (from 1) of an order that was refused.
    fn chosen(&self, place: usize, option: &str) -> bool {
        self.form.values("a").get(place - 1).is_some_and(|value| value == option)
    }
}
