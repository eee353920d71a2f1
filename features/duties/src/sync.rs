//! Giao việc từ kế hoạch: when a plan is published or amended, or a person says whom its words mean, its lines become duties and parts,
//! in the same transaction. A duty that stays keeps its key, its first deadline and its history; one that is gone is withdrawn.
use crate::model::{State, amended};
use crate::notices::{Letters, Post, To};
use crate::store::{self, Duty, Move, Part};
use crate::words;
use agencies::door::GroupMember;
use base::feature::BoxFuture;
use base::{Actor, Fetch, Result, Site, Tx, args};
use plan::door::{AgencyRef, Assignment, Campaign};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Reaction to `plan.published` and `plan.duties`.
pub fn plan_changed<'a>(site: &'a Site, tx: &'a mut Tx, actor: &'a Actor, campaign: Uuid) -> BoxFuture<'a, Result<()>> {
    Box::pin(sync(site, tx, actor, campaign))
}

/// Reaction to `agencies.group-confirmed`: whoever answers for a group's lines may have changed, in every campaign that runs.
pub fn group_confirmed<'a>(site: &'a Site, tx: &'a mut Tx, actor: &'a Actor, _group: Uuid) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        for campaign in plan::door::campaigns(tx).await?.into_iter().filter(|c| c.state == "published") {
            sync(site, tx, actor, campaign.id).await?;
            site.announce(tx, actor, "duties.given", campaign.id).await?;
        }
        Ok(())
    })
}

type Groups = HashMap<Uuid, Vec<GroupMember>>;

/// Who answers for a line, and who has a part in it: every agency once, in the plan's order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Who {
    /// Each answers for a duty of its own.
    accountable: Vec<Uuid>,
    /// Further leads and coordinators.
    parts: Vec<(Uuid, &'static str)>,
}

/// The first lead answers; when it is a confirmed group, each member does for its own place. A group that nobody confirmed stays one.
fn who(line: &Assignment, groups: &Groups) -> Who {
    let mut seen = HashSet::new();
    let mut members = |r: &AgencyRef| -> Vec<Uuid> {
        let Some(id) = r.id else { return Vec::new() };
        let confirmed: Vec<Uuid> = groups.get(&id).into_iter().flatten().filter(|m| m.confirmed).map(|m| m.agency).collect();
        let all = if r.is_group && !confirmed.is_empty() { confirmed } else { vec![id] };
        all.into_iter().filter(|a| seen.insert(*a)).collect()
    };
    let mut found = Who::default();
    for lead in &line.lead {
        let these = members(lead);
        if found.accountable.is_empty() {
            found.accountable = these;
        } else {
            found.parts.extend(these.into_iter().map(|a| (a, "lead")));
        }
    }
    for other in &line.coordinating {
        found.parts.extend(members(other).into_iter().map(|a| (a, "coordinating")));
    }
    found
}

/// What the rows of a duty say of its line, as they were written.
struct Derived {
    plan_deadline: Option<String>,
    search: String,
}

