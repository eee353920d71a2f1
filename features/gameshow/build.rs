//! Bundles the module of the player's phone with its cipher from npm (`@noble/ciphers`, MIT), to be embedded. Needs Node.js with npm
//! once; must never touch the source folder.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Modules to bundle, and the names under which they are embedded.
const MODULES: [(&str, &str); 2] = [("src/play/play.js", "play.js"), ("src/play/seal.js", "seal.mjs")];

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    for watched in ["build.rs", "package.json", "package-lock.json", "src/play/play.js", "src/play/net.js", "src/play/seal.js"] {
        println!("cargo:rerun-if-changed={}", root.join(watched).display());
    }
    let packages = packages(&root, &out);
    for (from, to) in MODULES {
        let mut bundler = Command::new(packages.join(".bin/esbuild"));
        bundler.arg(root.join(from)).args(["--bundle", "--format=esm", "--minify", "--target=es2020", "--log-level=warning", "--legal-comments=inline"]);
        run(bundler.arg(format!("--outfile={}", out.join(to).display())).env("NODE_PATH", &packages));
    }
}

/// The folder of npm packages, fetched by the lock file where it is missing or older.
fn packages(root: &Path, out: &Path) -> PathBuf {
    if root.join("node_modules/@noble/ciphers").is_dir() {
        return root.join("node_modules");
    }
    let (work, stamp) = (out.join("npm"), out.join("npm.stamp"));
    let lock = fs::read_to_string(root.join("package-lock.json")).expect("package-lock.json");
    if !fs::read_to_string(&stamp).is_ok_and(|fetched| fetched == lock) {
        fs::create_dir_all(&work).expect("folder for the npm packages");
        for name in ["package.json", "package-lock.json"] {
            fs::copy(root.join(name), work.join(name)).expect("copying the npm manifest");
        }
        run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&work));
        fs::write(stamp, lock).expect("remembering which packages were fetched");
    }
    work.join("node_modules")
}

fn run(command: &mut Command) {
    match command.output() {
        Ok(done) if done.status.success() => {}
        Ok(done) => panic!("{command:?} failed:\n{}", String::from_utf8_lossy(&done.stderr)),
        Err(error) => panic!(
            "{command:?}: {error}\nThe cipher of the phone comes from npm. Install Node.js 20 or newer with npm \
             (Debian: apt-get install nodejs npm), then build again."
        ),
    }
}
