//! Every Rust file starts by saying what it is.
use super::Problem;
use super::tree::Tree;
use anyhow::Result;

/// The first words of a file must be a `//!` comment of some substance.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for file in tree.with(&["rs"]) {
        let first = file.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        match first.strip_prefix("//!") {
            None => problems.push(Problem::new(&file.path, 1, "starts without `//!`: say what this file is and what it must never do")),
            Some(words) if words.trim().chars().count() < 12 => {
                problems.push(Problem::new(&file.path, 1, "its `//!` says nothing yet"));
            }
            Some(_) => {}
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silent_files_are_caught() {
        let tree = Tree::of(&[
            ("a.rs", "use x;\n//! late"),
            ("b.rs", "\n//! Cuộc thi: entries and juries.\nuse x;"),
            ("c.rs", "//! base"),
            ("d.rs", ""),
        ]);
        let found: Vec<_> = check(&tree).expect("checked").into_iter().map(|p| p.path).collect();
        assert_eq!(found, ["a.rs", "c.rs", "d.rs"]);
    }
}
