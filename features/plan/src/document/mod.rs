//! Văn bản sống: the plan as a readable document in which every heading and duty has an address and shows where it stands.
mod blocks;
mod changes;
mod duty;
mod files;
mod show;

pub(crate) use changes::changes;
pub(crate) use duty::{calendar, duty};
pub(crate) use files::original;
pub(crate) use show::{DutyView, show};

use crate::model::Document;
use crate::{door, store};
use base::{Error, Fetch, Result};
use serde::Deserialize;
use uuid::Uuid;

/// Which campaign a public page is about.
#[derive(Deserialize, Default)]
pub(crate) struct Of {
    /// Address word of a campaign; empty for the current one.
    #[serde(default)]
    pub nam: String,
    /// A version of the text; empty for the newest.
    #[serde(default)]
    pub ban: Option<i64>,
}

impl Of {
    /// The campaign; 404 when there is none.
    pub async fn campaign(&self, db: &mut impl Fetch) -> Result<door::Campaign> {
        let found = if self.nam.is_empty() { door::current(db).await? } else { store::campaign_by_slug(db, &self.nam).await? };
        found.ok_or(Error::NotFound)
    }

    /// The version of its text; 404 when there is none.
    pub async fn version(&self, db: &mut impl Fetch, campaign: Uuid) -> Result<Document> {
        let versions = store::versions(db, campaign).await?;
        let found = match self.ban {
            Some(version) => versions.into_iter().find(|d| d.version == version),
            None => versions.into_iter().next_back(),
        };
        found.ok_or(Error::NotFound)
    }

    /// "?nam=…" to stay with this campaign; empty for the current one.
    pub fn query(&self) -> String {
        if self.nam.is_empty() { String::new() } else { format!("?nam={}", self.nam) }
    }
}
