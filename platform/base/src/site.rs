//! Site: what every handler can reach. It holds no state that a restart may lose.
use crate::feature::{Feature, Job, MenuEntry, PersonalData, Reaction, Start};
use crate::identity::Grant;
use crate::files::Files;
use crate::http::cache::PageCache;
use crate::live::Live;
use crate::naming::Naming;
use crate::routes::Listed;
use crate::{Actor, Catalog, Clock, Config, Db, Result, Tx};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Notify;

/// The running program, cheap to clone; the axum state of every route.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// What a [`Site`] holds.
pub struct Inner {
    /// Settings.
    pub config: Config,
    /// Database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Texts.
    pub catalog: Arc<Catalog>,
    /// Publish/subscribe.
    pub live: Live,
    /// Uploaded files.
    pub files: Files,
    /// Rendered public pages.
    pub cache: PageCache,
    /// Wakes the mail delivery.
    pub mail_waiting: Notify,
    /// Names of all features, in their order.
    pub features: Vec<&'static str>,
    /// Staff menu of all features, ordered.
    pub menu: Vec<MenuEntry>,
    /// Kinds of personal data of all features.
    pub personal_data: Vec<PersonalData>,
    /// Periodic work of all features.
    pub jobs: Vec<Job>,
    /// All routes, each with who may.
    pub routes: Vec<Listed>,
    pub(crate) naming: Vec<Naming>,
    pub(crate) refreshes: Vec<Start>,
    landings: Vec<(&'static str, &'static str)>,
    grants: Vec<(&'static str, &'static str)>,
    reactions: Vec<(&'static str, Reaction)>,
    slots: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Deref for Site {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Site {
    /// Puts the program together from its features. Migrations must have run.
    pub fn new(config: Config, db: Db, clock: Clock, live: Live, features: &[Feature], texts: &[[&'static str; 2]]) -> Site {
        let mut menu: Vec<MenuEntry> = features.iter().flat_map(|f| f.menu.clone()).collect();
        menu.sort_by_key(|m| m.order);
        let catalog = Catalog::new(features, texts);
        catalog.set_example(clock.today());
        Site(Arc::new(Inner {
            files: Files::new(config.data.join("files")),
            catalog: Arc::new(catalog),
            cache: PageCache::new(),
            mail_waiting: Notify::new(),
            features: features.iter().map(|f| f.name).collect(),
            menu,
            personal_data: features.iter().flat_map(|f| f.personal_data.clone()).collect(),
            jobs: features.iter().flat_map(|f| f.jobs.clone()).collect(),
            routes: features.iter().flat_map(|f| f.routes.listed().to_vec()).collect(),
            refreshes: features.iter().filter_map(|f| f.refresh).collect(),
            landings: features.iter().flat_map(|f| f.landings.to_vec()).collect(),
            naming: features.iter().flat_map(|f| f.naming.clone()).collect(),
            grants: features.iter().flat_map(|f| f.grants.to_vec()).collect(),
            reactions: features.iter().flat_map(|f| f.reactions.clone()).collect(),
            slots: RwLock::default(),
            config,
            db,
            clock,
            live,
        }))
    }

    /// The permissions of a role.
    pub fn permissions_of(&self, role: &str) -> Vec<&'static str> {
        self.grants.iter().filter(|(r, _)| *r == role).map(|(_, p)| *p).collect()
    }

    /// Where whoever holds these roles has their work; None when no feature says so.
    pub fn landing(&self, grants: &[Grant]) -> Option<&'static str> {
        self.landings.iter().find(|(role, _)| grants.iter().any(|g| g.role == *role)).map(|(_, address)| *address)
    }

    /// Tells the features to the right, in this transaction, that something happened to `id`; all or nothing.
    pub async fn announce(&self, tx: &mut Tx, actor: &Actor, announcement: &str, id: uuid::Uuid) -> Result<()> {
        for (name, reaction) in &self.reactions {
            if *name == announcement {
                reaction(self, tx, actor, id).await?;
            }
        }
        Ok(())
    }

    /// Keeps a derived value of a type (the page shell, a search index); recomputed from the database at start.
    pub fn put<T: Any + Send + Sync>(&self, value: Arc<T>) {
        self.slots.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), value);
    }

    /// The value of a type that was kept last.
    pub fn get<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let slots = self.slots.read().unwrap_or_else(PoisonError::into_inner);
        slots.get(&TypeId::of::<T>()).cloned().and_then(|v| v.downcast().ok())
    }
}
