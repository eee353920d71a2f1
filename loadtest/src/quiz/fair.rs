//! Fairness: phones with ways of 20 to 600 ms and lost messages; when they show a question, and what equal human speed earns.
use super::game::{self, LEAD, READ};
use super::measure::{Pattern, Spread, median};
use super::phone::{Book, Habit, random};
use super::{Arguments, hall};
use anyhow::Result;
use std::time::Duration;
use tokio::time::sleep;

/// Most milliseconds between the screens of 99 of 100 phones.
const SHOWN: f64 = 50.0;
/// Most per cent between the mean points of near and far phones.
const APART: f64 = 1.0;
/// Way and back of those who are far, milliseconds.
const FAR: f64 = 600.0;
/// And of those who are near.
const NEAR: f64 = 20.0;

/// What one round gave.
pub struct Fair {
    /// 99 of 100 phones show the question within so many milliseconds.
    shown: f64,
    /// Mean points of those who are near, and far.
    points: [f64; 2],
}

/// Asks two questions and keeps the figures of the second, when the clocks of all phones are set.
pub async fn run(a: &Arguments) -> Result<Fair> {
    println!(" fairness, {} phones, ways of {NEAR} to {FAR} ms, 2 % lost", a.fair);
    let mut seed = 5;
    // Half of them in pairs near and far, the others anywhere between.
    let habit = |p: usize| {
        let trip = match p % 4 {
            0 => NEAR,
            1 => FAR,
            _ => NEAR + (random(&mut seed) % 581) as f64,
        };
        Habit { trip, loss: 2, ..Habit::default() }
    };
    let mut running = game::start(a, (0..a.fair).map(habit).collect()).await?;
    let mut fair = Fair { shown: f64::NAN, points: [f64::NAN; 2] };
    for _ in 0..2 {
        hall::habits(&running.book, a, Pattern::Spread);
        running.host.press("step").await?;
        sleep(Duration::from_secs_f64(LEAD + READ + a.spread + 5.0)).await;
        running.host.close().await?;
        running.host.press("step").await?;
        sleep(Duration::from_secs(3)).await;
        fair = measure(&running.book.borrow());
        running.host.press("step").await?;
    }
    running.book.borrow_mut().stop = true;
    Ok(fair)
}

/// When screens showed the question, and what near and far phones earned.
fn measure(book: &Book) -> Fair {
    let shown = Spread::from_first(book.notes.iter().map(|n| n.shown));
    let mean = |trip: f64| {
        let points: Vec<f64> = book.notes.iter().zip(&book.habits).filter(|(n, h)| h.trip == trip && n.acked > 0.0).map(|(n, _)| n.points).collect();
        points.iter().sum::<f64>() / points.len().max(1) as f64
    };
    Fair { shown: shown.at(0.995) - shown.at(0.005), points: [mean(NEAR), mean(FAR)] }
}

/// Prints medians; returns what does not hold.
pub fn say(rounds: &[Fair]) -> Vec<String> {
    if rounds.is_empty() {
        return Vec::new();
    }
    let shown = median(rounds.iter().map(|f| f.shown));
    let apart = median(rounds.iter().map(|f| (f.points[0] - f.points[1]).abs() * 100.0 / f.points[0].max(1.0)));
    println!("fairness, simulated ways of {NEAR} to {FAR} ms with 2 % loss:");
    println!("  question on 99 of 100 screens within {shown:.1} ms");
    println!(
        "  mean points of equal human speed: {:.1} at {NEAR} ms, {:.1} at {FAR} ms; {apart:.2} % apart",
        median(rounds.iter().map(|f| f.points[0])),
        median(rounds.iter().map(|f| f.points[1]))
    );
    let mut missed = Vec::new();
    if shown.is_nan() || shown > SHOWN {
        missed.push(format!("on screens within {shown:.1} ms, at most {SHOWN}"));
    }
    if apart.is_nan() || apart > APART {
        missed.push(format!("mean points {apart:.2} % apart, at most {APART}"));
    }
    missed
}