/// Brings duties and parts of a campaign in line with its plan, and tells the agencies whose deadline it moved. A constant number of
/// statements, and some for each duty that changes.
pub(crate) async fn sync(site: &Site, tx: &mut Tx, actor: &Actor, campaign: Uuid) -> Result<()> {
    store::lock(tx, campaign).await?;
    let facts = plan::door::campaign(tx, campaign).await?;
    let lines = plan::door::assignments(tx, campaign).await?;
    let groups = agencies::door::groups(tx).await?;
    let old = store::all(tx, campaign).await?;
    let derived: Vec<(Uuid, Option<String>, String)> = tx.all(store::DERIVED, args![campaign]).await?;
    let written: HashMap<Uuid, Derived> = derived.into_iter().map(|(id, plan_deadline, search)| (id, Derived { plan_deadline, search })).collect();
    // The last one counts: they come in the order of time
    let giving: HashMap<Uuid, String> = tx.all::<(Uuid, String)>(store::GIVING, args![campaign]).await?.into_iter().collect();
    let mut of_line: HashMap<Uuid, Vec<&Duty>> = HashMap::new();
    for duty in &old {
        of_line.entry(duty.assignment).or_default().push(duty);
    }
    let mut parts: HashMap<(Uuid, Uuid), Part> =
        store::parts(tx, campaign).await?.into_iter().map(|p| ((p.assignment, p.agency), p)).collect();
    let (mut given, mut kept, mut moved) = (0_usize, HashSet::new(), Vec::new());
    for line in &lines {
        let who = who(line, &groups);
        let mine = of_line.get(&line.id).map(Vec::as_slice).unwrap_or_default();
        // What the coordinator gave to somebody else stays there, whatever the plan's words say.
        let (by_person, away) = reassigned(mine, &giving);
        for holder in holders(&who.accountable, &by_person, &away) {
            match mine.iter().find(|d| d.agency == holder) {
                Some(duty) => {
                    kept.insert(duty.id);
                    moved.extend(keep(tx, actor, duty, line, &facts, written.get(&duty.id)).await?);
                }
                None => {
                    kept.insert(give(tx, actor, line, holder, &facts).await?);
                    given += 1;
                }
            }
        }
        for (at, (agency, role)) in who.parts.iter().filter(|(a, _)| !by_person.contains(a)).enumerate() {
            match parts.remove(&(line.id, *agency)) {
                Some(part) => {
                    if part.role != *role || part.ordinal != i64::try_from(at).unwrap_or(0) {
                        tx.exec(store::PART_PLACE, args![part.id, *role, at]).await?;
                    }
                    if part.state == "withdrawn" {
                        tx.exec(store::PART_BACK, args![part.id]).await?;
                    }
                }
                None => {
                    let values = args![Uuid::now_v7(), campaign, line.id, agency, *role, at, actor.at];
                    tx.exec(store::PART_INSERT, values).await?;
                }
            }
        }
    }
    let mut gone = 0_usize;
    for duty in old.iter().filter(|d| !kept.contains(&d.id) && d.state() != State::Withdrawn) {
        let duty = taken(tx, duty.id).await?;
        if duty.state() != State::Withdrawn {
            store::stand(tx, actor, &duty, withdrawal(&duty, "amend", "")).await?;
            gone += 1;
        }
    }
    for part in parts.values().filter(|p| p.state != "withdrawn") {
        tx.exec(store::PART_GONE, args![part.id]).await?;
    }
    let count = tell(site, tx, actor, campaign, &lines, &moved).await?;
    let detail = json!({ "given": given, "withdrawn": gone, "moved": moved.len(), "told": count, "lines": lines.len() });
    tx.audit(actor, "duty.sync", "campaign", campaign, Some(campaign), detail).await
}

/// One mail for each agency with all its duties whose deadline the plan moved; returns how many people were told. [3, none without]
async fn tell(site: &Site, tx: &mut Tx, actor: &Actor, campaign: Uuid, lines: &[Assignment], moved: &[Duty]) -> Result<usize> {
    if moved.is_empty() {
        return Ok(0);
    }
    let post = Post::load(tx, campaign).await?;
    let of: HashMap<Uuid, &Assignment> = lines.iter().map(|l| (l.id, l)).collect();
    let mut letters = Letters::default();
    for duty in moved {
        let name = of.get(&duty.assignment).map(|l| l.short_name.as_str()).unwrap_or_default();
        letters.add(duty.agency.map(To::Agency), words::news(site, duty, name, "amend", &words::day(duty.deadline.as_deref()), ""));
    }
    letters.send(site, tx, actor, &post).await
}

/// The duty as it stands, its row taken: nobody changes it any more before this transaction ends.
async fn taken(tx: &mut Tx, id: Uuid) -> Result<Duty> {
    tx.exec(store::TAKE, args![id]).await?;
    tx.one(store::FIND, args!["*", id]).await
}

/// Who holds the duties of a line: what a person gave away stays away, also from one member of a group.
fn holders(planned: &[Uuid], by_person: &[Uuid], away: &[Uuid]) -> Vec<Option<Uuid>> {
    if planned.is_empty() && by_person.is_empty() {
        return vec![None];
    }
    let planned = planned.iter().filter(|a| by_person.is_empty() || planned.len() > 1 && !away.contains(a) && !by_person.contains(a));
    planned.chain(by_person).copied().map(Some).collect()
}

/// Agencies to which a person gave duties of this line, and from which.
fn reassigned(mine: &[&Duty], giving: &HashMap<Uuid, String>) -> (Vec<Uuid>, Vec<Uuid>) {
    let (mut by_person, mut away) = (Vec::new(), Vec::new());
    for duty in mine {
        match (duty.agency, giving.get(&duty.id).is_some_and(|kind| kind == "reassign"), duty.state()) {
            (Some(agency), true, State::Withdrawn) => away.push(agency),
            (Some(agency), true, _) => by_person.push(agency),
            _ => {}
        }
    }
    (by_person, away)
}

