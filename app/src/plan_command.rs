//! `plan parse|import|diff`.
use crate::cli::{Format, PlanCommand};
use crate::configuration::Settings;
use crate::{boot, up};
use anyhow::{Context, Result};
use plan_reader::{Diff, Reading};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs the commands that need neither configuration nor database.
pub fn without_server(command: &PlanCommand) -> Result<Option<ExitCode>> {
    match command {
        PlanCommand::Parse { file, format } => {
            let reading = read(file)?;
            print(&match format {
                Format::Json => serde_json::to_string_pretty(&reading)?,
                Format::Text => summary(&reading),
            })?;
        }
        PlanCommand::Diff { before, after, format } => {
            let diff = plan_reader::diff(&read(before)?, &read(after)?);
            print(&match format {
                Format::Json => serde_json::to_string_pretty(&diff)?,
                Format::Text => differences(&diff),
            })?;
        }
        PlanCommand::Import { .. } => return Ok(None),
    }
    Ok(Some(ExitCode::SUCCESS))
}

/// `plan import`.
pub async fn run(settings: Settings, command: PlanCommand) -> Result<()> {
    let PlanCommand::Import { files } = command else { return Ok(()) };
    let files: Vec<_> = files.iter().map(|f| up::read(f)).collect::<Result<_>>()?;
    let db = boot::open_database(&settings.config).await?;
    boot::migrate(&settings.config, &db).await?;
    let site = boot::site(settings.config, db, None).await?;
    for (name, bytes) in files {
        up::import(&site, &name, &bytes).await.with_context(|| format!("Kế hoạch {name}"))?;
    }
    site.db.close().await;
    Ok(())
}

fn read(path: &Path) -> Result<Reading> {
    let (name, bytes) = up::read(path)?;
    let text = document_text::extract(&bytes, &name, &document_text::Limits::default())?.text;
    let reading = plan_reader::read(&text);
    plan_reader::is_plan(&reading)?;
    Ok(reading)
}

fn summary(r: &Reading) -> String {
    let mut lines = Vec::new();
    for a in &r.assignments {
        lines.push(format!("{}\t{}\t{} | {}", a.path.join("."), a.text, a.lead.join("; "), a.coordinating.join("; ")));
    }
    lines.push(format!("{} nhiệm vụ, {} hoạt động, {} mốc", r.assignments.len(), r.activities.len(), r.milestones.len()));
    lines.join("\n")
}

/// Duty by duty: "+" added, "-" dropped, "~" changed.
fn differences(diff: &Diff) -> String {
    let mut lines = Vec::new();
    for change in &diff.document {
        lines.push(format!("~ {}: {} → {}", change.field, change.before, change.after));
    }
    for duty in &diff.added {
        lines.push(format!("+ {} {}", duty.path.join("."), duty.text));
    }
    for duty in &diff.dropped {
        lines.push(format!("- {} {}", duty.path.join("."), duty.text));
    }
    for duty in &diff.changed {
        lines.push(format!("~ {} {}", duty.after.path.join("."), duty.after.text));
        lines.extend(duty.changes.iter().map(|c| format!("    {}: {} → {}", c.field, c.before, c.after)));
    }
    let (added, dropped, changed) = (diff.added.len(), diff.dropped.len(), diff.changed.len());
    lines.push(format!("Thêm {added}, bỏ {dropped}, đổi {changed}, giữ nguyên {}", diff.same));
    lines.join("\n")
}

fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
