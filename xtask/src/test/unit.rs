//! Unit, property and database tests by cargo-nextest (or `cargo test` where it is missing), and doc tests.
use super::report::Count;
use crate::services::Services;
use crate::shell::{self, Finished};
use anyhow::{Context, Result, bail};
use regex::Regex;
use std::path::Path;
use std::process::Command;

/// All tests of the workspace but doc tests.
pub fn tests(root: &Path, services: &Services) -> Result<Count> {
    let nextest = shell::read(Command::new("cargo").args(["nextest", "--version"])).is_ok();
    let done = if nextest {
        cargo(root, services, &["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=fail"])?
    } else {
        println!("cargo-nextest is not here: cargo test does the same more slowly");
        cargo(root, services, &["test", "--workspace", "--tests", "--no-fail-fast"])?
    };
    let count = if nextest { nextest_summary(&done.output) } else { libtest_summaries(&done.output) };
    agree(count.context("the runner printed no summary (did it build?)")?, &done)
}

/// The examples in the documentation.
pub fn doc_tests(root: &Path, services: &Services) -> Result<Count> {
    let done = cargo(root, services, &["test", "--doc", "--workspace", "--no-fail-fast"])?;
    agree(libtest_summaries(&done.output).context("the runner printed no summary (did it build?)")?, &done)
}

fn cargo(root: &Path, services: &Services, args: &[&str]) -> Result<Finished> {
    shell::show(
        Command::new("cargo")
            .args(args)
            .current_dir(root)
            .env("DATABASE_URL", &services.database_url)
            .env("NATS_URL", &services.nats_url),
    )
}

/// A runner that fails although it counts no failure has failed.
fn agree(count: Count, done: &Finished) -> Result<Count> {
    if !done.success && count.failed == 0 {
        bail!("the runner failed after {} passed tests", count.passed);
    }
    Ok(count)
}

/// `Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped`; skipped ones count as failed.
fn nextest_summary(output: &str) -> Option<Count> {
    let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, figures) = line.split_once(" run:")?;
    let number = |words: &str| -> u64 {
        let found = Regex::new(&format!(r"(\d+) {words}\b")).expect("a fixed pattern").captures(figures);
        found.and_then(|c| c[1].parse().ok()).unwrap_or(0)
    };
    let failed = ["failed", "exec failed", "timed out", "skipped"].map(number).iter().sum();
    Some(Count { passed: number("passed"), failed })
}

/// Sum of the lines `test result: ok. 3 passed; 0 failed; 1 ignored; …`; ignored ones count as failed.
fn libtest_summaries(output: &str) -> Option<Count> {
    let line = Regex::new(r"test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored").expect("a fixed pattern");
    let mut sum: Option<Count> = None;
    for found in line.captures_iter(output) {
        let [passed, failed, ignored] = [1, 2, 3].map(|n| found[n].parse::<u64>().unwrap_or(0));
        let so_far = sum.unwrap_or_default();
        sum = Some(Count { passed: so_far.passed + passed, failed: so_far.failed + failed + ignored });
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_is_read() {
        let count = |line| nextest_summary(line).map(|c| (c.passed, c.failed));
        let green = "     Summary [   2.010s] 3 tests run: 3 passed, 0 skipped\n";
        assert_eq!(count(green), Some((3, 0)));
        let red = "x\n     Summary [  12.010s] 9/12 tests run: 4 passed (1 slow), 2 failed, 1 exec failed, 2 timed out, 3 skipped\n        FAIL a\n";
        assert_eq!(count(red), Some((4, 8)));
        assert_eq!(count("error: could not compile"), None);
    }

    #[test]
    fn libtest_is_summed() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
                    test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(libtest_summaries(text), Some(Count { passed: 8, failed: 3 }));
        assert_eq!(libtest_summaries("nothing"), None);
    }

    #[test]
    fn a_failing_runner_without_failures_is_no_success() {
        let done = Finished { success: false, output: String::new(), timed_out: false };
        assert!(agree(Count { passed: 1, failed: 0 }, &done).is_err());
        assert!(agree(Count { passed: 1, failed: 1 }, &done).is_ok());
    }
}
