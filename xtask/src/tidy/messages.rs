//! Every message that a page or the program asks for exists.
use super::ftl;
use super::source;
use super::tree::{File, Tree};
use super::Problem;
use anyhow::Result;
use regex::Regex;
use std::collections::BTreeSet;

/// Checks calls like `page.t("key")`, `t1("key", …)`, `texts.text(lang, "key", …)` and the fields that hold keys.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let known: BTreeSet<String> = ftl::catalogues(tree, "vi").flat_map(|(_, messages)| messages).map(|m| m.key).collect();
    // The first word of a key is its feature; other hyphenated words (names of form fields) are no keys.
    let features: BTreeSet<&str> = known.iter().filter_map(|key| key.split('-').next()).collect();
    let key = r#""([a-z][a-z0-9]*(?:-[a-z0-9]+)+)""#;
    let calls = Regex::new(&format!(r"\b(?:t|t\d|tn|tr|t_[a-z]+|text|message|translate|say)\(\s*(?:[\w.:()&]+\s*,\s*)?{key}"))?;
    let fields = Regex::new(&format!(r"\b(?:label|what|purpose|title_key|message_key|text_key|hint_key)\s*:\s*{key}"))?;
    let mut problems = Vec::new();
    for file in tree.with(&["rs", "html"]).filter(|file| !file.is_test() && !file.path.starts_with("xtask/")) {
        for (line, text) in lines(file) {
            for found in calls.captures_iter(&text).chain(fields.captures_iter(&text)) {
                let is_key = found[1].split('-').next().is_some_and(|first| features.contains(first));
                if is_key && !known.contains(&found[1]) {
                    problems.push(Problem::new(&file.path, line, format!("message `{}` is in no catalogue", &found[1])));
                }
            }
        }
    }
    Ok(problems)
}

fn lines(file: &File) -> Vec<(usize, String)> {
    if file.ending() == "rs" {
        return source::code_lines(&file.text);
    }
    file.text.lines().enumerate().map(|(n, line)| (n + 1, line.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(path: &str, text: &str) -> usize {
        check(&Tree::of(&[("a/messages/vi.ftl", "plan-title = Kế hoạch\n"), (path, text)])).expect("checked").len()
    }

    #[test]
    fn unknown_keys_are_caught_in_every_form() {
        for text in [
            r#"<h1>{{ page.t("plan-nope") }}</h1>"#,
            r#"{{ page.t1("plan-nope", "n", 3) }}"#,
            r#"catalog.text(lang, "plan-nope", &[])"#,
            r#"MenuEntry { label: "plan-nope", href: "/x" }"#,
        ] {
            assert_eq!(missing("a/show.html", text), 1, "{text}");
        }
        for text in [r#"{{ page.t("plan-title") }}"#, r#"format("not-a-message")"#, r#"insert("plan-nope")"#] {
            assert_eq!(missing("a/show.html", text), 0, "{text}");
        }
        assert_eq!(missing("a/src/routes.rs", "// page.t(\"plan-nope\")"), 0);
    }
}
