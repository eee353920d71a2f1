//! Bộ câu hỏi (rules): a set, its subjects, and how a typed form becomes a question or says what is wrong. No IO.
use quiz::Question;
use quiz::question::{Choice, Kind, MAX_CHOICES, MAX_ITEMS, Media, Number};
use ui::Form;
use uuid::Uuid;

/// Subjects that are offered; each has its words in the catalogue (`gameshow-sets-category-…`).
pub(crate) const CATEGORIES: [&str; 8] = [
    "chinh-quyen-so", "kinh-te-so", "xa-hoi-so", "lua-dao-truc-tuyen", "thanh-toan-khong-tien-mat", "chuyen-doi-xanh", "ky-nang-so", "khac",
];

/// A set as stored.
#[derive(Clone, Debug, base::FromRow)]
pub(crate) struct SetRow {
    pub id: Uuid,
    pub title: String,
    pub category: String,
    pub description: String,
    pub builtin: bool,
    pub edited_at: Option<i64>,
    pub revision: i64,
}

/// A line of the list of sets.
#[derive(Clone, Debug, base::FromRow)]
pub(crate) struct Listed {
    pub id: Uuid,
    pub title: String,
    pub category: String,
    pub description: String,
    pub builtin: bool,
    pub edited: bool,
    pub changed_at: i64,
    pub questions: i64,
}

/// A question in its set.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub id: Uuid,
    pub ordinal: i64,
    pub revision: i64,
    pub question: Question,
}

/// What is wrong with a field: its name in the form, the key of the message and the bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    pub field: String,
    pub key: String,
    pub limit: usize,
}

/// The key of the words for a category; unknown ones are shown as they are.
pub(crate) fn category_key(category: &str) -> String {
    format!("gameshow-sets-category-{category}")
}

/// Title, category and description of a set as typed, or what is wrong.
pub(super) fn check_head(form: &Form) -> Result<(String, String, String), Vec<Complaint>> {
    let title = vietnamese::normalize_line(form.value("title"));
    let category = form.value("category").trim().to_owned();
    let description = vietnamese::normalize_line(form.value("description"));
    let mut wrong = Vec::new();
    let mut add = |field: &str, code: &str, limit| wrong.push(Complaint { field: field.into(), key: format!("gameshow-sets-fault-{code}"), limit });
    match title.chars().count() {
        0 => add("title", "missing", 1),
        n if n > 120 => add("title", "long", 120),
        _ => {}
    }
    if !is_category(&category) {
        add("category", "category", 0);
    }
    if description.chars().count() > 500 {
        add("description", "long", 500);
    }
    if wrong.is_empty() { Ok((title, category, description)) } else { Err(wrong) }
}

