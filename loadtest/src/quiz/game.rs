//! One game on a fresh server: made by the form that hosts use, joined, asked and answered.
use super::kill::{self, Killed};
use super::measure::{Meter, Pattern};
use super::phone::{Book, Habit};
use super::server::{Data, Program, free};
use super::{Arguments, Found, hall, web};
use anyhow::{Context, Result, bail};
use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;
use tokio::time::sleep;

/// Seconds to read a question; the default of the form.
pub const READ: f64 = 6.0;
/// Seconds between the host's press and the moment at which a question is shown.
pub const LEAD: f64 = 2.0;

/// A server with a game that is on and its phones.
pub struct Running {
    /// The server.
    pub server: Program,
    /// Its data.
    pub data: Data,
    /// Its arguments, to start it again.
    pub arguments: Vec<String>,
    /// The game.
    pub game: String,
    /// Who presses.
    pub host: Host,
    /// The phones.
    pub book: Rc<RefCell<Book>>,
}

/// A host's hand.
pub struct Host {
    at: SocketAddr,
    cookie: String,
    desk: String,
    n: u32,
}

impl Host {
    /// Presses a button of the desk.
    pub async fn press(&mut self, act: &str) -> Result<()> {
        let form = format!("act={act}&n={}", self.n);
        let answer = web::ask(1, self.at, &self.desk, &self.cookie, Some(&form)).await?;
        if answer.status != 303 || answer.cookie.starts_with("flash=warn") {
            bail!("{act} was refused: {} {}", answer.status, answer.cookie);
        }
        self.n += 1;
        Ok(())
    }

    /// Closes the question, if that has not come by itself.
    pub async fn close(&mut self) -> Result<()> {
        if web::ask(1, self.at, &self.desk, &self.cookie, None).await?.body.contains("data-until") {
            return self.press("step").await;
        }
        self.n += 1;
        Ok(())
    }
}

/// Starts a server, makes a game and lets everybody in.
pub async fn start(a: &Arguments, habits: Vec<Habit>) -> Result<Running> {
    let data = Data::new(a.on.database_url.clone())?;
    let at = free()?;
    let arguments = data.arguments(at);
    let (server, _) = Program::start(&a.on.program()?, &arguments.iter().map(String::as_str).collect::<Vec<_>>(), at, a.on.server_core).await?;
    let empty = server.memory();
    let cookie = data.administrator().await?;
    let set = data.questions(8).await?;
    let wish = format!("title=Thu+tai&set={set}&curve=half&points=1000&minus=0&streak=0&read={READ}&seconds=20&podium=3&text=1");
    let made = web::ask(1, at, "/dau-truong/van/moi", &cookie, Some(&wish)).await?;
    let desk = made.location;
    let game = desk.split('/').nth(2).context("no game was made")?.to_owned();
    let tokens = hall::join(habits.len(), at, &game).await?;
    let entry = |p: usize| (format!("/dau-truong/{game}/ws"), tokens[p].clone());
    let book = hall::connect(at, habits, entry).await?;
    sleep(Duration::from_secs(2)).await;
    println!("  server memory: {empty} MiB empty, {} MiB with all phones", server.memory());
    Ok(Running { host: Host { at, cookie, desk, n: 0 }, server, data, arguments, game, book })
}

/// Asks with answers spread and all at once, then kills the server in the middle of a third question.
pub async fn run(a: &Arguments, phones: usize) -> Result<(Found, Option<Killed>)> {
    println!(" Nhịp Số, {phones} phones");
    let mut running = start(a, vec![Habit::default(); phones]).await?;
    let mut found = Vec::new();
    for pattern in [Pattern::Spread, Pattern::Once] {
        hall::habits(&running.book, a, pattern);
        let meter = Meter::begin(&running.book.borrow(), running.server.cpu());
        running.host.press("step").await?;
        sleep(Duration::from_secs_f64(LEAD + READ + a.spread + 2.0)).await;
        running.host.close().await?;
        running.host.press("step").await?;
        sleep(Duration::from_secs(2)).await;
        found.push((pattern, meter.read(&running.book.borrow(), running.server.cpu(), running.server.memory())));
        running.host.press("step").await?;
    }
    if a.no_kill {
        running.book.borrow_mut().stop = true;
        return Ok((found, None));
    }
    let killed = kill::run(a, running).await?;
    Ok((found, Some(killed)))
}
