//! Lấy số liệu (read): fills the figures of a campaign at a moment through the doors of plan, duties, agencies and papers. A constant
//! number of statements, however many duties there are. Standings, reports, evidence, difficulties and ticks are those of the moment;
//! the plan's own words, the names of agencies and an answer that was changed since are today's: a fixed version keeps what it said.
use crate::figures::{Difficulty, DutyLine, Extension, Figures, SectionHead, SentPaper, StopReady};
use crate::filter::is_below;
use agencies::door::Directory;
use base::{Fetch, Result};
use duties::door::{At, Proof, ReportRows, Scope};
use jiff::civil::Date;
use plan::door::{Assignment, Campaign};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Everything that was known of a campaign at a moment.
pub async fn figures(db: &mut impl Fetch, campaign: &Campaign, at: &At) -> Result<Figures> {
    let mut both = figures_at(db, campaign, std::slice::from_ref(at)).await?;
    both.pop().ok_or_else(|| base::Error::internal("one moment, one answer"))
}

/// The same at several moments, with the plan read once.
pub async fn figures_at(db: &mut impl Fetch, campaign: &Campaign, moments: &[At]) -> Result<Vec<Figures>> {
    let id = campaign.id;
    let directory = Directory::load(db).await?;
    let documents = plan::door::documents(db, id).await?;
    let sections = plan::door::sections(db, id).await?;
    let lines: HashMap<Uuid, Assignment> = plan::door::all_assignments(db, id).await?.into_iter().map(|a| (a.id, a)).collect();
    let gone_up = duties::door::report_rows(db, id).await?;
    let names = campaign.names_day();
    let mut all = Vec::with_capacity(moments.len());
    for at in moments {
        let rows = duties::door::rows(db, &Scope::all(id), id, at).await?;
        let mut words = duties::door::reports(db, id, at).await?;
        let mut proofs = duties::door::evidence(db, id, at).await?;
        let duties: Vec<DutyLine> = rows.into_iter().map(|d| {
            let line = lines.get(&d.assignment);
            let finished = d.state().is_finished();
            DutyLine {
                id: d.id,
                number: d.number,
                text: line.map(|l| l.text.clone()).unwrap_or_default(),
                short: line.map(|l| l.short_name.clone()).unwrap_or_default(),
                agency_name: d.agency.and_then(|a| directory.name_on(a, names)).map(|a| a.name).unwrap_or_default(),
                with: line.map(|l| partners(l, d.agency)).unwrap_or_default(),
                cell: d.cell(at.day).map(|c| c.code().to_owned()).unwrap_or_default(),
                words: if finished { words.remove(&d.id).unwrap_or_default() } else { String::new() },
                evidence: if finished { proofs.remove(&d.id).unwrap_or_default().iter().map(proof).collect() } else { Vec::new() },
                path: d.path, agency: d.agency, state: d.state, first_deadline: d.first_deadline, deadline: d.deadline, finished_on: d.finished_on,
            }
        }).collect();
        let used: HashSet<&str> = duties.iter().map(|d| d.path.as_str()).collect();
        let heads = sections.iter().filter(|s| used.iter().any(|path| is_below(path, &s.path)));
        all.push(Figures {
            at_ms: at.ms,
            day: at.day.to_string(),
            campaign: id,
            name: campaign.full_name(),
            plan: documents.last().map(plan::door::cited).unwrap_or_default(),
            texts: i64::try_from(documents.iter().filter(|d| d.published_at <= at.ms).count()).unwrap_or(0),
            papers: sent(db, id, at).await?,
            sections: heads.map(|s| SectionHead { path: s.path.clone(), label: s.label.clone(), title: s.title.clone(), depth: s.depth }).collect(),
            duties,
            stops: stops(db, id, at).await?,
            ..sent_up(&gone_up, &directory, names, at)
        });
    }
    Ok(all)
}

/// Difficulties and requests for more time as they stood at the moment: what was answered later was not answered then.
fn sent_up(rows: &ReportRows, directory: &Directory, names: Date, at: &At) -> Figures {
    let by = |ms: Option<i64>| ms.is_some_and(|ms| ms <= at.ms);
    let name = |agency: Uuid| directory.name_on(agency, names).map(|a| a.name).unwrap_or_default();
    let difficulties = rows.difficulties.iter().filter(|r| r.stood(at.ms)).map(|r| Difficulty {
        agency_name: name(r.difficulty.agency),
        title: r.difficulty.title.clone(),
        words: r.difficulty.words.clone(),
        wish: r.difficulty.wish.clone(),
        answer: r.matter.as_ref().filter(|m| by(m.decided_at)).map(|m| m.decision.clone()).unwrap_or_default(),
    });
    let extensions = rows.extensions.iter().filter(|l| by(Some(l.asked_at))).map(|l| {
        let answered = by(l.decided_at.or(Some(l.step_at)));
        Extension {
            number: l.number,
            short: l.short_name.clone(),
            agency_name: name(l.agency),
            reason: l.reason.clone(),
            was: l.was.clone(),
            asked_on: l.asked_on.clone(),
            // Whether the department or the leader has it is no answer yet
            state: if answered && l.state != "up" { l.state.clone() } else { "open".into() },
            granted_on: l.granted_on.clone().filter(|_| answered),
        }
    });
    Figures { difficulties: difficulties.collect(), extensions: extensions.collect(), ..Figures::default() }
}

/// Stops with something to be ready, as they were at the moment.
async fn stops(db: &mut impl Fetch, campaign: Uuid, at: &At) -> Result<Vec<StopReady>> {
    let all = duties::door::readiness_at(db, campaign, at).await?;
    let asked = all.into_iter().filter(|r| r.total > 0);
    Ok(asked.map(|r| StopReady { id: r.stop, title: r.title, href: r.href, total: r.total, settled: r.settled, red: r.red }).collect())
}

/// Other leads, then coordinators, in the plan's names.
fn partners(line: &Assignment, holder: Option<Uuid>) -> Vec<String> {
    line.lead.iter().skip(1).chain(&line.coordinating).filter(|a| a.id.is_none() || a.id != holder).map(|a| a.name.clone()).collect()
}

/// A piece of evidence in words: "Số khách: 1.200", "Công văn 12/SYT".
fn proof(p: &Proof) -> String {
    [p.label.trim(), p.value.trim()].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(": ")
}

/// Papers that went out; letters that were made together count as one line. The program's own reports are no guidance.
async fn sent(db: &mut impl Fetch, campaign: Uuid, at: &At) -> Result<Vec<SentPaper>> {
    let mut batches: BTreeMap<Uuid, usize> = BTreeMap::new();
    let mut all: Vec<SentPaper> = Vec::new();
    for paper in papers::door::went_out(db, campaign, at.ms).await? {
        if paper.source == crate::RESULT || paper.source.starts_with(crate::WEEK) {
            continue;
        }
        if let Some(at) = paper.batch.and_then(|b| batches.get(&b)).copied() {
            all[at].count += 1;
            all[at].number.clear();
            continue;
        }
        if let Some(batch) = paper.batch {
            batches.insert(batch, all.len());
        }
        let kind = paper_kind(&paper.kind);
        all.push(SentPaper { kind: kind.to_owned(), number: paper.number, day: paper.issued_on, title: paper.title, count: 1 });
    }
    Ok(all)
}

fn paper_kind(code: &str) -> &'static str {
    paper::Kind::from_code(code).map_or("Văn bản", paper::Kind::words)
}
