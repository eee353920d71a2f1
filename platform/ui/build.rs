//! Builds what the binary embeds: `ui.css`, `ui.js` and the subset fonts. Needs Node.js with npm once; the fonts are
//! made again only when `package-lock.json` or `scripts/fonts.mjs` changes. Must never touch the source folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Files of `css/`, in the order in which the bundle holds them; component styles come after `base.css`.
const BEFORE: [&str; 5] = ["layers.css", "tokens.css", "fonts.css", "reset.css", "base.css"];
const AFTER: [&str; 4] = ["shell.css", "screens.css", "stage.css", "print.css"];

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    for watched in ["css", "scripts", "static", "templates/components", "package-lock.json"] {
        println!("cargo:rerun-if-changed={}", root.join(watched).display());
    }
    fs::write(out.join("ui.css"), css(&root)).expect("writing ui.css");
    fs::write(out.join("ui.js"), scripts(&root)).expect("writing ui.js");
    fonts(&root, &out);
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// Files with this ending in the component folders, sorted by component name.
fn component_files(root: &Path, ending: &str) -> Vec<PathBuf> {
    let folder = root.join("templates/components");
    let mut found: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("templates/components")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            Some(path.join(format!("{name}.{ending}")))
        })
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

fn css(root: &Path) -> String {
    let folder = root.join("css");
    let parts = BEFORE
        .iter()
        .map(|name| folder.join(name))
        .chain(component_files(root, "css"))
        .chain(AFTER.iter().map(|name| folder.join(name)));
    parts.map(|path| squeeze(&read(&path))).collect()
}

/// Drops comments and indentation. Strings in our style sheets hold neither `/*` nor line breaks.
fn squeeze(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        text.push_str(&rest[..start]);
        rest = rest[start + 2..].split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut all, line| {
        all.push_str(line);
        all.push('\n');
        all
    })
}

/// Every behaviour in its own block of one module, so that names cannot meet and one broken part stays alone.
fn scripts(root: &Path) -> String {
    let mut all = String::from("const ui = { reduced: matchMedia(\"(prefers-reduced-motion: reduce)\") };\n");
    for path in component_files(root, "js") {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        all.push_str(&format!("try {{\n{}}} catch (error) {{ console.error(\"{name}\", error); }}\n", read(&path)));
    }
    all
}

fn fonts(root: &Path, out: &Path) {
    let stamp = out.join("fonts.stamp");
    let wanted = format!("{}{}", read(&root.join("package-lock.json")), read(&root.join("scripts/fonts.mjs")));
    if fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return;
    }
    let work = out.join("npm");
    fs::create_dir_all(&work).expect("folder for the npm packages");
    for name in ["package.json", "package-lock.json"] {
        fs::copy(root.join(name), work.join(name)).expect("copying the npm manifest");
    }
    let modules = if root.join("node_modules/subset-font").is_dir() {
        root.join("node_modules")
    } else {
        run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&work));
        work.join("node_modules")
    };
    run(Command::new("node").arg(root.join("scripts/fonts.mjs")).arg(&modules).arg(out));
    fs::write(stamp, wanted).expect("remembering which fonts were made");
}

fn run(command: &mut Command) {
    match command.output() {
        Ok(done) if done.status.success() => {}
        Ok(done) => panic!("{command:?} failed:\n{}", String::from_utf8_lossy(&done.stderr)),
        Err(error) => panic!(
            "{command:?}: {error}\nThe fonts come from npm. Install Node.js 20 or newer with npm \
             (Debian: apt-get install nodejs npm), then build again."
        ),
    }
}
