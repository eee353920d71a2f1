//! The files of the repository, read once for all rules.
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Folders that hold nothing of ours.
const FOREIGN: &[&str] = &[".git", "node_modules", "test-results", "playwright-report", "__pycache__", "data"];

/// A text file.
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// All text files.
pub struct Tree {
    /// The root, for rules that ask cargo; none in unit tests.
    pub root: Option<PathBuf>,
    /// Sorted by path.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads all text files below `root` but build products; files that are not UTF-8 are left out.
    pub fn read(root: &Path) -> Result<Tree> {
        let mut files = Vec::new();
        walk(root, root, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { root: Some(root.to_owned()), files })
    }

    /// Files with one of these endings (without dot).
    pub fn with(&self, endings: &'static [&'static str]) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| endings.contains(&file.ending()))
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// A tree for unit tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Tree {
        let files = files.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() }).collect();
        Tree { root: None, files }
    }
}

impl File {
    /// What follows the last dot of the name.
    pub fn ending(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether the whole file is for tests only.
    pub fn is_test(&self) -> bool {
        let name = self.name();
        let stem = name.split('.').next().unwrap_or(name);
        name == "tests.rs"
            || stem.ends_with("_tests")
            || stem.ends_with("_test")
            || self.path.split('/').any(|part| matches!(part, "tests" | "benches" | "fixtures" | "loadtest"))
    }
}

fn walk(root: &Path, dir: &Path, files: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !FOREIGN.contains(&name.as_str()) && !name.starts_with("target") {
                walk(root, &path, files)?;
            }
        } else if kind.is_file()
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            files.push(File { path: relative, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_products_and_pictures_are_left_out() {
        let dir = tempfile::tempdir().expect("a folder");
        let put = |path: &str, bytes: &[u8]| {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, bytes).expect("written");
        };
        put("a/b.rs", b"//! b");
        put("a/c.png", &[0xff, 0xfe, 0x00]);
        put("target/x.rs", b"x");
        put("tests/browser/node_modules/m/x.js", b"x");
        let tree = Tree::read(dir.path()).expect("read");
        assert_eq!(tree.files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["a/b.rs"]);
    }

    #[test]
    fn test_files_are_known() {
        let is_test = |path: &str| Tree::of(&[(path, "")]).files[0].is_test();
        assert!(is_test("features/x/src/tests.rs") && is_test("crates/x/tests/a.rs") && is_test("x/src/store_tests.rs"));
        assert!(!is_test("features/contests/src/lib.rs") && !is_test("xtask/src/test/mod.rs"));
    }
}
