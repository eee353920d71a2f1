//! Mẫu kiểm tra: the coordinator edits the ready-made checklists; items that nobody changed by hand follow at once.
use super::store::{self, Kind};
use super::sync;
use crate::meanwhile::{self, Stored};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Fetch, Result, Tx, Viewer, args};
use serde_json::json;
use std::fmt::Write;
use ui::{Frame, Page};
use uuid::Uuid;

const LIST: &str = "/nhiem-vu/mau-kiem-tra";

#[derive(Template)]
#[template(path = "prepare/templates.html")]
struct ListPage {
    page: Page,
    kinds: Vec<Line>,
    form: ui::Form,
}

struct Line {
    href: String,
    name: String,
    phrases: String,
    lines: usize,
    used: bool,
}

#[derive(Template)]
#[template(path = "prepare/template.html")]
struct KindPage {
    page: Page,
    form: ui::Form,
    stored: Vec<Stored>,
}

type Pairs = Form<Vec<(String, String)>>;

/// GET.
pub(crate) async fn list(frame: Frame) -> Result<Response> {
    Ok(ui::html(&list_page(&frame, ui::Form::new()).await?))
}

async fn list_page(frame: &Frame, form: ui::Form) -> Result<ListPage> {
    let mut db = frame.site.db.reader();
    let templates = store::templates(&mut db).await?;
    let kinds = store::kinds(&mut db).await?.into_iter().map(|k| Line {
        href: format!("{LIST}/{}", k.id),
        lines: templates.iter().filter(|t| t.kind == k.id && t.dropped_at.is_none()).count(),
        phrases: k.words.lines().collect::<Vec<_>>().join(", "),
        used: k.dropped_at.is_none(),
        name: k.name,
    });
    Ok(ListPage { page: frame.page(frame.t("duties-template-title")).crumb(frame.t("duties-ready-title"), super::BOARDS).noindex(), kinds: kinds.collect(), form })
}

/// POST: a new kind.
pub(crate) async fn add_kind(frame: Frame, viewer: Viewer, Form(pairs): Pairs) -> Result<Response> {
    let mut form = ui::Form::from_pairs(pairs);
    let name: String = vietnamese::normalize_line(form.value("ten")).chars().take(80).collect();
    let code = vietnamese::slug(&name);
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let all = store::kinds(&mut tx).await?;
    let id = Uuid::now_v7();
    let wrong = match () {
        () if code.is_empty() => Some("duties-template-name-missing"),
        () if tx.exec(store::INSERT_KIND, args![id, code, all.len(), &name, ""]).await? == 0 => Some("duties-template-name-taken"),
        () => None,
    };
    if let Some(key) = wrong {
        drop(tx);
        form.fail("ten", frame.t(key));
        return Ok(ui::unprocessable(&list_page(&frame, form).await?));
    }
    tx.audit(&actor, "check-kind.add", "check_kind", id, None, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{LIST}/{id}"), &frame.t("duties-saved")))
}

/// Lines as they are typed: "7 | words" once before the stop, "* | words" on each of its days, "*1 | words" a day before each.
fn written(lines: &[store::Template]) -> String {
    let mut text = String::new();
    for t in lines {
        let mark = if t.every_day { "*" } else { "" };
        let days = if t.every_day && t.days_before == 0 { String::new() } else { t.days_before.to_string() };
        let _ = writeln!(text, "{mark}{days} | {}", t.words);
    }
    text
}

/// Words, days before, each day; the first line that cannot be read.
fn read(text: &str) -> std::result::Result<Vec<(String, i64, bool)>, String> {
    let mut lines = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let (left, words) = line.split_once('|').ok_or_else(|| line.trim().to_owned())?;
        let left = left.trim();
        let every = left.starts_with('*');
        let days = left.trim_start_matches('*').trim();
        let days = if days.is_empty() { Some(0) } else { days.parse::<i64>().ok().filter(|d| (0..=120).contains(d)) };
        let words: String = vietnamese::normalize_line(words).chars().take(300).collect();
        match days {
            Some(days) if !words.is_empty() => lines.push((words, days, every)),
            _ => return Err(line.trim().to_owned()),
        }
    }
    Ok(lines)
}

async fn find(db: &mut impl Fetch, id: Uuid) -> Result<(Kind, Vec<store::Template>)> {
    let kind = store::kinds(db).await?.into_iter().find(|k| k.id == id).ok_or(Error::NotFound)?;
    let lines = store::templates(db).await?.into_iter().filter(|t| t.kind == id && t.dropped_at.is_none()).collect();
    Ok((kind, lines))
}

fn kind_page(frame: &Frame, kind: &Kind, form: ui::Form) -> KindPage {
    KindPage { page: frame.page(kind.name.clone()).crumb(frame.t("duties-template-title"), LIST).noindex(), form, stored: Vec::new() }
}

/// GET of a kind.
pub(crate) async fn show(frame: Frame, Path(id): Path<Uuid>) -> Result<Response> {
    let (kind, lines) = find(&mut frame.site.db.reader(), id).await?;
    Ok(ui::html(&kind_page(&frame, &kind, as_stored(&kind, &lines))))
}

