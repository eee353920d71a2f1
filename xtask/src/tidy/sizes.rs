//! Files small enough to read in one go: 500 lines at most, a warning above 300.
use super::Problem;
use super::tree::Tree;
use anyhow::Result;

const HARD: usize = 500;
const SOFT: usize = 300;

/// Checks all files that people write.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for file in tree.with(&["rs", "html", "css", "js", "mjs", "ts", "sql"]) {
        let lines = file.text.lines().count();
        if lines > HARD {
            problems.push(Problem::new(&file.path, 0, format!("{lines} lines, at most {HARD}: split it by topic")));
        } else if lines > SOFT {
            problems.push(Problem::warning(&file.path, 0, format!("{lines} lines, better at most {SOFT}")));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_caught() {
        let (long, middling, fine) = ("x\n".repeat(501), "x\n".repeat(301), "x\n".repeat(300));
        let tree = Tree::of(&[("a.rs", &long), ("b.css", &middling), ("c.html", &fine), ("d.txt", &long)]);
        let found: Vec<_> = check(&tree).expect("checked").into_iter().map(|p| (p.path, p.warning)).collect();
        assert_eq!(found, [("a.rs".to_owned(), false), ("b.css".to_owned(), true)]);
    }
}
