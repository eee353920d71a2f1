//! Giới hạn chứng nhận: who reads without an account may have certificates written, but not without end. Counted by network
//! address (a school's whole hall stands behind one) and by browser.
use base::brake::{Brake, Rule, key};
use base::http::network;
use base::{Result, Site};
use std::net::IpAddr;
use std::sync::Arc;

/// Certificates written for one network address: 300 at once, one more every five seconds.
pub(super) const ADDRESS: Rule = Rule { burst: 300.0, per_second: 0.2 };
/// Changes of one certificate: 6 at once, one more each minute.
pub(super) const LEARNER: Rule = Rule { burst: 6.0, per_second: 1.0 / 60.0 };

/// The buckets of this node.
#[derive(Default)]
pub(crate) struct Limits(Brake);

/// Puts the buckets in place, at start.
pub(crate) fn start(site: &Site) {
    site.put(Arc::new(Limits::default()));
}

/// Counts a certificate that is to be written.
///
/// # Errors
/// [`base::Error::TooMany`] with the seconds to wait.
pub(super) fn count(site: &Site, address: IpAddr, learner: &[u8], now: i64) -> Result<()> {
    let limits = site.get::<Limits>().unwrap_or_default();
    limits.0.take(key("learner", learner), LEARNER, now)?;
    limits.0.take(key("address", &network(address).octets()), ADDRESS, now)
}
