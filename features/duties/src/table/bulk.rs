//! Chọn nhiều và làm một lần: the act that was chosen becomes a preview; the preview comes back and is done whole, or shown again when
//! somebody changed a duty meanwhile.
use super::change::{Do, MOST, Wanted};
use super::preview::{self, Origin};
use super::{apply, show, store};
use crate::list::{Asked, Filter, row, store as list};
use crate::live::{self, Change};
use crate::notices::Post;
use crate::scope::{self, Scope};
use crate::store::Duty;
use axum::Form as Body;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use plan::door::Campaign;
use ui::{Form, Frame};
use uuid::Uuid;

/// The current campaign and what a coordinator sees of it.
pub(crate) async fn desk(frame: &Frame, viewer: &Viewer) -> Result<(Campaign, Scope)> {
    let mut db = frame.site.db.reader();
    let campaign = plan::door::current(&mut db).await?.ok_or(Error::NotFound)?;
    if !scope::manages(viewer, campaign.id) {
        return Err(Error::Forbidden);
    }
    let scope = Scope::of(&mut db, viewer, campaign.id).await?;
    Ok((campaign, scope))
}

/// `POST /nhiem-vu/bang/chon`: shows what would happen.
pub(crate) async fn choose(frame: Frame, viewer: Viewer, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let (campaign, scope) = desk(&frame, &viewer).await?;
    let mut form = Form::from_pairs(pairs);
    let asked = Asked::from_query(form.value("loc"));
    let act = typed(&frame, &mut form);
    let whole = form.value("bulk-scope") == "all";
    let mut db = frame.site.db.reader();
    let duties = if whole {
        let filter = Filter { past: None, ..Filter::of(&asked, viewer.account, frame.site.clock.today()) };
        list::page(&mut db, &scope, campaign.id, &filter, &frame.site.clock, i64::try_from(MOST + 1).unwrap_or(i64::MAX), 0).await?
    } else {
        let keys: Vec<Uuid> = form.values("id").iter().filter_map(|id| id.parse().ok()).take(MOST).collect();
        store::of_keys(&mut db, &scope, &keys).await?
    };
    if duties.len() > MOST {
        form.fail("bulk-act", frame.t1("duties-bulk-many", "most", vietnamese::numbers::group(i64::try_from(MOST).unwrap_or(0))));
    }
    if !asked.ngay.is_empty() {
        form.fail("bulk-act", frame.t("duties-bulk-past"));
    }
    if duties.is_empty() {
        form.fail("bulk-act", frame.t("duties-bulk-none"));
    }
    if let Some(Do::Officer { account: Some(account) }) = &act
        && Post::load(&mut db, campaign.id).await?.staff.get(*account).is_none()
    {
        form.fail("bulk-officer", frame.t("duties-bulk-officer-unknown"));
    }
    let (Some(act), true) = (act, form.ok()) else {
        return show::refused(&frame, &viewer, asked, form).await;
    };
    let wanted = duties.iter().map(|d| Wanted { id: d.id, revision: d.revision, does: vec![act.clone()] }).collect::<Vec<_>>();
    preview::show(&frame, &campaign, &duties, &wanted, Vec::new(), &asked, Origin::Table, StatusCode::OK).await
}

/// The act of the form; what is wrong is put at its field.
fn typed(frame: &Frame, form: &mut Form) -> Option<Do> {
    let words: String = vietnamese::normalize(form.value("bulk-words")).trim().chars().take(2_000).collect();
    let need = |form: &mut Form, missing: bool| {
        if missing {
            form.fail("bulk-words", frame.t("duties-reason-missing"));
        }
    };
    match form.value("bulk-act") {
        "confirm" => Some(Do::Confirm),
        "send_back" => {
            need(form, words.is_empty());
            Some(Do::SendBack { words })
        }
        "remind" => Some(Do::Remind { words }),
        "officer" => Some(Do::Officer { account: form.value("bulk-officer").parse().ok() }),
        "extend" => {
            need(form, words.is_empty());
            match vietnamese::dates::parse_date(form.value("bulk-day")) {
                Ok(day) => Some(Do::Extend { day, words }),
                Err(_) => {
                    form.fail("bulk-day", frame.t("duties-day-wrong"));
                    None
                }
            }
        }
        _ => {
            form.fail("bulk-act", frame.t("duties-bulk-choose"));
            None
        }
    }
}

