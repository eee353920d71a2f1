//! Xem trước: duty by duty what an act on many or an imported file would do, what cannot take it and why. Nothing is stored; what is to
//! be done travels in the form and is checked afresh when it comes back.
use super::apply::sentence;
use super::bulk;
use super::change::{Do, Rule, Wanted};
use crate::list::{Asked, row};
use crate::store::Duty;
use crate::words;
use agencies::door::Directory;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result};
use plan::door::Campaign;
use std::collections::HashMap;
use ui::{Frame, Page};
use uuid::Uuid;

/// Rows that are shown; more are only counted.
const SHOWN: usize = 300;

/// Where the wish came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Chosen rows: what cannot take the act is left out.
    Table,
    /// A file: one wrong row stops all.
    File,
}

/// A fault of a file: line, column, words. Line 0 speaks of the whole.
pub(crate) type Fault = (u32, String, String);

#[derive(Template)]
#[template(path = "table/preview.html")]
struct PreviewPage {
    page: Page,
    rows: Vec<PreviewRow>,
    refused: Vec<PreviewRow>,
    faults: Vec<Fault>,
    notes: Vec<String>,
    count: usize,
    more: usize,
    wanted: String,
    key: String,
    query: String,
    back: String,
    texts: Vec<(String, String)>,
    done: String,
}

struct PreviewRow {
    href: String,
    number: i64,
    name: String,
    agency: String,
    changes: Vec<String>,
}

/// The page. Names of people stand in it only for coordinators, who alone come here.
#[allow(clippy::too_many_arguments)]
pub(crate) async fn show(
    frame: &Frame, campaign: &Campaign, duties: &[Duty], wanted: &[Wanted], faults: Vec<Fault>, asked: &Asked, origin: Origin, status: StatusCode,
) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let rule = bulk::rule(frame, &mut db, campaign).await?;
    let lines = row::lines(&mut db, campaign, duties).await?;
    let directory = Directory::load(&mut db).await?;
    let staff = crate::staff::Staff::load(&mut db, campaign.id).await?;
    let by_key: HashMap<Uuid, &Duty> = duties.iter().map(|d| (d.id, d)).collect();
    let agency = |d: &Duty| d.agency.and_then(|a| directory.name_on(a, campaign.names_day())).map(|a| a.name).unwrap_or_else(|| frame.t("duties-nobody"));
    let name = |account: &Option<Uuid>| account.and_then(|a| staff.get(a)).map_or_else(|| frame.t("duties-officer-none"), |p| p.name.clone());
    let (mut good, mut rows, mut refused, mut texts): (Vec<&Wanted>, Vec<_>, Vec<_>, HashMap<String, Vec<String>>) = Default::default();
    for one in wanted {
        let Some(duty) = by_key.get(&one.id) else { continue };
        let line = lines.get(&duty.assignment);
        let found = PreviewRow { href: duty.href(), number: duty.number, name: line.map(|l| l.short_name.clone()).unwrap_or_default(), agency: agency(duty), changes: Vec::new() };
        match why_not(duty, &one.does, rule) {
            Some(key) => refused.push(PreviewRow { changes: vec![frame.t1(key, "day", vietnamese::dates::short(duty.earliest(rule.planned)))], ..found }),
            None => {
                for act in one.does.iter().filter(|a| !matches!(a, Do::Officer { .. })) {
                    texts.entry(found.agency.clone()).or_default().push(sentence(&frame.site, duty, line, act));
                }
                let changes = one.does.iter().map(|act| change(frame, duty, act, &name)).collect();
                rows.push(PreviewRow { changes, ..found });
                good.push(one);
            }
        }
    }
    let (notes, mut faults): (Vec<Fault>, Vec<Fault>) = faults.into_iter().partition(|(line, ..)| *line == 0);
    if origin == Origin::File {
        faults.extend(refused.drain(..).map(|r| (0, r.number.to_string(), format!("{}: {}", r.name, r.changes.join(" ")))));
    }
    let status = if faults.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut texts: Vec<(String, String)> = texts.into_iter().map(|(agency, lines)| (agency, lines.join("\n"))).collect();
    texts.sort_by_cached_key(|(agency, _)| vietnamese::collate::sort_key(agency));
    texts.truncate(60);
    let count = rows.len();
    rows.truncate(SHOWN);
    let page = frame.page(frame.t("duties-bulk-preview")).noindex().active("/nhiem-vu/bang").crumb(frame.t("duties-table-title"), asked.table());
    Ok(ui::with_status(status, &PreviewPage {
        page,
        more: count - rows.len(),
        key: Uuid::now_v7().to_string(),
        wanted: serde_json::to_string(&good).map_err(Error::internal)?,
        done: frame.t1("duties-bulk-do", "count", count),
        query: asked.query(),
        back: asked.table(),
        notes: notes.into_iter().map(|(_, _, words)| words).collect(),
        rows, refused, faults, count, texts,
    }))
}

/// Why a duty cannot take its acts one after the other.
fn why_not(duty: &Duty, does: &[Do], rule: Rule) -> Option<&'static str> {
    let mut duty = duty.clone();
    for act in does {
        match act.on(&duty, rule) {
            Err(key) => return Some(key),
            Ok((state, deadline, finished_on)) => {
                state.code().clone_into(&mut duty.state);
                duty.deadline = deadline;
                duty.finished_on = finished_on;
            }
        }
    }
    None
}

fn change(frame: &Frame, duty: &Duty, act: &Do, name: &impl Fn(&Option<Uuid>) -> String) -> String {
    let what = frame.t(&words::event_key(act.kind()));
    let detail = match act {
        Do::Extend { day, .. } => format!("{} → {}", words::day(duty.deadline.as_deref()), vietnamese::dates::short(*day)),
        Do::Officer { account } => format!("{} → {}", name(&duty.officer), name(account)),
        Do::Report { day, .. } => vietnamese::dates::short(*day),
        Do::Confirm | Do::SendBack { .. } | Do::Remind { .. } => String::new(),
    };
    [what, detail, act.words().to_owned()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(": ")
}
