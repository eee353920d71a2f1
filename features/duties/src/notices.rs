//! Báo tin (notices): who is told when a duty changes. Mails go through the outbox, in the transaction of the change; the same words
//! can be copied for Zalo or the telephone. Nobody is told of what they did themselves.
use crate::staff::{Person, Staff, heirs};
use crate::words;
use agencies::door::{Directory, Succession};
use base::mail::{self, Mail};
use base::{Actor, Fetch, Result, Site, Tx};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Who can be told: read once for any number of notices.
pub struct Post {
    /// People with roles.
    pub staff: Staff,
    /// Agencies.
    pub directory: Directory,
    succession: Succession,
}

/// Whom a notice concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum To {
    /// Officers and head of an agency, and of those who took over its work.
    Agency(Uuid),
    /// The coordinating department.
    Coordinators,
    /// The leaders.
    Leaders,
    /// One person with a role.
    Person(Uuid),
}

impl Post {
    /// Reads people and agencies: three statements.
    pub async fn load(db: &mut impl Fetch, campaign: Uuid) -> Result<Post> {
        Ok(Post { staff: Staff::load(db, campaign).await?, directory: Directory::load(db).await?, succession: Succession::load(db).await? })
    }

    /// The people behind an address.
    pub fn people(&self, to: To) -> Vec<&Person> {
        match to {
            To::Agency(agency) => {
                let of = heirs(&self.directory, &self.succession, agency);
                self.staff.officers(&of)
            }
            To::Coordinators => self.staff.coordinators().collect(),
            To::Leaders => self.staff.leaders().collect(),
            To::Person(account) => self.staff.get(account).into_iter().collect(),
        }
    }

    /// Puts a mail to each of them into the outbox, once a person; returns how many. The caller wakes the delivery after the commit.
    pub async fn send(&self, tx: &mut Tx, actor: &Actor, to: &[To], subject: &str, body: &str) -> Result<usize> {
        let mut told = HashSet::new();
        for person in to.iter().flat_map(|to| self.people(*to)) {
            if !person.active || person.email.is_empty() || actor.account == Some(person.account) || !told.insert(person.account) {
                continue;
            }
            let one = Mail { to: &person.email, subject, body, purpose: "duties", account: Some(person.account) };
            mail::enqueue(tx, actor, one).await?;
        }
        Ok(told.len())
    }
}

/// News about many duties, gathered so that each agency and person gets one mail.
#[derive(Default)]
pub struct Letters(HashMap<To, Vec<String>>);

impl Letters {
    /// One more sentence for somebody; for nobody it is dropped.
    pub fn add(&mut self, to: Option<To>, sentence: String) {
        if let Some(to) = to {
            self.0.entry(to).or_default().push(sentence);
        }
    }

    /// Puts the mails into the outbox, in a steady order; returns how many people were told.
    pub async fn send(self, site: &Site, tx: &mut Tx, actor: &Actor, post: &Post) -> Result<usize> {
        let mut count = 0;
        let mut letters: Vec<_> = self.0.into_iter().collect();
        letters.sort_by_cached_key(|(to, _)| format!("{to:?}"));
        for (to, sentences) in letters {
            let subject = words::vi(site, "duties-mail-many", &[("count", sentences.len().to_string())]);
            let link = words::vi(site, "duties-mail-link", &[("link", format!("{}/nhiem-vu", site.config.public_url()))]);
            count += post.send(tx, actor, &[to], &subject, &format!("{}\n\n{link}", sentences.join("\n"))).await?;
        }
        Ok(count)
    }
}
