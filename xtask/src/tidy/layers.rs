//! Who may import whom, read from the manifests: pure crates, `base`, `ui`, features to their left, `app`.
use super::Problem;
use super::tree::Tree;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Features in their order; those of one row never import each other.
pub const FEATURES: &[&[&str]] = &[
    &["people"],
    &["agencies"],
    &["papers"],
    &["plan"],
    &["duties"],
    &["events"],
    &["gates", "contests", "gameshow", "tournaments", "drill", "market", "ceremony", "media", "budget", "honours"],
    &["reports"],
    &["portal"],
];

/// What pure crates may not use: IO, async, databases, randomness.
const IMPURE: &[&str] = &[
    "tokio", "tokio-util", "async-std", "futures-util", "axum", "axum-server", "tower", "tower-http", "hyper", "reqwest", "sqlx",
    "lettre", "async-nats", "rand", "getrandom",
];

/// Height of a folder; a package may import only what is lower. `None`: not a place for a package.
fn height(folder: &str) -> Option<usize> {
    match folder.split_once('/') {
        Some(("crates", _)) => Some(0),
        Some(("platform", "base")) => Some(1),
        Some(("platform", "ui")) => Some(2),
        Some(("features", name)) => FEATURES.iter().position(|row| row.contains(&name)).map(|row| 3 + row),
        None if folder == "app" => Some(100),
        None if matches!(folder, "xtask" | "loadtest") => Some(101),
        _ => None,
    }
}

/// Checks every manifest of the workspace.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let mut manifests = BTreeMap::new(); // package name → (folder, manifest)
    for file in tree.with(&["toml"]).filter(|file| file.path.ends_with("/Cargo.toml")) {
        let manifest: Table = file.text.parse().with_context(|| file.path.clone())?;
        let folder = file.path.trim_end_matches("/Cargo.toml").to_owned();
        if let Some(name) = manifest.get("package").and_then(|p| p.get("name")).and_then(Value::as_str) {
            manifests.insert(name.to_owned(), (folder, manifest));
        }
    }
    let mut problems = Vec::new();
    for (folder, manifest) in manifests.values() {
        let path = format!("{folder}/Cargo.toml");
        let Some(own) = height(folder) else {
            problems.push(Problem::new(&path, 0, "this folder has no place in the layers (xtask/src/tidy/layers.rs)"));
            continue;
        };
        for name in dependencies(manifest) {
            if own == 0 && IMPURE.contains(&name.as_str()) {
                problems.push(Problem::new(&path, 0, format!("a pure crate must not use `{name}`")));
            }
            let Some((other, _)) = manifests.get(&name) else { continue };
            let allowed = match height(other) {
                Some(0) if own == 0 => other != folder,
                Some(other) => other < own && !(own == 101 && other == 100),
                None => false,
            };
            if !allowed {
                problems.push(Problem::new(&path, 0, format!("{folder} must not import {other}: imports go downwards only")));
            }
        }
    }
    Ok(problems)
}

/// Names of all packages that a manifest names, of every kind and target.
fn dependencies(manifest: &Table) -> Vec<String> {
    let mut names = Vec::new();
    let mut collect = |table: &Table| {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (key, value) in table.get(kind).and_then(Value::as_table).into_iter().flatten() {
                let renamed = value.get("package").and_then(Value::as_str);
                names.push(renamed.unwrap_or(key).to_owned());
            }
        }
    };
    collect(manifest);
    for (_, target) in manifest.get("target").and_then(Value::as_table).into_iter().flatten() {
        if let Some(table) = target.as_table() {
            collect(table);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Folders with what each imports.
    type House<'a> = &'a [(&'a str, &'a [&'a str])];

    fn problems(packages: House) -> Vec<String> {
        let files: Vec<(String, String)> = packages
            .iter()
            .map(|(folder, needs)| {
                let name = folder.rsplit('/').next().expect("a name");
                let needs: String = needs.iter().map(|need| format!("{need}.workspace = true\n")).collect();
                (format!("{folder}/Cargo.toml"), format!("[package]\nname = \"{name}\"\n[dependencies]\n{needs}"))
            })
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        check(&Tree::of(&files)).expect("readable").into_iter().map(|p| p.what).collect()
    }

    #[test]
    fn downwards_is_fine() {
        let house: House = &[
            ("crates/vietnamese", &[]),
            ("crates/plan-reader", &["vietnamese"]),
            ("platform/base", &["vietnamese", "tokio", "sqlx"]),
            ("platform/ui", &["base"]),
            ("features/people", &["base", "ui"]),
            ("features/plan", &["people", "ui", "plan-reader"]),
            ("features/portal", &["plan"]),
            ("app", &["portal", "base"]),
        ];
        assert_eq!(problems(house), Vec::<String>::new());
    }

    #[test]
    fn every_wrong_direction_is_caught() {
        let wrong: &[(House, &str)] = &[
            (&[("crates/a", &["tokio"])], "must not use `tokio`"),
            (&[("crates/a", &["base"]), ("platform/base", &[])], "crates/a must not import platform/base"),
            (&[("platform/base", &["ui"]), ("platform/ui", &[])], "platform/base must not import platform/ui"),
            (&[("features/people", &["plan"]), ("features/plan", &[])], "features/people must not import features/plan"),
            (&[("features/gates", &["contests"]), ("features/contests", &[])], "features/gates must not import features/contests"),
            (&[("features/portal", &["app"]), ("app", &[])], "features/portal must not import app"),
            (&[("features/unheard", &[])], "has no place in the layers"),
        ];
        for (house, words) in wrong {
            let found = problems(house);
            assert!(found.len() == 1 && found[0].contains(words), "{words}: {found:?}");
        }
    }

    #[test]
    fn hidden_dependencies_are_seen() {
        let manifest: Table = "[dev-dependencies]\na = '1'\n[target.'cfg(unix)'.dependencies]\nb = { package = 'c', version = '1' }\n[build-dependencies]\nd = '1'"
            .parse()
            .expect("toml");
        assert_eq!(dependencies(&manifest), ["a", "d", "c"]);
    }
}
