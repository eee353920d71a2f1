//! Every verb and noun of the audit log has words: `FEATURE-action-…` and `FEATURE-entity-…` in a catalogue, so that the log
//! never shows a raw key when a feature is added.
use super::ftl;
use super::source;
use super::tree::Tree;
use super::Problem;
use anyhow::Result;
use regex::Regex;
use std::collections::BTreeSet;

/// Checks `tx.audit(actor, "verb.of", "noun", …)`; where the verb is a variable, every dotted literal of the file counts.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let known: BTreeSet<String> = ftl::catalogues(tree, "vi")
        .flat_map(|(_, messages)| messages)
        .filter_map(|m| m.key.split_once('-').map(|(_, rest)| rest.to_owned()))
        .collect();
    let call = Regex::new(r#"\.audit\(\s*[^",(]+(?:\([^)]*\))?\s*,\s*(?:"([a-z][a-z.-]*)"|([a-z_]+))\s*,\s*"([a-z_]+)""#)?;
    let dotted = Regex::new(r#""([a-z-]+(?:\.[a-z-]+)+)""#)?;
    let mut problems = Vec::new();
    for file in tree.with(&["rs"]).filter(|file| !file.is_test() && !file.path.starts_with("xtask/")) {
        let lines: Vec<String> = source::code_lines(&file.text).into_iter().map(|(_, line)| line).collect();
        let code = lines.join("\n");
        let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
        for found in call.captures_iter(&code) {
            used.insert(("entity", found.get(3).map_or("", |noun| noun.as_str())));
            match found.get(1) {
                Some(verb) => drop(used.insert(("action", verb.as_str()))),
                None => used.extend(dotted.captures_iter(&code).filter_map(|d| d.get(1)).map(|verb| ("action", verb.as_str()))),
            }
        }
        for (sort, name) in used {
            let key = format!("{sort}-{}", name.replace(['.', '_'], "-"));
            if !known.contains(&key) {
                problems.push(Problem::new(&file.path, 0, format!("the log has no words for `{name}`: add FEATURE-{key} to the catalogues")));
            }
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(text: &str) -> usize {
        let words = "plan-action-plan-publish = Ban hành\nplan-entity-plan-draft = Bản thảo\n";
        check(&Tree::of(&[("a/messages/vi.ftl", words), ("a/src/store.rs", text)])).expect("checked").len()
    }

    #[test]
    fn verbs_and_nouns_without_words_are_caught() {
        assert_eq!(missing(r#"tx.audit(&viewer.actor(), "plan.publish", "plan_draft", id, None, json!({})).await?;"#), 0);
        assert_eq!(missing("tx.audit(\n    actor,\n    \"plan.burn\",\n    \"plan_draft\", id)"), 1);
        assert_eq!(missing(r#"tx.audit(actor, "plan.publish", "hat", id, None, json!({})).await?;"#), 1);
        assert_eq!(missing(r#"let action = if x { "plan.publish" } else { "plan.burn" }; tx.audit(actor, action, "plan_draft", id)"#), 1);
        assert_eq!(missing(r#"tx.audit(&base::Actor::program("start", now), "plan.burn", "plan_draft", id)"#), 1);
    }
}
