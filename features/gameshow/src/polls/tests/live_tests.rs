//! What goes over live streams: nothing that may not be seen yet, everything that may, also from another node.
use super::*;
use base::testing::{each_database, nats_url, two_nodes};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn serve(t: &TestSite) -> SocketAddr {
    let router = base::http::service(t.site.clone(), features(), axum::Router::new(), |r| r);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// A browser that listens and remembers everything.
struct Ear {
    socket: TcpStream,
    seen: String,
}

impl Ear {
    async fn open(at: SocketAddr, path: &str, cookie: &str) -> Ear {
        let mut socket = TcpStream::connect(at).await.expect("connected");
        let request = format!("GET {} HTTP/1.1\r\nHost: {at}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n", path.replace("&#38;", "&"));
        socket.write_all(request.as_bytes()).await.expect("sent");
        let mut ear = Ear { socket, seen: String::new() };
        ear.wait("text/event-stream").await;
        ear
    }

    /// Waits until this has been heard.
    async fn wait(&mut self, what: &str) {
        let heard = tokio::time::timeout(Duration::from_secs(15), async {
            let mut bytes = vec![0; 65536];
            while !self.seen.contains(what) {
                let n = self.socket.read(&mut bytes).await.expect("read");
                assert!(n > 0, "the stream ended; heard: {}", self.seen);
                self.seen.push_str(&String::from_utf8_lossy(&bytes[..n]));
            }
        });
        assert!(heard.await.is_ok(), "`{what}` was not heard; heard: {}", self.seen);
    }
}

/// The address of the stream that a page listens to.
fn stream_of(page: &str) -> String {
    page.split("data-live=\"").nth(1).and_then(|s| s.split('"').next()).expect("a stream").replace("&amp;", "&")
}

#[tokio::test]
async fn no_frame_tells_what_is_hidden_and_showing_tells_all() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1&change=1").await;
        press(&t, &host, id, "open", poll).await;
        let at = serve(&t).await;
        let screen = screen(&t, &host, id).await;
        let (voter, watcher) = (Device::new(&t, id).await, Device::new(&t, id).await);
        let mut hall = Ear::open(at, &stream_of(&get(&t, &screen, "").await.text), "").await;
        let mut idle = Ear::open(at, &stream_of(&watcher.page(&t).await), &watcher.cookie).await;
        let mut desk = Ear::open(at, &stream_of(&get(&t, &format!("{DESK}/{id}/dieu-khien"), &host).await.text), &host).await;
        voter.answer(&t, poll, "a=1").await;
        let mut voted = Ear::open(at, &stream_of(&voter.page(&t).await), &voter.cookie).await;
        desk.wait("<td class=\\\"num\\\">1</td><td class=\\\"num soft\\\">100 %").await;
        hall.wait("<b>1</b>").await;
        for _ in 0..2 {
            Device::new(&t, id).await.answer(&t, poll, "a=2").await;
        }
        hall.wait("<b>3</b>").await;
        voted.wait("3 người trả lời").await;
        for (who, ear) in [("the hall", &hall), ("who has not voted", &idle)] {
            assert!(!ear.seen.contains("dt-col") && !ear.seen.contains("hy-figures") && !ear.seen.contains(" %"), "{who}: {}", ear.seen);
        }
        press(&t, &host, id, "close", poll).await;
        hall.wait("dt-col").await;
        idle.wait("hy-figures").await;
        assert!(hall.seen.contains("67 %") && idle.seen.contains("67 %"));
        // the way out: a deleted session ends its streams
        let before = hall.seen.len();
        press(&t, &host, id, "hide", poll).await;
        hall.wait("dt-tiles").await;
        assert!(!hall.seen[before..].contains("dt-col"), "hidden again");
    })
    .await;
}

#[tokio::test]
async fn counts_leave_alone_what_somebody_is_typing_in() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let board = poll(&t, &host, id, "board", "").await;
        press(&t, &host, id, "open", board).await;
        let at = serve(&t).await;
        let (reader, asker) = (Device::new(&t, id).await, Device::new(&t, id).await);
        let mut ear = Ear::open(at, &stream_of(&reader.page(&t).await), &reader.cookie).await;
        asker.send(&t, board, "/hoi", &format!("round=1&q={}", form("Ai trả lời?"))).await;
        ear.wait("Ai trả lời?").await;
        assert!(!ear.seen.contains("<textarea"), "only the list was drawn again: {}", ear.seen);
        press(&t, &host, id, "close", board).await;
        ear.wait("\"tham-gia\"").await;
    })
    .await;
}

#[tokio::test]
async fn a_turn_costs_the_same_for_fifty_phones_as_for_one() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1").await;
        press(&t, &host, id, "open", poll).await;
        let at = serve(&t).await;
        let (mut devices, mut ears) = (Vec::new(), Vec::new());
        for _ in 0..50 {
            let device = Device::new(&t, id).await;
            ears.push(Ear::open(at, &stream_of(&device.page(&t).await), &device.cookie).await);
            devices.push(device);
        }
        // given while the stream is open, so only the turn tells the stream of it
        devices[7].answer(&t, poll, "a=1").await;
        let before = t.site.db.statements();
        press(&t, &host, id, "close", poll).await;
        for ear in &mut ears {
            ear.wait("hy-figures").await;
        }
        // the host's press, the looks of the room, three for the own ballots of all
        let spent = t.site.db.statements() - before;
        assert!(spent < 100, "{}: {spent}", t.engine);
        let mine = |ear: &Ear| ear.seen.contains("<tr class=\\\"mine\\\">");
        assert_eq!(ears.iter().enumerate().filter(|(_, ear)| mine(ear)).map(|(n, _)| n).collect::<Vec<_>>(), [7]);
        let snapshot = super::super::snapshot::load(&mut t.site.db.reader(), id).await.expect("a session");
        let before = t.site.db.statements();
        for _ in 0..50 {
            snapshot.own(&mut t.site.db.reader(), Uuid::from_u128(1)).await.expect("read");
        }
        assert_eq!(t.site.db.statements() - before, 3);
    })
    .await;
}

#[tokio::test]
async fn two_nodes_count_together() {
    let [a, b] = two_nodes(features, &nats_url()).await;
    let host = a.holder("officer").await;
    let id = session(&a, &host).await;
    let poll = choice(&a, &host, id, "most=1").await;
    press(&b, &host, id, "open", poll).await;
    let at = serve(&a).await;
    let screen = screen(&a, &host, id).await;
    let mut hall = Ear::open(at, &stream_of(&get(&a, &screen, "").await.text), "").await;
    let devices = [Device::new(&a, id).await, Device::new(&b, id).await];
    // a device is known on both nodes, and its second ballot is one too many on either
    devices[0].answer(&b, poll, "a=0").await;
    assert!(flash(&devices[0].answer(&a, poll, "a=1").await).contains("đã trả lời"));
    devices[1].answer(&a, poll, "a=1").await;
    hall.wait("<b>2</b>").await;
    press(&b, &host, id, "close", poll).await;
    hall.wait("dt-col").await;
    assert_eq!((counts(&a, id).await, counts(&b, id).await), ((2, vec![1, 1, 0]), (2, vec![1, 1, 0])));
    assert!(flash(&Device::new(&a, id).await.answer(&a, poll, "a=0").await).contains("không còn nhận"), "closed on the other node");
}