/// `POST /nhiem-vu/bang/lam`: does what was shown, in one transaction.
pub(crate) async fn confirm(frame: Frame, viewer: Viewer, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let (campaign, scope) = desk(&frame, &viewer).await?;
    let form = Form::from_pairs(pairs);
    let asked = Asked::from_query(form.value("loc"));
    let wanted: Vec<Wanted> = serde_json::from_str(form.value("viec")).map_err(|_| Error::Invalid("duties-form-broken".into()))?;
    if wanted.is_empty() || wanted.len() > MOST {
        return Err(Error::Invalid("duties-form-broken".into()));
    }
    let post = Post::load(&mut frame.site.db.reader(), campaign.id).await?;
    let keys: Vec<Uuid> = wanted.iter().map(|w| w.id).collect();
    let key: Uuid = form.value("key").parse().unwrap_or_else(|_| Uuid::now_v7());
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if base::feature::count(&mut tx, store::BULK_KNOWN, base::args![key]).await? > 0 {
        return Ok(ui::done(&asked.table(), &frame.t("duties-already")));
    }
    let duties = store::of_keys(&mut tx, &scope, &keys).await?;
    let lines = row::lines(&mut tx, &campaign, &duties).await?;
    let before = match apply::apply(&mut tx, &actor, &duties, &wanted, frame.site.clock.today()).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            return again(&frame, &campaign, &scope, &wanted, &asked).await;
        }
        other => other?,
    };
    let undo = wanted.iter().flat_map(|w| &w.does).any(Do::has_undo);
    match apply::note(&mut tx, &actor, campaign.id, key, &before).await {
        Err(e) if e.is_unique() => return Ok(ui::done(&asked.table(), &frame.t("duties-already"))),
        other => other?,
    }
    let count = apply::mail(&frame.site, &mut tx, &actor, &post, &duties, &lines, &wanted).await?;
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    tell(&frame, &campaign, &duties, viewer.account).await;
    let said = [frame.t1("duties-bulk-done-many", "count", wanted.len()), frame.t1("duties-mailed", "count", count)].join(" ");
    let back = asked.table();
    let joint = if back.contains('?') { '&' } else { '?' };
    let back = if undo { format!("{back}{joint}lui={key}") } else { back };
    Ok(ui::done(&back, &said))
}

/// Tells open pages of a change of many.
pub(crate) async fn tell(frame: &Frame, campaign: &Campaign, duties: &[Duty], by: Uuid) {
    let mut agencies: Vec<String> = duties.iter().filter_map(|d| d.agency).map(|a| scope::key(&a)).collect();
    agencies.sort_unstable();
    agencies.dedup();
    live::publish(&frame.site, &Change { campaign: campaign.id, duty: None, agencies, by: Some(by), count: duties.len() }).await;
}

/// Somebody changed a duty since the preview: nothing was done, the preview is shown as things stand now.
async fn again(frame: &Frame, campaign: &Campaign, scope: &Scope, wanted: &[Wanted], asked: &Asked) -> Result<Response> {
    let keys: Vec<Uuid> = wanted.iter().map(|w| w.id).collect();
    let mut db = frame.site.db.reader();
    let duties = store::of_keys(&mut db, scope, &keys).await?;
    let fresh: Vec<Wanted> = duties.iter().filter_map(|d| wanted.iter().find(|w| w.id == d.id).map(|w| Wanted { revision: d.revision, ..w.clone() })).collect();
    let note = vec![(0, String::new(), frame.t("duties-bulk-conflict"))];
    preview::show(frame, campaign, &duties, &fresh, note, asked, Origin::Table, StatusCode::CONFLICT).await
}
