//! Soạn lời nhắc: who would hear today of what. Pure reading, in a constant number of statements; sending is another matter.
use super::model::{self, Ladder, Step};
use super::store::{self, Setting};
use crate::staff::{Held, Person, Staff};
use agencies::door::{Directory, Succession};
use base::identity::OFFICER;
use base::{Fetch, Result, args};
use jiff::civil::Date;
use plan::door::Campaign;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// One thing that a person is told of.
#[derive(Clone, Debug)]
pub struct Told {
    /// Duty, task or checklist item.
    pub subject: Uuid,
    /// Its deadline, ISO.
    pub deadline: String,
    /// Code of the step.
    pub step: &'static str,
    /// Muted by this word.
    pub mute: &'static str,
    /// What it is.
    pub words: String,
    /// Whose, for those who hear of others' duties; empty for the own agency.
    pub agency: String,
    /// Path of its page.
    pub path: String,
    /// Days until the deadline, negative when late.
    pub days_left: i64,
}

/// What one person hears today.
#[derive(Clone, Debug)]
pub struct Digest {
    /// Who.
    pub person: Person,
    /// The role in which this person hears of it first.
    pub held: Held,
    /// What is new today; nothing is sent without any.
    pub lines: Vec<Told>,
    /// Hour at which it goes.
    pub hour: i64,
}

/// Everything about today.
pub struct Today {
    pub setting: Setting,
    pub digests: Vec<Digest>,
    /// All open lines by agency, told before or not: for the text that is sent by telephone.
    pub by_agency: Vec<(String, Vec<Told>)>,
    /// Agencies and roles of a rung that is reached and that nobody holds.
    pub unheard: Vec<(String, &'static str)>,
}

type TaskRow = (Uuid, String, Uuid, String, i64);
type CheckRow = (Uuid, String, Uuid, Option<Uuid>, String, i64);

/// Who is reached for an agency: those who hold a role for it or for an agency that took over its work.
struct Reach<'a> {
    staff: &'a Staff,
    lines: HashMap<Uuid, Vec<Uuid>>,
}

impl Reach<'_> {
    fn of(&self, role: &str, agency: Option<Uuid>) -> Vec<(&Person, &Held)> {
        let everywhere = matches!(role, base::identity::COORDINATOR | base::identity::OFFICE);
        let fits = |h: &&Held| h.role == role && (everywhere || agency.is_some_and(|a| h.agency.is_some_and(|own| own == a || self.lines.get(&own).is_some_and(|l| l.contains(&a)))));
        self.staff.everybody().filter_map(|p| p.roles.iter().find(fits).map(|h| (p, h))).collect()
    }
}

