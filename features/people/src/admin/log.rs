//! Nhật ký: the append-only log, filtered, with names looked up by account, and the state of its hash chain.
use crate::show as shown;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::audit::{Chain, Entry, verify};
use base::naming::{Named, names};
use base::{Fetch, Result, args};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use ui::{Choice, Form, Frame, Page, Pager};
use uuid::Uuid;
use vietnamese::dates;

base::queries! {
    PAGE = "select seq, at, actor, actor_label, action, entity, entity_id, campaign, detail, prev_hash, hash from audit
        where ($1 is null or entity = $1) and ($2 is null or entity_id = $2) and ($3 is null or actor = $3)
        and ($4 is null or at >= $4) and ($5 is null or at <= $5) order by seq desc limit $6 offset $7";
    COUNT = "select count(*) from audit
        where ($1 is null or entity = $1) and ($2 is null or entity_id = $2) and ($3 is null or actor = $3)
        and ($4 is null or at >= $4) and ($5 is null or at <= $5)";
    ENTITIES = "select distinct entity from audit order by entity";
    NAMES = "select id, name, email from account";
}

const PER_PAGE: u32 = 50;

struct Row {
    seq: i64,
    at: String,
    who: String,
    action: String,
    entity: String,
    /// What it is called, where its feature says so; its key otherwise.
    about: Named,
    /// Its key, where it has a name too.
    key: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "admin/log.html")]
