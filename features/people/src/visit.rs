//! Lượt truy cập (visit): where a sign-in comes from, which local page it wants back to, and how long a refusal takes.
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use base::http::ClientAddress;
use base::{Result, Site, Viewer, session};
use crate::limits::Origin;
use crate::store::{self, kind};
use std::convert::Infallible;
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// Cookie of a browser that signed in before.
pub(crate) const DEVICE_COOKIE: &str = "nhipso3";

/// A refusal or a generic answer takes at least this long, whatever was found.
const FLOOR: Duration = Duration::from_millis(if cfg!(test) { 20 } else { 350 });

/// The asking device.
pub(crate) struct Visit {
    /// Its address, behind named proxies only.
    pub address: IpAddr,
    /// What the browser says it is.
    pub device: String,
    /// The session that this browser already has.
    pub session: Option<Uuid>,
    /// The token of a browser that signed in before, unchecked.
    known: Option<String>,
    started: Instant,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> std::result::Result<Self, Infallible> {
        let address = parts.extensions.get::<ClientAddress>().map_or(IpAddr::from([127, 0, 0, 1]), |a| a.0);
        let device = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        let session = parts.extensions.get::<Viewer>().map(|v| v.session);
        let known = session::cookie_value(&parts.headers, DEVICE_COOKIE).map(str::to_owned);
        Ok(Visit { address, device, session, known, started: Instant::now() })
    }
}

impl Visit {
    /// Whether this browser signed in to the account before: its own limits then, else those of its address.
    pub(crate) async fn origin(&self, db: &mut impl base::Fetch, account: Uuid, now: i64) -> Result<Origin> {
        let Some(known) = &self.known else { return Ok(self.stranger()) };
        let token = store::find_token(db, kind::DEVICE, known, now).await?;
        let own = token.filter(|t| t.account == Some(account));
        Ok(own.map_or_else(|| self.stranger(), |t| Origin::Known(t.id)))
    }

    /// The same for what a person typed to sign in. Without the token of a browser nothing is looked up, so that the
    /// time of an answer says nothing.
    pub(crate) async fn origin_of(&self, site: &Site, login: &str) -> Result<Origin> {
        if self.known.is_none() {
            return Ok(self.stranger());
        }
        let mut db = site.db.reader();
        match store::account_by_login(&mut db, login).await? {
            Some(account) => self.origin(&mut db, account.id, site.clock.now_ms()).await,
            None => Ok(self.stranger()),
        }
    }

    /// Anybody at this address.
    pub(crate) fn stranger(&self) -> Origin {
        Origin::Address(self.address)
    }

    /// Waits until the floor is reached, so that the time says nothing about what exists.
    pub(crate) async fn settle(&self) {
        tokio::time::sleep_until(self.started + FLOOR).await;
    }
}

/// A path of this site to come back to; `fallback` for anything that could lead elsewhere or into a loop.
pub fn local(path: &str, fallback: &str) -> String {
    let safe = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && path.len() <= 500
        && !path.starts_with("/dang-nhap")
        && !path.starts_with("/dang-xuat")
        && path.chars().all(|c| !c.is_control() && c.is_ascii());
    if safe { path.to_owned() } else { fallback.to_owned() }
}

/// A device in words from its user agent: "Chrome, Windows"; empty when it says nothing known.
pub(crate) fn device_words(agent: &str) -> String {
    let browsers = [("Zalo", "Zalo"), ("coc_coc", "Cốc Cốc"), ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl")];
    let systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux")];
    let find = |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    [find(&browsers), find(&systems)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_paths_come_back() {
        assert_eq!(local("/ke-hoach?q=a", "/"), "/ke-hoach?q=a");
        for evil in ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil", "", "javascript:alert(1)", "/a\nb", "/\t/evil.example", "/dang-nhap?ve=/"] {
            assert_eq!(local(evil, "/x"), "/x", "{evil:?}");
        }
    }

    #[test]
    fn devices_have_names() {
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
        assert_eq!(device_words(phone), "Safari, iPhone");
        assert_eq!(device_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36"), "Chrome, Windows");
        assert_eq!(device_words(""), "");
    }
}
