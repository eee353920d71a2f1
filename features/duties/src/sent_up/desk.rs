//! Bàn làm việc (desk): what every page of what is sent up knows of its request: campaign, scope, rules, names, now. And how clocks
//! and moments are put into words.
use super::rules::Rules;
use super::store::Event;
use super::worktime::{Length, Office};
use crate::scope::{self, Scope};
pub use crate::words::{day, moment};
use crate::{DECIDE, MANAGE, WORK};
use agencies::door::Directory;
use base::{Error, Result, Viewer};
use jiff::civil::Date;
use plan::door::Campaign;
use serde_json::Value;
use ui::{Step as TimelineStep, StepState};
use ui::{Choice, Frame, Tone};
use uuid::Uuid;

/// A request's surroundings.
pub struct Desk {
    /// Campaign.
    pub campaign: Campaign,
    /// Whose rows the viewer sees.
    pub scope: Scope,
    /// Terms.
    pub rules: Rules,
    /// Revision of their row.
    pub rules_revision: i64,
    /// Names of agencies.
    pub directory: Directory,
    /// Unix milliseconds.
    pub now: i64,
    /// Its day.
    pub today: Date,
    office: Office,
}

impl Desk {
    /// For the campaign that this person works in. [4, 2 more for an officer]
    pub async fn working(frame: &Frame, viewer: &Viewer) -> Result<Desk> {
        let campaign = plan::door::working(&mut frame.site.db.reader(), viewer).await?.ok_or_else(|| Error::Conflict("sentup-no-campaign".into()))?;
        let scope = Scope::of(&mut frame.site.db.reader(), viewer, campaign.id).await?;
        Desk::with(frame, campaign, scope).await
    }

    /// For the campaign of the duty that it is about, else the one that this person works in.
    pub async fn about(frame: &Frame, viewer: &Viewer, duty: Option<Uuid>) -> Result<Desk> {
        match duty {
            Some(id) => Desk::of(frame, viewer, crate::store::find(&mut frame.site.db.reader(), &Scope::anywhere(), id).await?.campaign).await,
            None => Desk::working(frame, viewer).await,
        }
    }

    /// For the campaign of a row; a person without rights there finds nothing in the scope. [3, 2 more for an officer]
    pub async fn of(frame: &Frame, viewer: &Viewer, campaign: Uuid) -> Result<Desk> {
        let campaign = plan::door::campaign(&mut frame.site.db.reader(), campaign).await?;
        let scope = Scope::of(&mut frame.site.db.reader(), viewer, campaign.id).await?;
        Desk::with(frame, campaign, scope).await
    }

    /// For a campaign and a scope that are known already. [2]
    pub async fn with(frame: &Frame, campaign: Campaign, scope: Scope) -> Result<Desk> {
        let directory = Directory::load(&mut frame.site.db.reader()).await?;
        Desk::on(frame, campaign, scope, directory).await
    }

    /// The same where the agencies' names are known too. [1]
    pub async fn on(frame: &Frame, campaign: Campaign, scope: Scope, directory: Directory) -> Result<Desk> {
        let (rules, rules_revision) = Rules::load(&mut frame.site.db.reader(), campaign.id).await?;
        let office = rules.office();
        let (now, today) = (frame.site.clock.now_ms(), frame.site.clock.today());
        Ok(Desk { campaign, scope, rules, rules_revision, directory, now, today, office })
    }

    /// The agency as the plan's day names it.
    pub fn name(&self, agency: Uuid) -> String {
        self.directory.name_on(agency, self.campaign.names_day()).map(|n| n.name).unwrap_or_default()
    }

    /// Whether this person acts for the coordinating department here.
    pub fn manages(&self, viewer: &Viewer) -> bool {
        scope::manages(viewer, self.campaign.id)
    }

    /// Whether this person decides what is sent up here.
    pub fn decides(&self, viewer: &Viewer) -> bool {
        viewer.can_in(DECIDE, self.campaign.id)
    }

    /// Whether this person acts for this agency.
    pub fn acts_for(&self, viewer: &Viewer, agency: Uuid) -> bool {
        self.scope.acts_for(viewer, self.campaign.id, Some(agency))
    }

