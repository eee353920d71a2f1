//! Khung của một yêu cầu: joins what the platform knows of a request (who asks, language, clock) with the page that
//! answers it. The only place of this crate that knows `base`; it decides nothing about what a person may see.
use crate::campaign::{Choosable, NavEntry, NavGroup, Shell, ViewerBadge};
use crate::messages::Messages;
use crate::page::{Page, Theme};
use crate::parts::{Link, Tone};
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use base::http::{Preferences, Theme as Chosen};
use base::{Catalog, Lang, Site, Viewer};
use std::convert::Infallible;
use std::sync::Arc;

/// Name of the cookie that carries one message over a redirect.
pub(crate) const FLASH: &str = "flash";

/// Lets pages look texts up in the catalogue of all features.
struct AllMessages(Arc<Catalog>);

impl Messages for AllMessages {
    fn get(&self, lang: &str, key: &str, args: &[(&str, String)]) -> String {
        self.0.text(Lang::from_code(lang), key, args)
    }
}

/// Everything a handler needs to answer with a page; an axum extractor.
#[derive(Clone)]
pub struct Frame {
    /// The program.
    pub site: Site,
    /// Who asks, if signed in.
    pub viewer: Option<Viewer>,
    /// Language and theme.
    pub preferences: Preferences,
    /// Path and query of the request.
    pub path: String,
    /// Whether the request only reads: its address can be asked for again.
    reads: bool,
    flash: Option<(Tone, String)>,
}

impl FromRequestParts<Site> for Frame {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(Frame::of(site, parts))
    }
}

impl Frame {
    /// The frame of a request whose layers have run.
    pub fn of(site: &Site, parts: &Parts) -> Frame {
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str());
        Frame {
            site: site.clone(),
            viewer: parts.extensions.get::<Viewer>().cloned(),
            preferences: parts.extensions.get::<Preferences>().copied().unwrap_or_default(),
            path: without_lang(path),
            reads: parts.method == Method::GET,
            flash: base::session::cookie_value(&parts.headers, FLASH).and_then(read_flash),
        }
    }

    /// "vi" or "en".
    pub fn lang(&self) -> &'static str {
        self.preferences.lang.code()
    }

    /// A text of the catalogue.
    pub fn t(&self, key: &str) -> String {
        self.site.catalog.text(self.preferences.lang, key, &[])
    }

    /// A text with one argument.
    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.site.catalog.text(self.preferences.lang, key, &[(name, value.to_string())])
    }

    /// A text with two arguments.
    pub fn t2(&self, key: &str, a: &str, value_a: impl ToString, b: &str, value_b: impl ToString) -> String {
        self.site.catalog.text(self.preferences.lang, key, &[(a, value_a.to_string()), (b, value_b.to_string())])
    }

    /// A page of this request with a title in words (already in the reader's language).
    pub fn page(&self, title: impl Into<String>) -> Page {
        let shell = self.site.get::<Shell>().unwrap_or_else(|| Arc::new(complete(&self.site, Shell::default())));
        let theme = match self.preferences.theme {
            Chosen::Auto => Theme::Auto,
            Chosen::Light => Theme::Light,
            Chosen::Dark => Theme::Dark,
        };
        let messages = Arc::new(AllMessages(self.site.catalog.clone()));
        let mut page = Page::new(self.lang(), title, shell, messages).path(self.path.clone()).theme(theme);
        page.active = self.active();
        if let Some(viewer) = &self.viewer {
            page.viewer = Some(self.badge(viewer));
            let open = |c: &&Choosable| viewer.works_in(c.key);
            page.again = if self.reads { self.path.clone() } else { page.active.clone() };
            page.campaigns = page.shell.campaigns.iter().filter(open).cloned().collect();
        }
        if self.site.clock.is_rehearsal() {
            let day = self.site.clock.today().strftime("%d/%m/%Y").to_string();
            page.rehearsal = Some(self.t1("base-rehearsal-day", "day", day));
        }
        if let Some((tone, text)) = &self.flash {
            page = page.notice(*tone, text.clone());
        }
        page
    }

    /// The menu entry that holds this page: the longest address that begins the path.
    fn active(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        let holds = |href: &str| path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
        let held = self.site.menu.iter().map(|m| m.href).filter(|href| holds(href));
        held.max_by_key(|href| href.len()).unwrap_or_default().to_owned()
    }

    fn badge(&self, viewer: &Viewer) -> ViewerBadge {
        let entries = self.site.menu.iter().filter(|m| !m.permission.is_empty() && viewer.can(m.permission));
        let entries = entries.map(|m| NavEntry::new(m.href, m.label, m.href).icon(m.icon)).collect();
        let role = viewer.grants.first().map(|g| self.t(&format!("base-role-{}", g.role))).unwrap_or_default();
        let work = self.site.landing(&viewer.grants).map(|address| Link::new("base-work", address));
        ViewerBadge {
            initials: ViewerBadge::initials_of(&viewer.name),
            name: viewer.name.clone(),
            role,
            menu: work.into_iter().chain([Link::new("base-account", "/tai-khoan")]).collect(),
            desk: vec![NavGroup { heading: String::new(), entries }],
        }
    }
}

/// Fills in what every campaign's shell has alike: public navigation (menu entries without permission), origin, English.
pub fn complete(site: &Site, mut shell: Shell) -> Shell {
    let public = site.menu.iter().filter(|m| m.permission.is_empty());
    shell.nav = public.map(|m| NavEntry::new(m.href, m.label, m.href).icon(m.icon)).collect();
    shell.origin = site.config.public_url();
    if shell.name.is_empty() {
        // Before the first campaign the way home still needs a name.
        shell.name = "Nhịp Số".into();
    }
    shell.languages = vec!["en".into()];
    shell
}

/// Makes `shell` the frame of all following pages.
pub fn install_shell(site: &Site, shell: Shell) {
    site.put(Arc::new(complete(site, shell)));
    site.db.touch();
}

fn without_lang(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

fn read_flash(value: &str) -> Option<(Tone, String)> {
    let (tone, text) = value.split_once(':')?;
    let tone = match tone {
        "ok" => Tone::Ok,
        "warn" => Tone::Warn,
        _ => Tone::Go,
    };
    Some((tone, decode(text)))
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok());
        match (bytes[at], hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flash_message_survives_its_cookie() {
        let text = "Đã lưu: 3 mục; “xong”";
        assert_eq!(decode(&crate::page::encode(text)), text);
        assert!(read_flash("none").is_none());
    }

    #[test]
    fn the_language_is_no_part_of_the_way_back() {
        assert_eq!(without_lang("/ke-hoach?lang=en"), "/ke-hoach");
        assert_eq!(without_lang("/ke-hoach?q=a&lang=en"), "/ke-hoach?q=a");
    }
}
