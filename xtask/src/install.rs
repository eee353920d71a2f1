//! Tools from Debian's packages: installed when we may (root), otherwise named exactly. Nothing is skipped.
use crate::shell;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// A tool and the Debian package that brings it.
pub struct Need {
    /// Debian's package.
    pub package: &'static str,
    /// What it is needed for.
    pub why: &'static str,
    /// Whether it is there.
    pub present: fn() -> bool,
}

/// Debian's Chromium (browser tests, screenshots).
pub const CHROMIUM: Need = Need { package: "chromium", why: "browser tests", present: || chromium().is_some() };
/// `pdftotext`, for what is said in PDF files.
pub const POPPLER: Need = Need { package: "poppler-utils", why: "tests of PDF files", present: || shell::has("pdftotext") };
/// Python's `venv`, for schemathesis.
pub const PYTHON: Need = Need { package: "python3-venv", why: "the API test", present: python_makes_venv };
/// A PostgreSQL server of our own.
pub const POSTGRES: Need =
    Need { package: "postgresql", why: "tests on PostgreSQL", present: || crate::services::postgres::programs().is_some() };
/// `psql`, `pg_dump`, `pg_restore`: backup and restore are tested with them, also where the server runs elsewhere.
pub const POSTGRES_CLIENT: Need =
    Need { package: "postgresql-client", why: "tests of backup and restore on PostgreSQL", present: || shell::has("pg_dump") && shell::has("psql") };
/// A NATS server of our own.
pub const NATS: Need = Need { package: "nats-server", why: "tests of several nodes", present: || shell::has("nats-server") };
/// Writes Debian packages.
pub const DPKG: Need = Need { package: "dpkg", why: "the Debian package", present: || shell::has("dpkg-deb") };

/// The browser: `NHIPSO_CHROMIUM`, else Debian's.
pub fn chromium() -> Option<std::path::PathBuf> {
    match std::env::var_os("NHIPSO_CHROMIUM") {
        Some(path) => Some(path.into()),
        None => shell::find("chromium"),
    }
}

/// Makes sure that all needed tools are there.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.present)()).collect();
    for need in needs {
        println!("  {:<16} {}", need.package, if (need.present)() { "present" } else { "missing" });
    }
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let by_hand = format!("apt-get update && apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !shell::is_root() || !shell::has("apt-get") {
        let reasons: Vec<String> = missing.iter().map(|need| format!("{} ({})", need.package, need.why)).collect();
        bail!("missing: {}. Install them as root and start again:\n  {by_hand}", reasons.join(", "));
    }
    apt(&["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(&packages);
    apt(&install).with_context(|| format!("could not install; try by hand: {by_hand}"))?;
    for need in missing {
        if !(need.present)() {
            bail!("{} was installed, yet what it brings ({}) is not found", need.package, need.why);
        }
    }
    Ok(())
}

/// Node.js 20 or newer with npm: building needs them too, and Debian 12 has only 18, so it is for the person to bring.
pub fn ensure_node() -> Result<()> {
    const HOW: &str = "Install Node.js 20 or newer with npm (https://nodejs.org) and start again";
    let version = shell::read(Command::new("node").arg("--version")).with_context(|| HOW.to_owned())?;
    let major = major_version(&version).with_context(|| format!("`node --version` says {version:?}"))?;
    if major < 20 {
        bail!("Node.js {} is too old. {HOW}", version.trim());
    }
    if !shell::has("npm") {
        bail!("npm is missing. {HOW}");
    }
    println!("  {:<16} {}", "node", version.trim());
    Ok(())
}

fn major_version(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Waits for another installation instead of failing on its lock.
fn apt(args: &[&str]) -> Result<()> {
    shell::must(Command::new("apt-get").args(["-o", "DPkg::Lock::Timeout=300"]).args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Debian splits `ensurepip` off: without it `python3 -m venv` starts and then fails.
fn python_makes_venv() -> bool {
    python().is_some()
}

/// A Python that can make virtual environments: the one in PATH, else Debian's.
pub fn python() -> Option<&'static str> {
    ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        Command::new(python).args(["-c", "import venv, ensurepip"]).output().is_ok_and(|out| out.status.success())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions() {
        assert_eq!(major_version("v20.20.2\n"), Some(20));
        assert_eq!(major_version("18.1"), Some(18));
        assert_eq!(major_version("x"), None);
    }

    #[test]
    fn a_present_tool_needs_nothing() {
        ensure(&[Need { package: "dash", why: "test", present: || true }]).expect("nothing to do");
    }
}
