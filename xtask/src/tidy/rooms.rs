//! Within a feature: routes → store → model. A model knows neither web nor database, a store knows no web.
use super::source::code_lines;
use super::tree::Tree;
use super::Problem;
use anyhow::Result;
use regex::Regex;

/// Checks `model.rs` and `store.rs` (or the files of such folders) of all features.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let web = Regex::new(r"\b(axum|tower|http)::|\b(crate|super)::routes\b")?;
    let database = Regex::new(r"\bsqlx::query|\b(crate|super)::store\b")?;
    let mut problems = Vec::new();
    for file in tree.with(&["rs"]).filter(|file| file.path.starts_with("features/") && !file.is_test()) {
        let room = |name: &str| file.name() == format!("{name}.rs") || file.path.contains(&format!("/{name}/"));
        let (model, store) = (room("model"), room("store"));
        if !model && !store {
            continue;
        }
        for (line, code) in code_lines(&file.text) {
            if web.is_match(&code) {
                problems.push(Problem::new(&file.path, line, "knows the web; that belongs into routes.rs"));
            }
            if model && database.is_match(&code) {
                problems.push(Problem::new(&file.path, line, "a model that knows the database; that belongs into store.rs"));
            }
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, text)])).expect("checked").into_iter().map(|p| p.line).collect()
    }

    #[test]
    fn wrong_knowledge_is_caught() {
        assert_eq!(lines("features/plan/src/model.rs", "use axum::Json;\nuse crate::store::load;\n"), [1, 2]);
        assert_eq!(lines("features/plan/src/store.rs", "use base::Tx;\nuse crate::routes::Form;\n"), [2]);
        assert_eq!(lines("features/plan/src/routes.rs", "use axum::Json;\nuse crate::store::load;\n"), Vec::<usize>::new());
        assert_eq!(lines("features/plan/src/store.rs", "// not axum::Json\n"), Vec::<usize>::new());
    }
}