/// The form of a kind as it is stored.
fn as_stored(kind: &Kind, lines: &[store::Template]) -> ui::Form {
    ui::Form::new()
        .with("ten", kind.name.clone())
        .with("cum-tu", kind.words.clone())
        .with("dong", written(lines))
        .with("dung", if kind.dropped_at.is_none() { "1" } else { "" })
        .with("revision", kind.revision.to_string())
}

/// What was typed, beside what somebody else stored meanwhile.
async fn conflict(frame: &Frame, id: Uuid, form: ui::Form) -> Result<Response> {
    let (kind, lines) = find(&mut frame.site.db.reader(), id).await?;
    let form = form.with("revision", kind.revision.to_string()).failing("ten", frame.t("duties-check-conflict"));
    let fields = [meanwhile::text("ten", "duties-template-name"), meanwhile::text("cum-tu", "duties-template-phrases"), meanwhile::text("dong", "duties-template-lines")];
    let stored = meanwhile::differing(frame, &form, &as_stored(&kind, &lines), &fields);
    Ok(ui::with_status(StatusCode::CONFLICT, &KindPage { stored, ..kind_page(frame, &kind, form) }))
}

/// POST of a kind.
pub(crate) async fn save(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let mut form = ui::Form::from_pairs(pairs);
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let (kind, lines) = find(&mut tx, id).await?;
    let name: String = vietnamese::normalize_line(form.value("ten")).chars().take(80).collect();
    if name.is_empty() {
        form.fail("ten", frame.t("duties-template-name-missing"));
    }
    let new = read(form.value("dong")).unwrap_or_else(|line| {
        form.fail("dong", frame.t1("duties-template-line-odd", "line", line));
        Vec::new()
    });
    if !form.ok() {
        drop(tx);
        return Ok(ui::unprocessable(&kind_page(&frame, &kind, form)));
    }
    let phrases = form.value("cum-tu").lines().map(vietnamese::normalize_line).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    let dropped = if form.has("dung", "1") { None } else { kind.dropped_at.or(Some(actor.at)) };
    let revision: i64 = form.value("revision").parse().unwrap_or(0);
    if tx.exec(store::SAVE_KIND, args![id, revision, name, phrases, dropped]).await? == 0 {
        drop(tx);
        return conflict(&frame, id, form).await;
    }
    lines_of(&mut tx, id, &lines, &new, actor.at).await?;
    tx.audit(&actor, "check-kind.change", "check_kind", id, None, json!({ "lines": new.len(), "used": dropped.is_none() })).await?;
    let running = plan::door::running(&mut tx, frame.site.clock.today()).await?;
    for running in running.into_iter().filter(|c| crate::scope::manages(&viewer, c.id)) {
        sync::sync(&mut tx, &actor, running.id).await?;
    }
    tx.commit().await?;
    Ok(ui::done(LIST, &frame.t("duties-template-saved")))
}

/// A line keeps its key (and so its ticks) when its words stay, else when its place does and its words went nowhere else.
async fn lines_of(tx: &mut Tx, kind: Uuid, old: &[store::Template], new: &[(String, i64, bool)], now: i64) -> Result<()> {
    let mut free: Vec<&store::Template> = old.iter().collect();
    let mut keys: Vec<Option<Uuid>> = Vec::new();
    for (words, ..) in new {
        let same = free.iter().position(|t| t.words == *words);
        keys.push(same.map(|n| free.remove(n).id));
    }
    for (at, ((words, days, every), key)) in new.iter().zip(keys).enumerate() {
        let changed = || free.iter().position(|t| t.ordinal == i64::try_from(at).unwrap_or(-1) && t.every_day == *every);
        let key = match key {
            Some(key) => Some(key),
            None => changed().map(|n| free.remove(n).id),
        };
        match key {
            Some(key) => tx.exec(store::SAVE_TEMPLATE, args![key, kind, at, words, *days, *every, None::<i64>]).await?,
            None => tx.exec(store::INSERT_TEMPLATE, args![Uuid::now_v7(), kind, at, words, *days, *every]).await?,
        };
    }
    for gone in free {
        tx.exec(store::SAVE_TEMPLATE, args![gone.id, kind, gone.ordinal, &gone.words, gone.days_before, gone.every_day, now]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_as_they_are_written() {
        let lines = read("7 | Kíp trực\n* | Có mặt\n\n*1 | Thử").unwrap();
        assert_eq!(lines, [("Kíp trực".into(), 7, false), ("Có mặt".into(), 0, true), ("Thử".into(), 1, true)]);
        let make = |(words, days, every): (String, i64, bool)| store::Template {
            id: Uuid::nil(), kind: Uuid::nil(), ordinal: 0, words, days_before: days, every_day: every, dropped_at: None,
        };
        let all: Vec<_> = lines.clone().into_iter().map(make).collect();
        assert_eq!(read(&written(&all)).unwrap(), lines);
        assert_eq!(read("không có dấu"), Err("không có dấu".into()));
        assert!(read("999 | quá xa").is_err() && read("3 |  ").is_err());
    }
}
