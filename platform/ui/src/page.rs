//! [`Page`]: what every page template carries in its field `page` (trang).

use std::sync::Arc;

use uuid::Uuid;

use crate::assets;
use crate::campaign::{Choosable, Shell, ViewerBadge};
use crate::messages::{Messages, OwnMessages};
use crate::parts::Tone;
use crate::tokens;

/// Light, dark or as the device says; from a cookie (chế độ nền).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Nền sáng.
    Light,
    /// Nền tối.
    Dark,
}

impl Theme {
    /// Reads the word of the address and of the cookie: `sang`, `toi`; anything else follows the device.
    pub fn parse(word: &str) -> Self {
        match word {
            "sang" | "light" => Self::Light,
            "toi" | "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
    /// The word for address and cookie.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "may",
            Self::Light => "sang",
            Self::Dark => "toi",
        }
    }
    /// Value of `data-theme`; empty leaves the attribute out.
    pub fn attribute(self) -> &'static str {
        match self {
            Self::Auto => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One step of the way back (đường dẫn).
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Words, shown as they are.
    pub label: String,
    /// Address.
    pub href: String,
}

/// A message shown once at the top of the page, after something was done (thông báo).
#[derive(Debug, Clone)]
pub struct Notice {
    /// Says how serious it is; chooses colour, icon and the hidden word.
    pub tone: Tone,
    /// Words, shown as they are.
    pub text: String,
}

/// Everything that the layouts need. Build it with [`Page::new`] and the methods below.
#[derive(Clone)]
pub struct Page {
    /// "vi" or "en".
    pub lang: String,
    /// Title of the page, without the campaign.
    pub title: String,
    /// One or two sentences for search engines and shared links; empty leaves it out.
    pub description: String,
    /// Path with leading slash, also used to come back after switching language or theme.
    pub path: String,
    /// Key of the navigation entry that is open.
    pub active: String,
    /// The way back, without the page itself.
    pub crumbs: Vec<Crumb>,
    /// Campaign frame.
    pub shell: Arc<Shell>,
    /// Signed-in person.
    pub viewer: Option<ViewerBadge>,
    /// The campaigns that the signed-in person may work in, the one that the site shows first.
    pub campaigns: Vec<Choosable>,
    /// Key of the one that this page shows; None for pages that belong to no campaign or to the one of their own thing.
    pub working: Option<Uuid>,
    /// Where one comes back to after choosing another campaign.
    pub again: String,
    /// Words of the rehearsal clock, shown on every page while time is not real (đồng hồ diễn tập).
    pub rehearsal: Option<String>,
    /// Flash messages.
    pub notices: Vec<Notice>,
    /// Light, dark or automatic.
    pub theme: Theme,
    /// `<meta name="robots" content="noindex">`: staff pages, tokens in the address.
    pub noindex: bool,
    /// What it shows is shown once: nothing on it leads away by accident (language, ground, menu).
    pub once: bool,
    /// Seconds after which a page reloads itself without JavaScript; for live pages only.
    pub refresh: Option<u32>,
    messages: Arc<dyn Messages>,
}

impl Page {
    /// A page in `lang` within a campaign frame, with the messages that `base` provides.
    pub fn new(lang: &str, title: impl Into<String>, shell: Arc<Shell>, messages: Arc<dyn Messages>) -> Self {
        Self {
            lang: lang.to_owned(),
            title: title.into(),
            description: String::new(),
            path: "/".to_owned(),
            active: String::new(),
            crumbs: Vec::new(),
            shell,
            viewer: None,
            campaigns: Vec::new(),
            working: None,
            again: "/".to_owned(),
            rehearsal: None,
            notices: Vec::new(),
            theme: Theme::Auto,
            noindex: false,
            once: false,
            refresh: None,
            messages,
        }
    }

    /// A Vietnamese page with an empty frame and only the texts of this crate: for tests and the gallery.
    pub fn plain(title: &str) -> Self {
        Self::new("vi", title, Arc::new(Shell::default()), Arc::new(OwnMessages::default()))
    }

