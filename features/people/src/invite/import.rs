//! Mời từ tệp: an xlsx is read into an editable preview with the faults of each line; nothing is stored until all lines
//! are right and the person confirms, and nothing typed or read is lost on the way.
use super::one::{invited, ready, send_letter};
use super::sheet::{self, Written};
use super::store::{self, Outcome};
use super::choose::{check_grant, fault};
use super::Choices;
use crate::directory::{Directory, Names};
use crate::model::Person;
use crate::sign_in::Pairs;
use askama::Template;
use axum::extract::Multipart;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::identity::{Grant, OFFICER};
use base::{Error, Result, Viewer};
use std::collections::HashMap;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// Field names of a line; each carries the number of the line: `ten-3`.
const FIELDS: [&str; 6] = ["ten", "chuc-vu", "co-quan", "email", "dien-thoai", "vai-tro"];

#[derive(Template)]
#[template(path = "invite/upload.html")]
struct UploadPage {
    page: Page,
    form: Form,
    choices: Choices,
}

struct Line {
    n: usize,
    names: [String; 6],
    key_field: String,
    key: String,
    skip_field: String,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "invite/preview.html")]
struct PreviewPage {
    page: Page,
    form: Form,
    lines: Vec<Line>,
    roles: Vec<Choice>,
    agencies: Vec<String>,
    channels: Vec<Choice>,
    wrong: usize,
}

fn page_of(frame: &Frame, key: &str) -> Page {
    let page = frame.page(frame.t(key)).noindex().active("/quan-tri/loi-moi");
    page.crumb(frame.t("people-invitations"), "/quan-tri/loi-moi")
}

pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let names = Names::load(&frame.site).await?;
    let choices = Choices::of(&frame, &viewer, &names);
    let form = Form::new().with("chien-dich", choices.campaigns.first().map(|c| c.value.clone()).unwrap_or_default());
    Ok(ui::html(&UploadPage { page: page_of(&frame, "people-import"), form, choices }))
}

pub(super) async fn template(frame: Frame) -> Result<Response> {
    let t = |key: &str| frame.t(key);
    let headings = ["name", "title", "agency", "email", "phone", "role"].map(|k| t(&format!("people-column-{k}")));
    let examples = [[t("people-example-name"), t("people-example-title"), t("people-example-agency"), "can.bo@coquan.example".into(), "0912345678".into(), t("base-role-officer")]];
    let notes: Vec<String> = (1..=4).map(|n| t(&format!("people-template-note-{n}"))).collect();
    let bytes = sheet::template(&headings, &examples, &notes).map_err(Error::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, "attachment; filename=\"mau-danh-sach-can-bo.xlsx\"")], bytes).into_response())
}

