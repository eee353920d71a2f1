//! The floor of the quiz: a bare axum WebSocket server that broadcasts a frame to everybody and acknowledges each answer after
//! one `fdatasync` for all that wait. It knows no player, rule or page: nothing can be expected to be quicker than this.
use anyhow::Result;
use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocketUpgrade};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::sync::{broadcast, mpsc, oneshot};

/// Where to listen and write.
#[derive(clap::Args)]
pub struct Arguments {
    /// Address to listen on.
    #[arg(long)]
    listen: SocketAddr,
    /// File that answers are appended to.
    #[arg(long)]
    file: PathBuf,
}

#[derive(Clone)]
struct Floor {
    out: broadcast::Sender<Utf8Bytes>,
    answers: mpsc::Sender<(Vec<u8>, oneshot::Sender<()>)>,
}

/// Serves until it is killed.
pub fn run(arguments: &Arguments) -> Result<()> {
    drop(rlimit::increase_nofile_limit(u64::MAX));
    let mut file = std::fs::File::create(&arguments.file)?;
    let (answers, mut waiting) = mpsc::channel::<(Vec<u8>, oneshot::Sender<()>)>(4096);
    std::thread::spawn(move || {
        let mut batch = Vec::new();
        while waiting.blocking_recv_many(&mut batch, 1024) > 0 {
            let bytes: Vec<u8> = batch.iter().flat_map(|(bytes, _)| bytes.iter().copied()).collect();
            if file.write_all(&bytes).and_then(|()| file.sync_data()).is_err() {
                return;
            }
            batch.drain(..).for_each(|(_, done)| {
                let _: Result<(), ()> = done.send(());
            });
        }
    });
    let floor = Floor { out: broadcast::channel(64).0, answers };
    let router = Router::new().route("/ws", get(open)).route("/say", post(say)).route("/vote", post(vote)).with_state(floor);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(arguments.listen).await?;
        axum::serve(listener, router).await?;
        Ok(())
    })
}

async fn say(State(floor): State<Floor>, body: String) {
    drop(floor.out.send(body.into()));
}

/// A line that is on the disk when it is answered.
async fn vote(State(floor): State<Floor>, body: String) -> axum::response::Response {
    let (done, wait) = oneshot::channel();
    if floor.answers.send((body.into_bytes(), done)).await.is_err() || wait.await.is_err() {
        return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    axum::response::Redirect::to("/").into_response()
}

async fn open(State(floor): State<Floor>, upgrade: WebSocketUpgrade) -> axum::response::Response {
    upgrade.read_buffer_size(1024).write_buffer_size(0).on_upgrade(move |mut socket| async move {
        let mut out = floor.out.subscribe();
        let mut pending: Option<oneshot::Receiver<()>> = None;
        loop {
            tokio::select! {
                text = out.recv() => match text {
                    Ok(text) => if socket.send(Message::Text(text)).await.is_err() { return },
                    Err(_) => return,
                },
                message = socket.recv() => match message {
                    Some(Ok(Message::Text(text))) => {
                        let (done, wait) = oneshot::channel();
                        if floor.answers.send((text.as_bytes().to_vec(), done)).await.is_err() { return }
                        pending = Some(wait);
                    }
                    Some(Ok(_)) => {}
                    _ => return,
                },
                done = async { match &mut pending { Some(wait) => wait.await.is_ok(), None => std::future::pending().await } } => {
                    pending = None;
                    if !done || socket.send(Message::text("{\"k\":\"ack\",\"n\":1}")).await.is_err() { return }
                }
            }
        }
    })
}
