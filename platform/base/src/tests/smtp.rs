//! A mail server for tests: it takes mails on a local port, refuses whom it does not know, and can be off.
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server that is on until [`Stub::off`].
pub struct Stub {
    task: JoinHandle<()>,
    taken: Arc<Mutex<Vec<String>>>,
}

/// A local port at which nobody answers.
pub async fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

impl Stub {
    /// Switches the server on. It greets with `greeting`, and answers `mail_from` to every sender.
    pub async fn on(port: u16, greeting: &'static str, mail_from: &'static str) -> Stub {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let into = taken.clone();
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, greeting, mail_from, into.clone()));
            }
        });
        Stub { task, taken }
    }

    /// The mails that it took.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    /// Switches it off; its port is free then.
    pub async fn off(self) {
        self.task.abort();
        self.task.await.unwrap_err();
    }
}

async fn talk(socket: TcpStream, greeting: &'static str, mail_from: &'static str, taken: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let mut socket = BufReader::new(socket);
    let (mut line, mut letter, mut in_letter) = (String::new(), String::new(), false);
    socket.write_all(format!("{greeting}\r\n").as_bytes()).await?;
    loop {
        line.clear();
        if socket.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer = match line.trim_end().to_lowercase().as_str() {
            "." if in_letter => {
                in_letter = false;
                taken.lock().unwrap().push(std::mem::take(&mut letter));
                "250 2.0.0 taken"
            }
            _ if in_letter => {
                letter.push_str(&line);
                continue;
            }
            "data" => {
                in_letter = true;
                "354 go on"
            }
            "quit" => "221 2.0.0 bye",
            said if said.starts_with("mail from") => mail_from,
            said if said.starts_with("rcpt") && said.contains("gone@") => "550 5.1.1 no such mailbox",
            said if said.starts_with("rcpt") && said.contains("full@") => "452 4.2.2 mailbox full",
            _ => "250 2.0.0 well",
        };
        socket.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}
