//! Nhiều máy chủ: nodes that share one database learn of each other's commits, over NATS at once and by looking each second.
//! An event is only a hint to look; what changed is always read from the database.
use crate::{Result, Site, audit};
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// Topic on which a node tells the number of the newest audit line that it wrote.
pub const TOPIC: &str = "base/data";
const PAUSE: Duration = Duration::from_secs(1);

/// Watches until the process ends. The command line (`plan import`, `user`) writes too and tells nobody: the look each
/// second finds that, and whatever NATS has lost.
pub fn watch(site: &Site) {
    if site.live.has_others() {
        tokio::spawn(tell(site.clone()));
    }
    let (site, events) = (site.clone(), site.live.subscribe());
    tokio::spawn(listen(site, events));
}

/// Publishes commits of this node; many in a row become one event.
async fn tell(site: Site) {
    let mut written = site.db.written();
    while written.changed().await.is_ok() {
        let newest = *written.borrow_and_update();
        site.live.publish(TOPIC, &newest.to_string()).await;
    }
}

async fn listen(site: Site, mut events: Receiver<crate::live::Event>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = news(&site, &mut events) => {}
        }
        if let Err(error) = look(&site).await {
            tracing::warn!(%error, "cannot see whether other nodes wrote");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Ends when another node told of a line that is not known here.
async fn news(site: &Site, events: &mut Receiver<crate::live::Event>) {
    loop {
        match events.recv().await {
            Ok(event) if event.topic == TOPIC && event.data.parse().is_ok_and(|seq: i64| seq > site.db.seen()) => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Compares what is known here with the database; on anything new, derives again what is kept and drops kept pages.
pub async fn look(site: &Site) -> Result<()> {
    let newest = audit::newest(&site.db).await?;
    if newest == site.db.seen() {
        return Ok(());
    }
    site.db.set_seen(newest);
    let mut outcome = Ok(());
    for refresh in &site.refreshes {
        outcome = outcome.and(refresh(site.clone()).await);
    }
    site.db.touch();
    outcome
}
