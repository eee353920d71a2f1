//! Biểu mẫu sửa nhiệm vụ: what was typed, checked; and a duty as a form.
use super::work::{Duty, Edit};
use ui::Form;

/// Longest text of a duty, in characters.
const LONGEST: usize = 4000;

/// The fields of a duty as they stand.
pub(crate) fn of(duty: &Duty) -> Form {
    let d = &duty.duty;
    let deadline = d.deadline.clone().unwrap_or_default();
    let shown = |iso: &Option<String>| crate::model::day(iso.as_deref()).map(crate::words::date).unwrap_or_default();
    Form::new()
        .with("text", d.text.clone())
        .with("lead", d.lead.join("\n"))
        .with("coordinating", d.coordinating.join("\n"))
        .with("kind", duty.kind.clone().unwrap_or_default())
        .with("deadline", deadline.text.clone())
        .with("from", shown(&deadline.start))
        .with("until", shown(&deadline.end))
        .with("revision", duty.revision.to_string())
}

/// Reads the form; errors are written into it, in the reader's language by `t`. Words of a deadline that were changed (`stored` are those
/// before) count by themselves where no day stands beside them, in the plan's `year` where they name none.
pub(crate) fn read(form: &mut Form, stored: &str, year: i16, t: impl Fn(&str) -> String) -> Option<Edit> {
    let text = vietnamese::normalize_line(form.value("text"));
    if text.is_empty() {
        form.fail("text", t("plan-error-text"));
    } else if text.chars().count() > LONGEST {
        form.fail("text", t("plan-error-long"));
    }
    let lead = lines(form.value("lead"));
    if lead.is_empty() {
        form.fail("lead", t("plan-error-lead"));
    }
    let from = date(form, "from", &t);
    let until = date(form, "until", &t);
    if let (Some(from), Some(until)) = (&from, &until)
        && from > until
    {
        form.fail("until", t("plan-error-order"));
    }
    let words = vietnamese::normalize_line(form.value("deadline"));
    let (from, until) = if words != stored && names_a_day(&words) && from.is_none() && until.is_none() && form.value("from").trim().is_empty() && form.value("until").trim().is_empty() {
        let found = plan_reader::dates::whole(&words, plan_reader::dates::Clock { year: Some(year) });
        let days = found.map_or((None, None), |f| (f.first, f.last));
        if days == (None, None) && in_figures(&words) {
            form.fail("deadline", t("plan-error-deadline"));
        }
        days
    } else {
        (from, until)
    };
    let edit = Edit {
        text,
        lead,
        coordinating: lines(form.value("coordinating")),
        kind: Some(form.value("kind")).filter(|k| crate::model::KINDS.contains(k)).map(str::to_owned),
        deadline_text: words,
        deadline_start: from,
        deadline_end: until,
    };
    form.ok().then_some(edit)
}

/// Whether a whole day stands there in figures, real or not: "31/10/2024", "35-13-2024".
fn in_figures(words: &str) -> bool {
    let is_number = |part: &str, digits: std::ops::RangeInclusive<usize>| digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_digit())).any(|word| {
        let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
        matches!(parts[..], [d, m, y] if is_number(d, 1..=2) && is_number(m, 1..=2) && is_number(y, 4..=4))
    })
}

/// Whether words speak of a day at all: "24/24" and "7-9 giờ" do not.
fn names_a_day(words: &str) -> bool {
    let said = vietnamese::fold(words);
    in_figures(words) || said.split(' ').any(|word| ["ngay", "thang", "quy", "nam", "truoc"].contains(&word))
}

/// One name a line, empty ones left out, each once.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().map(vietnamese::normalize_line).filter(|l| !l.is_empty()) {
        if !names.contains(&line) {
            names.push(line.chars().take(300).collect());
        }
    }
    names
}

/// An optional day as ISO text.
pub(crate) fn date(form: &mut Form, name: &str, t: &impl Fn(&str) -> String) -> Option<String> {
    let typed = form.value(name).trim();
    if typed.is_empty() {
        return None;
    }
    match vietnamese::dates::parse_date(typed) {
        Ok(day) => Some(vietnamese::dates::iso(day)),
        Err(_) => {
            form.fail(name, t("plan-error-date"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed() {
        let mut form = Form::from_pairs([("text", " "), ("lead", "\n"), ("from", "31/2/2024"), ("until", "10/10/2024")]);
        assert!(read(&mut form, "", 2024, str::to_owned).is_none());
        let fields: Vec<&str> = form.errors().iter().map(|(f, _)| f.as_str()).collect();
        assert_eq!(fields, ["text", "lead", "from"]);
        assert_eq!(form.value("from"), "31/2/2024");
        let mut form = Form::from_pairs([("text", "Việc"), ("lead", "Sở Y tế\nSở Y tế\n"), ("kind", "drill"), ("until", "1/10/2024")]);
        let edit = read(&mut form, "", 2024, str::to_owned).unwrap();
        assert_eq!((edit.lead.len(), edit.kind.as_deref(), edit.deadline_end.as_deref()), (1, Some("drill"), Some("2024-10-01")));
    }

    #[test]
    fn the_words_of_a_deadline_are_its_day_where_none_is_typed() {
        let of = |words: &str, until: &str| {
            let mut form = Form::from_pairs([("text", "Việc"), ("lead", "Sở Y tế"), ("deadline", words), ("until", until)]);
            read(&mut form, "Đầu tháng 9", 2024, str::to_owned).map(|e| e.deadline_end).ok_or(form.error("deadline").to_owned())
        };
        assert_eq!(of("31/10/2024", ""), Ok(Some("2024-10-31".into())));
        assert_eq!(of("trước ngày 10/8", ""), Ok(Some("2024-08-09".into())));
        assert_eq!(of("trước ngày 10/8", "12/8/2024"), Ok(Some("2024-08-12".into())), "what is typed counts");
        for words in ["Thường xuyên", "24/24", "24/7", "7-9 giờ"] {
            assert_eq!(of(words, ""), Ok(None), "{words}");
        }
        assert_eq!(of("Đầu tháng 9", ""), Ok(None), "words that nobody changed, whose days somebody cleared");
        assert_eq!(of("35/13/2024", ""), Err("plan-error-deadline".into()));
    }
}
