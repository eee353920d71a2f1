//! `quiz recount`: the ranking of a game out of its journal, for the jury, beside a running server or without one.
use crate::boot;
use crate::cli::QuizCommand;
use crate::configuration::Settings;
use anyhow::{Context, Result};
use std::process::ExitCode;

/// Runs it; fails when the journal holds what no rule allows.
pub async fn run(settings: Settings, command: QuizCommand) -> Result<ExitCode> {
    let QuizCommand::Recount { game, top } = command;
    let db = boot::open_database(&settings.config).await?;
    let report = gameshow::recount(&db, &game).await.with_context(|| format!("Không đếm lại được ván {game}"))?;
    db.close().await;
    println!("{}{}", report.title, if report.ended { "" } else { " (chưa kết thúc)" });
    println!("Nhật ký: {} dòng, {} câu trả lời được tính, SHA-256 {}", report.lines, report.answers, report.hash);
    for (rank, name, mean) in &report.teams {
        println!("  đội {rank:>4}  {mean:>8}  {name}");
    }
    for (rank, number, name, points, right, time) in report.ranking.iter().take(top) {
        println!("{rank:>6}  {points:>8} điểm  {right:>3} đúng  {:>10.3} giây  #{number} {name}", *time as f64 / 1e6);
    }
    if report.forbidden > 0 {
        println!("CẢNH BÁO: {} câu trả lời trong nhật ký trái luật chơi", report.forbidden);
        return Ok(ExitCode::FAILURE);
    }
    println!("Nhật ký nguyên vẹn, không có câu trả lời nào trái luật.");
    Ok(ExitCode::SUCCESS)
}
