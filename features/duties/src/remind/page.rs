//! Trang nhắc việc: the coordinator sees what goes out today and to whom, sends it now, holds it back, or copies the words.
use super::compose::{self, Digest, Today};
use super::{PAGE, coordinated, model, send, store, text};
use crate::staff::Staff;
use askama::Template;
use axum::Form;
use axum::response::Response;
use base::{Error, Fetch, Result, Viewer, args};
use serde_json::json;
use ui::{Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "remind/page.html")]
struct RemindPage {
    page: Page,
    state: (Tone, String, String),
    rows: Vec<Row>,
    sent: Vec<Sent>,
    agencies: Vec<Words>,
    all: String,
    unheard: Vec<String>,
    all_held: bool,
    may_send: bool,
}

struct Row {
    id: Uuid,
    name: String,
    of: String,
    lines: usize,
    late: usize,
    hour: String,
    held: bool,
    no_address: bool,
    words: String,
}

struct Sent {
    name: String,
    when: String,
    lines: i64,
    no_address: bool,
    words: String,
}

struct Words {
    title: String,
    count: usize,
    words: String,
}

/// Who is meant: one account, or everybody when empty.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    nguoi: String,
    giu: String,
}

type SentRow = (Uuid, i64, String, i64, String);

/// GET `/nhiem-vu/nhac`.
pub(crate) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let campaign = coordinated(&mut db, &viewer).await?;
    let (day, now) = (site.clock.today(), site.clock.now_ms());
    let today = compose::today(&mut db, &campaign, day, now).await?;
    let held = send::held(&mut db, site, campaign.id).await?;
    let staff = Staff::load(&mut db, campaign.id).await?;
    let directory = agencies::door::Directory::load(&mut db).await?;
    let sent: Vec<SentRow> = db.all(store::SENT_ON, args![campaign.id, day.to_string()]).await?;
    let gone: Vec<Uuid> = sent.iter().map(|s| s.0).collect();
    let said: Vec<(Uuid, Uuid, bool)> = db.all(store::SAID_ON, args![day.to_string()]).await?;
    let heard = |account: Uuid| said.iter().any(|(a, _, by_hand)| *a == account && !by_hand);
    let row = |d: &Digest| {
        let agency = d.held.agency.and_then(|a| directory.name_on(a, campaign.names_day())).map(|a| a.name);
        Row {
            id: d.person.account,
            name: d.person.name.clone(),
            of: agency.unwrap_or_else(|| frame.t(&format!("base-role-{}", d.held.role))),
            lines: d.lines.len(),
            late: d.lines.iter().filter(|l| l.days_left < 0).count(),
            // Another campaign's mail went today and there is one a day
            hour: if heard(d.person.account) { frame.t("duties-remind-tomorrow") } else { format!("{:02}:00", d.hour) },
            held: held.contains(&String::new()) || held.contains(&d.person.account.to_string()),
            no_address: d.person.email.is_empty(),
            words: text::body(site, &[(&campaign, d)]),
        }
    };
    let agencies: Vec<Words> = today.by_agency.iter().map(|(name, lines)| Words {
        title: if name.is_empty() { frame.t("duties-check-nobody") } else { name.clone() },
        count: lines.len(),
        words: text::agency(site, &campaign.full_name(), name, lines),
    }).collect();
    let mut sent: Vec<Sent> = sent.into_iter().map(|(who, at, outcome, lines, words)| Sent {
        name: staff.name(who).unwrap_or_default().to_owned(),
        when: vietnamese::dates::time(vietnamese::dates::from_unix_ms(at).time()),
        lines,
        no_address: outcome == "no_address",
        words,
    }).collect();
    sent.sort_by(|a, b| vietnamese::collate::compare(&a.name, &b.name));
    Ok(ui::html(&RemindPage {
        page: frame.page(frame.t("duties-remind-title")).noindex().working(campaign.id),
        state: state(&frame, &today),
        // Who got today's digest already gets the next one tomorrow
        rows: today.digests.iter().filter(|d| !gone.contains(&d.person.account)).map(row).collect(),
        sent,
        all: agencies.iter().map(|a| a.words.as_str()).collect::<Vec<_>>().join("\n\n"),
        agencies,
        unheard: today.unheard.iter().map(|(agency, role)| format!("{}: {}", if agency.is_empty() { frame.t("duties-check-nobody") } else { agency.clone() }, frame.t(&format!("base-role-{role}")))).collect(),
        all_held: held.contains(&String::new()),
        may_send: !site.clock.is_rehearsal(),
    }))
}

