//! Trên bàn nhiệm vụ (news): what came back to an agency and must be taken note of, and what waits for the department or the leader, with
//! the oldest by name. It must never show another agency's, and never more than the page of the matter itself does.
use super::desk::{ClockView, Desk, day};
use super::extension::{self, store as extensions};
use super::matter::{self, shown, store as matters};
use super::model::{LineState, Step};
use super::report::{self, Count};
use super::slip::{self, store as slips};
use base::{Result, Viewer};
use std::collections::HashMap;
use ui::{Frame, Tone};
use uuid::Uuid;

/// Something that came back to an agency.
pub struct News {
    /// Where it is read in full.
    pub href: String,
    /// What it is about.
    pub title: String,
    /// Words of the chip.
    pub state: String,
    /// Its colour.
    pub tone: Tone,
    /// The question, the decision, or the reason.
    pub words: String,
    /// Whose it is and when, or by when to act.
    pub note: String,
    /// Where to say that one knows it; empty where words must be written first, or somebody else must say it.
    pub noted: String,
    /// The moment of the newest answer shown, unix ms: what came after it is not noted with it.
    pub seen: i64,
    /// What opening it is for.
    pub open: &'static str,
}

/// Something that waits for the department or the leader.
pub struct Pile {
    /// Words of it.
    pub title: String,
    /// All of them.
    pub href: String,
    /// How many.
    pub count: i64,
    /// How many of them are over their term, in words; empty for none.
    pub late: String,
    /// The oldest.
    pub rows: Vec<Oldest>,
}

/// One of the oldest of a pile.
pub struct Oldest {
    /// Where it is decided.
    pub href: String,
    /// What it is about.
    pub title: String,
    /// Whose it is, and since when it waits.
    pub note: String,
    /// Its term.
    pub clock: Option<ClockView>,
}

/// How many of each pile are named.
const NAMED: i64 = 3;

/// What came back to the agencies of an officer: questions and answers first, then extensions. [2]
pub async fn own(frame: &Frame, viewer: &Viewer, desk: &Desk) -> Result<Vec<News>> {
    let mut db = frame.site.db.reader();
    let mut found: Vec<News> = slips::news(&mut db, &desk.scope, desk.campaign.id).await?.iter().map(|s| of_slip(frame, viewer, desk, s)).collect();
    let lines = extensions::news(&mut db, &desk.scope, desk.campaign.id).await?;
    let mut of: HashMap<Uuid, Vec<&extensions::Line>> = HashMap::new();
    let mut order: Vec<Uuid> = Vec::new();
    for line in &lines {
        of.entry(line.extension).or_insert_with(|| { order.push(line.extension); Vec::new() }).push(line);
    }
    found.extend(order.iter().filter_map(|id| of_extension(frame, viewer, desk, of.get(id)?)));
    Ok(found)
}

