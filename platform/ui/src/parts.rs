//! Small values that components show: tone, link, step, task, pager (bộ phận của trang).

/// How something stands; chooses colour, icon and the class of chips and notices. Colour never speaks alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say about it.
    #[default]
    Plain,
    /// Information, under way.
    Go,
    /// Done, in order.
    Ok,
    /// Look here soon.
    Warn,
    /// Wrong, late, refused.
    Bad,
}

impl Tone {
    /// Class name.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Go => "go",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
    /// Icon that goes with it.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Plain => "clock",
            Self::Go => "info",
            Self::Ok => "check",
            Self::Warn => "clock",
            Self::Bad => "alert",
        }
    }
    /// Message key of the hidden word before a notice ("Lỗi", "Đã xong" …).
    pub fn word_key(self) -> &'static str {
        match self {
            Self::Plain | Self::Go => "ui-tone-info",
            Self::Ok => "ui-tone-ok",
            Self::Warn => "ui-tone-warn",
            Self::Bad => "ui-tone-bad",
        }
    }
    /// Whether a screen reader should hear it at once.
    pub fn is_urgent(self) -> bool {
        self == Self::Bad
    }
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Words, or a message key where the documentation says so.
    pub label: String,
    /// Address.
    pub href: String,
    /// Icon name; empty shows none.
    pub icon: String,
}

impl Link {
    /// A link without icon.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), icon: String::new() }
    }
    /// With an icon.
    #[must_use]
    pub fn icon(mut self, name: &str) -> Self {
        self.icon = name.into();
        self
    }
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// Ahead.
    #[default]
    Next,
}

impl StepState {
    /// Class name.
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
    /// Message key of the hidden word.
    pub fn word_key(self) -> &'static str {
        match self {
            Self::Done => "ui-step-done",
            Self::Now => "ui-step-now",
            Self::Next => "ui-step-next",
        }
    }
}

/// One step of a stepper or entry of a timeline.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Words.
    pub title: String,
    /// When, as shown; empty hides it.
    pub when: String,
    /// The same time for machines (ISO); empty leaves it out.
    pub iso: String,
    /// What happened; empty hides it.
    pub note: String,
    /// Link of the title; empty for none.
    pub href: String,
    /// Small picture for phones (a stop's tile of the key visual); empty for none.
    pub picture: String,
    /// Where it stands.
    pub state: StepState,
}

impl Step {
    /// A step with words and state.
    pub fn new(title: impl Into<String>, state: StepState) -> Self {
        Self { title: title.into(), state, ..Self::default() }
    }
    /// With time: as shown and ISO.
    #[must_use]
    pub fn when(mut self, shown: impl Into<String>, iso: impl Into<String>) -> Self {
        self.when = shown.into();
        self.iso = iso.into();
        self
    }
    /// With a note.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = text.into();
        self
    }
    /// With a link.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }
    /// With a small picture.
    #[must_use]
    pub fn picture(mut self, href: impl Into<String>) -> Self {
        self.picture = href.into();
        self
    }
}

/// A duty in a list (nhiệm vụ): title, who leads, who helps, deadline, state.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// Short name, about one line: up to 80 characters and what tells it from its like.
    pub title: String,
    /// Address.
    pub href: String,
    /// Place in the plan: "III.1.2".
    pub number: String,
    /// Lead agency (chủ trì).
    pub lead: String,
    /// Coordinating agencies (phối hợp), already joined; empty hides it.
    pub with: String,
    /// Deadline as shown.
    pub due: String,
    /// Tone of the state.
    pub tone: Tone,
    /// Words of the state: "Quá hạn 3 ngày".
    pub state: String,
}

/// A number that opens its rows.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// The figure as shown.
    pub figure: String,
    /// Words below.
    pub label: String,
    /// Address of the rows.
    pub href: String,
    /// Only `Ok` and `Bad` colour the figure.
    pub tone: Tone,
}

/// An activity (hoạt động) in a list: icon, title, words, state.
#[derive(Debug, Clone, Default)]
pub struct Activity {
    /// Icon name.
    pub icon: String,
    /// Title.
    pub title: String,
    /// Address.
    pub href: String,
    /// One sentence.
    pub text: String,
    /// Words of the state chip; empty hides it.
    pub state: String,
    /// Tone of the chip.
    pub tone: Tone,
}

/// Position in a list of pages (phân trang). Pages count from 1.
#[derive(Debug, Clone)]
pub struct Pager {
    /// The page that is shown.
    pub page: u32,
    /// Number of pages.
    pub pages: u32,
    /// Number of entries over all pages.
    pub total: u64,
    base: String,
}

impl Pager {
    /// For `total` entries, `per_page` on each; `base` is the address with its other parameters, without `trang`.
    pub fn new(page: u32, per_page: u32, total: u64, base: &str) -> Self {
        let pages = u32::try_from(total.div_ceil(u64::from(per_page.max(1)))).unwrap_or(u32::MAX).max(1);
        Self { page: page.clamp(1, pages), pages, total, base: base.to_owned() }
    }
    /// Address of a page, given as its number.
    pub fn href(&self, page: impl std::fmt::Display) -> String {
        let page = page.to_string();
        let joint = if self.base.contains('?') { '&' } else { '?' };
        if page == "1" { self.base.clone() } else { format!("{}{joint}trang={page}", self.base) }
    }
    /// Page before, if any.
    pub fn previous(&self) -> Option<u32> {
        (self.page > 1).then(|| self.page - 1)
    }
    /// Page after, if any.
    pub fn next(&self) -> Option<u32> {
        (self.page < self.pages).then(|| self.page + 1)
    }
    /// Pages to show as links; 0 stands for a gap: `1 0 4 5 6 0 12`.
    pub fn around(&self) -> Vec<u32> {
        let near = |page: &u32| *page == 1 || *page == self.pages || page.abs_diff(self.page) <= 1;
        let candidates = [1, self.page.saturating_sub(1), self.page, self.page + 1, self.pages];
        let mut kept: Vec<u32> =
            candidates.into_iter().filter(|page| (1..=self.pages).contains(page) && near(page)).collect();
        kept.sort_unstable();
        kept.dedup();
        let mut shown = Vec::new();
        for page in kept {
            match shown.last().copied() {
                Some(last) if page == last + 2 => shown.push(last + 1),
                Some(last) if page > last + 2 => shown.push(0),
                _ => {}
            }
            shown.push(page);
        }
        shown
    }
    /// Whether there is more than one page.
    pub fn needed(&self) -> bool {
        self.pages > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pager_shows_ends_neighbours_and_gaps() {
        assert_eq!(Pager::new(5, 10, 120, "/x").around(), [1, 0, 4, 5, 6, 0, 12]);
        assert_eq!(Pager::new(1, 10, 30, "/x").around(), [1, 2, 3]);
        assert_eq!(Pager::new(3, 10, 50, "/x").around(), [1, 2, 3, 4, 5]);
        assert_eq!(Pager::new(9, 10, 5, "/x").page, 1);
    }

    #[test]
    fn pager_keeps_other_parameters() {
        let pager = Pager::new(2, 10, 30, "/x?loai=a");
        assert_eq!(pager.href(3), "/x?loai=a&trang=3");
        assert_eq!(pager.href(1), "/x?loai=a");
        assert_eq!((pager.previous(), pager.next()), (Some(1), Some(3)));
        assert!(!Pager::new(1, 10, 0, "/x").needed());
    }
}
