//! API tests: schemathesis sends what the OpenAPI description allows and forbids to a running server; no answer is a 5xx.
use super::report::Count;
use crate::{install, repo, server, shell};
use anyhow::{Context, Result, bail};
use regex::Regex;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const DOCUMENT: &str = "/du-lieu/openapi.json";
/// Time for the search itself; starting Python and reading the description come on top.
const SEARCH_SECONDS: u32 = 45;

/// Runs schemathesis against a server of our own; one test per operation of the description.
pub fn tests(root: &Path, binary: &Path) -> Result<Count> {
    let target = repo::target(root);
    let schemathesis = schemathesis(root, &target)?;
    let server = server::start(binary, &target.join("api-server.log"))?;
    let document = format!("{}{DOCUMENT}", server.url);
    let port: u16 = server.url.rsplit(':').next().and_then(|port| port.parse().ok()).context("a port")?;
    match server::status(port, DOCUMENT)? {
        200 => {}
        other => bail!("the server has no OpenAPI description: {DOCUMENT} answers {other}"),
    }
    let junit = target.join("api-report.xml");
    if junit.exists() {
        std::fs::remove_file(&junit)?;
    }
    let done = shell::show_within(
        Command::new(schemathesis)
            .args(["run", &document, "--checks", "not_a_server_error", "--phases", "examples,coverage,fuzzing"])
            .args(["--max-time", &SEARCH_SECONDS.to_string(), "--request-timeout", "20", "--generation-database", "none"])
            .args(["--seed", "1010", "--warnings", "off", "--no-color", "--report", "junit", "--report-junit-path"])
            .arg(&junit)
            .current_dir(&target),
        Duration::from_secs(u64::from(SEARCH_SECONDS) + 60),
    )?;
    if done.timed_out {
        bail!("schemathesis did not come to an end");
    }
    let count = count(&std::fs::read_to_string(&junit).context("schemathesis wrote no report")?)?;
    if !done.success && count.failed == 0 {
        bail!("schemathesis failed after {} passed operations", count.passed);
    }
    if server::status(port, "/")? != 200 {
        bail!("the server no longer answers after the API tests");
    }
    Ok(count)
}

/// schemathesis in a virtual environment below the target folder, made anew when its pinned version changes.
fn schemathesis(root: &Path, target: &Path) -> Result<PathBuf> {
    let pins = root.join("tests/api/requirements.txt");
    let wanted = std::fs::read_to_string(&pins).context("tests/api/requirements.txt")?;
    let venv = target.join("api-venv");
    let program = venv.join("bin/schemathesis");
    let stamp = venv.join("nhipso-requirements.txt");
    if program.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|seen| seen == wanted) {
        return Ok(program);
    }
    let python = install::python().context("python3-venv is not installed")?;
    shell::must(Command::new(python).args(["-m", "venv", "--clear"]).arg(&venv))?;
    shell::must(Command::new(venv.join("bin/pip")).args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&pins))
        .context("schemathesis comes from PyPI")?;
    std::fs::write(&stamp, wanted)?;
    Ok(program)
}

/// Counts the test cases of a JUnit report; errors, failures and skips are failures.
fn count(junit: &str) -> Result<Count> {
    let suite = Regex::new(r"<testsuite\s[^>]*>").expect("a fixed pattern");
    let mut sum = Count::default();
    let mut seen = false;
    for tag in suite.find_iter(junit) {
        let number = |name: &str| -> Result<u64> {
            let found = Regex::new(&format!(r#"\b{name}="(\d+)""#)).expect("a fixed pattern").captures(tag.as_str());
            found.and_then(|c| c[1].parse().ok()).with_context(|| format!("no `{name}` in the JUnit report"))
        };
        let failed = number("failures")? + number("errors")? + number("skipped").unwrap_or(0);
        sum.passed += number("tests")?.saturating_sub(failed);
        sum.failed += failed;
        seen = true;
    }
    seen.then_some(sum).context("the JUnit report has no test suite")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junit_is_counted() {
        let xml = r#"<?xml version="1.0"?><testsuites tests="5"><testsuite name="s" errors="1" failures="1" skipped="0" tests="5" time="1">
            <testcase name="GET /a"/></testsuite></testsuites>"#;
        assert_eq!(count(xml).expect("a suite"), Count { passed: 3, failed: 2 });
        assert!(count("<testsuites/>").is_err());
    }
}