pub(super) async fn preview(frame: Frame, viewer: Viewer, mut upload: Multipart) -> Result<Response> {
    let names = Names::load(&frame.site).await?;
    let (mut form, mut file) = (Form::new(), Vec::new());
    while let Some(field) = upload.next_field().await.map_err(|_| Error::TooLarge)? {
        let name = field.name().unwrap_or("").to_owned();
        let bytes = field.bytes().await.map_err(|_| Error::TooLarge)?;
        if name == "file" {
            file = bytes.to_vec();
        } else {
            form = form.with(&name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    let read = tokio::task::spawn_blocking(move || sheet::read(&file)).await.map_err(Error::internal)?;
    match read {
        Ok(people) => {
            let form = fill(&frame, form.with("kenh", "link"), &people);
            let checked = check(&frame, &viewer, &names, form)?;
            Ok(ui::html(&checked.page(&frame, &viewer, &names, false)))
        }
        Err(key) => {
            form.fail("file", frame.t(key));
            let choices = Choices::of(&frame, &viewer, &names);
            Ok(ui::unprocessable(&UploadPage { page: page_of(&frame, "people-import"), form, choices }))
        }
    }
}

/// Writes the lines of a sheet into the form of the preview.
fn fill(frame: &Frame, mut form: Form, people: &[Written]) -> Form {
    for (n, p) in people.iter().enumerate() {
        let role = role_of(frame, &p.role).unwrap_or_else(|| p.role.clone());
        let cells = [&p.name, &p.title, &p.agency, &p.email, &p.phone, &role];
        for (field, cell) in FIELDS.iter().zip(cells) {
            form = form.with(&format!("{field}-{n}"), cell.as_str());
        }
        form = form.with(&format!("ma-{n}"), Uuid::now_v7().to_string());
    }
    form.with("so-dong", people.len().to_string())
}

/// The role that a cell means; an empty one is an officer.
fn role_of(frame: &Frame, written: &str) -> Option<String> {
    let wanted = vietnamese::fold_loose(written);
    if wanted.is_empty() {
        return Some(OFFICER.into());
    }
    let directory = Directory::of(&frame.site);
    directory.roles().iter().find_map(|role| {
        let also = frame.t(&format!("people-role-{role}-also"));
        let label = frame.t(&format!("base-role-{role}"));
        let fits = [*role, label.as_str()].into_iter().chain(also.split(',')).any(|w| vietnamese::fold_loose(w) == wanted);
        fits.then(|| (*role).to_owned())
    })
}

struct Checked {
    form: Form,
    lines: Vec<Line>,
    people: Vec<(Uuid, Person, Grant)>,
    wrong: usize,
}

/// Checks every line that is not left out; complaints go to the fields of the line.
fn check(frame: &Frame, viewer: &Viewer, names: &Names, mut form: Form) -> Result<Checked> {
    let count: usize = form.value("so-dong").parse().unwrap_or(0);
    let campaign = match form.value("chien-dich") {
        "" => None,
        id => Some(id.parse::<Uuid>().map_err(|_| Error::NotFound)?),
    };
    let (mut lines, mut people, mut wrong) = (Vec::new(), Vec::new(), 0);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for n in 0..count.min(sheet::MAX_ROWS) {
        let field = |name: &str| format!("{name}-{n}");
        let key: Uuid = form.value(&field("ma")).parse().map_err(|_| Error::NotFound)?;
        let value = |name: &str| form.value(&field(name)).to_owned();
        let mut faults: Vec<(&str, String)> = Vec::new();
        let (person, complaints) = Person::read(&value("ten"), &value("chuc-vu"), &value("email"), &value("dien-thoai"));
        faults.extend(complaints.into_iter().map(|(f, m)| (f, frame.t(&m))));
        let mut grant = Grant { role: role_of(frame, &value("vai-tro")).unwrap_or_default(), campaign, agency: None };
        let written = value("co-quan");
        if !written.trim().is_empty() && !names.agencies.is_empty() {
            match names.find_agency(&written) {
                Some(agency) => grant.agency = Some(agency.id),
                None => faults.push(("co-quan", frame.t1("people-agency-unknown", "name", vietnamese::normalize_line(&written)))),
            }
        }
        if grant.role.is_empty() {
            faults.push(("vai-tro", frame.t("people-role-missing")));
        } else if check_grant(viewer, names, &grant).is_err() {
            faults.push(("vai-tro", frame.t("people-role-not-yours")));
        } else if let Some((f, key)) = fault(frame, names, &grant)
            && !faults.iter().any(|(have, _)| *have == f)
        {
            faults.push((f, frame.t(key)));
        }
        if !person.email.is_empty()
            && let Some(first) = seen.insert(person.email.clone(), n)
        {
            faults.push(("email", frame.t1("people-email-twice", "line", first + 1)));
        }
        let skipped = form.has(&field("bo"), "1");
        if !skipped {
            wrong += usize::from(!faults.is_empty());
            for (name, message) in &faults {
                form.fail(&field(name), frame.t2("people-line", "line", n + 1, "fault", message));
            }
            if faults.is_empty() {
                people.push((key, person, grant));
            }
        }
        let faults = if skipped { Vec::new() } else { faults.into_iter().map(|(_, m)| m).collect() };
        lines.push(Line { n: n + 1, names: FIELDS.map(field), key_field: format!("ma-{n}"), key: key.to_string(), skip_field: format!("bo-{n}"), faults });
    }
    Ok(Checked { form, lines, people, wrong })
}

impl Checked {
    fn page(self, frame: &Frame, viewer: &Viewer, names: &Names, complain: bool) -> PreviewPage {
        let channels = vec![Choice::new("link", frame.t("people-channel-link")), Choice::new("email", frame.t("people-channel-email-else-link"))];
        let mut agencies: Vec<String> = names.agencies.iter().map(|a| a.label.clone()).collect();
        agencies.dedup();
        let mut roles = Choices::of(frame, viewer, names).roles;
        // A role that nobody knows must not fall on the first of the list.
        roles.insert(0, Choice::new("", frame.t("people-role-missing")));
        let mut page = page_of(frame, "people-preview");
        if complain && self.people.is_empty() && self.wrong == 0 {
            page = page.notice(ui::Tone::Warn, frame.t("people-import-nobody"));
        }
        PreviewPage { page, form: self.form, lines: self.lines, roles, agencies, channels, wrong: self.wrong }
    }
}

pub(super) async fn confirm(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let names = Names::load(site).await?;
    let checked = check(&frame, &viewer, &names, Form::from_pairs(pairs))?;
    if checked.wrong > 0 || checked.people.is_empty() {
        return Ok(ui::unprocessable(&checked.page(&frame, &viewer, &names, true)));
    }
    let by_mail = checked.form.value("kenh") == "email";
    let actor = viewer.actor();
    let (mut made, mut mailed, mut existing) = (Vec::new(), 0, 0);
    let mut tx = site.db.write().await?;
    for (key, person, grant) in &checked.people {
        let channel = if by_mail && !person.email.is_empty() { "email" } else { "link" };
        match store::invite(&mut tx, &actor, &viewer.grants, *key, person, grant, channel).await? {
            Outcome::Invited(token) if channel == "email" => {
                send_letter(&frame, &mut tx, &actor, &person.name, &person.email, &token).await?;
                mailed += 1;
            }
            Outcome::Invited(token) => made.push(invited(&frame, &names, &person.name, std::slice::from_ref(grant), &token, channel)?),
            Outcome::Existing => existing += 1,
        }
    }
    tx.commit().await?;
    site.mail_waiting.notify_one();
    Ok(ready(&frame, made, mailed, existing))
}
