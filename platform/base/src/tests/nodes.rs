//! Two nodes on one PostgreSQL: over NATS at once, without NATS within the look of each second.
use crate::feature::Feature;
use crate::http::cache::Public;
use crate::testing::{TestSite, nats_url, two_nodes};
use crate::{Actor, Routes, Site, Who, settings};
use axum::extract::State;
use axum::response::{Extension, IntoResponse};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

static REFRESHED: AtomicU32 = AtomicU32::new(0);

async fn page(State(site): State<Site>) -> crate::Result<impl IntoResponse> {
    let word = settings::get(&mut site.db.reader(), "word").await?.unwrap_or_default();
    Ok((Extension(Public), word))
}

fn features() -> Vec<Feature> {
    let count = |_: Site| -> crate::feature::BoxFuture<'static, crate::Result<()>> {
        REFRESHED.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(()) })
    };
    vec![crate::feature(), Feature::new("thing").routes(Routes::new().get("/chu", Who::Public, page)).refresh(count)]
}

async fn say(node: &TestSite, word: &str) {
    let mut tx = node.site.db.write().await.unwrap();
    settings::set(&mut tx, "word", word, 1).await.unwrap();
    tx.audit(&Actor::program("test", 1), "x", "x", "x", None, serde_json::json!({})).await.unwrap();
    tx.commit().await.unwrap();
}

/// How long it takes until `node` serves `word`.
async fn until_shown(node: &TestSite, word: &str) -> Duration {
    let start = Instant::now();
    while node.get("/chu", "").await.text != word {
        assert!(start.elapsed() < Duration::from_secs(8), "{word} never came");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    start.elapsed()
}

#[tokio::test]
async fn an_event_of_one_node_arrives_at_the_other_and_a_change_shows_at_once() {
    let [a, b] = two_nodes(features, &nats_url()).await;
    let mut there = b.site.live.subscribe();
    // NATS takes a subscription up a moment after the connection: say it until it is heard.
    let heard = async {
        loop {
            a.site.live.publish("plan/1", "xin chào").await;
            if let Ok(Ok(event)) = tokio::time::timeout(Duration::from_millis(100), there.recv()).await
                && event.topic == "plan/1"
            {
                return event.data;
            }
        }
    };
    assert_eq!(tokio::time::timeout(Duration::from_secs(8), heard).await.unwrap(), "xin chào");

    // The look of each second alone would need half a second on average: forty changes in a row are far faster.
    assert_eq!(b.get("/chu", "").await.text, "", "kept by the other node from now on");
    say(&a, "đầu").await;
    until_shown(&b, "đầu").await;
    let before = REFRESHED.load(Ordering::Relaxed);
    let mut slowest = Duration::ZERO;
    for n in 0..40 {
        let word = format!("lần {n}");
        say(&a, &word).await;
        assert_eq!(a.get("/chu", "").await.text, word, "the writer itself never serves an old page");
        slowest = slowest.max(until_shown(&b, &word).await);
    }
    assert!(slowest < Duration::from_millis(800), "the slowest change took {slowest:?}: not over NATS");
    let refreshed = REFRESHED.load(Ordering::Relaxed) - before;
    assert!(refreshed >= 40, "{refreshed}: what is derived is derived again");
}

#[tokio::test]
async fn installations_that_share_a_nats_server_do_not_hear_each_other() {
    let ([a, _a2], [b, _b2]) = (two_nodes(features, &nats_url()).await, two_nodes(features, &nats_url()).await);
    let mut there = b.site.live.subscribe();
    a.site.live.publish("plan/1", "của tỉnh khác").await;
    assert!(tokio::time::timeout(Duration::from_millis(300), there.recv()).await.is_err());
}

/// A way to NATS that can be cut.
async fn way(port: u16) -> (u16, JoinHandle<()>) {
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let target = nats_url().rsplit("//").next().unwrap().rsplit('@').next().unwrap().trim_end_matches('/').to_owned();
    let task = tokio::spawn(async move {
        let mut connections = tokio::task::JoinSet::new();
        while let Ok((mut near, _)) = listener.accept().await {
            let target = target.clone();
            connections.spawn(async move {
                let mut far = TcpStream::connect(target).await.unwrap();
                drop(copy_bidirectional(&mut near, &mut far).await);
            });
        }
    });
    (port, task)
}

#[tokio::test]
async fn without_nats_everything_still_works_and_it_comes_back_by_itself() {
    let (port, task) = way(0).await;
    let [a, b] = two_nodes(features, &format!("nats://127.0.0.1:{port}")).await;
    say(&a, "có NATS").await;
    until_shown(&b, "có NATS").await;

    task.abort();
    drop(task.await);
    while a.site.live.is_connected() || b.site.live.is_connected() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let start = Instant::now();
    for n in 0..5000 {
        a.site.live.publish("plan/1", &n.to_string()).await;
    }
    assert!(start.elapsed() < Duration::from_secs(2), "publishing without NATS holds nobody up");
    say(&a, "mất NATS").await;
    assert!(until_shown(&b, "mất NATS").await < Duration::from_secs(3), "the look of each second finds it");

    let (_, _task) = way(port).await;
    let patience = Instant::now() + Duration::from_secs(20);
    while !(a.site.live.is_connected() && b.site.live.is_connected()) {
        assert!(Instant::now() < patience, "NATS is back, but nobody reconnected");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    say(&b, "lại có NATS").await;
    until_shown(&a, "lại có NATS").await;
}

#[tokio::test]
async fn a_node_starts_although_nats_is_away() {
    let live = crate::live::Live::nats("nats://127.0.0.1:1", "x").await.unwrap();
    live.publish("plan/1", "x").await;
    assert!(!live.is_connected());
    assert!(crate::live::Live::probe("nats://127.0.0.1:1").await.is_err());
    assert!(crate::live::Live::probe(&nats_url()).await.is_ok(), "tests need NATS (set NATS_URL)");
}
