//! Danh sách và tạo ván: what is on and what was of the games that one may run, and the form of a new game.
use crate::model::{Draft, Listed, NewGame};
use crate::scope::Scope;
use crate::{RUN, sets, store};
use askama::Template;
use axum::Form as Body;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Viewer};
use quiz::{Entry, Event};
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// So many PINs are tried before there is none free.
const TRIES: u32 = 50;

#[derive(Template)]
#[template(path = "host/games.html")]
struct GamesPage {
    page: Page,
    on: Vec<Listed>,
    over: Vec<Listed>,
}

#[derive(Template)]
#[template(path = "host/new.html")]
struct NewPage {
    page: Page,
    form: Form,
    sets: Vec<Choice>,
    curves: Vec<Choice>,
    only_here: bool,
    address: String,
    port: u16,
}

/// `GET /dau-truong/van`.
pub async fn list(frame: Frame, viewer: Viewer) -> Result<Response> {
    let all = store::mine(&mut frame.site.db.reader(), &Scope::of(&viewer)).await?;
    let (on, over) = all.into_iter().partition(Listed::is_on);
    Ok(ui::html(&GamesPage { page: frame.page(frame.t("gameshow-desk")).noindex(), on, over }))
}

async fn new_page(frame: &Frame, viewer: &Viewer, draft: &Draft, faults: &[(&str, &str)]) -> Result<NewPage> {
    let sets = sets::choices(&mut frame.site.db.reader()).await?;
    let sets = sets.into_iter().map(|(id, title, n)| Choice::new(id.to_string(), frame.t2("gameshow-set-choice", "title", title, "n", n))).collect();
    let pairs = [
        ("title", &draft.title), ("set", &draft.set), ("series", &draft.series), ("curve", &draft.curve), ("points", &draft.points),
        ("minus", &draft.minus), ("streak", &draft.streak), ("read", &draft.read), ("seconds", &draft.seconds), ("podium", &draft.podium),
        ("teams", &draft.teams), ("roster", &draft.roster), ("text", &draft.text),
    ];
    let mut form = pairs.into_iter().fold(Form::new(), |form, (name, value)| form.with(name, value.clone()));
    for (field, message) in faults {
        form.fail(field, frame.t(message));
    }
    let curve = |code: &str, label: &str, hint: &str| Choice::new(code, frame.t(label)).hint(frame.t(hint));
    let curves = vec![
        curve("half", "gameshow-curve-half", "gameshow-curve-half-hint"),
        curve("linear", "gameshow-curve-linear", "gameshow-curve-linear-hint"),
        curve("flat", "gameshow-curve-flat", "gameshow-curve-flat-hint"),
    ];
    let page = frame.page(frame.t("gameshow-new")).crumb(frame.t("gameshow-desk"), "/dau-truong/van").noindex();
    let campaign = plan::door::working(&mut frame.site.db.reader(), viewer).await?;
    let page = page.working(campaign.map(|c| c.id));
    let config = &frame.site.config;
    Ok(NewPage { page, form, sets, curves, only_here: config.is_only_here(), address: config.public_url(), port: config.listen.port() })
}

/// `GET /dau-truong/van/moi`.
pub async fn new(frame: Frame, viewer: Viewer) -> Result<Response> {
    Ok(ui::html(&new_page(&frame, &viewer, &Draft::fresh(), &[]).await?))
}

/// `POST /dau-truong/van/moi`.
pub async fn create(frame: Frame, viewer: Viewer, Body(draft): Body<Draft>) -> Result<Response> {
    let mut faults = Vec::new();
    let settings = draft.check().unwrap_or_else(|found| {
        faults = found;
        quiz::Settings::default()
    });
    let questions = match draft.set.parse::<Uuid>() {
        Ok(set) => sets::questions(&mut frame.site.db.reader(), set).await?,
        Err(_) => Vec::new(),
    };
    if questions.is_empty() {
        faults.push(("set", "gameshow-game-set-missing"));
    }
    if !faults.is_empty() {
        return Ok(ui::unprocessable(&new_page(&frame, &viewer, &draft, &faults).await?));
    }
    let campaign = plan::door::working(&mut frame.site.db.reader(), &viewer).await?.map(|c| c.id);
    if campaign.is_some_and(|campaign| !viewer.can_in(RUN, campaign)) {
        return Err(Error::Forbidden);
    }
    let id = Uuid::now_v7();
    let json = |value: serde_json::Result<String>| value.map_err(Error::internal);
    let secret: [u8; 32] = rand::random();
    let mut game = NewGame {
        campaign,
        title: vietnamese::normalize_line(&draft.title),
        pin: String::new(),
        series: vietnamese::normalize_line(&draft.series),
        settings: json(serde_json::to_string(&settings))?,
        questions: json(serde_json::to_string(&questions))?,
        secret: secret.to_vec(),
    };
    let first = Entry::after((0, [0; 32]), &[Event::Created { settings: Box::new(settings), questions }]);
    let actor = viewer.actor();
    for _ in 0..TRIES {
        game.pin = format!("{:06}", 100_000 + rand::random::<u32>() % 900_000);
        let mut tx = frame.site.db.write().await?;
        if crate::polls::holds_pin(&mut tx, &game.pin).await? {
            continue;
        }
        match store::insert(&mut tx, &actor, id, &game, &first).await {
            Err(error) if error.is_unique() => continue,
            other => other?,
        }
        tx.audit(&actor, "quiz.create", "quiz_game", id, campaign, serde_json::json!({ "questions": game.questions.len() })).await?;
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/dau-truong/{id}/dieu-khien")).into_response());
    }
    Err(Error::Conflict("gameshow-no-pin".into()))
}
