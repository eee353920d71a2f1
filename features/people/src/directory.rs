//! Danh bạ (directory): how people learn the names of campaigns, agencies and later roles, which belong to features to
//! their right. Those put a listing here at start; without any, people works with what it has.
use base::feature::BoxFuture;
use base::identity::{ADMINISTRATOR, COORDINATOR, HEAD, LEADER, OFFICE, OFFICER};
use base::{Result, Site};
use std::sync::Arc;
use uuid::Uuid;

/// A campaign or agency as people knows it.
#[derive(Clone, Debug, Default)]
pub struct Labelled {
    /// Key.
    pub id: Uuid,
    /// Name as shown, in the order in which it shall be listed.
    pub label: String,
    /// Other spellings by which an imported list may name it.
    pub aliases: Vec<String>,
}

/// Lists all entries of a kind.
pub type Listing = for<'a> fn(&'a Site) -> BoxFuture<'a, Result<Vec<Labelled>>>;

/// What later features told: kept with `site.put`.
#[derive(Clone)]
pub struct Directory {
    campaigns: Listing,
    agencies: Listing,
    roles: Vec<&'static str>,
}

fn nothing(_: &Site) -> BoxFuture<'_, Result<Vec<Labelled>>> {
    Box::pin(async { Ok(Vec::new()) })
}

impl Default for Directory {
    fn default() -> Self {
        Directory { campaigns: nothing, agencies: nothing, roles: vec![ADMINISTRATOR, COORDINATOR, OFFICER, HEAD, LEADER, OFFICE] }
    }
}

impl Directory {
    /// What has been told so far.
    pub fn of(site: &Site) -> Arc<Directory> {
        site.get::<Directory>().unwrap_or_default()
    }

    fn change(site: &Site, change: impl FnOnce(&mut Directory)) {
        let mut directory = (*Directory::of(site)).clone();
        change(&mut directory);
        site.put(Arc::new(directory));
    }

    /// From a start hook of the feature that holds the campaigns: the running one first.
    pub fn provide_campaigns(site: &Site, listing: Listing) {
        Directory::change(site, |d| d.campaigns = listing);
    }

    /// From a start hook of the feature that holds the agencies: the living ones, in Vietnamese order.
    pub fn provide_agencies(site: &Site, listing: Listing) {
        Directory::change(site, |d| d.agencies = listing);
    }

    /// From a start hook: further roles that can be granted; their label is the catalogue key `base-role-{role}`.
    pub fn provide_roles(site: &Site, roles: &[&'static str]) {
        Directory::change(site, |d| {
            for role in roles {
                if !d.roles.contains(role) {
                    d.roles.push(role);
                }
            }
        });
    }

    /// The roles that can be granted.
    pub fn roles(&self) -> &[&'static str] {
        &self.roles
    }
}

/// The names as they are now, loaded once for a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Campaigns.
    pub campaigns: Vec<Labelled>,
    /// Agencies.
    pub agencies: Vec<Labelled>,
}

impl Names {
    /// Asks the features that told.
    pub(crate) async fn load(site: &Site) -> Result<Names> {
        let directory = Directory::of(site);
        Ok(Names { campaigns: (directory.campaigns)(site).await?, agencies: (directory.agencies)(site).await? })
    }

    fn label(list: &[Labelled], id: Option<Uuid>) -> String {
        let Some(id) = id else { return String::new() };
        list.iter().find(|l| l.id == id).map_or_else(|| id.to_string()[..8].to_owned(), |l| l.label.clone())
    }

    /// Name of a campaign; empty for None.
    pub(crate) fn campaign(&self, id: Option<Uuid>) -> String {
        Names::label(&self.campaigns, id)
    }

    /// Name of an agency; empty for None.
    pub(crate) fn agency(&self, id: Option<Uuid>) -> String {
        Names::label(&self.agencies, id)
    }

    /// The agency that a person wrote, with or without marks, in full or as one of its other names.
    pub(crate) fn find_agency(&self, written: &str) -> Option<&Labelled> {
        let wanted = vietnamese::fold_loose(written);
        let fits = |name: &str| vietnamese::fold_loose(name) == wanted;
        self.agencies.iter().find(|a| fits(&a.label) || a.aliases.iter().any(|n| fits(n)))
    }
}
