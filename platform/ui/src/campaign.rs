//! What surrounds every page of a campaign (khung trang): names, navigation, help line, the signed-in person.

use crate::parts::Link;
use uuid::Uuid;

/// The frame of one campaign (chiến dịch) in one language. Built once, shared by all requests.
#[derive(Debug, Clone, Default)]
pub struct Shell {
    /// Short campaign name beside the mark: "Ngày Chuyển đổi số".
    pub name: String,
    /// Second line: place and year, "Đồng Nai 2024".
    pub subtitle: String,
    /// Two short lines inside the red mark, usually day and month: `["10", "10"]`.
    pub mark: [String; 2],
    /// Who stands behind the site, as written in the official strip: "UBND tỉnh …". Empty hides the strip.
    pub issuer: String,
    /// Full name of the issuer for the footer.
    pub issuer_full: String,
    /// Organising bodies, one line each.
    pub organisers: Vec<String>,
    /// Help line; always the first thing of the footer (WCAG 3.2.6).
    pub hotline: Option<Link>,
    /// Entries of the public navigation, at most six.
    pub nav: Vec<NavEntry>,
    /// Further link groups of the footer (take-away data, accessibility, personal data …).
    pub footer: Vec<LinkGroup>,
    /// Accent hue in degrees 0–359 (OKLCH); `None` is leaf green. Lightness is fixed, so contrast always holds.
    pub accent_hue: Option<u16>,
    /// Address of the key visual, wide form.
    pub key_visual: Option<String>,
    /// Address of the 1200×630 picture for shared links.
    pub share_image: Option<String>,
    /// Scheme and host, `https://…`, without a slash at the end; empty leaves out canonical addresses.
    pub origin: String,
    /// All campaigns of this site, the one that it shows first.
    pub campaigns: Vec<Choosable>,
    /// Other campaigns on this site.
    pub other_campaigns: Vec<Link>,
    /// Languages one can switch to, besides Vietnamese.
    pub languages: Vec<String>,
}

/// A campaign that people may work in (chiến dịch đang làm).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choosable {
    /// Its key.
    pub key: Uuid,
    /// Full name.
    pub name: String,
}

/// One entry of a navigation.
#[derive(Debug, Clone, Default)]
pub struct NavEntry {
    /// Compared with `Page::active`.
    pub key: String,
    /// Message key or plain words: looked up with `page.t`, which returns the key itself when there is no message.
    pub label: String,
    /// Address.
    pub href: String,
    /// Icon name (staff rail and bottom bar).
    pub icon: String,
    /// Number shown at the end of the row, for things that wait.
    pub count: Option<u32>,
}

impl NavEntry {
    /// An entry without icon and count.
    pub fn new(key: &str, label: &str, href: &str) -> Self {
        Self { key: key.into(), label: label.into(), href: href.into(), ..Self::default() }
    }
    /// With an icon of the sprite.
    #[must_use]
    pub fn icon(mut self, name: &str) -> Self {
        self.icon = name.into();
        self
    }
    /// With the number of things that wait.
    #[must_use]
    pub fn count(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }
}

/// A titled group of entries in the staff rail; an empty heading is the first group.
#[derive(Debug, Clone, Default)]
pub struct NavGroup {
    /// Heading, message key or words.
    pub heading: String,
    /// Entries in order.
    pub entries: Vec<NavEntry>,
}

/// A titled group of links in the footer.
#[derive(Debug, Clone, Default)]
pub struct LinkGroup {
    /// Heading, message key or words.
    pub heading: String,
    /// Links; labels are message keys or words.
    pub links: Vec<Link>,
}

/// The signed-in person as the shell shows them (người đang đăng nhập).
#[derive(Debug, Clone, Default)]
pub struct ViewerBadge {
    /// Full name.
    pub name: String,
    /// Agency or role below the name.
    pub role: String,
    /// Up to two letters; see [`ViewerBadge::initials_of`].
    pub initials: String,
    /// Entries of the personal menu (account, sign out …).
    pub menu: Vec<Link>,
    /// What this person may open: the rail of staff pages; the first four also make the bottom bar on phones.
    pub desk: Vec<NavGroup>,
}

impl ViewerBadge {
    /// Vietnamese initials: first letter of the family name and of the given name, "Đặng Thị Ánh" → "ĐÁ".
    pub fn initials_of(name: &str) -> String {
        let mut words = name.split_whitespace();
        let first = words.next().and_then(|word| word.chars().next());
        let last = words.next_back().and_then(|word| word.chars().next());
        first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
    }
    /// The first four entries, for the bottom bar of a phone.
    pub fn thumb(&self) -> Vec<&NavEntry> {
        self.entries().filter(|entry| !entry.icon.is_empty()).take(4).collect()
    }
    /// All other entries, which a phone shows behind "Thêm".
    pub fn beyond_thumb(&self) -> Vec<&NavEntry> {
        let thumb = self.thumb();
        self.entries().filter(|entry| thumb.iter().all(|shown| shown.key != entry.key)).collect()
    }
    fn entries(&self) -> impl Iterator<Item = &NavEntry> {
        self.desk.iter().flat_map(|group| &group.entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_take_family_and_given_name() {
        assert_eq!(ViewerBadge::initials_of("Đặng Thị Ánh"), "ĐÁ");
        assert_eq!(ViewerBadge::initials_of("ỷ"), "Ỷ");
        assert_eq!(ViewerBadge::initials_of(" "), "");
    }

    #[test]
    fn bottom_bar_takes_the_first_four_entries_that_have_an_icon() {
        let entry = |key: &str| NavEntry::new(key, key, "/").icon("file");
        let badge = ViewerBadge {
            desk: vec![
                NavGroup { heading: String::new(), entries: vec![entry("a"), NavEntry::new("b", "b", "/"), entry("c")] },
                NavGroup { heading: "x".into(), entries: vec![entry("d"), entry("e"), entry("f")] },
            ],
            ..ViewerBadge::default()
        };
        let keys: Vec<_> = badge.thumb().iter().map(|entry| entry.key.clone()).collect();
        assert_eq!(keys, ["a", "c", "d", "e"]);
    }
}