struct LogPage {
    page: Page,
    form: Form,
    rows: Vec<Row>,
    entities: Vec<Choice>,
    pager: Pager,
    whole: bool,
    chain: String,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Filter {
    #[serde(rename = "loai")]
    entity: String,
    #[serde(rename = "ma")]
    key: String,
    #[serde(rename = "nguoi")]
    who: String,
    #[serde(rename = "tu")]
    from: String,
    #[serde(rename = "den")]
    to: String,
    trang: Option<u32>,
}

/// The last verification: kept for as long as the log has not grown, so that a long log is not hashed at every look.
struct Verified {
    newest: i64,
    chain: Chain,
}

async fn chain(frame: &Frame) -> Result<Arc<Verified>> {
    let newest = base::audit::newest(&frame.site.db).await?;
    if let Some(known) = frame.site.get::<Verified>()
        && known.newest == newest
    {
        return Ok(known);
    }
    let verified = Arc::new(Verified { newest, chain: verify(&frame.site.db).await? });
    frame.site.put(verified.clone());
    Ok(verified)
}

fn text(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

pub(super) async fn show(frame: Frame, Query(filter): Query<Filter>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let mut form = Form::new().with("loai", &filter.entity).with("ma", &filter.key).with("nguoi", &filter.who).with("tu", &filter.from).with("den", &filter.to);
    let mut day = |field: &str, typed: &str, end: bool| {
        let typed = text(typed)?;
        match dates::parse_date(&typed) {
            Ok(date) => Some(if end { dates::day_end(date) } else { dates::day_start(date) }),
            Err(error) => {
                form.fail(field, error.to_string());
                None
            }
        }
    };
    let (from, to) = (day("tu", &filter.from, false), day("den", &filter.to, true));
    let people: Vec<(Uuid, String, String)> = db.all(NAMES, args![]).await?;
    let mut who = None;
    if let Some(typed) = text(&filter.who) {
        let found = people.iter().find(|(id, name, email)| *email == typed.to_lowercase() || id.to_string() == typed || vietnamese::same_text(name, &typed));
        match found {
            Some((id, _, _)) => who = Some(*id),
            None => form.fail("nguoi", frame.t("people-person-unknown")),
        }
    }
    let args = || args![text(&filter.entity), text(&filter.key), who, from, to];
    let total = base::feature::count(&mut db, COUNT, args()).await?;
    let query = [("loai", &filter.entity), ("ma", &filter.key), ("nguoi", &filter.who), ("tu", &filter.from), ("den", &filter.to)];
    let query: Vec<String> = query.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", ui::page::encode(v))).collect();
    let base = if query.is_empty() { "/quan-tri/nhat-ky".to_owned() } else { format!("/quan-tri/nhat-ky?{}", query.join("&")) };
    let pager = Pager::new(filter.trang.unwrap_or(1), PER_PAGE, u64::try_from(total).unwrap_or(0), &base);
    let mut values = args();
    values.extend(args![i64::from(PER_PAGE), i64::from((pager.page - 1) * PER_PAGE)]);
    let entries: Vec<Entry> = db.all(PAGE, values).await?;
    let names: HashMap<Uuid, &str> = people.iter().map(|(id, name, _)| (*id, name.as_str())).collect();
    let things = things(&frame, &entries).await?;
    let rows = entries.into_iter().map(|e| row(&frame, &names, &things, e)).collect();
    let kinds: Vec<(String,)> = db.all(ENTITIES, args![]).await?;
    let mut entities = vec![Choice::new("", frame.t("people-log-any"))];
    entities.extend(kinds.into_iter().map(|(e,)| Choice::new(e.clone(), words(&frame, "entity", &e))));
    let verified = chain(&frame).await?;
    let (whole, chain) = match verified.chain {
        Chain::Whole(n) => (true, frame.t1("people-log-whole", "count", n)),
        Chain::BrokenAt(n) => (false, frame.t1("people-log-broken", "line", n)),
    };
    let page = frame.page(frame.t("people-log")).noindex().active("/quan-tri/nhat-ky");
    Ok(ui::html(&LogPage { page, form, rows, entities, pager, whole, chain }))
}

/// The words of a verb or noun of the log: catalogue key `FEATURE-action-…` or `FEATURE-entity-…` of whichever feature has it;
/// `cargo xtask tidy` refuses a change without words.
fn words(frame: &Frame, sort: &str, name: &str) -> String {
    let plain = name.replace(['.', '_'], "-");
    let keys: Vec<String> = frame.site.features.iter().map(|feature| format!("{feature}-{sort}-{plain}")).collect();
    keys.iter().find(|k| frame.site.catalog.knows(k)).map_or_else(|| name.to_owned(), |k| frame.t(k))
}

/// The detail of a line without the marks of JSON.
fn detail(json: &str) -> String {
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(json) else { return json.to_owned() };
    let known = fields.into_iter().filter(|(_, v)| !v.is_null());
    known.map(|(k, v)| format!("{k}: {}", v.as_str().map_or_else(|| v.to_string(), str::to_owned))).collect::<Vec<_>>().join(", ")
}

/// What the things of a kind are called, by their keys. Things of two kinds may share a key: an agency and its letterhead do.
type Things = HashMap<String, HashMap<Uuid, Named>>;

/// What the things of these lines are called: one statement for each kind.
async fn things(frame: &Frame, entries: &[Entry]) -> Result<Things> {
    let mut keys: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
    for e in entries {
        keys.entry(&e.entity).or_default().extend(e.entity_id.parse::<Uuid>());
    }
    let (mut db, mut things) = (frame.site.db.reader(), Things::new());
    for (entity, keys) in keys {
        let keys: Vec<Uuid> = keys.into_iter().collect();
        things.insert(entity.to_owned(), names(&frame.site, &mut db, entity, &keys).await?);
    }
    Ok(things)
}

fn row(frame: &Frame, people: &HashMap<Uuid, &str>, things: &Things, e: Entry) -> Row {
    let who = match e.actor {
        Some(id) => match people.get(&id) {
            Some(name) if !name.is_empty() => (*name).to_owned(),
            _ => frame.t("people-erased-name"),
        },
        None => frame.t1("people-log-program", "part", &e.actor_label),
    };
    let about = e.entity_id.parse().ok().and_then(|id: Uuid| things.get(&e.entity)?.get(&id));
    Row {
        seq: e.seq,
        at: shown::moment(e.at),
        who,
        action: words(frame, "action", &e.action),
        entity: words(frame, "entity", &e.entity),
        key: if about.is_some() { e.entity_id.clone() } else { String::new() },
        about: about.cloned().unwrap_or_else(|| Named { title: e.entity_id.clone(), href: String::new() }),
        detail: detail(&e.detail),
    }
}
