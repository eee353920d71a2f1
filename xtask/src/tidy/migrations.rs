//! Migrations come in pairs: the same file names, in order, and the same tables in SQLite and PostgreSQL.
use super::Problem;
use super::tree::{File, Tree};
use anyhow::Result;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// Checks every `migrations` folder.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let made = Regex::new(r#"(?i)\b(create|drop|alter)\s+(?:virtual\s+)?table\s+(?:if\s+(?:not\s+)?exists\s+)?"?(\w+)"#)?;
    let number = Regex::new(r"^\d{4}_[a-z0-9_]+\.sql$")?;
    let mut problems = Vec::new();
    let mut pairs: BTreeMap<(String, String), [Option<&File>; 2]> = BTreeMap::new();
    for file in tree.with(&["sql"]) {
        let Some((home, rest)) = file.path.split_once("/migrations/") else { continue };
        match rest.split_once('/') {
            Some(("sqlite", name)) => pairs.entry((home.to_owned(), name.to_owned())).or_default()[0] = Some(file),
            Some(("postgres", name)) => pairs.entry((home.to_owned(), name.to_owned())).or_default()[1] = Some(file),
            _ => problems.push(Problem::new(&file.path, 0, "belongs into migrations/sqlite or migrations/postgres")),
        }
    }
    for ((_, name), pair) in &pairs {
        let path = pair.iter().flatten().next().map_or("", |file| &file.path);
        if !number.is_match(name) {
            problems.push(Problem::new(path, 0, "is not named like 0001_entries.sql"));
        }
        let [Some(sqlite), Some(postgres)] = pair else {
            problems.push(Problem::new(path, 0, "has no twin of the same name for the other database"));
            continue;
        };
        let tables = |file: &File| -> BTreeSet<String> {
            let text: String = file.text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
            made.captures_iter(&text).filter(|c| !c[0].to_lowercase().contains("virtual")).map(|c| format!("{} {}", c[1].to_lowercase(), &c[2])).collect()
        };
        // SQLite rebuilds a table where PostgreSQL alters it, so only what is made must agree
        let only_made = |all: BTreeSet<String>| -> BTreeSet<String> {
            all.into_iter().filter(|table| table.starts_with("create") && !table.ends_with("_new")).collect()
        };
        let (left, right) = (only_made(tables(sqlite)), only_made(tables(postgres)));
        if left != right {
            let differing: Vec<_> = left.symmetric_difference(&right).cloned().collect();
            problems.push(Problem::new(path, 0, format!("differs from its twin: {}", differing.join(", "))));
        }
    }
    let homes: BTreeSet<&String> = pairs.keys().map(|(home, _)| home).collect();
    for home in homes {
        let mut numbers: Vec<&str> = pairs.keys().filter(|(h, _)| h == home).filter_map(|(_, name)| name.get(..4)).collect();
        let all = numbers.len();
        numbers.dedup();
        if numbers.len() != all {
            problems.push(Problem::new(&format!("{home}/migrations"), 0, "two migrations have the same number"));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).expect("checked").into_iter().map(|p| p.what).collect()
    }

    #[test]
    fn twins_are_fine() {
        let ok = [
            ("f/migrations/sqlite/0001_a.sql", "create table a (x) strict;\ncreate virtual table a_fts using fts5(x);"),
            ("f/migrations/postgres/0001_a.sql", "-- create table not_really\nCREATE TABLE a (x bigint);"),
        ];
        assert_eq!(problems(&ok), Vec::<String>::new());
    }

    #[test]
    fn differences_are_caught() {
        let lonely = [("f/migrations/sqlite/0001_a.sql", "")];
        assert!(problems(&lonely)[0].contains("no twin"));
        let other = [("f/migrations/sqlite/0001_a.sql", "create table a(x)"), ("f/migrations/postgres/0001_a.sql", "create table b(x)")];
        assert!(problems(&other)[0].contains("create a, create b"));
        let named = [("f/migrations/sqlite/a.sql", ""), ("f/migrations/postgres/a.sql", "")];
        assert!(problems(&named)[0].contains("not named like"));
        let astray = [("f/migrations/0001_a.sql", "")];
        assert!(problems(&astray)[0].contains("belongs into"));
        let twice = [
            ("f/migrations/sqlite/0001_a.sql", ""),
            ("f/migrations/postgres/0001_a.sql", ""),
            ("f/migrations/sqlite/0001_b.sql", ""),
            ("f/migrations/postgres/0001_b.sql", ""),
        ];
        assert!(problems(&twice)[0].contains("same number"));
    }
}
