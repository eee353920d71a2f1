//! Role × route: nobody reaches what the list of routes does not give them, signed in or not.
use axum::http::{Method, StatusCode};
use base::testing::{TestSite, each_database};
use base::{Who, identity};

/// A path of a pattern: parameters become a key that nobody has.
fn path_of(pattern: &str) -> String {
    let part = |p: &str| if p.starts_with('{') { uuid::Uuid::now_v7().to_string() } else { p.to_owned() };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn probe(t: &TestSite, method: &Method, path: &str, cookie: &str) -> StatusCode {
    let form = if *method == Method::GET { "" } else { "application/x-www-form-urlencoded" };
    t.send(method.clone(), path, cookie, form, Vec::new()).await.status
}

#[tokio::test]
async fn every_route_keeps_out_whom_it_does_not_name() {
    each_database(crate::features::all, async |t| {
        let routes = t.site.routes.clone();
        let roles = [identity::COORDINATOR, identity::OFFICER, identity::LEADER, identity::HEAD, identity::OFFICE];
        let mut probes = 0;
        for route in routes.iter().filter(|r| r.who != Who::Public) {
            let path = path_of(route.path);
            let stranger = probe(&t, &route.method, &path, "").await;
            assert_eq!(stranger, StatusCode::UNAUTHORIZED, "{}: a stranger on {} {path}", t.engine, route.method);
            let Who::Can(permission) = route.who else { continue };
            for role in roles {
                if t.site.permissions_of(role).contains(&permission) {
                    continue;
                }
                let cookie = t.holder(role).await;
                let status = probe(&t, &route.method, &path, &cookie).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{}: {role} on {} {path}", t.engine, route.method);
                probes += 1;
            }
        }
        assert!(probes >= 30, "only {probes} probes");
    })
    .await;
}

#[tokio::test]
async fn no_address_of_a_form_is_a_dead_end() {
    each_database(crate::features::all, async |t| {
        let forms = base::routes::forms_without_page(&t.site.routes);
        assert!(forms.len() >= 30, "only {} forms", forms.len());
        for (pattern, parts) in forms {
            let path = path_of(pattern);
            let answer = t.get(&path, "").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}: GET {path}", t.engine);
            let above: Vec<&str> = path.trim_start_matches('/').split('/').take(parts).collect();
            assert_eq!(answer.location(), format!("/{}", above.join("/")), "{pattern}");
            // The page above is one that exists; who may see it is its own matter.
            assert_ne!(t.get(answer.location(), "").await.status, StatusCode::METHOD_NOT_ALLOWED, "{pattern}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_key_of_nobody_makes_a_server_error() {
    each_database(crate::features::all, async |t| {
        let cookie = t.administrator().await;
        for route in t.site.routes.clone() {
            let path = path_of(route.path);
            let status = probe(&t, &route.method, &path, &cookie).await;
            assert!(!status.is_server_error(), "{}: {} {path} answered {status}", t.engine, route.method);
        }
    })
    .await;
}

#[tokio::test]
async fn public_pages_stand_without_a_plan_and_with_one() {
    each_database(crate::features::all, async |t| {
        let open: Vec<_> = t.site.routes.iter().filter(|r| r.who == Who::Public && r.method == Method::GET && !r.path.contains('{')).map(|r| r.path).collect();
        assert!(open.len() >= 10, "{open:?}");
        // Steps of a sign-in that nobody has begun do not exist.
        let check = async |state: &str| {
            for path in &open {
                let status = t.get(path, "").await.status;
                let fine = status.is_success() || status.is_redirection() || (status == StatusCode::NOT_FOUND && (state == "empty" || path.starts_with("/dang-nhap/")));
                assert!(fine || status == StatusCode::UNPROCESSABLE_ENTITY || status == StatusCode::BAD_REQUEST, "{} {state}: {path} answered {status}", t.engine);
            }
        };
        check("empty").await;
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        let text = crate::example::text(t.site.clock.today());
        plan::import_file(&t.site, &actor, crate::example::FILE_NAME, text.as_bytes()).await.expect("the sample is published");
        check("with the sample").await;
    })
    .await;
}
