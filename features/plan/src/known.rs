//! Điều đã báo cáo (known): what the duties desk, which stands to the right, knows of each line. A slot of the site, so that the public
//! pages say the true state without knowing the desk; before anybody uses the desk it gives nothing and dates alone speak.
use crate::progress::Known;
use base::feature::BoxFuture;
use base::{Result, Site};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Gives what is known of the lines of a campaign, by line; only over these agencies, or over all that answer for a line.
pub type Source = for<'a> fn(&'a Site, Uuid, Option<&'a [Uuid]>) -> BoxFuture<'a, Result<HashMap<Uuid, Known>>>;

/// The registered source, kept with `site.put`.
#[derive(Clone, Copy)]
pub struct Desk(Source);

impl Desk {
    /// From a start hook of the feature that keeps the desk.
    pub fn provide(site: &Site, source: Source) {
        site.put(Arc::new(Desk(source)));
    }

    /// What is known of a campaign's lines; empty while nobody uses the desk. [at most 2]
    pub async fn known(site: &Site, campaign: Uuid, agencies: Option<&[Uuid]>) -> Result<HashMap<Uuid, Known>> {
        match site.get::<Desk>() {
            Some(desk) => (desk.0)(site, campaign, agencies).await,
            None => Ok(HashMap::new()),
        }
    }
}
