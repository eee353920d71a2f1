//! The embedded files through the router, and what the style sheet may hold.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::*;

async fn fetch(path: &str, name: &str, value: &str) -> Response {
    let request = Request::get(path).header(name, value).body(Body::empty()).expect("valid request");
    router::<()>().oneshot(request).await.expect("router never fails")
}

#[tokio::test]
async fn serves_compressed_for_ever_and_knows_what_did_not_change() {
    let answer = fetch(asset("ui.css"), "accept-encoding", "gzip, br").await;
    assert_eq!(answer.headers()["content-encoding"], "br");
    assert_eq!(answer.headers()["content-type"], "text/css; charset=utf-8");
    assert!(answer.headers()["cache-control"].to_str().is_ok_and(|value| value.contains("immutable")));
    let etag = answer.headers()["etag"].to_str().expect("ascii").to_owned();
    let packed = answer.into_body().collect().await.expect("body").to_bytes();
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &packed[..], &mut plain).expect("valid brotli");
    assert_eq!(plain, bundle().file("ui.css").expect("exists").content());
    assert!(packed.len() < 16_000, "ui.css is {} bytes compressed", packed.len());
    assert_eq!(fetch(asset("ui.css"), "if-none-match", &etag).await.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(fetch("/tai-nguyen/0000/ui.css", "accept", "*/*").await.status(), StatusCode::NOT_FOUND);
    let font = fetch(asset("be-vietnam-pro-400.woff2"), "accept-encoding", "br").await;
    assert!(font.headers().get("content-encoding").is_none());
}

#[test]
fn fonts_keep_their_weight_limit() {
    let weigh = |name: &str| bundle().file(name).expect("exists").content().len();
    let text: usize = [400, 600, 800].iter().map(|w| weigh(&format!("be-vietnam-pro-{w}.woff2"))).sum();
    let digits: usize = [400, 600, 800].iter().map(|w| weigh(&format!("inter-digits-{w}.woff2"))).sum();
    assert!(text < 45_000 && digits < 6_500, "fonts weigh {text} + {digits} bytes");
}

#[test]
fn style_asks_nobody_else_and_knows_its_fonts() {
    let bundle = Bundle::new(&[("events", "@layer screens { .x { gap: 0 } }")]);
    let css = String::from_utf8(bundle.file("ui.css").expect("exists").content().to_vec()).expect("utf-8");
    assert!(css.starts_with("@layer tokens, reset, base, shell, parts, screens, stage, print;"));
    assert!(css.contains("/* events */") && !css.contains("asset:"));
    assert!(css.match_indices("url(").all(|(at, _)| css[at..].starts_with("url(\"/tai-nguyen/")));
    assert_eq!(css.matches('{').count(), css.matches('}').count());
}

#[test]
fn drawings_name_only_colours_that_exist() {
    for (name, content) in FILES {
        let Ok(text) = std::str::from_utf8(content) else { continue };
        if name.ends_with(".svg") {
            assert!(!with_colours(text).contains("black"), "{name} names an unknown colour");
            assert!(!text.contains('#') || !text.contains("fill=\"#"), "{name} holds a colour literal");
        }
    }
}
