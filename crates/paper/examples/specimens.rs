//! Bản mẫu: `cargo run -p paper --example specimens -- FOLDER` writes the sample papers as .docx, .pdf, .svg and .txt.
//! Where LibreOffice is installed it also converts each .docx and compares the number of pages (must differ by at most 1).
#[path = "../tests/samples.rs"]
mod samples;

use paper::{Fonts, Made, Print};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to write to")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let fonts = Fonts::tinos();
    let mut apart = Vec::new();
    for (name, paper) in samples::all() {
        let start = Instant::now();
        let print = Print::of(&paper, &fonts);
        let laid = start.elapsed();
        let pdf = print.pdf(Made { year: 2026, month: 9, day: 1 })?;
        let drawn = start.elapsed();
        let docx = print.docx();
        println!("{name}: {} pages, laid {laid:.0?}, with PDF {drawn:.0?} ({} kB), with DOCX {:.0?} ({} kB)", print.page_count(), pdf.len() / 1000, start.elapsed(), docx.len() / 1000);
        std::fs::write(folder.join(format!("{name}.pdf")), pdf)?;
        std::fs::write(folder.join(format!("{name}.docx")), docx)?;
        std::fs::write(folder.join(format!("{name}.txt")), print.text())?;
        for (n, svg) in print.svg(usize::MAX).iter().enumerate().take(3) {
            std::fs::write(folder.join(format!("{name}-{}.svg", n + 1)), svg)?;
        }
        if let Some(pages) = libreoffice(folder, name)? {
            println!("{name}: {pages} pages by LibreOffice");
            if pages.abs_diff(print.page_count()) > 1 {
                apart.push(name);
            }
        }
    }
    if apart.is_empty() { Ok(()) } else { Err(format!("page counts of DOCX and PDF are apart: {apart:?}").into()) }
}

/// Pages of the .docx as LibreOffice sees them; `None` where it or pdfinfo is not installed.
fn libreoffice(folder: &Path, name: &str) -> std::io::Result<Option<usize>> {
    let out = folder.join("libreoffice");
    let mut office = Command::new("soffice");
    office.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(&out).arg(folder.join(format!("{name}.docx")));
    match office.output() {
        Ok(done) if done.status.success() => {}
        _ => return Ok(None),
    }
    let Ok(info) = Command::new("pdfinfo").arg(out.join(format!("{name}.pdf"))).output() else { return Ok(None) };
    let text = String::from_utf8_lossy(&info.stdout);
    Ok(text.lines().find_map(|line| line.strip_prefix("Pages:")).and_then(|n| n.trim().parse().ok()))
}
