//! Polls through the router on both databases, their live streams over real connections, and two nodes on one database.
mod board_tests;
mod desk_tests;
mod live_tests;
mod network_tests;
mod vote_tests;

use super::DESK;
use axum::http::StatusCode;
use base::Feature;
use base::feature::BoxFuture;
use base::testing::{Answer, TestSite};
use uuid::Uuid;

pub(super) fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, agencies::feature(), plan::feature(), crate::feature()]
}

/// Text as a form sends it.
pub(super) fn form(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// GET with a small future: tests ask many times, and their stacks are small.
pub(super) fn get<'t>(t: &'t TestSite, path: &'t str, cookie: &'t str) -> BoxFuture<'t, Answer> {
    Box::pin(t.get(path, cookie))
}

/// POST with a small future.
pub(super) fn post<'t>(t: &'t TestSite, path: &'t str, cookie: &'t str, form: &'t str) -> BoxFuture<'t, Answer> {
    Box::pin(t.post(path, cookie, form))
}

/// A session, as the form makes it.
pub(super) async fn session(t: &TestSite, cookie: &str) -> Uuid {
    let made = post(t, &format!("{DESK}/moi"), cookie, &format!("title={}", form("Đối thoại"))).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().rsplit('/').next().expect("a key").parse().expect("a key")
}

/// A poll, as the form makes it.
pub(super) async fn poll(t: &TestSite, cookie: &str, id: Uuid, kind: &str, fields: &str) -> Uuid {
    let made = post(t, &format!("{DESK}/{id}/cau/moi?loai={kind}"), cookie, &format!("text={}&{fields}", form("Ý kiến của bạn?"))).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().rsplit("#cau-").next().expect("a key").parse().expect("a key")
}

/// A choice of three options.
pub(super) async fn choice(t: &TestSite, cookie: &str, id: Uuid, fields: &str) -> Uuid {
    poll(t, cookie, id, "choice", &format!("options={}&{fields}", form("Đồng ý\nCần sửa\nKhông"))).await
}

/// The host presses a button.
pub(super) async fn press(t: &TestSite, cookie: &str, id: Uuid, act: &str, poll: Uuid) {
    let done = post(t, &format!("{DESK}/{id}/dieu-khien"), cookie, &format!("act={act}&poll={poll}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.text);
}

/// A phone.
pub(super) struct Device {
    pub cookie: String,
    id: Uuid,
}

impl Device {
    /// Comes in for the first time.
    pub async fn new(t: &TestSite, id: Uuid) -> Device {
        let page = get(t, &format!("{DESK}/{id}/tham-gia"), "").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let cookie = page.headers["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
        Device { cookie, id }
    }

    /// The page as this device sees it.
    pub async fn page(&self, t: &TestSite) -> String {
        get(t, &format!("{DESK}/{}/tham-gia", self.id), &self.cookie).await.text
    }

    /// Sends a form of a poll: an answer (""), a question ("/hoi"), a vote for one ("/ung-ho").
    pub async fn send(&self, t: &TestSite, poll: Uuid, what: &str, fields: &str) -> Answer {
        post(t, &format!("{DESK}/{}/tham-gia/{poll}{what}", self.id), &self.cookie, fields).await
    }

    /// Answers in the first round.
    pub async fn answer(&self, t: &TestSite, poll: Uuid, fields: &str) -> Answer {
        self.send(t, poll, "", &format!("round=1&{fields}")).await
    }
}

/// What a redirect says when the page is shown.
pub(super) fn flash(answer: &Answer) -> String {
    let set = answer.headers.get("set-cookie").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let hex: Vec<&str> = set.split(';').next().unwrap_or_default().split('%').collect();
    let mut bytes = hex.first().unwrap_or(&"").as_bytes().to_vec();
    for part in hex.iter().skip(1) {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap_or(b'?'));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The signed link of the big screen.
pub(super) async fn screen(t: &TestSite, cookie: &str, id: Uuid) -> String {
    let page = get(t, &format!("{DESK}/{id}"), cookie).await.text;
    page.split("href=\"").find(|s| s.contains("/man-hinh?k=")).and_then(|s| s.split('"').next()).expect("a link").to_owned()
}

/// Counts of the first choice as everybody with the database sees them.
pub(super) async fn counts(t: &TestSite, id: Uuid) -> (i64, Vec<i64>) {
    let snapshot = super::snapshot::load(&mut t.site.db.reader(), id).await.expect("a session");
    (snapshot.polls[0].voters, snapshot.polls[0].counts.clone())
}
