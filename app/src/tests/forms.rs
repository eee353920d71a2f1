//! The whole service with its error pages: what happens to words typed into a form.
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base::testing::each_database;
use tower::ServiceExt;

#[tokio::test]
async fn what_was_typed_comes_back_when_the_session_has_ended() {
    each_database(crate::features::all, async |t| {
        let service = crate::server::router(&t.site);
        let send = async |body: String| {
            let request = Request::post("/su-kien/soan/moi")
                .header(header::HOST, "localhost")
                .header(header::ORIGIN, "http://localhost")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::CONTENT_LENGTH, body.len())
                .body(Body::from(body))
                .expect("a request");
            let answer = service.clone().oneshot(request).await.expect("an answer");
            let status = answer.status();
            let bytes = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
            (status, String::from_utf8_lossy(&bytes).into_owned())
        };
        let (status, page) = send("tieu-de=Khai+m%E1%BA%A1c+%22%3Cb%3E%22&mat-khau=bi-mat".into()).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert!(page.contains(r#"action="/su-kien/soan/moi""#), "{page}");
        assert!(page.contains(r#"value="Khai mạc &#34;&#60;b&#62;&#34;""#), "escaped, with its marks: {page}");
        assert!(!page.contains("bi-mat"), "a password is never given back");
        assert_eq!(send("x".repeat(300_000)).await.0, StatusCode::UNAUTHORIZED, "a huge form too");
    })
    .await;
}
