//! Đường dẫn: a list of routes in which every entry states who may. The same list feeds the router and the test that
//! probes each route with each role.
use crate::session::Viewer;
use crate::{Error, Site};
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::{Method, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use std::collections::HashSet;

/// Who may use a route. What they may see of it is decided again by the query that loads the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Public,
    /// Everybody who is signed in.
    SignedIn,
    /// Those who hold this permission somewhere.
    Can(&'static str),
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// HTTP method.
    pub method: Method,
    /// Path pattern, e.g. `/co-quan/{id}`.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
}

/// The routes of a feature.
#[derive(Default)]
pub struct Routes {
    router: Router<Site>,
    listed: Vec<Listed>,
}

impl Routes {
    /// An empty list.
    pub fn new() -> Routes {
        Routes::default()
    }

    /// Adds a GET route.
    pub fn get<H: Handler<T, Site>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Self {
        self.add(Method::GET, path, who, on(MethodFilter::GET, handler))
    }

    /// Adds a POST route.
    pub fn post<H: Handler<T, Site>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Self {
        self.add(Method::POST, path, who, on(MethodFilter::POST, handler))
    }

    /// Adds a PUT route.
    pub fn put<H: Handler<T, Site>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Self {
        self.add(Method::PUT, path, who, on(MethodFilter::PUT, handler))
    }

    /// Adds a DELETE route.
    pub fn delete<H: Handler<T, Site>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Self {
        self.add(Method::DELETE, path, who, on(MethodFilter::DELETE, handler))
    }

    /// Not generic over the handler: the guard is compiled once, not once for each route.
    fn add(mut self, method: Method, path: &'static str, who: Who, handler: MethodRouter<Site>) -> Self {
        let guard = from_fn(move |request: Request, next: Next| guard(who, request, next));
        self.router = self.router.route(path, handler.layer(guard));
        self.listed.push(Listed { method, path, who });
        self
    }

    /// Joins two lists.
    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.listed.extend(other.listed);
        self
    }

    /// The list, for tests and the route table of `doctor`.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// Takes the router apart from its list.
    pub fn into_router(self) -> Router<Site> {
        self.router
    }
}

/// Answers to GET on every address that only takes a form: 303 to the nearest page above it. So a reload after a form
/// error, or an address copied from the bar, leads to the page that holds the form, never to a dead end. These answers
/// say nothing of what is there, so they ask nobody who they are; the page they lead to does.
pub fn ways_back(listed: &[Listed]) -> Router<Site> {
    let mut router = Router::new();
    for (path, keep) in forms_without_page(listed) {
        router = router.route(path, on(MethodFilter::GET, async move |uri: Uri| Redirect::to(&front(uri.path(), keep))));
    }
    router
}

/// Addresses that take POST and show nothing, with how many of their parts the page above them has (0: the home page).
pub fn forms_without_page(listed: &[Listed]) -> Vec<(&'static str, usize)> {
    let shapes: HashSet<Vec<&str>> = listed.iter().filter(|l| l.method == Method::GET).map(|l| shape(l.path)).collect();
    let mut seen = HashSet::new();
    let forms = listed.iter().filter(|l| l.method == Method::POST && !shapes.contains(&shape(l.path)) && seen.insert(l.path));
    forms
        .map(|l| {
            let own = shape(l.path);
            (l.path, (1..own.len()).rev().find(|n| shapes.contains(&own[..*n])).unwrap_or(0))
        })
        .collect()
}

/// The parts of a pattern, parameters alike.
fn shape(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect()
}

/// The first parts of a path as they were asked for.
fn front(path: &str, parts: usize) -> String {
    let kept: Vec<&str> = path.trim_start_matches('/').split('/').take(parts).collect();
    format!("/{}", kept.join("/"))
}

async fn guard(who: Who, request: Request, next: Next) -> Response {
    let viewer = request.extensions().get::<Viewer>();
    let allowed = match (who, viewer) {
        (Who::Public, _) => Ok(()),
        (_, None) => Err(Error::SignIn),
        (Who::SignedIn, Some(_)) => Ok(()),
        (Who::Can(permission), Some(viewer)) if viewer.can(permission) => Ok(()),
        (Who::Can(permission), Some(viewer)) if viewer.could(permission) => Err(Error::SecondFactor),
        (Who::Can(_), Some(_)) => Err(Error::Forbidden),
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}
