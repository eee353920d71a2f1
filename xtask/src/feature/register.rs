//! Puts a new feature into the three lists that know all features, at its place in the order.
use crate::tidy::FEATURES;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The changed texts of the lists, not yet written.
pub fn texts(root: &Path, name: &str) -> Result<Vec<(PathBuf, String)>> {
    let lists = [
        ("Cargo.toml", Kind::Line { entry: format!("{name} = {{ path = \"features/{name}\" }}"), of: |n| format!("{n} = {{ path = \"features/{n}\" }}") }),
        ("app/Cargo.toml", Kind::Line { entry: format!("{name}.workspace = true"), of: |n| format!("{n}.workspace = true") }),
        ("app/src/features.rs", Kind::Call),
    ];
    let mut texts = Vec::new();
    for (path, kind) in lists {
        let path = root.join(path);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let changed = match kind {
            Kind::Line { entry, of } => line(&text, name, &entry, of),
            Kind::Call => call(&text, name),
        };
        texts.push((path.clone(), changed.with_context(|| path.display().to_string())?));
    }
    Ok(texts)
}

enum Kind {
    Line { entry: String, of: fn(&str) -> String },
    Call,
}

/// Features that come after `name`, nearest first, then those before it, nearest first.
fn neighbours(name: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let all: Vec<&str> = FEATURES.iter().flat_map(|row| row.iter().copied()).collect();
    let at = all.iter().position(|one| *one == name).unwrap_or(all.len());
    (all[(at + 1).min(all.len())..].to_vec(), all[..at].iter().rev().copied().collect())
}

/// Adds a line before the next feature's line, or after the last one's.
fn line(text: &str, name: &str, entry: &str, of: fn(&str) -> String) -> Result<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let find = |wanted: &str| lines.iter().position(|line| line.trim() == of(wanted));
    if find(name).is_some() {
        bail!("`{name}` is listed already");
    }
    let (after, before) = neighbours(name);
    let place = after.iter().find_map(|one| find(one)).or_else(|| before.iter().find_map(|one| find(one)).map(|at| at + 1));
    lines.insert(place.context("lists no feature to stand beside")?, entry);
    Ok(lines.join("\n") + "\n")
}

/// Adds `name::feature()` to the list of calls.
fn call(text: &str, name: &str) -> Result<String> {
    let call = format!("{name}::feature()");
    if text.contains(&call) {
        bail!("`{name}` is listed already");
    }
    let (after, before) = neighbours(name);
    let place = |one: &&str| text.find(&format!("{one}::feature()")).map(|at| (at, one.len() + "::feature()".len()));
    if let Some((at, _)) = after.iter().find_map(place) {
        return Ok(format!("{}{call}, {}", &text[..at], &text[at..]));
    }
    let (at, length) = before.iter().find_map(place).context("lists no feature to stand beside")?;
    Ok(format!("{}, {call}{}", &text[..at + length], &text[at + length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_features_is_kept() {
        let list = "[people::feature(), plan::feature(), portal::feature()]";
        assert_eq!(call(list, "agencies").expect("placed"), "[people::feature(), agencies::feature(), plan::feature(), portal::feature()]");
        assert_eq!(call("[people::feature()]", "portal").expect("placed"), "[people::feature(), portal::feature()]");
        assert!(call(list, "plan").is_err());
        assert!(call("[]", "plan").is_err());
        let lines = line("x\nplan.workspace = true\ny\n", "events", "events.workspace = true", |n| format!("{n}.workspace = true"));
        assert_eq!(lines.expect("placed"), "x\nplan.workspace = true\nevents.workspace = true\ny\n");
    }
}
