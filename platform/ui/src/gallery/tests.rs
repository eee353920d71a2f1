//! Every page of the gallery, in both languages: renders, is in order, keeps the content policy.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::*;

async fn fetch(path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).expect("valid request");
    let answer = router::<()>().oneshot(request).await.expect("router never fails");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("body").to_bytes();
    (status, String::from_utf8(body.to_vec()).expect("utf-8"))
}

#[tokio::test]
async fn every_page_renders_and_keeps_the_content_policy() {
    for (slug, title) in SHEETS {
        for query in ["", "?lang=en&che-do=toi"] {
            let (status, html) = fetch(&format!("/_ui/{slug}{query}")).await;
            assert_eq!(status, StatusCode::OK, "{slug}");
            assert!(html.contains("<title>"), "{slug} has no title: {title}");
            assert!(!html.contains("<style") && !html.contains(" onclick"), "{slug} breaks the content policy");
            assert_eq!(html.matches("<script").count(), 1, "{slug} has a script of its own");
            assert!(!html.contains("ui-"), "{slug}: a message is missing: {}", context(&html, "ui-"));
            for part in html.split("style=\"").skip(1) {
                assert!(part.starts_with("--"), "{slug} has a style attribute that is not data");
            }
        }
    }
    assert_eq!(fetch("/_ui/khong-co").await.0, StatusCode::NOT_FOUND);
    assert!(fetch("/_ui").await.1.contains("/_ui/ban-in"));
}

fn context(html: &str, word: &str) -> String {
    let at = html.find(word).unwrap_or_default();
    html[at..].chars().take(40).collect()
}

#[tokio::test]
async fn ids_are_unique_and_every_icon_exists() {
    let sprite = include_str!("../../static/icons.svg");
    for (slug, _) in SHEETS {
        let (_, html) = fetch(&format!("/_ui/{slug}")).await;
        let mut seen = BTreeSet::new();
        for part in html.split(" id=\"").skip(1) {
            let id = part.split('"').next().unwrap_or_default();
            assert!(seen.insert(id.to_owned()), "{slug}: id {id} twice");
        }
        for part in html.split("icons.svg#").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            assert!(sprite.contains(&format!("id=\"{name}\"")), "{slug}: no icon {name}");
        }
    }
}

#[test]
fn every_component_has_a_page_in_the_gallery() {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let pages: String = std::fs::read_dir(root.join("src/gallery"))
        .expect("readable")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "html"))
        .map(|entry| std::fs::read_to_string(entry.path()).expect("utf-8"))
        .collect();
    let layouts = ["identity-strip", "masthead", "service-nav", "breadcrumbs", "identifier-footer", "skip-link", "rail", "rehearsal", "working-in"];
    for entry in std::fs::read_dir(root.join("templates/components")).expect("readable").flatten() {
        let name = entry.file_name().into_string().expect("utf-8");
        let used = pages.contains(&format!("components/{name}/{name}.html")) || layouts.contains(&name.as_str());
        assert!(used, "component {name} has no page in the gallery");
        let template = entry.path().join(format!("{name}.html"));
        let template = std::fs::read_to_string(template).expect("a component has a template");
        assert!(template.starts_with("{#"), "{name} does not say its parameters");
    }
}

#[tokio::test]
async fn pictures_are_served() {
    assert!(fetch("/_ui/tranh/rong.svg").await.1.starts_with("<svg"));
    assert_eq!(fetch("/_ui/tranh/khac.svg").await.0, StatusCode::NOT_FOUND);
}