fn whose(desk: &Desk, agency: Uuid) -> Option<String> {
    (desk.scope.own.len() > 1).then(|| desk.name(agency))
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn of_slip(frame: &Frame, viewer: &Viewer, desk: &Desk, slip: &slips::Slip) -> News {
    let step = slip.step.as_deref().and_then(Step::of).unwrap_or(Step::Filed);
    let (tone, state) = shown::state_of(frame, slip, step);
    let decided = step == Step::Decided;
    let acts = desk.acts_for(viewer, slip.agency);
    let term = slip.due_at.and_then(|due| desk.clock(frame, Some(due))).map(|c| c.words);
    News {
        href: slip::href(slip.id),
        title: slip.title.clone(),
        state,
        tone,
        words: if decided { slip.decision.clone() } else { slip.question.clone() },
        note: joined([slip.number.map(matters::label), whose(desk, slip.agency), term]),
        noted: if decided && acts { format!("{}/da-nhan", slip::href(slip.id)) } else { String::new() },
        seen: 0,
        open: if !decided && acts { "duties-news-open" } else { "duties-news-read" },
    }
}

fn of_extension(frame: &Frame, viewer: &Viewer, desk: &Desk, lines: &[&extensions::Line]) -> Option<News> {
    let first = lines.first()?;
    let refused = lines.iter().filter(|l| l.state() == LineState::Refused).count();
    let said = |state: LineState| frame.t(&format!("sentup-line-{}", state.code()));
    let (tone, state) = match (lines.len() - refused, refused) {
        (granted, 1..) if granted > 0 => (Tone::Warn, frame.t2("sentup-news-mixed", "granted", granted, "refused", refused)),
        _ => (extension::list::tone(first.state()), said(first.state())),
    };
    // An answer that all of them have is said once, different ones beside the duty of each
    let alike = lines.iter().all(|l| (&l.state, &l.granted_on, &l.answer) == (&first.state, &first.granted_on, &first.answer));
    let granted = |l: &extensions::Line| l.granted_on.as_deref().map(|d| frame.t1("sentup-new-day", "day", day(Some(d))));
    let title = match lines {
        [one] => one.short_name.clone(),
        _ => frame.t2("sentup-news-several", "title", &first.short_name, "count", lines.len() - 1),
    };
    let each = |l: &&extensions::Line| {
        let answer = joined([Some(said(l.state())), granted(l), Some(l.answer.clone())]);
        frame.t2("sentup-news-line", "title", &l.short_name, "answer", answer)
    };
    Some(News {
        href: extension::href(first.extension),
        title: frame.t1("sentup-news-extension", "title", title),
        state,
        tone,
        words: if alike { first.answer.clone() } else { lines.iter().map(each).collect::<Vec<_>>().join("\n") },
        note: joined([whose(desk, first.agency), granted(first).filter(|_| alike), first.decided_at.map(super::desk::moment)]),
        noted: if desk.acts_for(viewer, first.agency) { format!("{}/da-nhan", extension::href(first.extension)) } else { String::new() },
        seen: lines.iter().filter_map(|l| l.decided_at).max().unwrap_or(0),
        open: "duties-news-read",
    })
}

/// What waits for the department, and before the leader for who decides. [4]
pub async fn office(frame: &Frame, viewer: &Viewer, desk: &Desk) -> Result<Vec<Pile>> {
    let mut db = frame.site.db.reader();
    let waiting = report::waiting(&mut db, desk.campaign.id, desk.now).await?;
    let decides = desk.decides(viewer);
    let (steps, states): (&[Step], &[LineState]) = match (desk.manages(viewer), decides) {
        (false, true) => (&[Step::Proposed], &[LineState::Up]),
        (_, false) => (&[Step::Filed, Step::Taken], &[LineState::Open]),
        (true, true) => (&[Step::Filed, Step::Taken, Step::Proposed], &[LineState::Open, LineState::Up]),
    };
    let sum = |counts: &[(bool, Count)]| {
        let of = |pick: fn(&Count) -> i64| counts.iter().filter(|(on, _)| *on).map(|(_, c)| pick(c)).sum::<i64>();
        Count { all: of(|c| c.all), late: of(|c| c.late) }
    };
    let filed = steps.contains(&Step::Filed);
    let difficulties = sum(&[(filed, waiting.filed), (filed, waiting.taken), (steps.contains(&Step::Proposed), waiting.proposed)]);
    let requests = sum(&[(states.contains(&LineState::Open), waiting.extensions), (states.contains(&LineState::Up), waiting.extensions_up)]);
    let oldest = matters::board(&mut db, desk.campaign.id, &matters::steps(steps), NAMED).await?;
    let lines = extensions::list(&mut db, &desk.scope, desk.campaign.id, states, NAMED, 0).await?;
    let since = |at: i64| frame.t1("sentup-waits", "length", desk.waited(frame, at));
    let matter = |m: &matters::Matter| Oldest {
        href: if m.step() == Step::Proposed && decides { format!("{}/quyet", matter::href(m.id)) } else { matter::href(m.id) },
        title: m.title.clone(),
        note: joined([Some(m.label()), Some(frame.t(&format!("sentup-step-{}", m.step().code()))), Some(since(m.step_at))]),
        clock: desk.clock(frame, m.due_at),
    };
    let request = |l: &extensions::Line| Oldest {
        href: extension::href(l.extension),
        title: frame.t2("sentup-wants-until", "title", &l.short_name, "day", day(Some(&l.asked_on))),
        note: joined([Some(desk.name(l.agency)), Some(since(l.step_at))]),
        clock: desk.clock(frame, Some(l.due_at)),
    };
    let late = |c: Count| if c.late > 0 { frame.t1("duties-need-late", "n", c.late) } else { String::new() };
    let only_leader = decides && !desk.manages(viewer);
    let piles = [
        Pile {
            title: frame.t("sentup-news-matters"),
            href: if only_leader { format!("{}/cho-quyet", matter::HOME) } else { matter::HOME.into() },
            count: difficulties.all,
            late: late(difficulties),
            rows: oldest.iter().map(matter).collect(),
        },
        Pile {
            title: frame.t("sentup-news-extensions"),
            href: if only_leader { format!("{}?xem=trinh", extension::HOME) } else { extension::HOME.into() },
            count: requests.all,
            late: late(requests),
            rows: lines.iter().map(request).collect(),
        },
    ];
    Ok(piles.into_iter().filter(|p| p.count > 0).collect())
}
