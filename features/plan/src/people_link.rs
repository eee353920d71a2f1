//! Nối với tài khoản: tells `people` the campaigns, so that roles can be given for one of them.
use crate::door;
use base::feature::BoxFuture;
use base::{Result, Site};
use people::{Directory, Labelled};

/// From the start hook.
pub(crate) fn start(site: &Site) {
    Directory::provide_campaigns(site, campaigns);
}

/// The current campaign first, then the newest.
fn campaigns(site: &Site) -> BoxFuture<'_, Result<Vec<Labelled>>> {
    Box::pin(async move {
        let labelled = |c: door::Campaign| Labelled { id: c.id, aliases: vec![c.slug.clone()], label: format!("{} {} {}", c.name, c.place, c.year) };
        Ok(door::current_first(&mut site.db.reader()).await?.into_iter().map(labelled).collect())
    })
}
