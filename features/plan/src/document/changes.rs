//! `/ke-hoach/thay-doi`: what one amended version added, changed, withdrew and kept, as it was published. It is read from what was written
//! then, never compared anew: later versions may have changed the same duties again.
use super::Of;
use crate::model::Campaign;
use crate::publish::history::{self, Happened};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Result, Site};
use ui::{Frame, Page};

#[derive(Template)]
#[template(path = "document/changes.html")]
struct Changes {
    page: Page,
    lead: String,
    plan_href: String,
    original_href: String,
    /// Catalogue key of the title, and the duties.
    groups: Vec<(&'static str, Vec<Line>)>,
}

/// What a version did to a duty, in words.
pub(super) struct Line {
    pub version: i64,
    pub number: i64,
    pub href: String,
    pub words: String,
    pub what: String,
    /// "nhiệm vụ số 14", where a person said that the new words are that one; empty otherwise.
    pub other: String,
    pub other_href: String,
    /// Label, before, after.
    pub fields: Vec<(String, String, String)>,
}

/// In the order of the page.
const GROUPS: [(&str, &str); 5] = [
    ("withdrawn", "plan-changes-withdrawn"), ("kept", "plan-changes-kept"), ("changed", "plan-changes-changed"), ("named", "plan-changes-named"),
    ("added", "plan-changes-added"),
];

/// Address of a version's page.
pub(super) fn href(campaign: &Campaign, version: i64) -> String {
    format!("/ke-hoach/thay-doi?nam={}&ban={version}", campaign.slug)
}

/// GET `/ke-hoach/thay-doi`: of a version, or the newest.
pub(crate) async fn changes(State(site): State<Site>, frame: Frame, Query(of): Query<Of>) -> Result<Response> {
    let mut db = site.db.reader();
    let campaign = of.campaign(&mut db).await?;
    let document = of.version(&mut db, campaign.id).await?;
    let all = history::of_version(&mut db, document.id).await?;
    let query = of.query();
    let group = |(what, title): &(&'static str, &'static str)| {
        let lines: Vec<Line> = all.iter().filter(|h| h.what == *what).map(|h| line(&frame, h, &query)).collect();
        (!lines.is_empty()).then_some((*title, lines))
    };
    let day = crate::words::date(vietnamese::dates::local(document.published_at));
    let page = frame.page(frame.t1("plan-changes-of", "version", document.version)).active("/ke-hoach");
    let page = page.crumb(frame.t("plan-title"), format!("/ke-hoach{query}"));
    Ok(ui::public(&Changes {
        lead: format!("{} · {}", campaign.full_name(), frame.t2("plan-version", "version", document.version, "day", day)),
        plan_href: format!("/ke-hoach{query}"),
        original_href: format!("/ke-hoach/ban-goc?nam={}&ban={}", campaign.slug, document.version),
        groups: GROUPS.iter().filter_map(group).collect(),
        page,
    }))
}

pub(super) fn line(frame: &Frame, one: &Happened, query: &str) -> Line {
    let label = |field: &str| match field {
        "lead" => frame.t("plan-lead"),
        "coordinating" => frame.t("plan-coordinating"),
        "deadline" => frame.t("plan-deadline"),
        "path" => frame.t("plan-section"),
        _ => frame.t("plan-edit-text"),
    };
    let key = match (one.what.as_str(), one.other.is_some()) {
        ("withdrawn", false) => "plan-happened-withdrawn",
        ("withdrawn", true) => "plan-happened-apart",
        ("kept", false) => "plan-happened-kept",
        ("kept", true) => "plan-happened-beside",
        ("named", _) => "plan-happened-named",
        ("changed", _) => "plan-happened-changed",
        _ => "plan-happened-added",
    };
    let duty = |number: i64| format!("/ke-hoach/nhiem-vu/{number}{query}");
    Line {
        version: one.version,
        number: one.number,
        href: duty(one.number),
        words: one.words.clone(),
        what: frame.t(key),
        other: one.other.map_or(String::new(), |n| frame.t1("plan-duty-number", "number", n)),
        other_href: one.other.map_or(String::new(), duty),
        fields: one.said.iter().map(|s| (label(&s.field), s.before.clone(), s.after.clone())).collect(),
    }
}