    /// Refuses those who do not act for the coordinating department here.
    pub fn demand_office(&self, viewer: &Viewer) -> Result<()> {
        if self.manages(viewer) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// The agencies in whose name this person may file, to choose from.
    pub fn agencies(&self, viewer: &Viewer) -> Vec<Choice> {
        let day = self.campaign.names_day();
        let mine: Vec<Uuid> = viewer.agencies().into_iter().filter(|a| viewer.can_for(WORK, self.campaign.id, *a)).collect();
        if viewer.can_in(MANAGE, self.campaign.id) {
            return self.directory.list(day).into_iter().filter(|a| !a.is_group).map(|a| Choice::new(a.id.to_string(), a.name)).collect();
        }
        mine.into_iter().map(|a| Choice::new(a.to_string(), self.name(a))).collect()
    }

    /// A length of working minutes: "2 ngày 3 giờ", "45 phút".
    pub fn length(&self, frame: &Frame, minutes: i64) -> String {
        let l = Length::of(minutes, &self.office);
        let part = |n: i64, key: &str| (n > 0).then(|| frame.t1(key, "count", n));
        let minutes = if l.days == 0 && l.hours < 4 { part(l.minutes, "sentup-minutes") } else { None };
        let all: Vec<String> = [part(l.days, "sentup-days"), part(l.hours, "sentup-hours"), minutes].into_iter().flatten().collect();
        if all.is_empty() { frame.t("sentup-moment") } else { all.join(" ") }
    }

    /// How a term stands: what is left of it, or how far it is over.
    pub fn clock(&self, frame: &Frame, due_at: Option<i64>) -> Option<ClockView> {
        let due = due_at?;
        let left = self.office.between(self.now, due);
        let over = self.now > due;
        let words = frame.t1(if over { "sentup-over" } else { "sentup-left" }, "length", self.length(frame, left));
        let tone = if over { Tone::Bad } else if left <= 120 { Tone::Warn } else { Tone::Go };
        Some(ClockView { words, tone, due: moment(due) })
    }

    /// How long it has waited, in working time.
    pub fn waited(&self, frame: &Frame, since: i64) -> String {
        self.length(frame, self.office.between(since, self.now))
    }

    /// By which hours waiting and terms are counted, and when the clock goes on where it stands still now.
    pub fn hours(&self, frame: &Frame) -> String {
        let [(a, b), (c, d)] = self.office.shifts.map(|(from, to)| (from.strftime("%H:%M").to_string(), to.strftime("%H:%M").to_string()));
        let counted = frame.t2("sentup-hours-counted", "morning", format!("{a}–{b}"), "afternoon", format!("{c}–{d}"));
        let rests = self.office.opens(self.now).map(|at| frame.t1("sentup-hours-rest", "at", moment(at)));
        [Some(counted), rests].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Working minutes from one moment to another.
    pub fn minutes(&self, from: i64, to: i64) -> i64 {
        self.office.between(from, to)
    }

    /// The history as a timeline; times spent are said where a step took working time.
    pub fn timeline(&self, frame: &Frame, events: &[Event]) -> Vec<TimelineStep> {
        let last = events.len().saturating_sub(1);
        let line = |(n, e): (usize, &Event)| {
            let agency = Uuid::parse_str(&e.agency_key).map(|a| self.name(a)).unwrap_or_default();
            let title = [frame.t(&format!("sentup-event-{}", e.kind.replace('_', "-"))), agency].into_iter().filter(|p| !p.is_empty());
            let detail: Value = serde_json::from_str(&e.detail).unwrap_or_default();
            let spent = detail["spent"].as_i64().map(|m| frame.t1("sentup-spent", "length", self.length(frame, m)));
            let over = detail["over"].as_i64().filter(|m| *m > 0).map(|m| frame.t1("sentup-over", "length", self.length(frame, m)));
            let day = plan::door::day(detail["day"].as_str()).map(|d| frame.t1("sentup-new-day", "day", vietnamese::dates::short(d)));
            let wanted = plan::door::day(detail["wanted"].as_str()).map(|d| frame.t1("sentup-wanted-until", "day", vietnamese::dates::short(d)));
            let numbers = detail["numbers"].as_str().map(str::to_owned);
            let note = [Some(e.words.clone()), numbers, wanted, day, spent, over].into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
            let state = if n == last { StepState::Now } else { StepState::Done };
            TimelineStep::new(title.collect::<Vec<_>>().join(": "), state).when(moment(e.at), iso(e.at)).note(note)
        };
        events.iter().enumerate().map(line).collect()
    }
}

/// How a term stands, in words.
#[derive(Clone, Debug)]
pub struct ClockView {
    /// "còn 2 giờ", "quá hạn 1 ngày".
    pub words: String,
    /// Colour: red when over.
    pub tone: Tone,
    /// The moment.
    pub due: String,
}

/// A moment for machines.
pub fn iso(ms: i64) -> String {
    vietnamese::dates::from_unix_ms(ms).strftime("%Y-%m-%dT%H:%M+07:00").to_string()
}
