//! Danh mục kiểm tra từ kế hoạch: what the plan's duties ask for becomes items per stop and day, in the transaction that changes the
//! plan. Ticks, notes and drops stay; what the plan no longer names is withdrawn and comes back with it.
use super::store::{self, Item, New};
use super::{kinds, model};
use crate::model::State;
use crate::store::Duty;
use base::feature::BoxFuture;
use base::{Actor, Error, Fetch, Result, Site, Tx, args};
use plan::door::{Assignment, Campaign, Stop};
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Reaction to everything that changes duties, stops or their days.
pub(crate) fn plan_changed<'a>(_: &'a Site, tx: &'a mut Tx, actor: &'a Actor, campaign: Uuid) -> BoxFuture<'a, Result<()>> {
    Box::pin(sync(tx, actor, campaign))
}

/// From the start hook: an installation that had a plan before it had checklists gets them.
pub(crate) async fn start(site: &Site) -> Result<()> {
    if !store::kinds(&mut site.db.reader()).await?.is_empty() {
        return Ok(());
    }
    let actor = Actor::program("prepare", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    for running in plan::door::running(&mut tx, site.clock.today()).await? {
        sync(&mut tx, &actor, running.id).await?;
    }
    tx.commit().await
}

/// Stop, template, day, agency.
type Key = (Uuid, Uuid, i64, Option<Uuid>);

struct Wanted<'a> {
    duty: Uuid,
    assignment: Uuid,
    stop: &'a Stop,
    template: &'a store::Template,
}

/// Brings the items of a campaign in line with its duties, stops and templates.
pub(crate) async fn sync(tx: &mut Tx, actor: &Actor, campaign: Uuid) -> Result<()> {
    alone(tx).await?;
    let lines = plan::door::assignments(tx, campaign).await?;
    let duties = crate::store::all(tx, campaign).await?;
    follow(tx, actor, campaign, "*", lines, duties).await
}

/// The same after one duty of a line went to another agency: only the items of the agencies that share the line, since no other
/// agency's can change by it. Statements and rows are those of these agencies, however large the campaign is.
pub(crate) async fn line_given(tx: &mut Tx, actor: &Actor, campaign: &Campaign, line: Uuid) -> Result<()> {
    alone(tx).await?;
    let sharing = crate::duty::store::of_line(tx, line).await?;
    let keys: BTreeSet<String> = sharing.iter().map(|d| d.agency.map(|a| crate::scope::key(&a)).unwrap_or_default()).collect();
    let of = format!(",{},", keys.into_iter().collect::<Vec<_>>().join(","));
    // With those who share these agencies' lines: who is where depends on it
    let duties: Vec<Duty> = tx.all(crate::store::BESIDE, args![campaign.id, &of]).await?;
    let mut numbers: Vec<i64> = duties.iter().map(|d| d.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut lines = plan::door::assignments_numbered(tx, campaign, &numbers).await?;
    lines.retain(|l| l.withdrawn_at.is_none());
    follow(tx, actor, campaign.id, &of, lines, duties).await
}

/// Waits for whoever else brings items in line. Before anything is read: not all who do hold the campaign, and a duty that was given
/// away while this waited would come back to the agency that had it.
async fn alone(tx: &mut Tx) -> Result<()> {
    tx.lock("duties-checklists").await
}

/// Brings the items of these agencies (`*` for all, else `,key,key,`) in line with their duties.
async fn follow(tx: &mut Tx, actor: &Actor, campaign: Uuid, of: &str, lines: Vec<Assignment>, duties: Vec<Duty>) -> Result<()> {
    kinds::ensure(tx).await?;
    let stops = plan::door::stops(tx, campaign).await?;
    let (kinds, templates) = (store::kinds(tx).await?, store::templates(tx).await?);
    let lines: HashMap<Uuid, model::Plain> = lines.into_iter().map(|a| (a.id, model::Plain::of(&format!("{} {}", a.short_name, a.text)))).collect();
    let kinds: Vec<(Uuid, Vec<model::Plain>)> =
        kinds.into_iter().filter(|k| k.dropped_at.is_none()).map(|k| (k.id, model::Plain::phrases(&k.words))).collect();
    let line_of: HashMap<Uuid, Uuid> = duties.iter().map(|d| (d.id, d.assignment)).collect();
    let mut sharing: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    let living: Vec<_> = duties.iter().filter(|d| d.state() != State::Withdrawn).collect();
    for duty in &living {
        sharing.entry(duty.assignment).or_default().extend(duty.agency);
    }
    let mut order: Vec<Key> = Vec::new();
    let mut wanted: HashMap<Key, Wanted<'_>> = HashMap::new();
    let theirs = |agency: Option<Uuid>| of == "*" || of.contains(&format!(",{},", agency.map(|a| crate::scope::key(&a)).unwrap_or_default()));
    for duty in living.iter().filter(|d| theirs(d.agency)) {
        let Some(words) = lines.get(&duty.assignment) else { continue };
        for (kind, _) in kinds.iter().filter(|(_, phrases)| words.speaks_of(phrases)) {
            for stop in model::stops_for(words, duty.agency, &sharing[&duty.assignment], &stops) {
                for template in templates.iter().filter(|t| t.kind == *kind && t.dropped_at.is_none()) {
                    let days = if template.every_day { 1..=model::length(stop) } else { 0..=0 };
                    for day in days {
                        let key = (stop.id, template.id, day, duty.agency);
                        wanted.entry(key).or_insert_with(|| {
                            order.push(key);
                            Wanted { duty: duty.id, assignment: duty.assignment, stop, template }
                        });
                    }
                }
            }
        }
    }
    let items: Vec<Item> = tx.all(store::ITEMS_OF, args![of, campaign]).await?;
    let key_of = |i: &Item| i.template.map(|t| (i.stop, t, i.day_no, i.agency));
    let mut at: HashMap<Key, usize> = HashMap::new();
    for (n, item) in items.iter().enumerate() {
        // Living ones first; among equals the oldest.
        if let Some(key) = key_of(item) {
            at.entry(key).or_insert(n);
        }
    }
    let mut kept: HashSet<usize> = HashSet::new();
    let (mut born, mut gone) = (0_usize, 0_usize);
    for key in &order {
        let w = &wanted[key];
        let moved = || {
            items.iter().enumerate().position(|(n, i)| {
                let same = key_of(i).is_some_and(|k| (k.0, k.1, k.2) == (key.0, key.1, key.2) && !wanted.contains_key(&k));
                same && !i.by_hand && !kept.contains(&n) && i.duty.and_then(|d| line_of.get(&d)) == Some(&w.assignment)
            })
        };
        match at.get(key).copied().or_else(moved) {
            Some(n) => {
                kept.insert(n);
                let wish = |item: &Item| Wish::of_plan(item, key, w);
                if bring(tx, items[n].clone(), wish).await? && items[n].agency != key.3 {
                    store::event(tx, actor, Uuid::now_v7(), items[n].id, "agency", &items[n].state, "").await?;
                }
            }
            None => {
                born += 1;
                let due_on = model::due(w.stop, key.2, w.template.days_before).map(|d| d.to_string());
                let new = New {
                    id: Uuid::now_v7(), campaign, stop: key.0, kind: w.template.kind, template: Some(key.1), duty: Some(w.duty), agency: key.3,
                    day_no: key.2, ordinal: w.template.ordinal, words: &w.template.words, days_before: w.template.days_before, due_typed: None,
                    due_on, by_hand: false,
                };
                store::insert(tx, actor, new).await?;
            }
        }
    }
    for (_, item) in items.iter().enumerate().filter(|(n, _)| !kept.contains(n)) {
        let stop = stops.iter().find(|s| s.id == item.stop);
        let wish = |item: &Item| Wish::without_plan(item, stop, actor.at);
        gone += usize::from(wish(item).withdrawn_at.is_some() && item.withdrawn_at.is_none());
        bring(tx, item.clone(), wish).await?;
    }
    let detail = json!({ "added": born, "withdrawn": gone, "kept": kept.len() });
    tx.audit(actor, "checklist.sync", "campaign", campaign, Some(campaign), detail).await
}

/// What the plan has to say about an item. The rest (ticks, notes, people, what a person wrote) is not the plan's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub duty: Option<Uuid>,
    pub agency: Option<Uuid>,
    pub ordinal: i64,
    pub words: String,
    pub days_before: i64,
    pub due_on: Option<String>,
    pub withdrawn_at: Option<i64>,
}

