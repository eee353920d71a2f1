//! Đặt tên cho chữ chưa rõ: saves who is meant by words of the plan.
use super::actions::{Pairs, act};
use super::{names, open, screen, work::Refused};
use crate::publish::{NameAnswer, Somebody, resolve};
use agencies::door::{Directory, Kind};
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Result, Site, Viewer};
use ui::{Form, Frame};
use uuid::Uuid;

/// Value of a form field that names somebody.
pub(super) fn code(who: &Somebody) -> String {
    match who {
        Somebody::Agency(id) => format!("a:{id}"),
        Somebody::Words(words) => format!("w:{words}"),
    }
}

/// POST `…/ten`.
pub(crate) async fn name(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Body<Pairs>) -> Result<Response> {
    let mut db = site.db.reader();
    let draft = open(&mut db, &viewer, id).await?;
    let mut form = Form::from_pairs(pairs.into_iter().filter(|(name, _)| name != "unknown"));
    let words = form.value("words").to_owned();
    let key = resolve::words_key(&words);
    let on = crate::publish::names_on(&draft.reading);
    let directory = Directory::load(&mut db).await?;
    let everybody = names::candidates(&draft.work, &draft.reading, &directory, on);
    let Some((answer, added)) = read(&mut form, &everybody, |k| frame.t(k)) else {
        let opened = screen::Opened { name: Some((key, form)), ..Default::default() };
        return screen::render(&site, &frame, &viewer, id, opened, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let done = act(&site, &viewer, id, "plan.review.name", |draft| {
        match &answer {
            Some(answer) => drop(draft.work.names.insert(key.clone(), answer.clone())),
            None => drop(draft.work.names.remove(&key)),
        }
        for name in &added {
            draft.work.names.insert(resolve::words_key(name), NameAnswer::New { kind: Kind::of_name(name), name: name.clone() });
        }
        Ok(())
    });
    Ok(match done.await? {
        Ok(_) => Redirect::to(&format!("/ke-hoach/duyet/{id}#hang-doi")).into_response(),
        Err(Refused::Changed | Refused::Gone | Refused::Nothing) => ui::warned(&format!("/ke-hoach/duyet/{id}"), &frame.t("plan-review-other")),
    })
}

/// Reads the answer (none takes an earlier one back) and the names of members that a person says are new agencies.
fn read(form: &mut Form, everybody: &[(Somebody, String)], t: impl Fn(&str) -> String) -> Option<(Option<NameAnswer>, Vec<String>)> {
    let mut added = Vec::new();
    let name = Some(vietnamese::normalize_line(form.value("name"))).filter(|n| !n.is_empty()).unwrap_or_else(|| form.value("words").to_owned());
    let find = |typed: &str| {
        let key = resolve::words_key(typed);
        everybody.iter().find(|(_, name)| resolve::words_key(name) == key).map(|(who, _)| who.clone())
    };
    let answer = match form.value("as") {
        "words" => NameAnswer::Words,
        "new" => NameAnswer::New { kind: Kind::from_code(form.value("kind")).unwrap_or_else(|| Kind::of_name(&name)), name },
        "alias" => {
            let Some(of) = find(form.value("of")) else {
                form.fail("of", t("plan-error-agency"));
                return None;
            };
            NameAnswer::AliasOf { of }
        }
        "group" => {
            let known = |value: &String| everybody.iter().find(|(who, _)| code(who) == *value).map(|(who, _)| who.clone());
            let mut members: Vec<Somebody> = form.values("member").iter().filter_map(known).collect();
            for line in super::form::lines(form.value("more")) {
                match find(&line) {
                    Some(who) if members.contains(&who) => {}
                    Some(who) => members.push(who),
                    // A new one only where the person says so, with those in sight who may be meant.
                    None if form.has(&format!("add-{}", vietnamese::slug(&line)), "yes") => {
                        members.push(Somebody::Words(line.clone()));
                        added.push(line);
                    }
                    None => {
                        let near: Vec<&str> = everybody.iter().filter(|(_, n)| agencies::door::is_near(n, &line)).map(|(_, n)| n.as_str()).take(3).collect();
                        let hint = if near.is_empty() { String::new() } else { format!(" ({}?)", near.join(", ")) };
                        form.fail("more", format!("{} “{line}”{hint}", t("plan-error-agency")));
                        *form = std::mem::take(form).and("unknown", line);
                    }
                }
            }
            if form.ok() && members.is_empty() {
                form.fail("more", t("plan-error-group-none"));
            }
            if !form.ok() {
                return None;
            }
            NameAnswer::Group { name, members }
        }
        "" => {
            form.fail("as", t("plan-error-choose"));
            return None;
        }
        _ => return Some((None, added)),
    };
    Some((Some(answer), added))
}
