//! Chọn nhiều và làm một lần: the act that was chosen becomes a preview; the preview comes back and is done whole, or shown again when
//! somebody changed a duty meanwhile.
use super::change::{Do, LONGEST, MOST, Rule, Wanted};
use super::preview::{self, Origin};
use super::{apply, show, store};
use crate::list::{Asked, Filter, row, store as list};
use crate::live::{self, Change};
use crate::notices::Post;
use crate::scope::{self, Scope};
use crate::sent_up::rules::Rules;
use crate::staff::Staff;
use crate::store::Duty;
use axum::Form as Body;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Fetch, Result, Viewer};
use plan::door::Campaign;
use std::collections::HashSet;
use ui::{Form, Frame};
use uuid::Uuid;

/// The campaign that this person works in and what a coordinator sees of it.
pub(crate) async fn desk(frame: &Frame, viewer: &Viewer) -> Result<(Campaign, Scope)> {
    let mut db = frame.site.db.reader();
    let campaign = plan::door::working(&mut db, viewer).await?.ok_or(Error::NotFound)?;
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
    if let Some(act) = &act
        && let Err(key) = act.check(&Staff::load(&mut db, campaign.id).await?)
    {
        form.fail(if matches!(act, Do::Officer { .. }) { "bulk-officer" } else { "bulk-words" }, frame.t1(key, "most", LONGEST));
    }
    let (Some(act), true) = (act, form.ok()) else {
        return show::refused(&frame, &viewer, asked, form).await;
    };
    let wanted = duties.iter().map(|d| Wanted { id: d.id, revision: d.revision, does: vec![act.clone()] }).collect::<Vec<_>>();
    preview::show(&frame, &campaign, &duties, &wanted, Vec::new(), &asked, Origin::Table, StatusCode::OK).await
}

/// The act of the form; what is wrong is put at its field.
fn typed(frame: &Frame, form: &mut Form) -> Option<Do> {
    let words = vietnamese::normalize(form.value("bulk-words")).trim().to_owned();
    match form.value("bulk-act") {
        "confirm" => Some(Do::Confirm),
        "send_back" => Some(Do::SendBack { words }),
        "remind" => Some(Do::Remind { words }),
        "officer" => Some(Do::Officer { account: form.value("bulk-officer").parse().ok() }),
        "extend" => match vietnamese::dates::parse_date(form.value("bulk-day")) {
            Ok(day) => Some(Do::Extend { day, words }),
            Err(_) => {
                form.fail("bulk-day", frame.t("duties-day-wrong"));
                None
            }
        },
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
    // What comes back is a form like any other: whoever sends it may have written it by hand
    let keys: Vec<Uuid> = wanted.iter().map(|w| w.id).collect();
    let once = keys.iter().collect::<HashSet<_>>().len() == keys.len();
    if !once || wanted.iter().any(|w| w.does.is_empty()) {
        return Err(Error::Invalid("duties-form-broken".into()));
    }
    if let Some(key) = wanted.iter().flat_map(|w| &w.does).find_map(|act| act.check(&post.staff).err()) {
        return Err(Error::Invalid(key.into()));
    }
    let key: Uuid = form.value("key").parse().unwrap_or_else(|_| Uuid::now_v7());
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    crate::store::lock(&mut tx, campaign.id).await?;
    let rule = rule(&frame, &mut tx, &campaign).await?;
    if base::feature::count(&mut tx, store::BULK_KNOWN, base::args![key]).await? > 0 {
        return Ok(ui::done(&asked.table(), &frame.t("duties-already")));
    }
    let duties = store::of_keys(&mut tx, &scope, &keys).await?;
    let lines = row::lines(&mut tx, &campaign, &duties).await?;
    let before = match apply::apply(&mut tx, &actor, campaign.id, &duties, &wanted, rule).await {
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
    let said = crate::duty::and_mailed(&frame, frame.t1("duties-bulk-done-many", "count", wanted.len()), count);
    let back = asked.table();
    let joint = if back.contains('?') { '&' } else { '?' };
    let back = if undo { format!("{back}{joint}lui={key}") } else { back };
    Ok(ui::done(&back, &said))
}

/// By what acts on many are judged. [1]
pub(crate) async fn rule(frame: &Frame, db: &mut impl Fetch, campaign: &Campaign) -> Result<Rule> {
    let (rules, _) = Rules::load(db, campaign.id).await?;
    Ok(Rule { today: frame.site.clock.today(), planned: campaign.names_day(), leader_extends: rules.leader_extends })
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
