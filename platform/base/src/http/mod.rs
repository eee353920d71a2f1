//! Khung HTTP: the layers around every request, from the outside in: cached public pages, limits, client address,
//! cross-site protection, session, preferences, security headers.
pub mod cache;
mod client;
mod headers;
mod preferences;

pub use client::{ClientAddress, network};
pub use preferences::{Preferences, Theme};

use crate::feature::Feature;
use crate::{Error, Site, session};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

/// Largest request body unless a route raises it (imports, uploads).
pub const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Builds the whole service from the features. `inner` may add layers that know how pages look (error pages),
/// `extra` routes that belong to no feature (assets).
pub fn service(site: Site, features: Vec<Feature>, extra: Router<Site>, inner: impl FnOnce(Router<Site>) -> Router<Site>) -> Router {
    let listed: Vec<_> = features.iter().flat_map(|f| f.routes.listed().to_vec()).collect();
    let mut router = extra.merge(crate::routes::ways_back(&listed));
    for feature in features {
        router = router.merge(feature.routes.into_router());
    }
    let router = router.fallback(|| async { Error::NotFound });
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(site.clone(), cache::serve))
        .layer(from_fn_with_state(site.clone(), headers::secure))
        .layer(CompressionLayer::new().br(true).gzip(true).quality(tower_http::CompressionLevel::Precise(4)).compress_when(shrinks()))
        .layer(CatchPanicLayer::custom(|_| Error::internal("a handler panicked").into_response()))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(from_fn_with_state(site.clone(), client::resolve))
        .layer(CsrfLayer::new())
        .layer(from_fn(preferences::read))
        .layer(from_fn_with_state(site.clone(), load_viewer))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    inner(router).layer(layers).with_state(site)
}

/// What is worth compressing: sound and video are packed already, and a player that seeks wants their true length.
fn shrinks() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("audio/")).and(NotForContentType::const_new("video/")).and(NotForContentType::const_new("application/zip"))
}

async fn load_viewer(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    match session::viewer(&site, request.headers()).await {
        Ok(Some(viewer)) => {
            request.extensions_mut().insert(viewer);
        }
        Ok(None) => {}
        Err(error) => return error.into_response(),
    }
    next.run(request).await
}
