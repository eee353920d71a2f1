//! What a feature gives to the program: one plain value, listed once in `app`. No signals, no registry by side effect.
use crate::naming::Naming;
use crate::routes::Routes;
use crate::{Actor, Fetch, Reader, Result, Site, Tx};
use serde_json::Value;
use std::pin::Pin;
use std::time::Duration;
use uuid::Uuid;

/// A boxed future, for the few functions that are stored as values.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One forward step of the schema, with the same name in both dialects.
pub struct Migration {
    /// File name without ending, e.g. `0001_accounts`.
    pub name: &'static str,
    /// SQLite text (STRICT tables).
    pub sqlite: &'static str,
    /// PostgreSQL text.
    pub postgres: &'static str,
}

/// A periodic task; with several nodes only one of them runs it at a time.
#[derive(Clone, Copy)]
pub struct Job {
    /// Unique name, e.g. `mail-delivery`.
    pub name: &'static str,
    /// Pause between two runs.
    pub every: Duration,
    /// Counts real days (retention, idleness): does not run on a rehearsal clock, whose days are not real.
    pub real_days: bool,
    /// The work.
    pub run: fn(Site) -> BoxFuture<'static, Result<()>>,
}

/// An entry of the staff menu, shown to those who hold `permission`.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// Catalogue key of the label.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Name of an icon of the sprite.
    pub icon: &'static str,
    /// Needed permission.
    pub permission: &'static str,
    /// Order within the menu, small first.
    pub order: i32,
}

/// A kind of personal data that a feature keeps (Law 91/2025/QH15): why, how long, and how to show and erase it.
#[derive(Clone, Copy)]
pub struct PersonalData {
    /// Catalogue key: what is kept.
    pub what: &'static str,
    /// Catalogue key: for which purpose.
    pub purpose: &'static str,
    /// Days after the end of its purpose when it is erased by itself, or [`PersonalData::ARCHIVED`].
    pub retention_days: i64,
    /// All rows about an account, as shown on "data about me".
    pub export: for<'a> fn(&'a mut Reader<'_>, Uuid) -> BoxFuture<'a, Result<Vec<Value>>>,
    /// Erases or pseudonymises the rows about an account; returns how many.
    pub erase: for<'a> fn(&'a mut Tx, Uuid) -> BoxFuture<'a, Result<u64>>,
}

impl PersonalData {
    /// Kept as a record by the rules for archives; nothing erases it by itself.
    pub const ARCHIVED: i64 = -1;
}

/// Runs once after migrations, before the first request.
pub type Start = fn(Site) -> BoxFuture<'static, Result<()>>;

/// What a feature does, in the same transaction, when a feature to its left announces that something happened.
pub type Reaction = for<'a> fn(&'a Site, &'a mut Tx, &'a Actor, Uuid) -> BoxFuture<'a, Result<()>>;

/// Everything that the program needs to know of a feature.
#[derive(Default)]
pub struct Feature {
    /// Folder name.
    pub name: &'static str,
    /// Its routes, each with who may.
    pub routes: Routes,
    /// Its migrations in order.
    pub migrations: &'static [Migration],
    /// Texts: [Vietnamese, English] in Fluent syntax.
    pub messages: [&'static str; 2],
    /// Which role holds which permission: `(role, permission)`.
    pub grants: &'static [(&'static str, &'static str)],
    /// Staff menu.
    pub menu: Vec<MenuEntry>,
    /// Where the work of a role is, and its people land after signing in: `(role, address)`. The leftmost feature's wins.
    pub landings: &'static [(&'static str, &'static str)],
    /// How others name this feature's things.
    pub naming: Vec<Naming>,
    /// Periodic work.
    pub jobs: Vec<Job>,
    /// Every SQL text, prepared on both engines by a test.
    pub queries: Vec<(&'static str, &'static str)>,
    /// Style of its pages, bundled into the one style sheet.
    pub css: &'static str,
    /// Personal data it keeps.
    pub personal_data: Vec<PersonalData>,
    /// Start hook.
    pub start: Option<Start>,
    /// Runs when another node changed data, before its pages are served here: what is derived and kept in the process.
    pub refresh: Option<Start>,
    /// Reactions: `(announcement, function)`, e.g. `("plan.published", …)` with the campaign's key.
    pub reactions: Vec<(&'static str, Reaction)>,
}

impl Feature {
    /// An empty feature.
    pub fn new(name: &'static str) -> Feature {
        Feature { name, ..Feature::default() }
    }
    /// Sets the routes.
    pub fn routes(mut self, routes: Routes) -> Self {
        self.routes = routes;
        self
    }
    /// Sets the migrations.
    pub fn migrations(mut self, migrations: &'static [Migration]) -> Self {
        self.migrations = migrations;
        self
    }
    /// Sets the texts `[vi, en]`.
    pub fn messages(mut self, messages: [&'static str; 2]) -> Self {
        self.messages = messages;
        self
    }
    /// Sets which role holds which permission. The administrator holds all.
    pub fn grants(mut self, grants: &'static [(&'static str, &'static str)]) -> Self {
        self.grants = grants;
        self
    }
    /// Adds a menu entry.
    pub fn menu(mut self, entry: MenuEntry) -> Self {
        self.menu.push(entry);
        self
    }
    /// Sets where the work of each role is.
    pub fn landings(mut self, landings: &'static [(&'static str, &'static str)]) -> Self {
        self.landings = landings;
        self
    }
    /// Sets how others name things of this feature.
    pub fn naming(mut self, naming: &[Naming]) -> Self {
        self.queries.extend(naming.iter().map(|n| (n.entity, n.sql)));
        self.naming.extend_from_slice(naming);
        self
    }
    /// Adds a job.
    pub fn job(mut self, job: Job) -> Self {
        self.jobs.push(job);
        self
    }
    /// Adds SQL texts (`store::QUERIES`).
    pub fn queries(mut self, queries: &[(&'static str, &'static str)]) -> Self {
        self.queries.extend_from_slice(queries);
        self
    }
    /// Sets the style.
    pub fn css(mut self, css: &'static str) -> Self {
        self.css = css;
        self
    }
    /// Adds a kind of personal data.
    pub fn personal_data(mut self, data: PersonalData) -> Self {
        self.personal_data.push(data);
        self
    }
    /// Adds a reaction to an announcement.
    pub fn reaction(mut self, announcement: &'static str, reaction: Reaction) -> Self {
        self.reactions.push((announcement, reaction));
        self
    }
    /// Sets the start hook.
    pub fn start(mut self, start: Start) -> Self {
        self.start = Some(start);
        self
    }
    /// Sets what is derived again when another node changed data.
    pub fn refresh(mut self, refresh: Start) -> Self {
        self.refresh = Some(refresh);
        self
    }
}

/// Counts rows, for exports and tests: `count(&mut reader, "select count(*) from …", args![])`.
pub async fn count(db: &mut impl Fetch, sql: &'static str, args: Vec<crate::Arg>) -> Result<i64> {
    let (n,): (i64,) = db.one(sql, args).await?;
    Ok(n)
}