/// Whether reminders go out, in words.
fn state(frame: &Frame, today: &Today) -> (Tone, String, String) {
    let set = &today.setting;
    let hours = frame.t2("duties-remind-hours", "from", format!("{:02}:00", set.quiet_from), "to", format!("{:02}:00", set.quiet_to));
    if frame.site.clock.is_rehearsal() {
        return (Tone::Warn, frame.t("duties-remind-rehearsal"), frame.t("duties-remind-rehearsal-why"));
    }
    if !set.enabled {
        return (Tone::Warn, frame.t("duties-remind-off"), frame.t("duties-remind-off-why"));
    }
    if frame.site.config.smtp_url.is_none() {
        return (Tone::Warn, frame.t("duties-remind-no-server"), frame.t("duties-remind-no-server-why"));
    }
    (Tone::Ok, frame.t1("duties-remind-on", "hour", format!("{:02}:00", set.hour)), hours)
}

/// POST `/nhiem-vu/nhac/gui`: now, whatever the chosen hour, but not in quiet hours.
pub(crate) async fn send_now(frame: Frame, viewer: Viewer, Form(typed): Form<Typed>) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let campaign = coordinated(&mut db, &viewer).await?;
    if site.clock.is_rehearsal() {
        return Err(Error::Conflict("duties-remind-rehearsal".into()));
    }
    let today = compose::today(&mut db, &campaign, site.clock.today(), site.clock.now_ms()).await?;
    if model::is_quiet(send::hour(site), today.setting.quiet_from, today.setting.quiet_to) {
        return Ok(ui::warned(PAGE, &frame.t("duties-remind-quiet-now")));
    }
    let one: Option<Uuid> = if typed.nguoi.is_empty() { None } else { Some(typed.nguoi.parse().map_err(|_| Error::NotFound)?) };
    if one.is_some_and(|id| !today.digests.iter().any(|d| d.person.account == id)) {
        return Err(Error::NotFound);
    }
    let held = send::held(&mut db, site, campaign.id).await?;
    let (actor, mut count) = (viewer.actor(), 0);
    // Who is held back stays so, unless asked for by name
    let wanted = |d: &&Digest| match one {
        Some(id) => d.person.account == id,
        None => !held.contains(&d.person.account.to_string()),
    };
    for digest in today.digests.iter().filter(wanted) {
        count += usize::from(send::send(site, &actor, &[(&campaign, digest)], true).await?);
    }
    Ok(ui::done(PAGE, &frame.t1("duties-remind-went", "count", count)))
}

/// POST `/nhiem-vu/nhac/giu`: `giu=1` holds today's back, else lets it go again.
pub(crate) async fn hold(frame: Frame, viewer: Viewer, Form(typed): Form<Typed>) -> Result<Response> {
    let site = &frame.site;
    let campaign = coordinated(&mut site.db.reader(), &viewer).await?;
    let who: Option<Uuid> = if typed.nguoi.is_empty() { None } else { Some(typed.nguoi.parse().map_err(|_| Error::NotFound)?) };
    let known = Staff::load(&mut site.db.reader(), campaign.id).await?;
    if who.is_some_and(|id| known.get(id).is_none()) {
        return Err(Error::NotFound);
    }
    let (actor, day) = (viewer.actor(), site.clock.today().to_string());
    let key = who.map(|id| id.to_string()).unwrap_or_default();
    let mut tx = site.db.write().await?;
    let (verb, changed) = match typed.giu == "1" {
        true => ("reminder.hold", tx.exec(store::HOLD, args![campaign.id, &day, who, &key, actor.at, actor.account]).await?),
        false => ("reminder.release", tx.exec(store::RELEASE, args![campaign.id, &day, &key]).await?),
    };
    if changed > 0 {
        tx.audit(&actor, verb, "campaign", campaign.id, Some(campaign.id), json!({ "day": day, "account": who })).await?;
        tx.commit().await?;
    }
    Ok(ui::done(PAGE, &frame.t(if typed.giu == "1" { "duties-remind-held" } else { "duties-remind-released" })))
}
