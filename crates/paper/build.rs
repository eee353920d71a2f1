//! Brings the four faces of Tinos (OFL 1.1, metric-equal to Times New Roman) from npm into cargo's folder, to be embedded.
//! Needs Node.js with npm once; must never touch the source folder.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Files of the package and the names under which they are embedded.
const FACES: [(&str, &str); 4] = [
    ("400Regular/Tinos_400Regular.ttf", "regular.ttf"),
    ("700Bold/Tinos_700Bold.ttf", "bold.ttf"),
    ("400Regular_Italic/Tinos_400Regular_Italic.ttf", "italic.ttf"),
    ("700Bold_Italic/Tinos_700Bold_Italic.ttf", "bold-italic.ttf"),
];

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    for watched in ["build.rs", "package.json", "package-lock.json"] {
        println!("cargo:rerun-if-changed={}", root.join(watched).display());
    }
    let lock = fs::read_to_string(root.join("package-lock.json")).expect("package-lock.json");
    let stamp = out.join("fonts.stamp");
    if fs::read_to_string(&stamp).is_ok_and(|made| made == lock) {
        return;
    }
    let package = modules(&root, &out).join("@expo-google-fonts/tinos");
    for (from, to) in FACES {
        let from = package.join(from);
        fs::copy(&from, out.join(to)).unwrap_or_else(|error| panic!("cannot copy {}: {error}", from.display()));
    }
    fs::write(stamp, lock).expect("remembering which fonts were made");
}

/// The folder of npm packages, fetched by the lock file where it is missing.
fn modules(root: &Path, out: &Path) -> PathBuf {
    if root.join("node_modules/@expo-google-fonts/tinos").is_dir() {
        return root.join("node_modules");
    }
    let work = out.join("npm");
    fs::create_dir_all(&work).expect("folder for the npm packages");
    for name in ["package.json", "package-lock.json"] {
        fs::copy(root.join(name), work.join(name)).expect("copying the npm manifest");
    }
    let mut npm = Command::new("npm");
    match npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&work).output() {
        Ok(done) if done.status.success() => work.join("node_modules"),
        Ok(done) => panic!("{npm:?} failed:\n{}", String::from_utf8_lossy(&done.stderr)),
        Err(error) => panic!(
            "{npm:?}: {error}\nThe fonts come from npm. Install Node.js 20 or newer with npm \
             (Debian: apt-get install nodejs npm), then build again."
        ),
    }
}
