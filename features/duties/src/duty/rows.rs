//! Minh chứng và phần phối hợp trên trang: evidence and parts as rows of a duty's page.
use super::parts::{self, PartAct};
use super::seen::Seen;
use super::store::Evidence;
use crate::model::State;
use crate::store::Part;
use crate::words;
use base::Viewer;
use ui::{Form, Frame, Tone};
use uuid::Uuid;

/// A piece of evidence as the page shows it.
pub(super) struct Piece {
    pub id: Uuid,
    pub kind: String,
    pub icon: &'static str,
    pub label: String,
    pub value: String,
    pub href: String,
    pub when: String,
    pub removed: bool,
}

/// A part, with what this person may do with it: code, label, field, whether words are needed.
pub(super) struct PartRow {
    pub id: Uuid,
    pub simple: String,
    pub agency: String,
    pub role: String,
    pub task: String,
    pub due: String,
    pub tone: Tone,
    pub state: String,
    pub reply: String,
    pub done_on: String,
    pub revision: i64,
    pub acts: Vec<(&'static str, String, String, bool)>,
    pub may_write: bool,
    pub is_open: bool,
    pub task_error: String,
    pub due_error: String,
}

/// A piece of evidence of a duty.
pub(super) fn piece(frame: &Frame, duty: Uuid, e: &Evidence) -> Piece {
    let (icon, key) = match e.kind.as_str() {
        "paper" => ("file", "duties-evidence-paper"),
        "link" => ("link", "duties-evidence-link"),
        "figure" => ("chart", "duties-evidence-figure"),
        _ => ("download", "duties-evidence-file"),
    };
    let size = |bytes: i64| format!("{} kB", vietnamese::numbers::group(bytes.div_euclid(1000) + 1));
    let (value, href) = match e.kind.as_str() {
        "link" => (e.value.clone(), e.value.clone()),
        "file" => {
            let name = e.file_name.clone().unwrap_or_default();
            (format!("{name} ({})", size(e.file_size.unwrap_or(0))), format!("/nhiem-vu/{duty}/minh-chung/{}", e.id))
        }
        _ => (e.value.clone(), String::new()),
    };
    Piece { id: e.id, kind: frame.t(key), icon, label: e.label.clone(), value, href, when: words::moment(e.created_at), removed: e.removed_at.is_some() }
}

/// A part of the line; `agency` is its name.
pub(super) fn part(frame: &Frame, viewer: &Viewer, seen: &Seen, form: &Form, p: &Part, agency: String) -> PartRow {
    let (tone, key) = match p.state.as_str() {
        "accepted" => (Tone::Go, "duties-part-accepted"),
        "returned" => (Tone::Warn, "duties-part-returned"),
        "done" => (Tone::Ok, "duties-part-is-done"),
        _ => (Tone::Plain, "duties-part-assigned"),
    };
    let own = parts::owns(seen, viewer, p);
    let acts = PartAct::ALL.into_iter().filter(|a| (own || *a == PartAct::Reopen && seen.works) && a.from(&p.state).is_some());
    let acts: Vec<_> = acts.map(|a| (a.code(), frame.t(&format!("duties-part-act-{}", a.code())), parts::field(a, p.id), a.needs_words())).collect();
    let simple = p.id.simple().to_string();
    let fields = acts.iter().map(|(_, _, field, _)| field.clone()).chain([format!("task-{simple}"), format!("due-{simple}")]);
    let is_open = fields.into_iter().any(|f| !form.error(&f).is_empty() || !form.value(&f).is_empty());
    PartRow {
        id: p.id,
        agency,
        role: frame.t(if p.role == "lead" { "duties-part-lead" } else { "duties-part-coordinating" }),
        task: if form.values(&format!("task-{simple}")).is_empty() { p.task.clone() } else { form.value(&format!("task-{simple}")).to_owned() },
        due: if form.values(&format!("due-{simple}")).is_empty() { words::day(p.due_on.as_deref()) } else { form.value(&format!("due-{simple}")).to_owned() },
        task_error: form.error(&format!("task-{simple}")).to_owned(),
        due_error: form.error(&format!("due-{simple}")).to_owned(),
        simple,
        tone,
        state: frame.t(key),
        reply: p.reply.clone(),
        done_on: words::day(p.done_on.as_deref()),
        revision: p.revision,
        acts,
        may_write: seen.works && seen.duty.state() != State::Withdrawn,
        is_open,
    }
}
