//! Thử tải (load tests): closed-loop drivers that measure the real server beside a bare axum route which sends the same
//! bytes, so that a figure says something about the program and not only about the machine.
mod driver;
mod floor;
mod home;
mod quiz;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Drives a running Nhịp Số server and says how fast it answers")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The public home page, kept compressed in memory.
    Home(home::Arguments),
    /// The gameshow: a hall of phones, the server killed in the middle, and a bare WebSocket server beside it.
    Quiz(quiz::Arguments),
    /// Live polls: a hall that votes within a second, beside a bare route that appends and syncs.
    Polls(quiz::polls::Arguments),
    /// The bare WebSocket server (started by `quiz` in a process of its own).
    #[command(hide = true)]
    QuizFloor(quiz::floor::Arguments),
    /// The bare route (started by `home` in a process of its own).
    #[command(hide = true)]
    Floor(floor::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().what {
        What::Home(arguments) => home::run(&arguments),
        What::Quiz(arguments) => quiz::run(&arguments),
        What::Polls(arguments) => quiz::polls::run(&arguments),
        What::QuizFloor(arguments) => quiz::floor::run(&arguments),
        What::Floor(arguments) => floor::run(&arguments),
    }
}
