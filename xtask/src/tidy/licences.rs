//! Licences of everything that is built in, of Rust and npm packages.
use super::Problem;
use super::spdx;
use super::tree::Tree;
use crate::shell;
use anyhow::{Context, Result};
use serde_json::Value;
use std::process::Command;

/// Packages whose manifest has no licence expression, with the licence that their files state. Read them before adding.
const READ_BY_HAND: &[(&str, &str)] = &[];

/// Asks cargo for the Rust packages and reads the npm lock files.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    if let Some(root) = &tree.root {
        let text = shell::read(Command::new("cargo").args(["metadata", "--format-version", "1", "--locked"]).current_dir(root))?;
        problems.extend(cargo(&serde_json::from_str(&text).context("cargo metadata")?));
    }
    for file in tree.files.iter().filter(|file| file.name() == "package-lock.json") {
        problems.extend(npm(&file.path, &serde_json::from_str(&file.text).with_context(|| file.path.clone())?));
    }
    Ok(problems)
}

fn cargo(metadata: &Value) -> Vec<Problem> {
    let text = |package: &Value, field: &str| package.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let packages = metadata.get("packages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let judged = packages.iter().filter_map(|package| {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        let by_hand = READ_BY_HAND.iter().any(|(known, stated)| *known == name && spdx::allowed(stated));
        let fine = spdx::allowed(&licence) || (licence.is_empty() && by_hand);
        (!fine).then(|| Problem::new("Cargo.lock", 0, format!("{name} {}: licence {licence:?} is not on the list", text(package, "version"))))
    });
    judged.collect()
}

fn npm(path: &str, lock: &Value) -> Vec<Problem> {
    let packages = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
    let judged = packages.filter(|(name, _)| !name.is_empty()).filter_map(|(name, package)| {
        let licence = package.get("license").and_then(Value::as_str).unwrap_or_default();
        (!spdx::allowed(licence)).then(|| Problem::new(path, 0, format!("{name}: licence {licence:?} is not on the list")))
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_copyleft_crate_is_caught() {
        let metadata = json!({"packages": [
            {"name": "good", "version": "1.0.0", "license": "MIT OR Apache-2.0"},
            {"name": "bad", "version": "2.0.0", "license": "AGPL-3.0-only"},
            {"name": "silent", "version": "3.0.0", "license": null},
        ]});
        let found: Vec<_> = cargo(&metadata).into_iter().map(|p| p.what).collect();
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("bad 2.0.0") && found[1].starts_with("silent 3.0.0"));
    }

    #[test]
    fn an_npm_package_without_licence_is_caught() {
        let lock = json!({"packages": {"": {"name": "us"}, "node_modules/a": {"license": "MIT"}, "node_modules/b": {}}});
        assert_eq!(npm("package-lock.json", &lock).len(), 1);
    }
}