/// What goes out today. [13]
pub async fn today(db: &mut impl Fetch, campaign: &Campaign, day: Date, now: i64) -> Result<Today> {
    let setting = store::setting(db, campaign.id).await?;
    let until = day.checked_add(jiff::Span::new().days(7)).unwrap_or(day);
    let due = store::due(db, campaign.id, until, now).await?;
    let eve = day.checked_add(jiff::Span::new().days(1)).unwrap_or(day).to_string();
    let tasks: Vec<TaskRow> = db.all(store::DUE_TASKS, args![campaign.id, &eve]).await?;
    let checks: Vec<CheckRow> = db.all(store::DUE_CHECKS, args![campaign.id, &eve]).await?;
    let told: Vec<(Uuid, String, String, Uuid)> = db.all(store::TOLD, args![campaign.id]).await?;
    let told: HashSet<(Uuid, String, String, Uuid)> = told.into_iter().collect();
    let people: Vec<(Uuid, Option<i64>, String)> = db.all(store::PEOPLE, args![]).await?;
    let people: HashMap<Uuid, (Option<i64>, String)> = people.into_iter().map(|(id, hour, muted)| (id, (hour, muted))).collect();
    let lines: HashMap<Uuid, String> = plan::door::all_assignments(db, campaign.id).await?.into_iter().map(|a| (a.id, a.short_name)).collect();
    let staff = Staff::load(db, campaign.id).await?;
    let (directory, succession) = (Directory::load(db).await?, Succession::load(db).await?);
    let name = |id: Option<Uuid>| id.and_then(|id| directory.name_on(id, campaign.names_day())).map(|a| a.name).unwrap_or_default();
    let own: HashSet<Uuid> = staff.everybody().flat_map(|p| &p.roles).filter_map(|h| h.agency).collect();
    let reach = Reach { staff: &staff, lines: own.iter().map(|a| (*a, succession.line_of(&directory, *a))).collect() };
    let ladder = Ladder { head: setting.head_after, coordinator: setting.coordinator_after, office: setting.office_after };
    let since = plan::door::day(Some(&setting.counts_from)).unwrap_or(Date::MIN);
    let counts = |deadline: Date, known_at: i64| model::counts(deadline, vietnamese::dates::local(known_at), since);

    let mut all: BTreeMap<Uuid, (Person, Held, Vec<Told>)> = BTreeMap::new();
    let mut add = |person: &Person, held: &Held, line: Told| {
        let told_before = told.contains(&(line.subject, line.deadline.clone(), line.step.to_owned(), person.account));
        let muted = people.get(&person.account).is_some_and(|(_, muted)| muted.split(',').any(|m| m == line.mute));
        if told_before || muted {
            return;
        }
        let entry = all.entry(person.account).or_insert_with(|| (person.clone(), held.clone(), Vec::new()));
        // Somebody with two roles hears of a thing once, by its highest rung
        match entry.2.iter_mut().find(|l| l.subject == line.subject) {
            Some(same) => *same = line,
            None => entry.2.push(line),
        }
    };
    let mut by_agency: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    let mut unheard: Vec<(String, &'static str)> = Vec::new();
    for d in &due {
        let Some(deadline) = plan::door::day(Some(&d.deadline)).filter(|x| counts(*x, d.known_at)) else { continue };
        let days_left = crate::prepare::model::days(day, deadline);
        let agency = name(d.agency);
        for (at, step) in model::steps(days_left, &ladder).into_iter().enumerate() {
            let line = Told {
                subject: d.id, deadline: d.deadline.clone(), step: step.code(), mute: step.mute(),
                words: lines.get(&d.assignment).cloned().unwrap_or_default(), agency: agency.clone(), path: format!("/nhiem-vu/{}", d.id), days_left,
            };
            if at == 0 {
                by_agency.entry(agency.clone()).or_default().push(line.clone());
            }
            let mut who = reach.of(step.role(), d.agency);
            if step.role() == OFFICER && let Some(officer) = d.officer && who.iter().any(|(p, _)| p.account == officer) {
                who.retain(|(p, _)| p.account == officer);
            }
            if who.is_empty() && !unheard.contains(&(agency.clone(), step.role())) {
                unheard.push((agency.clone(), step.role()));
            }
            for (person, held) in who {
                add(person, held, line.clone());
            }
        }
    }
    let small = |subject, deadline: &str, words: &str, path: String, mute, at: i64| {
        let day_of = plan::door::day(Some(deadline)).filter(|d| counts(*d, at))?;
        let days_left = crate::prepare::model::days(day, day_of);
        let step = if days_left < 0 { Step::Late } else { Step::Eve };
        Some(Told { subject, deadline: deadline.to_owned(), step: step.code(), mute, words: words.to_owned(), agency: String::new(), path, days_left })
    };
    for (id, title, account, due_on, at) in &tasks {
        let who = staff.get(*account).and_then(|p| p.roles.first().map(|h| (p, h)));
        if let (Some(line), Some((person, held))) = (small(*id, due_on, title, format!("/nhiem-vu/viec/{id}"), "tasks", *at), who) {
            add(person, held, line);
        }
    }
    for (id, words, agency, account, due_on, at) in &checks {
        let Some(line) = small(*id, due_on, words, format!("/nhiem-vu/muc/{id}"), "checks", *at) else { continue };
        let mut who = reach.of(OFFICER, Some(*agency));
        if let Some(account) = account && who.iter().any(|(p, _)| p.account == *account) {
            who.retain(|(p, _)| p.account == *account);
        }
        for (person, held) in who {
            add(person, held, line.clone());
        }
    }
    let mut digests: Vec<Digest> = all
        .into_values()
        .filter(|(_, _, lines)| !lines.is_empty())
        .map(|(person, held, mut lines)| {
            lines.sort_by(|a, b| (a.days_left, &a.words).cmp(&(b.days_left, &b.words)));
            let chosen = people.get(&person.account).and_then(|(hour, _)| *hour).unwrap_or(setting.hour);
            Digest { hour: model::hour_of(chosen, setting.quiet_from, setting.quiet_to), person, held, lines }
        })
        .collect();
    digests.sort_by(|a, b| vietnamese::collate::compare(&a.person.name, &b.person.name).then(a.person.account.cmp(&b.person.account)));
    let mut by_agency: Vec<(String, Vec<Told>)> = by_agency.into_iter().collect();
    by_agency.sort_by(|a, b| vietnamese::collate::compare(&a.0, &b.0));
    Ok(Today { setting, digests, by_agency, unheard })
}
