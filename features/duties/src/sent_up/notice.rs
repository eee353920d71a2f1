//! Báo tin (notices): who has to know of a step gets a mail in the transaction that makes it; the same words can be copied for Zalo or
//! read out on the telephone. It must never carry the words of one agency to another.
use super::store;
use agencies::door::{Directory, Succession};
use base::identity::{COORDINATOR, LEADER, OFFICER};
use base::mail::{Mail, enqueue};
use base::{Actor, Lang, Result, Site, Tx};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Whom a notice is for.
#[derive(Clone, Debug)]
pub enum To {
    /// The coordinating department.
    Office,
    /// The leaders.
    Leaders,
    /// Officers of these agencies, and of those who took over their work.
    Agencies(Vec<Uuid>),
}

/// A notice.
pub struct Notice<'a> {
    /// Campaign.
    pub campaign: Uuid,
    /// Whom it is for.
    pub to: To,
    /// What it is about; catalogue key `sentup-mail-KIND`.
    pub kind: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// What was said; may be empty.
    pub words: &'a str,
    /// Path of the page.
    pub href: &'a str,
}

impl Notice<'_> {
    /// The first line, in Vietnamese: "Vướng mắc mới gửi: Thiếu máy phát điện".
    pub fn subject(&self, site: &Site) -> String {
        site.catalog.text(Lang::Vi, &format!("sentup-mail-{}", self.kind), &[("title", self.title.to_owned())])
    }

    /// The whole text.
    pub fn text(&self, site: &Site) -> String {
        let link = format!("{}{}", site.config.public_url(), self.href);
        let last = site.catalog.text(Lang::Vi, "sentup-mail-link", &[("link", link)]);
        [self.subject(site), self.words.to_owned(), last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Puts the mails of a notice into the outbox; who acts needs none. Returns how many. Call `site.mail_waiting.notify_one()` after the
/// commit. [1 statement, 3 for agencies, and one per mail]
pub async fn send(site: &Site, tx: &mut Tx, actor: &Actor, notice: &Notice<'_>, today: Date) -> Result<usize> {
    let role = match notice.to {
        To::Office => COORDINATOR,
        To::Leaders => LEADER,
        To::Agencies(_) => OFFICER,
    };
    let mut people = store::people(tx, role, notice.campaign).await?;
    if let To::Agencies(agencies) = &notice.to {
        let (directory, succession) = (Directory::load(tx).await?, Succession::load(tx).await?);
        let reached: Vec<Uuid> = agencies
            .iter()
            .flat_map(|a| succession.today_of(&directory, *a, today).into_iter().chain([*a, directory.canonical(*a)]))
            .collect();
        people.retain(|(_, _, agency)| agency.is_some_and(|a| reached.contains(&a) || reached.contains(&directory.canonical(a))));
    }
    let people: BTreeMap<Uuid, String> =
        people.into_iter().map(|(id, email, _)| (id, email)).filter(|(id, _)| Some(*id) != actor.account).collect();
    let (subject, body) = (notice.subject(site), notice.text(site));
    for (account, email) in &people {
        let mail = Mail { to: email, subject: &subject, body: &body, purpose: "duties-sent-up", account: Some(*account) };
        enqueue(tx, actor, mail).await?;
    }
    Ok(people.len())
}
