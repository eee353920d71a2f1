//! A phone for tests: a real WebSocket to a real listener.
use super::support::features;
use base::testing::TestSite;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

/// Serves the test's site on a port of its own.
pub async fn serve(t: &TestSite) -> SocketAddr {
    let router = base::http::service(t.site.clone(), features(), axum::Router::new(), |r| r);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// A connected phone that remembers every frame.
pub struct Phone {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub seen: Vec<String>,
}

impl Phone {
    /// Connects, or says with which status it was refused.
    pub async fn connect(at: SocketAddr, game: Uuid, cookie: &str) -> Result<Phone, u16> {
        let mut request = format!("ws://{at}/dau-truong/{game}/ws").into_client_request().expect("a request");
        request.headers_mut().insert("cookie", cookie.parse().expect("a header"));
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Phone { socket, seen: Vec::new() }),
            Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// The next frame of this kind within ten seconds; others are passed over but remembered.
    pub async fn wait(&mut self, kind: &str) -> Value {
        let found = tokio::time::timeout(Duration::from_secs(10), async {
            while let Some(Ok(message)) = self.socket.next().await {
                let Message::Text(text) = message else { continue };
                self.seen.push(text.to_string());
                let frame: Value = serde_json::from_str(&text).expect("JSON");
                if frame["k"] == kind {
                    return Some(frame);
                }
            }
            None
        });
        found.await.ok().flatten().unwrap_or_else(|| panic!("no `{kind}` frame came; seen: {:?}", self.seen))
    }

    /// Whether the server ends the connection within five seconds without a word.
    pub async fn is_sent_away(&mut self) -> bool {
        let next = tokio::time::timeout(Duration::from_secs(5), self.socket.next()).await;
        matches!(next, Ok(None | Some(Err(_) | Ok(Message::Close(_)))))
    }

    /// Sends an answer.
    pub async fn answer(&mut self, n: u32, answer: Value) {
        self.say(json!({"k": "a", "n": n, "a": answer})).await;
    }

    /// Sends anything.
    pub async fn say(&mut self, frame: Value) {
        self.socket.send(Message::text(frame.to_string())).await.expect("sent");
    }
}
