//! Chứng nhận: a page to print for those who finished lessons, and an address where anybody can check its code. The name is the one
//! that the learner typed: the page says so, and the browser that asked for it can erase it.
use super::model::{self, Finished};
use super::progress::Progress;
use super::limits;
use super::read::progress;
use super::store::{self, Certificate};
use askama::Template;
use axum::Form as Body;
use axum::extract::{Extension, Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base::http::ClientAddress;
use base::{Actor, Error, Result, Site};
use serde_json::json;
use ui::{Form, Frame, Page};

#[derive(Template)]
#[template(path = "lessons/certificate_form.html")]
struct FormPage {
    page: Page,
    form: Form,
    lessons: Vec<Finished>,
    issued: String,
}

#[derive(Template)]
#[template(path = "lessons/certificate.html")]
struct CertificatePage {
    page: Page,
    name: String,
    lessons: Vec<Finished>,
    day: String,
    code: String,
    address: String,
    qr: String,
    issuer: String,
    campaign: String,
    own: bool,
}

#[derive(Template)]
#[template(path = "lessons/check.html")]
struct CheckPage {
    page: Page,
    form: Form,
}

/// Lessons on show that this browser has finished.
async fn finished(site: &Site, progress: &Progress) -> Result<Vec<Finished>> {
    let all = store::public(&mut site.db.reader()).await?;
    let done = |l: &model::Listed| progress.is_finished(&l.slug, usize::try_from(l.questions).unwrap_or(0));
    Ok(all.into_iter().filter(done).map(|l| Finished { slug: l.slug, title: l.title }).collect())
}

fn form_page(frame: &Frame, form: Form, lessons: Vec<Finished>, issued: String) -> FormPage {
    let page = frame.page(frame.t("gameshow-lessons-certificate")).crumb(frame.t("gameshow-lessons-title"), "/bai-hoc").noindex();
    FormPage { page, form, lessons, issued }
}

/// GET `/bai-hoc/chung-nhan`: what the certificate will say, and the name to write on it.
pub(super) async fn form(frame: Frame, headers: HeaderMap) -> Result<Response> {
    let progress = progress(&frame.site, &headers)?;
    let lessons = finished(&frame.site, &progress).await?;
    let issued = store::of_learner(&mut frame.site.db.reader(), &progress.learner).await?.filter(|c| c.erased_at.is_none());
    let form = Form::new().with("name", issued.as_ref().map(|c| c.name.clone()).unwrap_or_default());
    Ok(ui::html(&form_page(&frame, form, lessons, issued.map(|c| c.code).unwrap_or_default())))
}

/// POST: issues it, or brings it up to date. What says the same already is not written again.
pub(super) async fn issue(
    frame: Frame,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    headers: HeaderMap,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response> {
    let site = &frame.site;
    let progress = progress(site, &headers)?;
    let lessons = finished(site, &progress).await?;
    let mut form = Form::from_pairs(pairs);
    if lessons.is_empty() {
        return Ok(ui::unprocessable(&form_page(&frame, form, lessons, String::new())));
    }
    let name = match model::check_name(form.value("name")) {
        Ok(name) => name,
        Err(key) => {
            form.fail("name", frame.t(key));
            return Ok(ui::unprocessable(&form_page(&frame, form, lessons, String::new())));
        }
    };
    let actor = Actor::program("reader", site.clock.now_ms());
    let before = store::of_learner(&mut site.db.reader(), &progress.learner).await?.filter(|c| c.erased_at.is_none());
    if let Some(same) = before.filter(|c| c.name == name && c.lessons() == lessons) {
        return Ok(Redirect::to(&format!("/bai-hoc/chung-nhan/{}", same.code)).into_response());
    }
    limits::count(site, address, &progress.learner, actor.at)?;
    let mut tx = site.db.write().await?;
    let code = model::code(rand::random());
    let issued = store::issue(&mut tx, &code, &progress.learner, &name, &lessons, actor.at).await?;
    tx.audit(&actor, "quiz-certificate.issue", "quiz_certificate", &issued.code, None, json!({ "lessons": lessons.len() })).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/bai-hoc/chung-nhan/{}", issued.code)).into_response())
}

/// GET `/bai-hoc/chung-nhan/{code}`: the certificate, for everybody who has its code.
pub(super) async fn show(frame: Frame, headers: HeaderMap, Path(code): Path<String>) -> Result<Response> {
    let code = model::read_code(&code).ok_or(Error::NotFound)?;
    let mut db = frame.site.db.reader();
    let found = store::certificate(&mut db, &code).await?.filter(|c| c.erased_at.is_none()).ok_or(Error::NotFound)?;
    let learner = progress(&frame.site, &headers)?.learner;
    let own = store::of_learner(&mut db, &learner).await?.is_some_and(|mine| mine.code == found.code);
    Ok(ui::html(&page_of(&frame, &found, own)?))
}

fn page_of(frame: &Frame, c: &Certificate, own: bool) -> Result<CertificatePage> {
    let page = frame.page(frame.t("gameshow-lessons-certificate")).crumb(frame.t("gameshow-lessons-title"), "/bai-hoc").noindex();
    let origin = if page.shell.origin.is_empty() { frame.site.config.public_url() } else { page.shell.origin.clone() };
    let address = format!("{origin}/bai-hoc/chung-nhan/{}", c.code);
    let day = vietnamese::dates::from_unix_ms(c.issued_at);
    let campaign = if page.shell.issuer.is_empty() { String::new() } else { format!("{} {}", page.shell.name, page.shell.subtitle) };
    Ok(CertificatePage {
        name: c.name.clone(),
        lessons: c.lessons(),
        day: day.strftime("%d/%m/%Y").to_string(),
        code: c.code.clone(),
        qr: ui::qr::svg(&address, &frame.t("gameshow-lessons-certificate-qr")).map_err(|e| Error::internal(format!("{e:?}")))?,
        issuer: page.shell.issuer.clone(),
        campaign: campaign.trim().to_owned(),
        address,
        own,
        page,
    })
}

/// POST `…/xoa`: the browser that asked for it erases the name.
pub(super) async fn erase(frame: Frame, headers: HeaderMap, Path(code): Path<String>) -> Result<Response> {
    let code = model::read_code(&code).ok_or(Error::NotFound)?;
    let learner = progress(&frame.site, &headers)?.learner;
    let actor = Actor::program("reader", frame.site.clock.now_ms());
    let mut tx = frame.site.db.write().await?;
    store::erase(&mut tx, &code, &learner, actor.at).await?;
    tx.audit(&actor, "quiz-certificate.erase", "quiz_certificate", &code, None, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done("/bai-hoc", &frame.t("gameshow-lessons-certificate-erased")))
}

/// What is typed to check.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    ma: String,
}

/// GET `/bai-hoc/kiem-tra?ma=`: leads to the certificate, or says that there is none.
pub(super) async fn check(frame: Frame, Query(asked): Query<Asked>) -> Result<Response> {
    let page = frame.page(frame.t("gameshow-lessons-check")).crumb(frame.t("gameshow-lessons-title"), "/bai-hoc").noindex();
    if asked.ma.trim().is_empty() {
        return Ok(ui::html(&CheckPage { page, form: Form::new() }));
    }
    let code = model::read_code(&asked.ma);
    let found = match &code {
        Some(code) => store::certificate(&mut frame.site.db.reader(), code).await?.filter(|c| c.erased_at.is_none()),
        None => None,
    };
    if let Some(found) = found {
        return Ok(Redirect::to(&format!("/bai-hoc/chung-nhan/{}", found.code)).into_response());
    }
    let key = if code.is_some() { "gameshow-lessons-check-none" } else { "gameshow-lessons-check-wrong" };
    let form = Form::new().with("ma", asked.ma).failing("ma", frame.t(key));
    Ok(ui::with_status(StatusCode::NOT_FOUND, &CheckPage { page, form }))
}

/// Erases the names of certificates older than so many days.
pub(super) async fn forget(site: Site, days: i64) -> Result<()> {
    let actor = Actor::program("retention", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    let erased = store::forget(&mut tx, actor.at - days * 86_400_000, actor.at).await?;
    if erased == 0 {
        return Ok(());
    }
    tx.audit(&actor, "quiz-certificate.forget", "quiz_certificate", "", None, json!({ "erased": erased })).await?;
    tx.commit().await
}
