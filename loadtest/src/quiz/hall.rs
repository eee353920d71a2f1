//! A hall of simulated phones: how they come in, connect and answer.
use super::phone::{self, Book, Habit, random};
use super::{Arguments, web};
use crate::quiz::measure::Pattern;
use anyhow::{Result, bail};
use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Under way at once while they come in or connect.
const HANDS: usize = 64;

/// Connects a phone for each habit and waits until they are. `entry`: path and cookie of each.
pub async fn connect(at: SocketAddr, habits: Vec<Habit>, entry: impl Fn(usize) -> (String, String)) -> Result<Rc<RefCell<Book>>> {
    let count = habits.len();
    let book = Rc::new(RefCell::new(Book { notes: vec![phone::Noted::default(); count], habits, ..Book::default() }));
    let began = Instant::now();
    for p in 0..count {
        let (path, cookie) = entry(p);
        tokio::task::spawn_local(phone::live(book.clone(), at, path, cookie, p));
        while p.saturating_sub(book.borrow().connected) > HANDS {
            sleep(Duration::from_millis(1)).await;
            if began.elapsed() > Duration::from_secs(120) {
                bail!("only {} phones got in", book.borrow().connected);
            }
        }
    }
    while book.borrow().connected < count && began.elapsed() < Duration::from_secs(120) {
        sleep(Duration::from_millis(5)).await;
    }
    println!("  {} phones connected in {:.2} s", book.borrow().connected, began.elapsed().as_secs_f64());
    Ok(book)
}

/// Sets when each phone answers the next question (open loop: before it is asked). Neighbours have the same human speed.
pub fn habits(book: &Rc<RefCell<Book>>, a: &Arguments, pattern: Pattern) {
    let (mut seed, mut after) = (3, 0.0);
    for (p, habit) in book.borrow_mut().habits.iter_mut().enumerate() {
        if p % 2 == 0 {
            after = (random(&mut seed) % 1_000_000) as f64 / 1_000_000.0 * a.spread * 1000.0;
        }
        habit.after = Some(if pattern == Pattern::Once { 5.0 } else { after.max(5.0) });
        habit.option = 0;
    }
}

/// Everybody comes in by the form that people use; returns their cookies.
pub async fn join(phones: usize, at: SocketAddr, game: &str) -> Result<Vec<String>> {
    let began = Instant::now();
    let tokens = Rc::new(RefCell::new(vec![String::new(); phones]));
    let next = Rc::new(std::cell::Cell::new(0_usize));
    let mut hands = Vec::new();
    for _ in 0..HANDS {
        let (tokens, next, path) = (tokens.clone(), next.clone(), format!("/dau-truong/{game}/vao"));
        hands.push(tokio::task::spawn_local(async move {
            loop {
                let p = next.get();
                if p >= phones {
                    return Ok::<(), anyhow::Error>(());
                }
                next.set(p + 1);
                let from = u8::try_from(1 + p / 1000)?;
                let answer = web::ask(from, at, &path, "", Some(&format!("name=May+{p}"))).await?;
                if answer.status != 303 || !answer.cookie.starts_with("dt-") {
                    bail!("phone {p} was not let in: {}", answer.status);
                }
                tokens.borrow_mut()[p] = answer.cookie;
            }
        }));
    }
    for hand in hands {
        hand.await??;
    }
    println!("  {phones} joined in {:.2} s", began.elapsed().as_secs_f64());
    Ok(Rc::try_unwrap(tokens).map(RefCell::into_inner).unwrap_or_default())
}
