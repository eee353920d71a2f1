//! Lock files name the public package index and nothing else: no mirror, no address of one machine, no git.
use super::Problem;
use super::tree::Tree;
use anyhow::Result;

/// The one source that cargo itself writes for its public index.
const CARGO_INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks Cargo.lock and every package-lock.json, and that no npm lock is of another kind.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for file in &tree.files {
        match file.name() {
            "Cargo.lock" => {
                for (n, line) in file.text.lines().enumerate() {
                    if let Some(source) = line.strip_prefix("source = ")
                        && source.trim_matches('"') != CARGO_INDEX
                    {
                        problems.push(Problem::new(&file.path, n + 1, format!("{source} is not the public index")));
                    }
                }
            }
            "package-lock.json" => {
                for (n, line) in file.text.lines().enumerate() {
                    if line.contains("\"resolved\"") {
                        let what = "names a download address: npm install with omit-lockfile-registry-resolved";
                        problems.push(Problem::new(&file.path, n + 1, what));
                    }
                }
            }
            "yarn.lock" | "pnpm-lock.yaml" | "npm-shrinkwrap.json" => {
                problems.push(Problem::new(&file.path, 0, "npm's package-lock.json is the lock file here"));
            }
            _ => {}
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sources_are_caught() {
        let good = format!("source = \"{CARGO_INDEX}\"\n");
        let tree = Tree::of(&[
            ("Cargo.lock", &format!("{good}source = \"git+https://example.org/x#1\"\n")),
            ("a/package-lock.json", "{\n\"resolved\": \"https://mirror.example/x.tgz\"\n}"),
            ("a/yarn.lock", ""),
        ]);
        let found: Vec<_> = check(&tree).expect("checked").into_iter().map(|p| (p.path, p.line)).collect();
        assert_eq!(found, [("Cargo.lock".to_owned(), 2), ("a/package-lock.json".to_owned(), 2), ("a/yarn.lock".to_owned(), 0)]);
        assert!(check(&Tree::of(&[("Cargo.lock", &good)])).expect("checked").is_empty());
    }
}
