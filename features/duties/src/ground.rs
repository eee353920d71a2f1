//! Nền (ground) of the pages that look at duties as a whole: which campaign, whose duties, which day and the names
//! of its day. Loaded by a constant number of statements; it must never show a duty that the scope does not hold.
use crate::door::At;
use crate::scope::Scope;
use agencies::door::Directory;
use askama::Template;
use axum::response::Response;
use base::{Fetch, Result, Site, Viewer};
use jiff::civil::Date;
use plan::door::Campaign;
use ui::{Frame, Link, Page, page::encode};
use uuid::Uuid;

/// The table of duties; every number opens its rows there.
pub const TABLE: &str = "/nhiem-vu/bang";

/// What such a page stands on.
pub struct Ground {
    /// The campaign that the page shows.
    pub campaign: Campaign,
    /// Whose duties.
    pub scope: Scope,
    /// Now.
    pub at: At,
    directory: Directory,
}

/// An agency as the plan's day names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Name.
    pub name: String,
    /// What the table's filter takes; `-` for duties that nobody has.
    pub filter: String,
}

impl Ground {
    /// For the campaign that this person works in; None before the first plan. [3, officers 5]
    pub async fn load(db: &mut impl Fetch, site: &Site, viewer: &Viewer) -> Result<Option<Ground>> {
        let Some(campaign) = plan::door::working(db, viewer).await? else { return Ok(None) };
        let scope = Scope::of(db, viewer, campaign.id).await?;
        Ground::of(db, site, campaign, scope).await.map(Some)
    }

    /// For a known scope of a campaign. [1]
    pub async fn of(db: &mut impl Fetch, site: &Site, campaign: Campaign, scope: Scope) -> Result<Ground> {
        let directory = Directory::load(db).await?;
        Ok(Ground { campaign, scope, at: At::now(&site.clock), directory })
    }

    /// A public page of this campaign, also while the site shows another.
    pub fn public(&self, path: &str) -> String {
        format!("{path}?nam={}", self.campaign.slug)
    }

    /// Today in Vietnam.
    pub fn today(&self) -> Date {
        self.at.day
    }

    /// An agency's name; the words for "nobody yet" where the plan names none.
    pub fn agency(&self, frame: &Frame, id: Option<Uuid>) -> Named {
        let found = id.and_then(|id| self.directory.name_on(id, self.campaign.names_day()).map(|n| (id, n)));
        match found {
            Some((id, name)) => Named { name: name.name, filter: id.to_string() },
            None => Named { name: frame.t("duties-view-nobody"), filter: id.map_or_else(|| "-".into(), |id| id.to_string()) },
        }
    }

    /// The agency that a filter names by address word or key.
    pub fn agency_of(&self, filter: &str) -> Option<Uuid> {
        let known = |id: Uuid| self.directory.get(id).map(|a| a.id);
        filter.parse().ok().and_then(known).or_else(|| self.directory.by_slug(filter).map(|a| a.id))
    }
}

/// Address with these parameters; empty ones are left out.
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let given: Vec<String> = parameters.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encode(v))).collect();
    if given.is_empty() { path.to_owned() } else { format!("{path}?{}", given.join("&")) }
}

/// The rows of the table that a number was counted from.
pub fn rows(parameters: &[(&str, &str)]) -> String {
    address(TABLE, parameters)
}

/// Ten-thousandths as "98,63%".
pub fn percent(rate: i64) -> String {
    format!("{},{:02}%", rate / 100, rate % 100)
}

/// "12. Tuyên truyền trên báo, đài".
pub fn titled(number: i64, short_name: &str) -> String {
    format!("{number}. {short_name}")
}

/// The duties of one line of the plan in the table.
pub fn line_rows(number: i64, more: &[(&str, &str)]) -> String {
    let number = number.to_string();
    rows(&[("so", number.as_str())].into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

/// `dd/mm/yyyy` of an ISO day; words that are no day stay as they are.
pub fn shown(iso: &str) -> String {
    plan::door::day(Some(iso)).map_or_else(|| iso.to_owned(), vietnamese::dates::short)
}

/// The pages that look at duties as a whole; the one that is open without address. The leaders' screen is for those who see all.
pub fn ways(frame: &Frame, sees_all: bool, open: &str) -> Vec<Link> {
    let all = [
        ("duties-leader-title", "/nhiem-vu/lanh-dao", "chart"),
        ("duties-table-way", TABLE, "list"),
        ("duties-timeline-title", "/nhiem-vu/tien-do", "sort"),
        ("duties-calendar-title", "/nhiem-vu/lich", "calendar"),
        ("duties-compare-title", "/nhiem-vu/so-sanh", "split"),
    ];
    let shown = all.into_iter().skip(usize::from(!sees_all));
    shown.map(|(key, href, icon)| Link::new(frame.t(key), if href == open { "" } else { href }).icon(icon)).collect()
}

#[derive(Template)]
#[template(path = "ground.html")]
struct Nothing {
    page: Page,
}

/// The page before the first plan.
pub fn nothing(frame: &Frame, title: &str) -> Response {
    ui::html(&Nothing { page: frame.page(title).noindex() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_only_what_is_said() {
        assert_eq!(rows(&[("o", "late"), ("q", ""), ("co_quan", "so y te")]), "/nhiem-vu/bang?o=late&co_quan=so%20y%20te");
        assert_eq!(rows(&[]), "/nhiem-vu/bang");
        assert_eq!((percent(9_863), percent(10_000), percent(5)), ("98,63%".into(), "100,00%".into(), "0,05%".into()));
    }
}
