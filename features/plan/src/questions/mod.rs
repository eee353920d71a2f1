//! Mục cần xác nhận: what was published with the reader's own answers, asked of a person one by one.
mod answer;
mod asks;
pub(crate) mod store;

use crate::model::{Assignment, Campaign, Question};
use crate::{EDIT, door};
use agencies::door::{self as agencies_door, Directory, Kind};
use asks::Ask;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Result, Routes, Site, Viewer, Who};
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

pub(crate) fn routes() -> Routes {
    let who = Who::Can(EDIT);
    Routes::new().get("/ke-hoach/can-xac-nhan", who, list).post("/ke-hoach/can-xac-nhan/{id}", who, answer::answer)
}

#[derive(Template)]
#[template(path = "questions/list.html")]
struct List {
    page: Page,
    groups: Vec<Group>,
    kinds: Vec<Choice>,
}

/// The open questions of one campaign.
struct Group {
    campaign: Campaign,
    asked: Vec<Asked>,
}

struct Asked {
    question: Question,
    form: Form,
    /// Where the thing can be looked at.
    href: String,
    /// Of a group: key, name, proposed.
    members: Vec<(Uuid, String, bool)>,
    /// Of an agency: those who may be meant.
    near: Vec<(Uuid, String)>,
    /// Typed names that nobody answers to.
    asks: Vec<Ask>,
}

/// GET `/ke-hoach/can-xac-nhan`.
async fn list(State(site): State<Site>, frame: Frame, viewer: Viewer) -> Result<Response> {
    render(&site, &frame, &viewer, None, StatusCode::OK).await
}

/// The page, with one form as it was typed.
async fn render(site: &Site, frame: &Frame, viewer: &Viewer, typed: Option<(Uuid, Form, Vec<Ask>)>, status: StatusCode) -> Result<Response> {
    let mut db = site.db.reader();
    let questions = store::all(&mut db).await?;
    let campaigns = door::campaigns(&mut db).await?;
    let directory = Directory::load(&mut db).await?;
    let members = agencies_door::groups(&mut db).await?;
    let mut duties: Vec<Assignment> = Vec::new();
    for id in store::campaigns_with_duties(&questions) {
        duties.extend(door::all_assignments(&mut db, id).await?);
    }
    let mut groups = Vec::new();
    for campaign in campaigns.into_iter().filter(|c| viewer.can_in(EDIT, c.id)) {
        let on = campaign.names_day();
        let own = questions.iter().filter(|q| q.campaign == campaign.id);
        let asked: Vec<Asked> = own
            .map(|q| {
                let duty = duties.iter().find(|d| q.kind == "duty" && Some(d.id) == q.entity);
                let typed = typed.as_ref().filter(|(id, ..)| *id == q.id);
                let named = |id: &Uuid| directory.name_on(*id, on).map(|a| a.name).unwrap_or_default();
                let of_group = q.entity.filter(|_| q.kind == "group").and_then(|id| members.get(&id)).cloned().unwrap_or_default();
                Asked {
                    form: typed.map_or_else(|| form(duty), |(_, f, _)| f.clone()),
                    asks: typed.map(|(.., a)| a.clone()).unwrap_or_default(),
                    near: near(&directory, q, on),
                    href: match (duty, q.entity) {
                        (Some(duty), _) => format!("{}?nam={}", duty.href(), campaign.slug),
                        (None, Some(id)) if q.kind == "stop_date" => format!("/ke-hoach/chien-dich/{}/chang/{id}", campaign.id),
                        (None, Some(id)) => directory.get(id).map(|a| format!("/co-quan/{}", a.slug)).unwrap_or_default(),
                        _ => String::new(),
                    },
                    members: of_group.iter().map(|m| (m.agency, named(&m.agency), typed.is_none_or(|(_, f, _)| f.has("member", &m.agency.to_string())))).collect(),
                    question: q.clone(),
                }
            })
            .collect();
        if !asked.is_empty() {
            groups.push(Group { campaign, asked });
        }
    }
    let page = frame.page(frame.t("plan-questions")).active("/ke-hoach/can-xac-nhan").noindex();
    let kinds = Kind::ALL.iter().map(|k| Choice::new(k.code(), frame.t(k.key()))).collect();
    Ok(ui::with_status(status, &List { page, groups, kinds }))
}

/// Agencies that a new one may be another spelling of.
fn near(directory: &Directory, q: &Question, on: jiff::civil::Date) -> Vec<(Uuid, String)> {
    if q.kind != "agency" {
        return vec![];
    }
    agencies_door::near_names(directory, &q.words, on).into_iter().filter(|(id, _)| Some(*id) != q.entity).collect()
}

fn form(duty: Option<&Assignment>) -> Form {
    let names = |list: &[door::AgencyRef]| list.iter().map(|a| a.name.clone()).collect::<Vec<_>>().join("\n");
    match duty {
        Some(d) => Form::new().with("lead", names(&d.lead)).with("coordinating", names(&d.coordinating)).with("revision", d.revision.to_string()),
        None => Form::new(),
    }
}
