//! Nothing unfinished lands, and no test is switched off.
use super::Problem;
use super::tree::Tree;
use anyhow::Result;
use regex::Regex;

/// Written in pieces so that this file does not find itself.
const MARKS: &[&str] = &[
    concat!(r"\bTO", r"DO\b"),
    concat!(r"\bFIX", r"ME\b"),
    concat!(r"\bXX", r"X\b"),
    concat!(r"\bto", r"do!"),
    concat!(r"\bunimple", r"mented!"),
    concat!(r"#\[ign", r"ore"),
    concat!(r"\.on", r"ly\("),
    concat!(r"\b(test|it|describe)\.(sk", r"ip|fix", r"me)\b"),
    concat!(r"\bdbg", r"!\("),
];

/// Checks all source files.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let marks = Regex::new(&MARKS.join("|"))?;
    let mut problems = Vec::new();
    for file in tree.with(&["rs", "html", "css", "js", "mjs", "ts", "sql", "toml", "sh", "ftl", "service"]) {
        for (n, line) in file.text.lines().enumerate() {
            // the workspace's lints name the macros that they refuse
            if let Some(mark) = marks.find(line).filter(|_| !line.trim_end().ends_with("= \"deny\"")) {
                problems.push(Problem::new(&file.path, n + 1, format!("`{}`: finish it or file an issue", mark.as_str())));
            }
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_caught() {
        let bad = [
            concat!("// TO", "DO later"),
            concat!("/* FIX", "ME */"),
            concat!("to", "do!()"),
            concat!("unimple", "mented!()"),
            concat!("#[ign", "ore]"),
            concat!("test.on", "ly('x')"),
            concat!("test.sk", "ip('x')"),
            concat!("test.fix", "me('x')"),
        ];
        for line in bad {
            assert_eq!(check(&Tree::of(&[("a.ts", line)])).expect("checked").len(), 1, "{line}");
        }
        for line in ["let todos = 1;", "only(x)", "mastodon", "iter.skip(1)"] {
            assert!(check(&Tree::of(&[("a.rs", line)])).expect("checked").is_empty(), "{line}");
        }
    }
}
