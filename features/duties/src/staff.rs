//! Người làm (staff): who holds a role in a campaign, so that duties can be followed, notices and reminders sent and names shown to those
//! who may see them. It must never give a name to an agency that is not its own.
use crate::scope::{self, Scope};
use agencies::door::{Directory, Succession};
use base::identity::{COORDINATOR, HEAD, LEADER, OFFICER};
use base::{Fetch, Result, Viewer, args};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

base::queries! {
    STAFF = "select a.id, a.name, a.email, a.phone, a.state, g.role, g.agency from account a join role_grant g on g.account = a.id
        where g.revoked_at is null and a.state in ('active', 'invited') and g.role in ('officer', 'head', 'coordinator', 'office', 'leader')
        and (g.campaign is null or g.campaign = $1) order by a.name, a.id, g.role";
    ACTORS = "select distinct a.id, a.name from account a join duty_event e on e.actor = a.id where e.duty = $1";
}

/// A role that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its word.
    pub role: String,
    /// Agency that it is held for.
    pub agency: Option<Uuid>,
}

/// A person with a role in the campaign.
#[derive(Clone, Debug)]
pub struct Person {
    /// Account.
    pub account: Uuid,
    /// Họ và tên.
    pub name: String,
    /// Address; empty for people who come in by link.
    pub email: String,
    /// Digits only, or empty.
    pub phone: String,
    /// Whether the account can sign in.
    pub active: bool,
    /// Every role of this person, by its word.
    pub roles: Vec<Held>,
    /// Agencies whose officer or head this is.
    pub agencies: Vec<Uuid>,
    /// Whether this person acts for the coordinating department.
    pub coordinates: bool,
    /// Whether this person decides what is sent up.
    pub leads: bool,
}

/// Everybody with a role in a campaign, in the order of names.
#[derive(Clone, Debug, Default)]
pub struct Staff {
    people: Vec<Person>,
}

type Row = (Uuid, String, String, String, String, String, Option<Uuid>);

impl Staff {
    /// Reads them, in one statement.
    pub async fn load(db: &mut impl Fetch, campaign: Uuid) -> Result<Staff> {
        let rows: Vec<Row> = db.all(STAFF, args![campaign]).await?;
        let mut people: Vec<Person> = Vec::new();
        for (account, name, email, phone, state, role, agency) in rows {
            if people.last().is_none_or(|p| p.account != account) {
                let (active, roles, agencies) = (state == "active", Vec::new(), Vec::new());
                people.push(Person { account, name, email, phone, active, roles, agencies, coordinates: false, leads: false });
            }
            if let Some(person) = people.last_mut() {
                person.coordinates |= role == COORDINATOR;
                person.leads |= role == LEADER;
                person.agencies.extend(agency.filter(|a| (role == OFFICER || role == HEAD) && !person.agencies.contains(a)));
                person.roles.push(Held { role, agency });
            }
        }
        people.sort_by_cached_key(|p| vietnamese::collate::person_key(&p.name));
        Ok(Staff { people })
    }

    /// All of them.
    pub fn everybody(&self) -> impl Iterator<Item = &Person> {
        self.people.iter()
    }

    /// The person with this account.
    pub fn get(&self, account: Uuid) -> Option<&Person> {
        self.people.iter().find(|p| p.account == account)
    }

    /// The name of an account.
    pub fn name(&self, account: Uuid) -> Option<&str> {
        self.get(account).map(|p| p.name.as_str())
    }

    /// Officers and head of an agency.
    pub fn of_agency(&self, agency: Uuid) -> Vec<&Person> {
        self.people.iter().filter(|p| p.agencies.contains(&agency)).collect()
    }

    /// Officers and heads of any of these agencies.
    pub fn officers(&self, of: &HashSet<Uuid>) -> Vec<&Person> {
        self.people.iter().filter(|p| p.agencies.iter().any(|a| of.contains(a))).collect()
    }

    /// Leaders.
    pub fn leaders(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|p| p.leads)
    }

    /// Officers of the coordinating department.
    pub fn coordinators(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|p| p.coordinates)
    }
}

/// All records whose officers answer for this agency's duties: its own, those it was merged into, and those that took its work over.
/// The inverse of [`Succession::line_of`].
pub fn heirs(directory: &Directory, succession: &Succession, agency: Uuid) -> HashSet<Uuid> {
    let (mut found, mut waiting) = (HashSet::new(), vec![directory.canonical(agency)]);
    while let Some(id) = waiting.pop() {
        if !found.insert(id) {
            continue;
        }
        let next = succession.links().iter().filter(|l| directory.canonical(l.predecessor) == id);
        waiting.extend(next.map(|l| directory.canonical(l.successor)));
    }
    let same: Vec<Uuid> = directory.agencies().iter().filter(|a| a.merged_into.is_some() && found.contains(&directory.canonical(a.id))).map(|a| a.id).collect();
    found.extend(same);
    found
}

/// Whose names a person may read.
pub struct Names<'a> {
    all: bool,
    own: HashSet<Uuid>,
    staff: &'a Staff,
    actors: HashMap<Uuid, String>,
}

impl<'a> Names<'a> {
    /// For the people who did something to a duty: one statement.
    pub async fn load(db: &mut impl Fetch, viewer: &Viewer, scope: &Scope, campaign: Uuid, duty: Uuid, staff: &'a Staff) -> Result<Names<'a>> {
        let actors: Vec<(Uuid, String)> = db.all(ACTORS, args![duty]).await?;
        let own = scope.own.iter().copied().chain(viewer.agencies()).collect();
        Ok(Names { all: scope::sees_all(viewer, campaign), own, staff, actors: actors.into_iter().collect() })
    }

    /// The name, if this person may read it.
    pub fn of(&self, account: Uuid) -> Option<&str> {
        let person = self.staff.get(account);
        let colleague = person.is_some_and(|p| p.agencies.iter().any(|a| self.own.contains(a)));
        if !(self.all || colleague) {
            return None;
        }
        person.map(|p| p.name.as_str()).or_else(|| self.actors.get(&account).map(String::as_str))
    }
}
