//! Biểu mẫu của phiên và của câu: what an officer typed, as a title or a poll, and what is wrong with it. No IO.
use super::model::{Body, Kind, OPTIONS_MAX, WORDS_MAX};
use ui::Form;
use vietnamese::normalize_line;

/// Longest title of a session and longest option, in characters.
const LINE_MAX: usize = 120;
/// Longest question of a poll.
const TEXT_MAX: usize = 160;

/// More devices than any hall holds.
const CAP_MAX: i64 = 100_000;

/// Something wrong with a form: field and key of the message.
pub(super) type Fault = (&'static str, &'static str);

/// The title of a session.
///
/// # Errors
/// The fault.
pub(super) fn title(form: &Form) -> Result<String, Fault> {
    let title = normalize_line(form.value("title"));
    if (1..=LINE_MAX).contains(&title.chars().count()) { Ok(title) } else { Err(("title", "gameshow-polls-fault-title")) }
}

/// How many devices of one network may come in; None for an empty field: any number.
///
/// # Errors
/// The fault.
pub(super) fn device_cap(form: &Form) -> Result<Option<i64>, Fault> {
    let typed = form.value("device_cap").trim();
    match typed.parse::<i64>() {
        _ if typed.is_empty() => Ok(None),
        Ok(cap) if (1..=CAP_MAX).contains(&cap) => Ok(Some(cap)),
        _ => Err(("device_cap", "gameshow-polls-fault-cap")),
    }
}

/// Reads the form of a poll of this kind; None for a kind that is not known.
pub(super) fn read(form: &Form, kind: &str) -> Option<(Body, Vec<Fault>)> {
    let mut faults: Vec<Fault> = Vec::new();
    let text = normalize_line(form.value("text"));
    if !(1..=TEXT_MAX).contains(&text.chars().count()) {
        faults.push(("text", "gameshow-polls-fault-text"));
    }
    let number = |name: &str| form.value(name).trim().parse::<u8>().unwrap_or(0);
    let kind = match kind {
        "choice" => {
            let mut options: Vec<String> = Vec::new();
            let mut twice = false;
            for line in form.value("options").lines().map(normalize_line).filter(|line| !line.is_empty()) {
                twice |= options.contains(&line);
                options.push(line);
            }
            if twice {
                faults.push(("options", "gameshow-polls-fault-twice"));
            } else if !(2..=OPTIONS_MAX).contains(&options.len()) || options.iter().any(|o| o.chars().count() > LINE_MAX) {
                faults.push(("options", "gameshow-polls-fault-options"));
            }
            let most = number("most").max(1).min(u8::try_from(options.len()).unwrap_or(1).max(1));
            Kind::Choice { options, most }
        }
        "rating" => {
            let (low, high) = (normalize_line(form.value("low")), normalize_line(form.value("high")));
            if [&low, &high].iter().any(|word| word.chars().count() > 40) {
                faults.push(("low", "gameshow-polls-fault-ends"));
            }
            Kind::Rating { top: if number("top") == 10 { 10 } else { 5 }, low, high }
        }
        "words" => Kind::Words { most: number("words").clamp(1, WORDS_MAX) },
        "board" => Kind::Board { moderated: form.has("moderated", "1") },
        _ => return None,
    };
    Some((Body { text, change: form.has("change", "1"), kind }, faults))
}

/// The form of a poll.
pub(super) fn form_of(body: &Body, revision: i64) -> Form {
    let flag = |on: bool| if on { "1" } else { "" };
    let form = Form::new().with("text", body.text.clone()).with("change", flag(body.change)).with("revision", revision.to_string());
    match &body.kind {
        Kind::Choice { options, most } => form.with("options", options.join("\n")).with("most", most.to_string()),
        Kind::Rating { top, low, high } => form.with("top", top.to_string()).with("low", low.clone()).with("high", high.clone()),
        Kind::Words { most } => form.with("words", most.to_string()),
        Kind::Board { moderated } => form.with("moderated", flag(*moderated)),
    }
}

/// The form before anything was typed.
pub(super) fn fresh() -> Form {
    Form::new().with("most", "1").with("top", "5").with("words", "1").with("moderated", "1").with("change", "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_a_poll_and_back() {
        let form = Form::new().with("text", " Chọn ").with("options", "Một\r\n\r\n Hai \n").with("most", "9").with("change", "1");
        let (body, faults) = read(&form, "choice").expect("known");
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(body.kind, Kind::Choice { options: vec!["Một".into(), "Hai".into()], most: 2 });
        assert_eq!(read(&form_of(&body, 1), "choice"), Some((body, Vec::new())));
        let (_, faults) = read(&Form::new().with("options", "Một"), "choice").expect("known");
        assert_eq!(faults.iter().map(|f| f.0).collect::<Vec<_>>(), ["text", "options"]);
        let (_, faults) = read(&Form::new().with("text", "?").with("options", "Một\nHai\n Một "), "choice").expect("known");
        assert_eq!(faults, [("options", "gameshow-polls-fault-twice")], "nothing is dropped without a word");
        assert!(read(&form, "riddle").is_none());
    }
}
