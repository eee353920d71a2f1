//! So hai bản: what changed between two versions, or from a version to the draft.
use super::said;
use crate::difference::{self, Changed, Difference, How};
use crate::layout::result::TITLES;
use crate::scope;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Result, Viewer};
use serde::Deserialize;
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "result/compare.html")]
struct ComparePage {
    page: Page,
    difference: Difference,
    from: String,
    to: String,
}

impl ComparePage {
    /// A name that is a catalogue key, or words.
    fn what(&self, changed: &Changed) -> String {
        if changed.what.starts_with("reports-") { self.page.t(&changed.what) } else { changed.what.clone() }
    }

    fn part(&self, part: &i64) -> String {
        usize::try_from(*part - 1).ok().and_then(|n| TITLES.get(n)).map(|(label, title)| format!("{label} {title}")).unwrap_or_default()
    }
}

/// Which two: `den` empty is the draft.
#[derive(Deserialize, Default)]
pub struct Two {
    tu: i64,
    den: Option<i64>,
}

/// `GET /bao-cao/{id}/khac?tu=1&den=2`
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(two): Query<Two>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, campaign) = scope::report(&mut db, &viewer, id).await?;
    let (a, a_words) = said(&frame, &mut db, &report, &campaign, Some(two.tu)).await?;
    let (b, b_words) = said(&frame, &mut db, &report, &campaign, two.den).await?;
    let name = |n: i64| frame.t1("reports-version", "number", n);
    let page = frame.page(frame.t("reports-compare")).noindex().active("/bao-cao").crumb(frame.t("reports-nav"), "/bao-cao").crumb(report.name.clone(), format!("/bao-cao/{id}"));
    Ok(ui::html(&ComparePage {
        page,
        difference: difference::between((&a, &a_words), (&b, &b_words)),
        from: name(two.tu),
        to: two.den.map_or_else(|| frame.t("reports-draft"), name),
    }))
}
