//! `kill -9` in the answer window of a live game: no acknowledged answer is lost or counted twice, the game goes on by itself
//! with the time that was left, phones come back with their tokens, and the re-count finds nothing that no rule allows.
mod program;

use base::Db;
use program::{Program, administrator, free_port, header, journalled};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const PLAYERS: usize = 60;

/// A number in the JSON of a phone's news.
fn number(text: &str, name: &str) -> f64 {
    let rest = text.split_once(&format!("\"{name}\":")).map_or("", |(_, rest)| rest);
    rest[..rest.find([',', '}']).unwrap_or(rest.len())].parse().unwrap_or(f64::NAN)
}

#[tokio::test]
async fn a_game_survives_kill_9_in_the_answer_window() {
    let data: PathBuf = std::env::temp_dir().join(format!("nhipso-kill-game-{}", uuid::Uuid::now_v7()));
    let port = free_port();
    Program::start(&data, port).kill();
    let cookie = administrator(&data).await;
    let program = Program::start(&data, port);
    let form = program.request("GET", "/dau-truong/van/moi", &cookie, "").expect("the form");
    let set = form.split("<option value=\"").skip(1).filter_map(|s| s.split('"').next()).find(|s| s.len() == 36).expect("a set").to_owned();
    let wish = format!("title=Thu&set={set}&curve=half&points=1000&minus=0&streak=0&read=0&seconds=60&podium=3&text=1");
    let made = program.request("POST", "/dau-truong/van/moi", &cookie, &wish).expect("made");
    let desk = header(&made, "location:");
    let game = desk.split('/').nth(2).expect("a key").to_owned();
    let tokens: Vec<String> = (0..PLAYERS)
        .map(|p| {
            let name = format!("name=Nguoi+so+{p}");
            let answer = program.request("POST", &format!("/dau-truong/{game}/vao"), "", &name).expect("in");
            assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
            header(&answer, "set-cookie:")
        })
        .collect();
    program.request("POST", &desk, &cookie, "act=step&n=0").expect("asked");
    std::thread::sleep(Duration::from_millis(2_100));
    let close = number(&program.request("GET", &format!("/dau-truong/{game}/cho?sau=0"), &tokens[0], "").expect("news"), "close");
    assert!(close.is_finite());

    // Everybody answers on connections of their own; in the middle of it the program is killed.
    let program = Arc::new(program);
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let hands: Vec<_> = (0..6)
        .map(|hand| {
            let (program, acknowledged, tokens, game) = (program.clone(), acknowledged.clone(), tokens.clone(), game.clone());
            std::thread::spawn(move || {
                for p in (0..PLAYERS).filter(|p| p % 6 == hand) {
                    let answer = program.request("POST", &format!("/dau-truong/{game}/gui"), &tokens[p], "{\"n\":1,\"a\":{\"one\":0}}");
                    match answer {
                        Some(answer) if answer.contains("\"k\":\"ack\"") => acknowledged.lock().expect("whole").push(p),
                        Some(answer) if answer.contains("\"k\":\"no\"") => panic!("{answer}"),
                        _ => return,
                    }
                    std::thread::sleep(Duration::from_millis(10));
                }
            })
        })
        .collect();
    while acknowledged.lock().expect("whole").len() < PLAYERS / 3 {
        std::thread::sleep(Duration::from_millis(2));
    }
    program.signal("KILL");
    hands.into_iter().for_each(|hand| hand.join().expect("a hand"));
    drop(program);
    let before = acknowledged.lock().expect("whole").clone();
    assert!(before.len() >= PLAYERS / 3 && before.len() < PLAYERS, "killed in the middle: {}", before.len());

    let began = Instant::now();
    let program = Program::start(&data, port);
    let opened = began.elapsed();
    let news = program.request("GET", &format!("/dau-truong/{game}/cho?sau=0"), &tokens[0], "").expect("back");
    assert_eq!(number(&news, "close"), close, "the time that is left is right: {news}");
    assert!(news.contains("\"k\":\"key\""), "the question is out again");
    println!("open again after {opened:?} (development build)");
    for (p, token) in tokens.iter().enumerate() {
        let answer = program.request("POST", &format!("/dau-truong/{game}/gui"), token, "{\"n\":1,\"a\":{\"one\":1}}").expect("an answer");
        // When the last one has answered, the question is closed: who had answered before is then told that it is over.
        let twice = answer.contains("\"why\":\"double\"") || answer.contains("\"why\":\"late\"");
        assert!(twice || answer.contains("\"k\":\"ack\""), "{answer}");
        assert!(twice || !before.contains(&p), "player {p} was acknowledged before the kill and could answer again");
    }
    let db = Db::open_sqlite(&data.join("nhipso.db")).await.expect("the database");
    let found = journalled(&db, &game).await;
    db.close().await;
    assert_eq!(found.len(), PLAYERS, "everybody's answer is there");
    assert!(found.values().all(|n| *n == 1), "nobody's twice: {found:?}");
    program.kill();
    let count = Command::new(env!("CARGO_BIN_EXE_nhipso")).args(["quiz", "recount", &game, "--data"]).arg(&data).output().expect("recount");
    let said = String::from_utf8_lossy(&count.stdout);
    assert!(count.status.success() && said.contains("Nhật ký nguyên vẹn") && said.contains(&format!("{PLAYERS} câu trả lời")), "{said}");
    std::fs::remove_dir_all(&data).expect("the folder is removed");
}
