//! `kill -9` while a hall votes: every ballot that was acknowledged is in the count after the restart, once, and devices are
//! still known.
mod program;

use program::{Program, administrator, free_port};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const VOTERS: usize = 120;

fn header(answer: &str, name: &str) -> String {
    let lines = answer.lines().take_while(|l| !l.is_empty()).filter(|l| l.to_lowercase().starts_with(name));
    let values: Vec<&str> = lines.filter_map(|l| l.split_once(": ")).map(|(_, v)| v.split(';').next().unwrap_or("").trim()).collect();
    values.join("; ")
}

/// The figure beside an option in the export.
fn count(csv: &str, option: &str) -> usize {
    let line = csv.lines().find(|l| l.contains(&format!(",{option},"))).expect("a line");
    line.split(&format!(",{option},")).nth(1).and_then(|rest| rest.split(',').next()).and_then(|n| n.parse().ok()).expect("a figure")
}

#[tokio::test]
async fn acknowledged_ballots_survive_kill_9() {
    let data: PathBuf = std::env::temp_dir().join(format!("nhipso-kill-polls-{}", uuid::Uuid::now_v7()));
    let port = free_port();
    Program::start(&data, port).kill();
    let cookie = administrator(&data).await;
    let program = Program::start(&data, port);
    let post = |path: &str, form: &str| program.request("POST", path, &cookie, form).expect("an answer");
    let desk = header(&post("/dau-truong/y-kien/moi", "title=Thu"), "location:");
    let made = post(&format!("{desk}/cau/moi?loai=choice"), "text=Chon&options=Mot%0AHai&most=1");
    let poll = header(&made, "location:").rsplit("#cau-").next().expect("a key").to_owned();
    assert!(post(&format!("{desk}/dieu-khien"), &format!("act=open&poll={poll}")).starts_with("HTTP/1.1 303"));
    let devices: Vec<String> = (0..VOTERS).map(|_| header(&program.request("GET", &format!("{desk}/tham-gia"), "", "").expect("in"), "set-cookie:")).collect();
    let vote = format!("{desk}/tham-gia/{poll}");

    let program = Arc::new(program);
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let hands: Vec<_> = (0..6)
        .map(|hand| {
            let (program, acknowledged, devices, vote) = (program.clone(), acknowledged.clone(), devices.clone(), vote.clone());
            std::thread::spawn(move || {
                for voter in (0..VOTERS).filter(|v| v % 6 == hand) {
                    match program.request("POST", &vote, &devices[voter], "round=1&a=0") {
                        Some(answer) if answer.starts_with("HTTP/1.1 303") && !answer.contains("flash=warn") => acknowledged.lock().expect("whole").push(voter),
                        Some(answer) if answer.contains("HTTP/1.1") => panic!("{answer}"),
                        _ => return,
                    }
                    std::thread::sleep(Duration::from_millis(5));
                }
            })
        })
        .collect();
    while acknowledged.lock().expect("whole").len() < VOTERS / 4 {
        std::thread::sleep(Duration::from_millis(2));
    }
    program.signal("KILL");
    for hand in hands {
        hand.join().expect("a hand");
    }
    let acknowledged = acknowledged.lock().expect("whole").clone();
    Arc::try_unwrap(program).ok().expect("nobody else holds it").kill();

    let program = Program::start(&data, port);
    let csv = || program.request("GET", &format!("{desk}/ket-qua.csv"), &cookie, "").expect("the export");
    let counted = count(&csv(), "Mot");
    assert!(counted >= acknowledged.len() && counted <= VOTERS, "{} acknowledged, {counted} counted", acknowledged.len());
    assert!(acknowledged.len() < VOTERS, "it was killed in the middle");
    // Everybody sends again, as phones do that are not sure: those who were acknowledged are turned away.
    for device in &devices {
        let answer = program.request("POST", &vote, device, "round=1&a=1").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    assert_eq!((count(&csv(), "Mot"), count(&csv(), "Hai")), (counted, VOTERS - counted));
    program.kill();
    drop(std::fs::remove_dir_all(&data));
}
