//! The figures of a run: each step with its heading and time, and one closing line.
use anyhow::Result;
use std::time::{Duration, Instant};

/// Tests that a runner executed.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: u64,
    /// Failed, timed out, flaky, or not run although it should.
    pub failed: u64,
}

/// All steps so far.
#[derive(Default)]
pub struct Report {
    steps: Vec<(String, Count, Duration)>,
}

impl Report {
    /// A step that must succeed but counts no tests; its failure counts as one.
    pub fn prepare<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let started = heading(name);
        match work() {
            Ok(done) => {
                self.add(name, Count::default(), started);
                Some(done)
            }
            Err(error) => {
                eprintln!("xtask: {name}: {error:#}");
                self.add(name, Count { passed: 0, failed: 1 }, started);
                None
            }
        }
    }

    /// A runner. None executed, or a runner that could not do its work, is a failure.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Count>) {
        let started = heading(name);
        let count = match work() {
            Ok(Count { passed: 0, failed: 0 }) => {
                eprintln!("xtask: {name}: no test was executed");
                Count { passed: 0, failed: 1 }
            }
            Ok(count) => count,
            Err(error) => {
                eprintln!("xtask: {name}: {error:#}");
                Count { passed: 0, failed: 1 }
            }
        };
        self.add(name, count, started);
    }

    /// A runner whose preparation failed.
    pub fn not_run(&mut self, name: &str) {
        let started = heading(name);
        eprintln!("xtask: {name}: not run, because what it needs failed above");
        self.add(name, Count { passed: 0, failed: 1 }, started);
    }

    /// Sum of all steps.
    pub fn total(&self) -> Count {
        self.steps.iter().fold(Count::default(), |sum, (_, count, _)| Count {
            passed: sum.passed + count.passed,
            failed: sum.failed + count.failed,
        })
    }

    /// Prints the table and the closing line; whether all went well.
    pub fn close(&self) -> bool {
        println!("\n── summary");
        for (name, count, time) in &self.steps {
            let mark = if count.failed == 0 { "ok" } else { "FAILED" };
            println!("  {name:<36} {:>6} passed {:>4} failed {:>7.1} s  {mark}", count.passed, count.failed, time.as_secs_f32());
        }
        let total = self.total();
        println!("{} passed, {} failed", total.passed, total.failed);
        total.failed == 0 && total.passed > 0
    }

    fn add(&mut self, name: &str, count: Count, started: Instant) {
        let time = started.elapsed();
        println!("   {name}: {:.1} s", time.as_secs_f32());
        self.steps.push((name.to_owned(), count, time));
    }
}

fn heading(name: &str) -> Instant {
    println!("\n── {name}");
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn an_empty_or_broken_runner_is_a_failure() {
        let mut report = Report::default();
        report.step("fine", || Ok(Count { passed: 3, failed: 0 }));
        assert!(report.close());
        report.step("empty", || Ok(Count::default()));
        report.step("broken", || Err(anyhow!("no such tool")));
        report.not_run("later");
        assert_eq!(report.total(), Count { passed: 3, failed: 3 });
        assert!(!report.close());
    }

    #[test]
    fn preparations_count_only_when_they_fail() {
        let mut report = Report::default();
        assert_eq!(report.prepare("good", || Ok(7)), Some(7));
        assert_eq!(report.total(), Count::default());
        assert!(!report.close(), "nothing executed is no success");
        assert_eq!(report.prepare::<u8>("bad", || Err(anyhow!("x"))), None);
        assert_eq!(report.total(), Count { passed: 0, failed: 1 });
    }
}
