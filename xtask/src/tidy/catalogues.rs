//! Both languages know the same keys with the same variables; no key is given twice.
use super::Problem;
use super::ftl::{self, Message};
use super::tree::Tree;
use anyhow::Result;
use std::collections::BTreeMap;

/// Compares every Vietnamese catalogue with its English twin, both ways.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for (from, to) in [("vi", "en"), ("en", "vi")] {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (file, messages) in ftl::catalogues(tree, from) {
            let twin = ftl::twin(&file.path, from, to);
            let Some(other) = tree.get(&twin).map(|file| ftl::parse(&file.text)) else {
                problems.push(Problem::new(&file.path, 0, format!("has no twin {twin}")));
                continue;
            };
            let other: BTreeMap<&str, &Message> = other.iter().map(|message| (message.key.as_str(), message)).collect();
            for message in &messages {
                match other.get(message.key.as_str()) {
                    None => problems.push(Problem::new(&file.path, message.line, format!("`{}` is missing in {twin}", message.key))),
                    Some(twin) if from == "vi" && twin.variables() != message.variables() => problems.push(Problem::new(
                        &file.path,
                        message.line,
                        format!("`{}` has other variables in the two languages", message.key),
                    )),
                    Some(_) => {}
                }
                if message.words().trim().is_empty() && !message.value.contains('{') && !has_attributes(&messages, &message.key) {
                    problems.push(Problem::new(&file.path, message.line, format!("`{}` is empty", message.key)));
                }
                if let Some(first) = seen.insert(message.key.clone(), file.path.clone()) {
                    problems.push(Problem::new(&file.path, message.line, format!("`{}` is also in {first}", message.key)));
                }
            }
        }
    }
    Ok(problems)
}

fn has_attributes(messages: &[Message], key: &str) -> bool {
    messages.iter().any(|message| message.key.starts_with(&format!("{key}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).expect("checked").into_iter().map(|p| p.what).collect()
    }

    #[test]
    fn equal_catalogues_are_fine() {
        assert!(problems(&[("a/messages/vi.ftl", "x = Chào { $n }"), ("a/messages/en.ftl", "x = Hello { $n }")]).is_empty());
    }

    #[test]
    fn gaps_are_caught_both_ways() {
        let found = problems(&[("a/messages/vi.ftl", "x = Chào\ny = Hai"), ("a/messages/en.ftl", "x = Hello\nz = Three")]);
        assert_eq!(found, ["`y` is missing in a/messages/en.ftl", "`z` is missing in a/messages/vi.ftl"]);
        assert_eq!(problems(&[("a/messages/vi.ftl", "x = Chào")]), ["has no twin a/messages/en.ftl"]);
    }

    #[test]
    fn other_faults_are_caught() {
        let variables = problems(&[("a/messages/vi.ftl", "x = { $n } ngày"), ("a/messages/en.ftl", "x = { $days } days")]);
        assert_eq!(variables, ["`x` has other variables in the two languages"]);
        let twice = [
            ("a/messages/vi.ftl", "x = Một"),
            ("a/messages/en.ftl", "x = One"),
            ("b/messages/vi.ftl", "x = Một"),
            ("b/messages/en.ftl", "x = One"),
        ];
        assert_eq!(problems(&twice), ["`x` is also in a/messages/vi.ftl", "`x` is also in a/messages/en.ftl"]);
        assert_eq!(problems(&[("a/messages/vi.ftl", "x ="), ("a/messages/en.ftl", "x = y")]), ["`x` is empty"]);
    }
}