/// Whether a category is one that is offered or an address word of a file.
pub(super) fn is_category(category: &str) -> bool {
    !category.is_empty() && category.len() <= 60 && category.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Fields of a question as a form shows them.
pub(super) fn form_of(q: &Question, revision: i64) -> Form {
    let mut form = Form::new()
        .with("text", q.text.clone())
        .with("explanation", q.explanation.clone())
        .with("source", q.source.clone())
        .with("source_url", q.source_url.clone())
        .with("category", q.category.clone())
        .with("difficulty", q.difficulty.to_string())
        .with("seconds", q.seconds.map(|s| s.to_string()).unwrap_or_default())
        .with("weight", (q.weight / 1000).to_string())
        .with("alt", q.media.as_ref().map(|m| m.alt.clone()).unwrap_or_default())
        .with("revision", revision.to_string());
    match &q.kind {
        Kind::One { choices } | Kind::Many { choices } => {
            for (n, choice) in (1..).zip(choices) {
                form = form.with(&format!("option-{n}"), choice.text.clone());
                if choice.right {
                    form = form.and("right", n.to_string());
                }
            }
        }
        Kind::TrueFalse { right } => form = form.with("right", if *right { "1" } else { "2" }),
        Kind::Typed { accepted } => form = form.with("accepted", accepted.join("\n")),
        Kind::Order { items } => {
            for (n, item) in (1..).zip(items) {
                form = form.with(&format!("item-{n}"), item.clone());
            }
        }
        Kind::Estimate { value, min, max, unit } => {
            form = form.with("value", value.to_string()).with("min", min.to_string()).with("max", max.to_string()).with("unit", unit.clone());
        }
    }
    form
}

/// An empty question of a kind; None when there is no such kind.
pub(super) fn fresh(kind: &str, category: &str) -> Option<Question> {
    let zero = Number::default();
    let kind = match kind {
        "one" => Kind::One { choices: Vec::new() },
        "many" => Kind::Many { choices: Vec::new() },
        "true_false" => Kind::TrueFalse { right: true },
        "typed" => Kind::Typed { accepted: Vec::new() },
        "order" => Kind::Order { items: Vec::new() },
        "estimate" => Kind::Estimate { value: zero, min: zero, max: Number::whole(100)?, unit: String::new() },
        _ => return None,
    };
    Some(Question { kind, category: category.to_owned(), difficulty: 1, weight: 1000, ..Question::default() })
}

/// Reads a typed form into a question of the kind of `was`, whose picture stays; with everything that is wrong.
pub(super) fn read(form: &Form, was: &Question) -> (Question, Vec<Complaint>) {
    let line = |name: &str| vietnamese::normalize_line(form.value(name));
    let mut wrong: Vec<Complaint> = Vec::new();
    let numbered = |word: &str, most: usize| (1..=most).map(|n| (n, line(&format!("{word}-{n}")))).filter(|(_, t)| !t.is_empty()).collect::<Vec<_>>();
    let choices = || numbered("option", MAX_CHOICES).into_iter().map(|(n, text)| Choice { text, right: form.has("right", &n.to_string()) }).collect();
    let mut number = |name: &str| {
        Number::parse(form.value(name)).unwrap_or_else(|| {
            let code = if form.value(name).trim().is_empty() { "missing" } else { "no-number" };
            wrong.push(Complaint { field: name.into(), key: format!("gameshow-sets-fault-{code}"), limit: 1 });
            Number::default()
        })
    };
    let kind = match &was.kind {
        Kind::One { .. } => Kind::One { choices: choices() },
        Kind::Many { .. } => Kind::Many { choices: choices() },
        Kind::TrueFalse { .. } => Kind::TrueFalse { right: form.value("right") == "1" },
        Kind::Typed { .. } => Kind::Typed { accepted: form.value("accepted").lines().map(vietnamese::normalize_line).filter(|l| !l.is_empty()).collect() },
        Kind::Order { .. } => Kind::Order { items: numbered("item", MAX_ITEMS).into_iter().map(|(_, t)| t).collect() },
        Kind::Estimate { .. } => Kind::Estimate { value: number("value"), min: number("min"), max: number("max"), unit: line("unit") },
    };
    let seconds = line("seconds");
    let parsed = seconds.parse::<u16>().ok();
    if !seconds.is_empty() && parsed.is_none() {
        wrong.push(Complaint { field: "seconds".into(), key: "gameshow-sets-fault-seconds".into(), limit: 0 });
    }
    let media = was.media.clone().map(|m| Media { alt: line("alt").chars().take(200).collect(), ..m });
    let question = Question {
        id: was.id.clone(),
        text: line("text"),
        kind,
        media,
        explanation: line("explanation"),
        source: line("source"),
        source_url: line("source_url"),
        category: if is_category(form.value("category")) { form.value("category").to_owned() } else { was.category.clone() },
        difficulty: form.value("difficulty").parse().unwrap_or(0),
        seconds: parsed,
        weight: form.value("weight").parse::<u16>().map_or(u16::MAX, |w| w.saturating_mul(1000)),
    };
    let unread: Vec<String> = wrong.iter().map(|c| c.field.clone()).collect();
    for fault in question.faults() {
        // A number that could not be read says nothing about the others.
        let of: &[&str] = match fault.code {
            "range" => &["min", "max"],
            "outside" => &["value", "min", "max"],
            _ => &[],
        };
        if !unread.iter().any(|field| of.contains(&field.as_str())) {
            wrong.push(complaint(&question, fault));
        }
    }
    (question, wrong)
}

/// A fault of a question as a complaint at the field of the form.
fn complaint(q: &Question, fault: quiz::question::Fault) -> Complaint {
    let field = match fault.field {
        "choices" if fault.code == "no-right" || fault.code == "one-right" => "right",
        "choices" => "option-1",
        "items" => "item-1",
        field => field,
    };
    let field = if field == "right" && matches!(q.kind, Kind::One { .. } | Kind::Many { .. }) { "option-1" } else { field };
    let code = if field == "seconds" { "seconds" } else { fault.code };
    Complaint { field: field.into(), key: fault_key(code), limit: fault.limit }
}

/// The key of the message for the code of a fault.
pub(super) fn fault_key(code: &str) -> String {
    format!("gameshow-sets-fault-{code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_goes_into_a_form_and_back() {
        let set = quiz::question::read_set(include_str!("sample.toml")).expect("our sample");
        for q in set.questions {
            let (back, wrong) = read(&form_of(&q, 1), &q);
            assert_eq!((back, wrong), (q, vec![]));
        }
    }

    #[test]
    fn mistakes_stand_at_their_fields() {
        let fields = |kind: &str, form: Form| read(&form.with("text", "Câu?").with("difficulty", "1").with("weight", "1"), &fresh(kind, "khac").expect("a kind")).1.into_iter().map(|c| (c.field, c.key)).collect::<Vec<_>>();
        let key = |code: &str| format!("gameshow-sets-fault-{code}");
        assert_eq!(fields("one", Form::new().with("option-1", "a").with("option-3", "b")), [("option-1".into(), key("no-right"))]);
        assert_eq!(fields("one", Form::new().with("option-1", "a").with("right", "1")), [("option-1".into(), key("few"))]);
        assert_eq!(fields("estimate", Form::new().with("value", "x").with("min", "1").with("max", "9")), [("value".into(), key("no-number"))]);
        assert_eq!(fields("estimate", Form::new().with("value", "5").with("min", "9").with("max", "1")), [("max".into(), key("range"))]);
        let two = [("value".to_owned(), key("no-number")), ("max".into(), key("range"))];
        assert_eq!(fields("estimate", Form::new().with("value", "x").with("min", "9").with("max", "1")), two, "each mistake is told at once");
        assert_eq!(fields("typed", Form::new().with("accepted", "\n").with("seconds", "x")), [("seconds".into(), key("seconds")), ("accepted".into(), key("few"))]);
    }
}
