//! Số liệu của chiến dịch (facts): what a campaign gives to the papers' blanks. The plan stands to the right and provides it;
//! without a plan the blanks stay open.
use base::feature::BoxFuture;
use base::{Result, Site, Viewer};
use std::sync::Arc;
use uuid::Uuid;

/// A campaign as papers speak of it; unknown parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Campaign {
    /// Key.
    pub id: Uuid,
    /// "Ngày Chuyển đổi số tỉnh Bình An năm 2026".
    pub name: String,
    /// "Bình An".
    pub place: String,
    /// "2026".
    pub year: String,
    /// Chủ đề.
    pub theme: String,
    /// "từ ngày 01/9/2026 đến ngày 10/10/2026".
    pub period: String,
    /// "Kế hoạch số 227/KH-UBND ngày 01/8/2026 của Ủy ban nhân dân tỉnh".
    pub plan: String,
    /// Body that issued the plan.
    pub issuer: String,
    /// Bodies that organise the campaign, one a line, in the plan's words.
    pub organisers: String,
}

/// Which campaign is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// The one that the site shows.
    Shown,
    /// The one that this person works in.
    Working(&'a Viewer),
    /// This one.
    Known(Uuid),
}

/// Gives a campaign; None where there is none.
pub type Source = for<'a> fn(&'a Site, Which<'a>) -> BoxFuture<'a, Result<Option<Campaign>>>;

/// The registered source, kept with `site.put`.
#[derive(Clone, Copy)]
pub struct Facts(Source);

impl Facts {
    /// From a start hook of the feature that knows campaigns.
    pub fn provide(site: &Site, source: Source) {
        site.put(Arc::new(Facts(source)));
    }

    /// The campaign that this person works in, if any.
    pub(crate) async fn working(site: &Site, viewer: &Viewer) -> Result<Option<Campaign>> {
        Facts::of(site, Which::Working(viewer)).await
    }

    /// The campaign asked for, if any.
    pub(crate) async fn of(site: &Site, which: Which<'_>) -> Result<Option<Campaign>> {
        match site.get::<Facts>() {
            Some(facts) => (facts.0)(site, which).await,
            None => Ok(None),
        }
    }
}
