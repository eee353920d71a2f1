//! Browser tests: Playwright drives Debian's Chromium against the built binary.
use super::report::Count;
use crate::{npm, repo, shell};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::Path;

/// Runs all specs of tests/browser.
pub fn tests(root: &Path, binary: &Path) -> Result<Count> {
    npm::ensure(root)?;
    let report = repo::target(root).join("browser-report.json");
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let done = shell::show(npm::playwright(root, binary)?.arg("test").env("NHIPSO_REPORT", &report))?;
    let text = std::fs::read_to_string(&report).context("Playwright wrote no report")?;
    let count = count(&serde_json::from_str(&text).context("Playwright's report")?)?;
    if !done.success && count.failed == 0 {
        bail!("Playwright failed after {} passed tests", count.passed);
    }
    Ok(count)
}

/// Figures of Playwright's JSON report; flaky and skipped tests and errors outside tests count as failed.
fn count(report: &Value) -> Result<Count> {
    let stats = report.get("stats").context("the report has no `stats`")?;
    let number = |name: &str| stats.get(name).and_then(Value::as_u64).with_context(|| format!("no `stats.{name}`"));
    let outside = report.get("errors").and_then(Value::as_array).map_or(0, Vec::len) as u64;
    let failed = number("unexpected")? + number("flaky")? + number("skipped")? + outside;
    Ok(Count { passed: number("expected")?, failed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn playwrights_report_is_read() {
        let report = json!({"errors": [], "stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2}});
        assert_eq!(count(&report).expect("complete"), Count { passed: 7, failed: 4 });
        let broken = json!({"errors": [{"message": "global setup"}], "stats": {"expected": 0, "unexpected": 0, "flaky": 0, "skipped": 0}});
        assert_eq!(count(&broken).expect("complete"), Count { passed: 0, failed: 1 });
        assert!(count(&json!({"stats": {}})).is_err());
    }
}
