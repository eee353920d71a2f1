//! Running other programs: shown to the person while their words are kept for reading the figures.
use crate::cleanup;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a program left behind.
pub struct Finished {
    /// Whether it ended with 0.
    pub success: bool,
    /// Standard output and error, as they came, without colours.
    pub output: String,
    /// It was ended by us because its time was over.
    pub timed_out: bool,
}

/// Runs a program to its end, showing what it prints.
pub fn show(command: &mut Command) -> Result<Finished> {
    watch(command, None)
}

/// As [`show`], ending it when `limit` is over.
pub fn show_within(command: &mut Command, limit: Duration) -> Result<Finished> {
    watch(command, Some(limit))
}

/// Runs a program to its end and fails when it does.
pub fn must(command: &mut Command) -> Result<()> {
    let what = line(command);
    if !show(command)?.success {
        bail!("`{what}` failed");
    }
    Ok(())
}

/// What a program prints on its standard output; fails when it does, with its error output.
pub fn read(command: &mut Command) -> Result<String> {
    let what = line(command);
    let out = command.stdin(Stdio::null()).output().with_context(|| format!("could not start `{what}`"))?;
    if !out.status.success() {
        bail!("`{what}` failed: {}", String::from_utf8_lossy(&out.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Starts a program of long life in a group of its own; `signal` is how it is asked to end.
pub fn start(command: &mut Command, signal: &'static str) -> Result<Child> {
    let what = line(command);
    let child =
        command.stdin(Stdio::null()).process_group(0).spawn().with_context(|| format!("could not start `{what}`"))?;
    cleanup::group(child.id(), signal);
    Ok(child)
}

/// Whether a program of that name can be started.
pub fn has(program: &str) -> bool {
    find(program).is_some()
}

/// The path of a program: in PATH or where Debian keeps what is for the administrator.
pub fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/sbin", "/usr/local/sbin"].map(Into::into))
        .map(|dir| dir.join(program))
        .find(|file| file.is_file())
}

/// Whether we are root.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

fn watch(command: &mut Command, limit: Option<Duration>) -> Result<Finished> {
    let started = Instant::now();
    let mut child = start(command.stdout(Stdio::piped()).stderr(Stdio::piped()), "TERM")?;
    let id = child.id();
    let out = child.stdout.take().context("piped")?;
    let err = child.stderr.take().context("piped")?;
    let (send, lines) = std::sync::mpsc::channel::<(bool, Vec<u8>)>();
    forward(out, true, send.clone());
    forward(err, false, send);
    let mut output = String::new();
    let mut timed_out = false;
    loop {
        let wait = match limit {
            Some(limit) if !timed_out => limit.saturating_sub(started.elapsed()),
            _ => Duration::from_secs(5),
        };
        match lines.recv_timeout(wait) {
            Ok((is_out, bytes)) => {
                if is_out {
                    std::io::stdout().write_all(&bytes)?;
                    std::io::stdout().flush()?;
                } else {
                    std::io::stderr().write_all(&bytes)?;
                }
                output.push_str(&plain(&String::from_utf8_lossy(&bytes)));
            }
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) if limit.is_none() || timed_out => {}
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                timed_out = true;
                eprintln!("xtask: ended after {} s: {}", started.elapsed().as_secs(), line(command));
                cleanup::end(id);
            }
        }
    }
    let status = child.wait()?;
    cleanup::wait_if_interrupted();
    cleanup::forget(id);
    Ok(Finished { success: status.success() && !timed_out, output, timed_out })
}

fn forward(from: impl Read + Send + 'static, is_out: bool, to: std::sync::mpsc::Sender<(bool, Vec<u8>)>) {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(from);
        loop {
            let mut bytes = Vec::new();
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) | Err(_) => return,
                Ok(_) if to.send((is_out, bytes)).is_err() => return,
                Ok(_) => {}
            }
        }
    });
}

/// The text without terminal colours and cursor movements.
pub fn plain(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' && chars.peek() == Some(&'[') {
            chars.next();
            for c in chars.by_ref() {
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            clean.push(c);
        }
    }
    clean
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program()).chain(command.get_args()).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_kept_and_plain() {
        let done = show(Command::new("sh").args(["-c", r"printf '\033[32mgreen\033[0m\n'; echo bad >&2; exit 3"])).expect("runs");
        assert!(!done.success);
        assert!(done.output.contains("green\n") && done.output.contains("bad\n"), "{}", done.output);
    }

    #[test]
    fn time_is_limited() {
        let started = Instant::now();
        let done = show_within(Command::new("sleep").arg("30"), Duration::from_millis(200)).expect("runs");
        assert!(done.timed_out && !done.success);
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn programs_are_found() {
        assert!(has("sh"));
        assert!(!has("no-such-program-here"));
        assert!(read(Command::new("false").arg("x")).is_err());
    }
}
