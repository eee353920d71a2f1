//! `kill -9` in the middle of writes: nothing that was acknowledged is gone, and the audit chain is whole.
//! Really starts and kills the program.
mod program;

use program::{Program, administrator, free_port};
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

#[tokio::test]
async fn what_was_acknowledged_survives_kill_9() {
    let data: PathBuf = std::env::temp_dir().join(format!("nhipso-kill-{}", uuid::Uuid::now_v7()));
    let port = free_port();
    Program::start(&data, port).kill();
    let cookie = administrator(&data).await;
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let program = Program::start(&data, port);
        let deadline = Instant::now() + Duration::from_millis(700);
        let killer = {
            let pid = program.child.id().to_string();
            std::thread::spawn(move || {
                std::thread::sleep(deadline.saturating_duration_since(Instant::now()));
                Command::new("kill").args(["-9", &pid]).status().expect("kill")
            })
        };
        for n in 0..10_000 {
            let title = format!("M{round}x{n}x");
            match program.request("POST", "/su-kien/soan/moi", &cookie, &format!("title={title}&place=P{round}x{n}")) {
                Some(answer) if answer.starts_with("HTTP/1.1 303") => acknowledged.push(title),
                Some(answer) => panic!("unexpected answer: {}", answer.lines().next().unwrap_or_default()),
                None => break,
            }
        }
        assert!(killer.join().expect("the killer").success());
        program.kill();
    }
    assert!(acknowledged.len() > 10, "only {} writes were acknowledged", acknowledged.len());

    let program = Program::start(&data, port);
    let page = program.request("GET", "/su-kien/soan", &cookie, "").expect("the desk");
    for title in &acknowledged {
        assert!(page.contains(&format!(">{title}<")), "{title} was acknowledged and is gone");
    }
    program.kill();
    let doctor = Command::new(env!("CARGO_BIN_EXE_nhipso")).args(["doctor", "--data"]).arg(&data).output().expect("doctor");
    let said = String::from_utf8_lossy(&doctor.stdout);
    assert!(said.contains("Chuỗi nhật ký nguyên vẹn"), "{said}");
    std::fs::remove_dir_all(&data).expect("the folder is removed");
}
