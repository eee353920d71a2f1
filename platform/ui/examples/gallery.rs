//! Serves the gallery alone: `cargo run -p ui --example gallery -- 8077`, then open `/_ui`.

use axum::Router;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(8077_u16);
    let app: Router = Router::new().merge(ui::gallery::router()).merge(ui::assets::router());
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://127.0.0.1:{port}/_ui");
    axum::serve(listener, app).await
}
