//! What must not outlive a run: process groups and temporary folders, ended on return and on Ctrl-C alike.
//!
//! Every process that we start leads a group of its own, so that its children end with it, and so that Ctrl-C
//! reaches them through us, in order, and never twice.
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

enum Left {
    Group { id: u32, signal: &'static str },
    Folder(PathBuf),
    Run(Vec<String>),
}

static LEFT: Mutex<Vec<Left>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Ends what is left and leaves, when a person or a service manager interrupts us.
pub fn on_signals() {
    let set = ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        eprintln!("\nxtask: interrupted, stopping what was started …");
        all();
        std::process::exit(130);
    });
    if let Err(error) = set {
        eprintln!("xtask: no clean stop on Ctrl-C: {error}");
    }
}

/// Waits for the end that a signal has begun, so that nothing new is started or printed meanwhile.
pub fn wait_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Remembers a process group; `signal` ("TERM", "INT", …) is how it is asked to end.
pub fn group(id: u32, signal: &'static str) {
    with(|left| left.push(Left::Group { id, signal }));
}

/// Remembers a folder that is removed at the end.
pub fn folder(path: PathBuf) {
    with(|left| left.push(Left::Folder(path)));
}

/// Remembers a command that tidies up at the end, e.g. dropping a database.
pub fn command(words: &[&str]) {
    with(|left| left.push(Left::Run(words.iter().map(|word| (*word).to_owned()).collect())));
}

/// Forgets a group whose leader has ended by itself.
pub fn forget(id: u32) {
    with(|left| left.retain(|one| !matches!(one, Left::Group { id: other, .. } if *other == id)));
}

/// Ends one group now and forgets it.
pub fn end(id: u32) {
    let mut signal = "TERM";
    with(|left| {
        if let Some(Left::Group { signal: asked, .. }) =
            left.iter().find(|one| matches!(one, Left::Group { id: other, .. } if *other == id))
        {
            signal = asked;
        }
    });
    end_group(id, signal);
    forget(id);
}

/// Ends everything, the youngest first.
pub fn all() {
    loop {
        let mut next = None;
        with(|left| next = left.pop());
        match next {
            None => return,
            Some(Left::Group { id, signal }) => end_group(id, signal),
            Some(Left::Run(words)) => {
                let done = Command::new(&words[0]).args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).status();
                if !done.is_ok_and(|status| status.success()) {
                    eprintln!("xtask: this failed: {}", words.join(" "));
                }
            }
            Some(Left::Folder(path)) => remove_folder(&path),
        }
    }
}

/// Removes a folder now and forgets it.
pub fn remove(path: &Path) {
    remove_folder(path);
    with(|left| left.retain(|one| !matches!(one, Left::Folder(other) if other == path)));
}

fn remove_folder(path: &Path) {
    if let Err(error) = std::fs::remove_dir_all(path)
        && path.exists()
    {
        eprintln!("xtask: could not remove {}: {error}", path.display());
    }
}

fn with(work: impl FnOnce(&mut Vec<Left>)) {
    work(&mut LEFT.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
}

fn end_group(id: u32, signal: &str) {
    if !send(id, signal) {
        return;
    }
    let patience = Instant::now() + Duration::from_secs(10);
    while Instant::now() < patience {
        if !alive(id) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    send(id, "KILL");
}

fn send(group: u32, signal: &str) -> bool {
    Command::new("kill")
        .args(["-s", signal, "--", &format!("-{group}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a process of the group still runs. Ended but unreaped ones (state Z) do not count.
fn alive(group: u32) -> bool {
    let Ok(entries) = std::fs::read_dir("/proc") else { return false };
    entries.flatten().any(|entry| {
        std::fs::read_to_string(entry.path().join("stat")).is_ok_and(|stat| {
            // pid (name) state ppid pgrp …; the name may hold blanks, so count from its closing bracket
            let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
            let mut fields = rest.split_whitespace();
            let state = fields.next().unwrap_or("Z");
            state != "Z" && fields.nth(1) == Some(&group.to_string())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::CommandExt;

    #[test]
    fn a_group_ends_with_its_children() {
        let mut child = Command::new("sh").args(["-c", "sleep 60 & sleep 60"]).process_group(0).spawn().expect("sh starts");
        let id = child.id();
        std::thread::sleep(Duration::from_millis(100));
        assert!(alive(id));
        end_group(id, "TERM");
        assert!(!alive(id), "neither the shell nor its child is left");
        child.wait().expect("reaped");
    }

    #[test]
    fn a_group_that_is_gone_is_no_error() {
        let mut child = Command::new("true").process_group(0).spawn().expect("true starts");
        child.wait().expect("ends");
        end_group(child.id(), "TERM");
    }
}
