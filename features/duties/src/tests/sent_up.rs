//! What is sent up, through the router on both databases.
mod extension_tests;
mod matter_tests;
mod news_tests;
mod rights_tests;

use super::{PLAN, publish};
use crate::store::{self, Duty};
use base::identity::Grant;
use base::testing::{Answer, TestSite};
use base::{Fetch, args};
use jiff::SignedDuration;
use uuid::Uuid;

pub(crate) const TIME: &str = "/nhiem-vu/gia-han";
pub(crate) const MATTERS: &str = "/nhiem-vu/vuong-mac";

pub(crate) use super::features;

/// A published plan with the people who work on it.
pub(crate) struct World {
    pub campaign: Uuid,
    pub health: Duty,
    pub police: Duty,
    /// Officer of Sở Y tế.
    pub one: String,
    /// Officer of Công an tỉnh.
    pub two: String,
    pub office: String,
    pub leader: String,
}

pub(crate) async fn world(t: &TestSite) -> World {
    let campaign = publish(t, PLAN).await;
    let duties = store::all(&mut t.site.db.reader(), campaign).await.unwrap();
    let find = |deadline: &str| duties.iter().find(|d| d.first_deadline.as_deref() == Some(deadline)).unwrap().clone();
    let (health, police) = (find("2024-09-09"), find("2024-10-10"));
    let (one, two) = (officer(t, health.agency).await, officer(t, police.agency).await);
    World { campaign, one, two, office: t.holder("coordinator").await, leader: t.holder("leader").await, health, police }
}

pub(crate) async fn officer(t: &TestSite, agency: Option<Uuid>) -> String {
    t.person("Cán bộ", &[Grant { role: "officer".into(), campaign: None, agency }]).await.1
}

/// Lets so many days pass; sessions end meanwhile, so everybody signs in again.
pub(crate) async fn pass(t: &TestSite, w: &mut World, days: i64) {
    t.site.clock.pass(SignedDuration::from_hours(24 * days));
    w.one = officer(t, w.health.agency).await;
    w.two = officer(t, w.police.agency).await;
    w.office = t.holder("coordinator").await;
    w.leader = t.holder("leader").await;
}

/// The hidden revision of a page.
pub(crate) fn revision(page: &str) -> String {
    let at = page.find("name=\"revision\" value=\"").expect("a revision") + 23;
    page[at..].split('"').next().unwrap_or_default().to_owned()
}

pub(crate) fn fields(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", ui::page::encode(value))).collect::<Vec<_>>().join("&")
}

/// A form with a file field, without a file.
pub(crate) async fn send(t: &TestSite, path: &str, cookie: &str, pairs: &[(&str, &str)]) -> Answer {
    t.upload(path, cookie, "", b"", pairs).await
}

/// Sends a difficulty and returns its address and that of its matter.
pub(crate) async fn file(t: &TestSite, cookie: &str, agency: Option<Uuid>, title: &str) -> (String, String) {
    let agency = agency.unwrap().to_string();
    let made = send(t, &format!("{MATTERS}/moi"), cookie, &[("co_quan", &agency), ("title", title), ("words", "Chưa đủ điện"), ("do", "send")]).await;
    assert_eq!(made.status, axum::http::StatusCode::SEE_OTHER, "{}", made.text);
    let slip = made.location().to_owned();
    let id: Uuid = slip.rsplit('/').next().unwrap().parse().unwrap();
    let (matter,): (Uuid,) = t.site.db.reader().one("select matter from difficulty where id = $1", args![id]).await.unwrap();
    (slip, format!("{MATTERS}/{matter}"))
}

/// Does an act of the office on a matter as it stands now.
pub(crate) async fn act(t: &TestSite, cookie: &str, matter: &str, what: &str, more: &[(&str, &str)]) -> Answer {
    let (r,): (i64,) = t.site.db.reader().one("select revision from matter where id = $1", args![key(matter)]).await.unwrap();
    let r = r.to_string();
    let mut pairs = vec![("revision", r.as_str())];
    pairs.extend_from_slice(more);
    t.post(&format!("{matter}/{what}"), cookie, &fields(&pairs)).await
}

pub(crate) fn key(address: &str) -> Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

pub(crate) async fn step(t: &TestSite, matter: &str) -> String {
    t.site.db.reader().one::<(String,)>("select step from matter where id = $1", args![key(matter)]).await.unwrap().0
}

/// Subjects of the mails to a role, oldest first.
pub(crate) async fn mails(t: &TestSite, role: &str) -> Vec<String> {
    let sql = "select m.subject from mail m where exists (select 1 from role_grant g where g.account = m.account and g.role = $1) order by m.created_at, m.id";
    t.site.db.reader().all::<(String,)>(sql, args![role]).await.unwrap().into_iter().map(|(s,)| s).collect()
}