/// A line's words and deadline as the duty shows them.
fn derived(line: &Assignment, facts: &Campaign) -> (String, Option<String>, bool) {
    let agencies = line.lead.iter().chain(&line.coordinating).map(|a| a.name.as_str()).collect::<Vec<_>>().join(" ");
    let search = vietnamese::fold(&format!("{} {} {agencies}", line.short_name, line.text));
    let from_campaign = line.deadline_end.is_none();
    (search, line.deadline_end.clone().or_else(|| facts.end_on.clone()), from_campaign)
}

/// Gives a line to an agency (None: to nobody yet) and returns the duty.
async fn give(tx: &mut Tx, actor: &Actor, line: &Assignment, agency: Option<Uuid>, facts: &Campaign) -> Result<Uuid> {
    let id = insert(tx, actor, line, agency, facts).await?;
    store::event(tx, actor, id, "assign", "", &json!({ "number": line.number })).await?;
    Ok(id)
}

/// Writes a duty with its first standing; the caller writes its first event and audits.
pub(crate) async fn insert(tx: &mut Tx, actor: &Actor, line: &Assignment, agency: Option<Uuid>, facts: &Campaign) -> Result<Uuid> {
    let (search, deadline, from_campaign) = derived(line, facts);
    let id = Uuid::now_v7();
    let values = args![
        id, line.campaign, line.id, agency, line.number, line.ordinal, &line.path, &line.kind, search, line.deadline_start.clone(),
        deadline.clone(), from_campaign, actor.at
    ];
    tx.exec(store::INSERT, values).await?;
    tx.exec(store::BEGIN_STANDING, args![id, 1_i64, actor.at, State::Assigned.code(), deadline, None::<String>]).await?;
    Ok(id)
}

/// A duty that stays: its derived columns, and a deadline that the amended plan changed; what was granted beyond the plan holds. One that
/// comes back begins again. What is reported or confirmed keeps the deadline by which it is judged; should it be opened again, the next
/// reading of the plan moves it. Returns the duty if its deadline moved.
async fn keep(tx: &mut Tx, actor: &Actor, duty: &Duty, line: &Assignment, facts: &Campaign, written: Option<&Derived>) -> Result<Option<Duty>> {
    let (search, deadline, from_campaign) = derived(line, facts);
    let (planned, found) = written.map_or((None, ""), |w| (w.plan_deadline.clone(), w.search.as_str()));
    let same = (duty.number, duty.ordinal, &duty.path, &duty.kind, &duty.start_on, duty.from_campaign, found)
        == (line.number, line.ordinal, &line.path, &line.kind, &line.deadline_start, from_campaign, search.as_str());
    let (moved, back) = (planned != deadline, duty.state() == State::Withdrawn);
    if same && !moved && !back {
        return Ok(None);
    }
    let mut now = duty.clone();
    if moved || back {
        now = taken(tx, duty.id).await?;
    }
    let judged = now.state().is_finished();
    let values = args![
        duty.id, line.number, line.ordinal, &line.path, &line.kind, search, line.deadline_start.clone(),
        if judged { planned.clone() } else { deadline.clone() }, from_campaign
    ];
    tx.exec(store::FROM_PLAN, values).await?;
    let holds = if back { deadline.clone() } else { amended(now.deadline.as_deref(), planned.as_deref(), deadline.as_deref()) };
    if judged || !(back || moved && holds != now.deadline) {
        return Ok(None);
    }
    let to = Move {
        kind: "amend",
        state: if back { State::Assigned } else { now.state() },
        deadline: holds.clone(),
        finished_on: None,
        words: "",
        detail: json!({ "deadline_before": now.deadline, "deadline": holds, "back": back }),
    };
    store::stand(tx, actor, &now, to).await?;
    Ok((holds != now.deadline).then(|| Duty { deadline: holds, ..now }))
}

/// Takes a duty away from its agency.
pub(crate) async fn withdraw(tx: &mut Tx, actor: &Actor, duty: &Duty, kind: &str, words: &str) -> Result<()> {
    store::step(tx, actor, duty, withdrawal(duty, kind, words)).await
}

fn withdrawal<'a>(duty: &Duty, kind: &'a str, words: &'a str) -> Move<'a> {
    Move { kind, state: State::Withdrawn, deadline: duty.deadline.clone(), finished_on: None, words, detail: json!({ "withdrawn": true }) }
}
