//! Where devices come from: counted by network under no address, shown to the host, limited where the host says so.
use super::*;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use base::args;
use base::testing::each_database;
use futures_util::future::join_all;
use std::net::SocketAddr;

/// Comes in for the first time from an address.
async fn come(t: &TestSite, id: Uuid, from: &str) -> Answer {
    let mut request = Request::get(format!("{DESK}/{id}/tham-gia")).header("host", "127.0.0.1:8080").body(Body::empty()).expect("a request");
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from.parse().expect("an address"), 1)));
    Box::pin(t.raw(request)).await
}

/// The host's limit.
async fn limit(t: &TestSite, host: &str, id: Uuid, cap: &str) -> Answer {
    let revision = super::super::store::session(&mut t.site.db.reader(), id).await.expect("a session").revision;
    post(t, &format!("{DESK}/{id}"), host, &format!("title=X&device_cap={cap}&revision={revision}")).await
}

#[tokio::test]
async fn a_host_sees_the_busiest_network_and_limits_each() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1").await;
        press(&t, &host, id, "open", poll).await;
        let desk = format!("{DESK}/{id}/dieu-khien");
        assert!(!get(&t, &desk, &host).await.text.contains("mạng đông nhất"), "nobody is there yet");
        // without a limit a whole hall comes in behind one address; of IPv6 the line counts
        let hall = join_all((0..8).map(|n| ["192.0.2.1".to_owned(), format!("2001:db8:1:1::{n}")][usize::from(n > 4)].clone()).map(async |from| come(&t, id, &from).await)).await;
        assert!(hall.iter().all(|a| a.status == StatusCode::OK && a.headers.contains_key("set-cookie")));
        assert!(get(&t, &desk, &host).await.text.contains("8 thiết bị đã vào; mạng đông nhất có 5."));
        let csv = get(&t, &format!("{DESK}/{id}/ket-qua.csv"), &host).await.text;
        assert!(csv.contains("Số thiết bị đã vào,8,,") && csv.contains("Thiết bị từ mạng đông nhất,5,63,"), "{csv}");
        for wrong in ["0", "-1", "x", "100001"] {
            let refused = limit(&t, &host, id, wrong).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("1 đến 100.000"), "{wrong}: {}", refused.text);
        }
        assert_eq!(limit(&t, &host, id, "5").await.status, StatusCode::SEE_OTHER);
        assert!(get(&t, &desk, &host).await.text.contains("Giới hạn 5 mỗi mạng"));
        // many at once: exactly so many as there is room for
        let more = join_all((0..6).map(async |n| come(&t, id, &format!("2001:db8:1:1::ff{n}")).await)).await;
        assert_eq!(more.iter().filter(|a| a.status == StatusCode::OK).count(), 2, "{}", t.engine);
        let full = come(&t, id, "192.0.2.1").await;
        assert_eq!(full.status, StatusCode::FORBIDDEN);
        assert!(full.text.contains("Mạng này đã đủ thiết bị") && full.text.contains("tối đa 5 thiết bị") && !full.headers.contains_key("set-cookie"), "{}", full.text);
        assert_eq!(come(&t, id, "192.0.2.2").await.status, StatusCode::OK, "the neighbour");
        // who is in stays in
        let cookie = hall[0].headers["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
        post(&t, &format!("{DESK}/{id}/tham-gia/{poll}"), &cookie, "round=1&a=0").await;
        assert_eq!(counts(&t, id).await.0, 1);
        // a copy has the limit and nobody in it; without the limit they come in again
        let copy = post(&t, &format!("{DESK}/{id}/sao-chep"), &host, "").await;
        let copied = super::super::store::session(&mut t.site.db.reader(), copy.location().rsplit('/').next().expect("a key").parse().expect("a key")).await;
        assert_eq!(copied.expect("a session").device_cap, Some(5));
        limit(&t, &host, id, "").await;
        assert_eq!(come(&t, id, "192.0.2.1").await.status, StatusCode::OK);
        // no address is kept
        let kept: Vec<(Vec<u8>,)> = base::Fetch::all(&mut t.site.db.reader(), "select network from poll_network", args![]).await.expect("rows");
        assert!(kept.len() == 3 && kept.iter().all(|(network,)| network.len() == 16 && !network.ends_with(&[192, 0, 2, 1])));
    })
    .await;
}

#[tokio::test]
async fn one_ballot_that_cannot_be_written_takes_no_other_with_it() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1&change=1").await;
        press(&t, &host, id, "open", poll).await;
        // a database that takes the third answer once only
        let mut tx = t.site.db.write().await.expect("a transaction");
        tx.exec("create unique index once on poll_vote (poll) where answer = '2'", args![]).await.expect("an index");
        tx.unaudited("test");
        tx.commit().await.expect("a commit");
        let devices = join_all((0..40).map(|_| Device::new(&t, id))).await;
        let answers = join_all(devices.iter().enumerate().map(|(n, d)| d.answer(&t, poll, if n == 20 || n == 30 { "a=2" } else { "a=0" }))).await;
        let failed: Vec<usize> = answers.iter().enumerate().filter(|(_, a)| a.status != StatusCode::SEE_OTHER).map(|(n, _)| n).collect();
        assert!(failed == [20] || failed == [30], "{}: {failed:?}", t.engine);
        assert_eq!(counts(&t, id).await, (39, vec![38, 0, 1]));
    })
    .await;
}
