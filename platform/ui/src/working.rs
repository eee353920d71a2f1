//! Chiến dịch đang làm: which campaign a staff page shows, and the way to another.
use crate::campaign::Choosable;
use crate::page::Page;
use uuid::Uuid;

impl Page {
    /// Says which campaign this page shows; with more than one to choose from, it names it and offers the others.
    #[must_use]
    pub fn working(mut self, campaign: impl Into<Option<Uuid>>) -> Self {
        self.working = campaign.into();
        self
    }
    /// Where one comes back to after choosing another campaign, when that has no page like this one.
    #[must_use]
    pub fn again(mut self, path: impl Into<String>) -> Self {
        self.again = path.into();
        self
    }
    /// The campaign that this page shows, where there is a choice or the public site shows another.
    pub fn working_in(&self) -> Option<&Choosable> {
        let shown = self.working?;
        self.campaigns.iter().find(|c| c.key == shown).filter(|_| self.campaigns.len() > 1 || self.is_away())
    }
    /// Whether this page shows this campaign.
    pub fn is_working(&self, one: &Choosable) -> bool {
        self.working == Some(one.key)
    }
    /// Whether this page shows another campaign than the public site.
    pub fn is_away(&self) -> bool {
        self.shell.campaigns.first().is_some_and(|first| !self.is_working(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_campaign_only_where_there_is_a_choice() {
        let named = |key: u128| Choosable { key: Uuid::from_u128(key), name: key.to_string() };
        let mut page = Page::plain("Bàn làm việc").working(named(2).key);
        page.campaigns = vec![named(2)];
        assert_eq!(page.working_in(), None);
        page.campaigns.push(named(1));
        assert_eq!(page.working_in(), Some(&named(2)));
        page.working = None;
        assert_eq!(page.working_in(), None);
    }
}
