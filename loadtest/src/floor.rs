//! The floor: a bare axum route that sends the bytes of a file with the headers that the page had.
use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::routing::get;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What to send and where.
#[derive(clap::Args)]
pub struct Arguments {
    /// Address to listen on.
    #[arg(long)]
    listen: SocketAddr,
    /// File with the body.
    #[arg(long)]
    body: PathBuf,
    /// File with the headers, one `name: value` a line.
    #[arg(long)]
    headers: PathBuf,
}

/// Serves until it is killed. It uses as many threads as it has cores, as the server does.
pub fn run(arguments: &Arguments) -> Result<()> {
    let body = Bytes::from(std::fs::read(&arguments.body)?);
    let mut headers = HeaderMap::new();
    for line in std::fs::read_to_string(&arguments.headers)?.lines() {
        if let Some((name, value)) = line.split_once(": ") {
            headers.append(name.parse::<HeaderName>()?, HeaderValue::from_str(value)?);
        }
    }
    let answer = move || {
        let (headers, body) = (headers.clone(), body.clone());
        async move { (headers, body) }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(arguments.listen).await?;
        axum::serve(listener, Router::new().route("/", get(answer))).await?;
        Ok(())
    })
}