impl Wish {
    /// As the item stands.
    pub(super) fn of(item: &Item) -> Wish {
        Wish {
            duty: item.duty,
            agency: item.agency,
            ordinal: item.ordinal,
            words: item.words.clone(),
            days_before: item.days_before,
            due_on: item.due_on.clone(),
            withdrawn_at: item.withdrawn_at,
        }
    }

    /// Of an item that stays: whose it is, its words and days, unless a person wrote others.
    fn of_plan(item: &Item, key: &Key, w: &Wanted<'_>) -> Wish {
        let (words, before) = if item.edited { (&item.words, item.days_before) } else { (&w.template.words, w.template.days_before) };
        Wish {
            duty: Some(w.duty),
            agency: key.3,
            ordinal: w.template.ordinal,
            words: words.clone(),
            days_before: before,
            due_on: item.due_typed.clone().or_else(|| model::due(w.stop, key.2, before).map(|d| d.to_string())),
            withdrawn_at: None,
        }
    }

    /// Of one that the plan does not name: withdrawn, unless it was written by hand and its stop is still there.
    fn without_plan(item: &Item, stop: Option<&Stop>, now: i64) -> Wish {
        let due_on = item.due_typed.clone().or_else(|| model::due(stop?, item.day_no, item.days_before).map(|d| d.to_string()));
        let withdrawn_at = if item.by_hand && stop.is_some() { None } else { item.withdrawn_at.or(Some(now)) };
        Wish { due_on, withdrawn_at, ..Wish::of(item) }
    }
}

/// How often an item is read again when people keep changing it.
const TRIES: usize = 8;

/// Writes what the plan wants of an item; whether there was anything to write. Whoever changed the item since it was read wins: it is
/// read again and asked anew what the plan wants, so that no word of a person is written over by an older one.
pub(super) async fn bring(tx: &mut Tx, mut item: Item, wish: impl Fn(&Item) -> Wish) -> Result<bool> {
    for _ in 0..TRIES {
        let w = wish(&item);
        if w == Wish::of(&item) {
            return Ok(false);
        }
        let values = args![item.id, item.revision, w.duty, w.agency, w.ordinal, w.words, w.days_before, w.due_on, w.withdrawn_at];
        if tx.exec(store::FOLLOW, values).await? > 0 {
            return Ok(true);
        }
        item = tx.one(store::ITEM_AGAIN, args![item.id]).await?;
    }
    Err(Error::Conflict("duties-check-conflict".into()))
}
