//! Two real nodes on one PostgreSQL with NATS, the phones of one game spread over both, one node killed (`kill -9`) while they
//! answer: what was acknowledged is in the journal once, the phones go on at the other node with the same tokens, and so does
//! the host, to the end.
mod program;

use base::Db;
use base::testing::{nats_url, postgres_url};
use program::{Program, administrator_now, free_port, header, journalled};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const PLAYERS: usize = 60;

/// Whether this answer counts: acknowledged now, or told that it stands in the journal already.
fn stands(answer: &str) -> bool {
    answer.contains("\"k\":\"ack\"") || answer.contains("\"why\":\"double\"")
}

#[tokio::test]
async fn a_node_that_dies_in_the_answer_window_takes_nothing_with_it() {
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let folder: PathBuf = std::env::temp_dir().join(format!("nhipso-kill-node-{name}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let db = Db::open_postgres(&postgres_url(), Some(&name)).await.expect("tests need PostgreSQL (set DATABASE_URL)");
    let mark = if postgres_url().contains('?') { '&' } else { '?' };
    let (url, nats) = (format!("{}{mark}options[search_path]={name}", postgres_url()), nats_url());
    let key = folder.join("secret.key").display().to_string();
    let more = ["--database-url", &url, "--nats-url", &nats, "--secret-key-file", &key];
    let start = |node: &str| Arc::new(Program::start_with(&folder.join(node), free_port(), &more));
    let (a, b) = (start("a"), start("b"));
    let cookie = administrator_now(&db).await;

    let form = a.request("GET", "/dau-truong/van/moi", &cookie, "").expect("the form");
    let set = form.split("<option value=\"").skip(1).filter_map(|s| s.split('"').next()).find(|s| s.len() == 36).expect("a set").to_owned();
    let wish = format!("title=Thu&set={set}&curve=half&points=1000&minus=0&streak=0&read=0&seconds=60&podium=3&text=1");
    let desk = header(&a.request("POST", "/dau-truong/van/moi", &cookie, &wish).expect("made"), "location:");
    let game = desk.split('/').nth(2).expect("a key").to_owned();
    let tokens: Vec<String> = (0..PLAYERS)
        .map(|p| {
            let node = if p % 2 == 0 { &a } else { &b };
            let answer = node.request("POST", &format!("/dau-truong/{game}/vao"), "", &format!("name=Nguoi+so+{p}")).expect("in");
            assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
            header(&answer, "set-cookie:")
        })
        .collect();
    // The host's node will be the one that dies.
    a.request("POST", &desk, &cookie, "act=step&n=0").expect("asked");
    let news = |node: &Program, p: usize| node.request("GET", &format!("/dau-truong/{game}/cho?sau="), &tokens[p], "").expect("news");
    while !(news(&a, 0).contains("\"k\":\"key\"") && news(&b, 1).contains("\"k\":\"key\"")) {
        std::thread::sleep(Duration::from_millis(20));
    }

    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let hands: Vec<_> = (0..6)
        .map(|hand| {
            let (a, b, acknowledged, tokens, path) = (a.clone(), b.clone(), acknowledged.clone(), tokens.clone(), format!("/dau-truong/{game}/gui"));
            std::thread::spawn(move || {
                for p in (0..PLAYERS).filter(|p| p % 6 == hand) {
                    let send = |node: &Program| node.request("POST", &path, &tokens[p], "{\"n\":1,\"a\":{\"one\":0}}");
                    let first = if p % 2 == 0 { send(&a) } else { send(&b) };
                    match first {
                        Some(answer) if answer.contains("\"k\":\"ack\"") => acknowledged.lock().expect("whole").push(p),
                        Some(answer) if p % 2 == 1 => panic!("the node that lives refused player {p}: {answer}"),
                        // As a phone does: what was not acknowledged is sent again, where somebody answers.
                        _ => {
                            let again = send(&b).expect("an answer");
                            assert!(stands(&again), "player {p}: {again}");
                        }
                    }
                    std::thread::sleep(Duration::from_millis(10));
                }
            })
        })
        .collect();
    while acknowledged.lock().expect("whole").len() < PLAYERS / 3 {
        std::thread::sleep(Duration::from_millis(2));
    }
    a.signal("KILL");
    let before = acknowledged.lock().expect("whole").len();
    hands.into_iter().for_each(|hand| hand.join().expect("a hand"));
    assert!(before < PLAYERS, "killed in the middle");

    let found = journalled(&db, &game).await;
    assert_eq!(found.len(), PLAYERS, "everybody's answer is there");
    assert!(found.values().all(|n| *n == 1), "nobody's twice: {found:?}");
    // Everybody has answered: the node that is left closes by itself, and a phone of the dead one hears it there.
    while !news(&b, 0).contains("\"k\":\"closed\"") {
        std::thread::sleep(Duration::from_millis(20));
    }
    for phase in 2..6 {
        let done = b.request("POST", &desk, &cookie, &format!("act={}&n={phase}", if phase == 4 { "finish" } else { "step" })).expect("a step");
        assert_eq!(header(&done, "location:"), desk, "phase {phase}: {done}");
    }
    assert!(news(&b, 0).contains("\"k\":\"ended\""));
    let count = Command::new(env!("CARGO_BIN_EXE_nhipso")).args(["quiz", "recount", &game, "--database-url", &url, "--data"]).arg(folder.join("b")).output();
    let count = count.expect("recount");
    let said = String::from_utf8_lossy(&count.stdout);
    assert!(count.status.success() && said.contains("Nhật ký nguyên vẹn") && said.contains(&format!("{PLAYERS} câu trả lời")), "{said}");
    for node in [a, b] {
        Arc::into_inner(node).expect("the last hold").kill();
    }
    db.close().await;
    std::fs::remove_dir_all(&folder).expect("the folder is removed");
}
