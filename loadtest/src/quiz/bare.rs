//! The floor with as many phones, in the same series.
use super::measure::{Meter, Pattern};
use super::phone::{Habit, now};
use super::server::{Program, free};
use super::{Arguments, Found, hall, web};
use anyhow::Result;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::sleep;

/// Asks twice, with answers spread and all at once.
pub async fn run(a: &Arguments, phones: usize) -> Result<Found> {
    let at = free()?;
    let file = std::env::temp_dir().join(format!("nhipso-floor-{}", std::process::id()));
    let (listen, path) = (at.to_string(), file.display().to_string());
    let (program, _) = Program::start(&std::env::current_exe()?, &["quiz-floor", "--listen", &listen, "--file", &path], at, a.on.server_core).await?;
    println!(" floor, {phones} phones");
    let book = hall::connect(at, vec![Habit::default(); phones], |_| ("/ws".to_owned(), String::new())).await?;
    let mut found = Vec::new();
    for pattern in [Pattern::Spread, Pattern::Once] {
        hall::habits(&book, a, pattern);
        let meter = Meter::begin(&book.borrow(), program.cpu());
        let t = now() + 1500.0;
        let frame = format!("{{\"close\":{},\"k\":\"ask\",\"n\":1,\"open\":{t},\"show\":{t}}}", t + 20_000.0);
        say(at, &frame).await?;
        sleep(Duration::from_millis(700)).await;
        say(at, "{\"k\":\"key\",\"n\":1}").await?;
        sleep(Duration::from_secs_f64(a.spread + 3.0)).await;
        found.push((pattern, meter.read(&book.borrow(), program.cpu(), program.memory())));
    }
    book.borrow_mut().stop = true;
    drop(program);
    drop(std::fs::remove_file(file));
    sleep(Duration::from_millis(2500)).await;
    Ok(found)
}

async fn say(at: SocketAddr, body: &str) -> Result<()> {
    web::ask(1, at, "/say", "", Some(body)).await.map(drop)
}