    /// Sets the title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
    /// Sets the description.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }
    /// Sets the path of this page.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
    /// Sets the open navigation entry.
    #[must_use]
    pub fn active(mut self, key: &str) -> Self {
        self.active = key.to_owned();
        self
    }
    /// Adds one step of the way back.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { label: label.into(), href: href.into() });
        self
    }
    /// Sets the signed-in person.
    #[must_use]
    pub fn viewer(mut self, viewer: Option<ViewerBadge>) -> Self {
        self.viewer = viewer;
        self
    }
    /// Adds a flash message.
    #[must_use]
    pub fn notice(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.notices.push(Notice { tone, text: text.into() });
        self
    }
    /// Sets the rehearsal banner.
    #[must_use]
    pub fn rehearsal(mut self, words: Option<String>) -> Self {
        self.rehearsal = words;
        self
    }
    /// Sets light, dark or automatic.
    #[must_use]
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }
    /// Keeps the page out of search engines.
    #[must_use]
    pub fn noindex(mut self) -> Self {
        self.noindex = true;
        self
    }
    /// Leaves out what would lead away by accident: the page cannot be had again.
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }
    /// Reloads the page every so many seconds without JavaScript.
    #[must_use]
    pub fn refresh(mut self, seconds: u32) -> Self {
        self.refresh = Some(seconds);
        self
    }

    /// Message without arguments. A key without message comes back as it is.
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.messages.get(&self.lang, key.as_ref(), &[])
    }
    /// Message with one argument.
    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.messages.get(&self.lang, key, &[(name, value.to_string())])
    }
    /// Message with two arguments.
    pub fn t2(&self, key: &str, a: &str, value_a: impl ToString, b: &str, value_b: impl ToString) -> String {
        self.messages.get(&self.lang, key, &[(a, value_a.to_string()), (b, value_b.to_string())])
    }

    /// Words of `<title>`: page, then campaign.
    pub fn head_title(&self) -> String {
        let campaign = [self.shell.name.as_str(), self.shell.subtitle.as_str()].join(" ").trim().to_owned();
        if self.title.is_empty() {
            campaign
        } else if campaign.is_empty() {
            self.title.clone()
        } else {
            format!("{} · {campaign}", self.title)
        }
    }
    /// Address of an embedded file, see [`assets::asset`].
    pub fn asset(&self, name: &str) -> &'static str {
        assets::asset(name)
    }
    /// Colour of the browser's frame: `"light"` or `"dark"` ground.
    pub fn theme_colour(&self, scheme: &str) -> &'static str {
        tokens::colour("surface", scheme == "dark")
    }
    /// Absolute address of a path, for canonical and shared links.
    pub fn absolute(&self, path: impl AsRef<str>) -> String {
        let path = path.as_ref();
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.shell.origin) }
    }
    /// Address that switches the ground and comes back here; works without JavaScript.
    pub fn theme_href(&self) -> String {
        let wanted = if self.theme == Theme::Dark { Theme::Light } else { Theme::Dark };
        format!("/giao-dien?che-do={}&ve={}", wanted.word(), encode(&self.path))
    }
    /// This page in another language.
    pub fn lang_href(&self, lang: impl AsRef<str>) -> String {
        let lang = lang.as_ref();
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}lang={lang}", self.path)
    }
    /// Address that switches the language for good and comes back here; works without JavaScript.
    pub fn lang_switch_href(&self, lang: &str) -> String {
        format!("/ngon-ngu?lang={lang}&ve={}", encode(&self.path))
    }
    /// The language to offer: the first of the shell's that is not in use; Vietnamese when in another.
    pub fn other_lang(&self) -> Option<String> {
        if self.lang != "vi" {
            return Some("vi".to_owned());
        }
        self.shell.languages.iter().find(|lang| **lang != self.lang).cloned()
    }
    /// Whether a navigation key is the open one.
    pub fn is_active(&self, key: &str) -> bool {
        !key.is_empty() && self.active == key
    }
}

/// Percent-encodes for a query value; path marks stay readable.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back_to_the_page() {
        let page = Page::plain("Kế hoạch").path("/ke-hoach?q=a b").theme(Theme::Dark);
        assert_eq!(page.theme_href(), "/giao-dien?che-do=sang&ve=/ke-hoach%3Fq%3Da%20b");
        assert_eq!(page.lang_href("en"), "/ke-hoach?q=a b&lang=en");
    }

    #[test]
    fn title_names_page_and_campaign() {
        let shell = Shell { name: "Ngày hội".into(), subtitle: "Bình An 2026".into(), ..Shell::default() };
        let page = Page::new("vi", "Cơ quan", Arc::new(shell), Arc::new(OwnMessages::default()));
        assert_eq!(page.head_title(), "Cơ quan · Ngày hội Bình An 2026");
        assert_eq!(Page::plain("Một mình").head_title(), "Một mình");
    }

    #[test]
    fn unknown_key_comes_back_as_written() {
        assert_eq!(Page::plain("x").t("Chương trình"), "Chương trình");
        assert_ne!(Page::plain("x").t("ui-skip-to-content"), "ui-skip-to-content");
    }
}
