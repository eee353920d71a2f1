//! `cargo xtask tidy`: the rules of the house that a compiler does not know. One small file each, with tests that show
//! that it catches a violation.
mod audited;
mod catalogues;
mod colours;
mod english;
mod ftl;
mod layers;
mod licences;
mod lock_files;
mod messages;
mod migrations;
mod module_docs;
mod rooms;
mod sizes;
mod source;
mod spdx;
mod tree;
mod unfinished;
mod unwraps;

use crate::repo;
use crate::test::Count;
use anyhow::Result;
use std::path::Path;
pub use layers::FEATURES;
use tree::Tree;

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path from the root.
    pub path: String,
    /// Line from 1; 0 when it is about the whole file.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
    /// Shown, but no failure.
    pub warning: bool,
}

impl Problem {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Problem {
        Problem { path: path.to_owned(), line, what: what.into(), warning: false }
    }

    fn warning(path: &str, line: usize, what: impl Into<String>) -> Problem {
        Problem { warning: true, ..Problem::new(path, line, what) }
    }
}

struct Rule {
    name: &'static str,
    check: fn(&Tree) -> Result<Vec<Problem>>,
}

const RULES: &[Rule] = &[
    Rule { name: "layers: who may import whom", check: layers::check },
    Rule { name: "rooms: routes, store and model keep apart", check: rooms::check },
    Rule { name: "file sizes", check: sizes::check },
    Rule { name: "module docs first", check: module_docs::check },
    Rule { name: "colours only in tokens", check: colours::check },
    Rule { name: "migrations equal in both dialects", check: migrations::check },
    Rule { name: "licences of dependencies", check: licences::check },
    Rule { name: "catalogues complete in both languages", check: catalogues::check },
    Rule { name: "messages used exist", check: messages::check },
    Rule { name: "the log has words for every change", check: audited::check },
    Rule { name: "no English in the Vietnamese catalogue", check: english::check },
    Rule { name: "nothing unfinished, skipped or ignored", check: unfinished::check },
    Rule { name: "lock files name no other source", check: lock_files::check },
    Rule { name: "no unwrap outside tests", check: unwraps::check },
];

/// Checks everything; `Ok(false)` when a rule is broken.
pub fn run() -> Result<bool> {
    let count = count(&repo::root()?)?;
    println!("{} passed, {} failed", count.passed, count.failed);
    Ok(count.failed == 0)
}

/// Checks everything, one test per rule.
pub fn count(root: &Path) -> Result<Count> {
    let tree = Tree::read(root)?;
    let mut count = Count::default();
    for rule in RULES {
        match (rule.check)(&tree) {
            Ok(problems) => {
                let broken = problems.iter().any(|problem| !problem.warning);
                println!("  {} {}", if broken { "FAILED" } else { "ok    " }, rule.name);
                for problem in &problems {
                    let kind = if problem.warning { "warning" } else { "error" };
                    let place = if problem.line == 0 { String::new() } else { format!(":{}", problem.line) };
                    println!("         {kind}: {}{place}: {}", problem.path, problem.what);
                }
                if broken { count.failed += 1 } else { count.passed += 1 }
            }
            Err(error) => {
                println!("  FAILED {}: {error:#}", rule.name);
                count.failed += 1;
            }
        }
    }
    Ok(count)
}

/// Names of the broken rules, for tests that write files of their own; rules that ask cargo see no packages.
#[cfg(test)]
pub fn broken_rules(root: &Path) -> Result<Vec<String>> {
    let tree = Tree { root: None, ..Tree::read(root)? };
    let mut broken = Vec::new();
    for rule in RULES {
        let problems = (rule.check)(&tree)?;
        broken.extend(problems.iter().filter(|problem| !problem.warning).map(|problem| format!("{}: {problem:?}", rule.name)));
    }
    Ok(broken)
}
