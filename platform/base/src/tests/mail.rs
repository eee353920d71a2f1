//! The outbox on both databases: a mail server that is down for days loses nothing, a refused message gives up, nothing goes unseen.
use super::smtp::{Stub, closed_port};
use crate::feature::Job;
use crate::mail::{self, GIVEN_UP_DAYS, Mail, Unsent, WAITING_DAYS};
use crate::testing::{TestSite, each_database};
use crate::{Actor, Config, Fetch, Site, args, live::Live};
use jiff::SignedDuration;

fn features() -> Vec<crate::Feature> {
    vec![crate::feature()]
}

/// The same program, with a mail server in its settings.
fn with_server(t: &TestSite, port: u16) -> Site {
    let config = Config { smtp_url: Some(format!("smtp://127.0.0.1:{port}")), ..t.site.config.clone() };
    Site::new(config, t.site.db.clone(), t.site.clock.clone(), Live::local(), &features(), &[])
}

async fn write(site: &Site, to: &str, subject: &str) {
    let mut tx = site.db.write().await.unwrap();
    let mail = Mail { to, subject, body: "Kính gửi", purpose: "test", account: None };
    mail::enqueue(&mut tx, &Actor::program("test", site.clock.now_ms()), mail).await.unwrap();
    tx.unaudited("test");
    tx.commit().await.unwrap();
}

async fn run(site: &Site, job: Job) {
    (job.run)(site.clone()).await.unwrap();
}

async fn unsent(site: &Site) -> Vec<Unsent> {
    mail::unsent(&mut site.db.reader()).await.unwrap()
}

/// Why, how many, how many of them given up.
async fn reasons(site: &Site) -> Vec<(String, i64, i64)> {
    let mut reasons: Vec<_> = unsent(site).await.into_iter().map(|u| (u.fault.unwrap_or_default(), u.mails, u.given_up)).collect();
    reasons.sort();
    reasons
}

fn pass(site: &Site, hours: i64) {
    site.clock.pass(SignedDuration::from_hours(hours));
}

#[tokio::test]
async fn a_mail_server_that_is_down_for_days_loses_no_mail() {
    each_database(features, async |t| {
        let port = closed_port().await;
        let site = with_server(&t, port);
        let first = site.clock.now_ms();
        for n in 0..3 {
            write(&site, "an@co.vn", &format!("Thu {n}")).await;
        }
        run(&site, mail::DELIVERY).await;
        assert_eq!(reasons(&site).await, [(String::new(), 2, 0), ("unreachable".into(), 1, 0)], "{}: a round ends at a server that is down", t.engine);
        // Five days, tried each hour: three times as long as the old limit.
        for _ in 0..5 * 24 {
            pass(&site, 1);
            for _ in 0..3 {
                run(&site, mail::DELIVERY).await;
            }
        }
        run(&site, mail::PURGE).await;
        let waiting = unsent(&site).await;
        assert_eq!((waiting.len(), waiting[0].mails, waiting[0].given_up, waiting[0].fault.as_deref()), (1, 3, 0, Some("unreachable")), "{}", t.engine);
        assert!((waiting[0].since - first).abs() < 60_000, "it is known since when");
        let server = Stub::on(port, "220 back", "250 2.1.0 well").await;
        pass(&site, 1);
        run(&site, mail::DELIVERY).await;
        assert_eq!((server.taken().len(), unsent(&site).await.len(), mail::sent(&mut site.db.reader()).await.unwrap()), (3, 0, 3), "{}", t.engine);
        assert!((0..3).all(|n| server.taken().iter().filter(|mail| mail.contains(&format!("Subject: Thu {n}"))).count() == 1));
        run(&site, mail::DELIVERY).await;
        assert_eq!(server.taken().len(), 3, "and once only");
        server.off().await;
    })
    .await;
}

#[tokio::test]
async fn only_a_refusal_of_the_message_gives_up() {
    each_database(features, async |t| {
        let port = closed_port().await;
        let site = with_server(&t, port);
        for to in ["gone@co.vn", "full@co.vn", "an@co.vn"] {
            write(&site, to, "Thu").await;
        }
        // Turned away at the door, and for the sender's sake: both are no refusal of the message.
        for (greeting, sender, fault) in [("554 5.3.2 no service", "250 well", "unreachable"), ("220 x", "550 5.1.8 bad sender", "sender"), ("220 x", "530 5.7.0 sign in", "sign-in")] {
            let server = Stub::on(port, greeting, sender).await;
            pass(&site, 2);
            run(&site, mail::DELIVERY).await;
            let found = unsent(&site).await;
            assert!(found.iter().all(|u| u.given_up == 0) && found.iter().any(|u| u.fault.as_deref() == Some(fault)), "{}: {fault} {found:?}", t.engine);
            server.off().await;
        }
        write(&site, "không phải địa chỉ", "Thu").await;
        let server = Stub::on(port, "220 x", "250 well").await;
        for _ in 0..5 {
            pass(&site, 2);
            run(&site, mail::DELIVERY).await;
        }
        assert_eq!(reasons(&site).await, [("address".into(), 1, 1), ("busy".into(), 1, 0), ("refused".into(), 1, 1)], "{}", t.engine);
        assert_eq!(server.taken().len(), 1);
        server.off().await;
        let top = mail::list(&mut site.db.reader(), 2).await.unwrap();
        assert!(top.iter().all(|m| m.gave_up_at.is_some()), "what was given up is on top");
        let mut tx = site.db.write().await.unwrap();
        let again = mail::retry_all(&mut tx, &Actor::program("test", site.clock.now_ms())).await.unwrap();
        tx.unaudited("test");
        tx.commit().await.unwrap();
        assert_eq!((again, unsent(&site).await.iter().map(|u| u.given_up).sum::<i64>()), (2, 0));
    })
    .await;
}

#[tokio::test]
async fn no_mail_is_erased_before_it_could_be_seen() {
    each_database(features, async |t| {
        write(&t.site, "an@co.vn", "Chờ").await;
        let count = async |sql| crate::feature::count(&mut t.site.db.reader(), sql, args![]).await.unwrap();
        pass(&t.site, (WAITING_DAYS - 1) * 24);
        run(&t.site, mail::PURGE).await;
        assert_eq!(reasons(&t.site).await, [(String::new(), 1, 0)]);
        pass(&t.site, 48);
        run(&t.site, mail::PURGE).await;
        assert_eq!(reasons(&t.site).await, [("expired".into(), 1, 1)], "{}: given up, and shown", t.engine);
        pass(&t.site, (GIVEN_UP_DAYS - 1) * 24);
        run(&t.site, mail::PURGE).await;
        assert_eq!(count("select count(*) from mail").await, 1);
        // Sent again, it waits anew, from now.
        let (id,): (uuid::Uuid,) = t.site.db.reader().one("select id from mail", args![]).await.unwrap();
        let mut tx = t.site.db.write().await.unwrap();
        mail::retry(&mut tx, &Actor::program("test", t.site.clock.now_ms()), id).await.unwrap();
        tx.unaudited("test");
        tx.commit().await.unwrap();
        run(&t.site, mail::PURGE).await;
        assert_eq!(reasons(&t.site).await, [(String::new(), 1, 0)]);
        for days in [WAITING_DAYS + 1, GIVEN_UP_DAYS + 1] {
            pass(&t.site, days * 24);
            run(&t.site, mail::PURGE).await;
        }
        assert_eq!(count("select count(*) from mail").await, 0, "{}: addresses and links do not stay for ever", t.engine);
    })
    .await;
}
