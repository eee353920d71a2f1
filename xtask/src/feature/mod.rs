//! `cargo xtask new-feature NAME`: the folder of a feature with the names that all features share, compiling, tested on
//! both databases, and registered in the workspace. It never overwrites anything.
mod register;

use crate::repo;
use crate::tidy::FEATURES;
use anyhow::{Result, bail};
use std::path::Path;

/// The feature.
#[derive(clap::Args)]
pub struct Options {
    /// Folder name, e.g. `contests`; must have its place in the order of features
    name: String,
    /// Address of its pages, e.g. `/cuoc-thi`
    #[arg(long)]
    address: String,
    /// Its name in Vietnamese, e.g. "Cuộc thi"
    #[arg(long)]
    title: String,
    /// Its name in English; default: the folder name
    #[arg(long)]
    english: Option<String>,
}

/// Where each file of the skeleton goes.
const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("skeleton/Cargo.toml.txt")),
    ("askama.toml", include_str!("skeleton/askama.toml.txt")),
    ("messages/vi.ftl", include_str!("skeleton/vi.ftl.txt")),
    ("messages/en.ftl", include_str!("skeleton/en.ftl.txt")),
    ("src/lib.rs", include_str!("skeleton/lib.rs.txt")),
    ("src/model.rs", include_str!("skeleton/model.rs.txt")),
    ("src/store.rs", include_str!("skeleton/store.rs.txt")),
    ("src/routes.rs", include_str!("skeleton/routes.rs.txt")),
    ("src/list.html", include_str!("skeleton/list.html.txt")),
    ("src/@name@.css", include_str!("skeleton/name.css.txt")),
    ("src/tests.rs", include_str!("skeleton/tests.rs.txt")),
    ("src/migrations/sqlite/0001_@name@.sql", include_str!("skeleton/sqlite.sql.txt")),
    ("src/migrations/postgres/0001_@name@.sql", include_str!("skeleton/postgres.sql.txt")),
];

/// Writes and registers the feature.
pub fn run(options: &Options) -> Result<bool> {
    let root = repo::root()?;
    write(&root, options)?;
    println!("features/{} is there and registered. Next: cargo test -p {0}, then make it your own.", options.name);
    Ok(true)
}

fn write(root: &Path, options: &Options) -> Result<()> {
    let Options { name, address, title, english } = options;
    if !FEATURES.iter().any(|row| row.contains(&name.as_str())) {
        bail!("`{name}` has no place in the order of features: add it to FEATURES in xtask/src/tidy/layers.rs first");
    }
    let path_like = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '/';
    if !address.starts_with('/') || address.len() < 2 || address.ends_with('/') || !address.chars().all(path_like) {
        bail!("the address must be like /cuoc-thi, not {address:?}");
    }
    if title.trim().is_empty() || title.contains(['"', '{', '}', '\n']) {
        bail!("the title must be plain words, not {title:?}");
    }
    let folder = root.join("features").join(name);
    if folder.exists() {
        bail!("features/{name} is there already");
    }
    let texts = register::texts(root, name)?; // may fail: before anything is written
    let fill = |text: &str| {
        text.replace("@name@", name)
            .replace("@table@", &format!("{name}_entry"))
            .replace("@address@", address)
            .replace("@title@", title.trim())
            .replace("@english@", english.as_deref().unwrap_or(name))
    };
    for (path, text) in FILES {
        let path = folder.join(fill(path));
        std::fs::create_dir_all(path.parent().unwrap_or(root))?;
        std::fs::write(path, fill(text))?;
    }
    for (path, text) in texts {
        std::fs::write(path, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy;

    fn options(name: &str) -> Options {
        Options { name: name.into(), address: "/cuoc-thi".into(), title: "Cuộc thi".into(), english: Some("Contests".into()) }
    }

    /// A small house to write into.
    fn house() -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        let put = |path: &str, text: &str| {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        put("Cargo.toml", "[workspace.dependencies]\nplan = { path = \"features/plan\" }\nportal = { path = \"features/portal\" }\n");
        put("app/Cargo.toml", "[package]\nname = \"nhipso\"\n[dependencies]\nplan.workspace = true\nportal.workspace = true\nclap.workspace = true\n");
        put("app/src/features.rs", "//! The one list of features.\nvec![base::feature(), plan::feature(), portal::feature()]\n");
        dir
    }

    #[test]
    fn a_new_feature_is_written_registered_and_tidy() {
        let house = house();
        write(house.path(), &options("contests")).expect("written");
        let read = |path: &str| std::fs::read_to_string(house.path().join(path)).expect("there");
        assert_eq!(read("app/src/features.rs").lines().last(), Some("vec![base::feature(), plan::feature(), contests::feature(), portal::feature()]"));
        assert!(read("Cargo.toml").contains("contests = { path = \"features/contests\" }\nportal"));
        assert!(read("app/Cargo.toml").contains("plan.workspace = true\ncontests.workspace = true\nportal"));
        for path in ["src/lib.rs", "src/contests.css", "src/migrations/postgres/0001_contests.sql", "messages/en.ftl"] {
            let text = read(&format!("features/contests/{path}"));
            assert!(!text.contains("@name@") && !text.contains("@address@") && !text.contains("@title@"), "{path}");
        }
        assert_eq!(tidy::broken_rules(house.path()).expect("checked"), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_written_for_a_wrong_wish() {
        let house = house();
        assert!(write(house.path(), &options("unheard")).is_err());
        assert!(write(house.path(), &Options { address: "cuoc thi".into(), ..options("contests") }).is_err());
        assert!(write(house.path(), &Options { title: "{ $x }".into(), ..options("contests") }).is_err());
        assert!(!house.path().join("features").exists());
        write(house.path(), &options("contests")).expect("the first time");
        assert!(write(house.path(), &options("contests")).is_err(), "never over an existing one");
    }
}
