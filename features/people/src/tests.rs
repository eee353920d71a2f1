//! People on both databases: who gets in, who does not, and what each may give.
mod access;
mod data;
mod invitations;
mod proof;
mod secrets;
mod sign_in;
mod way_back;

use base::identity::Grant;
use base::testing::{Answer, TestSite, each_database};
use base::{Actor, Feature, Fetch, args};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "con mèo trèo cây cau";
pub(crate) const CAMPAIGN_A: Uuid = Uuid::from_u128(0xA);
pub(crate) const CAMPAIGN_B: Uuid = Uuid::from_u128(0xB);
pub(crate) const AGENCY: Uuid = Uuid::from_u128(0xC);

fn labelled(id: Uuid, label: &str) -> crate::Labelled {
    crate::Labelled { id, label: label.into(), aliases: vec![] }
}

/// Words of a feature that this one does not know.
const NEIGHBOURS: &str = "neighbours-action-fence-paint = Sơn hàng rào\nneighbours-entity-fence = Hàng rào\n";

pub(crate) fn features() -> Vec<Feature> {
    let neighbours = Feature::new("neighbours").messages([NEIGHBOURS; 2]).landings(&[("leader", "/hang-rao")]).start(|site| {
        Box::pin(async move {
            crate::Directory::provide_campaigns(&site, |_| {
                Box::pin(async { Ok(vec![labelled(CAMPAIGN_A, "Chiến dịch A"), labelled(CAMPAIGN_B, "Chiến dịch B")]) })
            });
            crate::Directory::provide_agencies(&site, |_| Box::pin(async { Ok(vec![labelled(AGENCY, "Sở Khoa học và Công nghệ")]) }));
            Ok(())
        })
    });
    vec![base::feature(), crate::feature(), neighbours]
}

/// A form body.
pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(k, v)| format!("{k}={}", ui::page::encode(v).replace('/', "%2F"))).collect::<Vec<_>>().join("&")
}

/// The cookie of this name that an answer sets; empty when it sets none.
pub(crate) fn cookie(answer: &Answer, name: &str) -> String {
    let all = answer.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
    let found = all.filter_map(|c| c.split(';').next()).find(|c| c.starts_with(&format!("{name}=")) && !c.ends_with('='));
    found.unwrap_or("").to_owned()
}

/// An active account with e-mail and password.
pub(crate) async fn person(t: &TestSite, email: &str, hash: Option<&[u8]>, grants: &[Grant]) -> Uuid {
    let actor = Actor::program("test", t.site.clock.now_ms());
    let mut tx = t.site.db.write().await.unwrap();
    let who = crate::model::Person { name: format!("Người {email}"), email: email.into(), ..Default::default() };
    let id = crate::store::add_account(&mut tx, &actor, &who, "active").await.unwrap();
    for g in grants {
        crate::store::grant(&mut tx, &actor, id, g).await.unwrap();
    }
    if let Some(hash) = hash {
        crate::store::set_password(&mut tx, &actor, id, hash.to_vec()).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

pub(crate) fn role(role: &str, campaign: Option<Uuid>) -> Grant {
    Grant { role: role.into(), campaign, agency: None }
}

/// The newest mail's text.
pub(crate) async fn last_mail(t: &TestSite) -> String {
    base::mail::list(&mut t.site.db.reader(), 1).await.unwrap().first().map(|m| m.body.clone()).unwrap_or_default()
}

/// The path of the first link of ours in a text.
pub(crate) fn path_in(text: &str, start: &str) -> String {
    let at = text.find(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    text[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect()
}

pub(crate) async fn count(t: &TestSite, sql: &'static str) -> i64 {
    let (n,): (i64,) = t.site.db.reader().one(sql, args![]).await.unwrap();
    n
}

#[tokio::test]
async fn every_page_of_a_stranger_has_words_in_both_languages() {
    each_database(features, async |t| {
        for path in ["/dang-nhap", "/dang-nhap/mat-khau", "/dang-nhap/da-gui", "/dang-nhap/lien-ket/AAAA"] {
            for lang in ["lang=vi", "lang=en"] {
                let text = t.get(path, lang).await.text;
                assert!(text.contains("<h1>") && !text.contains(">people-"), "{path} {lang}");
            }
        }
    })
    .await;
}

#[test]
fn both_languages_have_the_same_keys() {
    let keys = |text: &str| text.lines().filter_map(|l| l.split_once(" =").map(|(k, _)| k.to_owned())).collect::<Vec<_>>();
    assert_eq!(keys(include_str!("../messages/vi.ftl")), keys(include_str!("../messages/en.ftl")));
}
