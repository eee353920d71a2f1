//! Báo tin (notices): who is told when a duty changes. Mails go through the outbox, in the transaction of the change; the same words
//! can be copied for Zalo or the telephone. Nobody is told of what they did themselves.
use crate::staff::{Person, Staff, heirs};
use agencies::door::{Directory, Succession};
use base::mail::{self, Mail};
use base::{Actor, Fetch, Result, Tx};
use std::collections::HashSet;
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
