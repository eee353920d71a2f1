//! A report of 30 pages and more. `NHIPSO_SPECIMENS=folder cargo nextest run -p reports --no-capture specimen` also writes its files to
//! look at, prints how long drawing took, and, where LibreOffice is installed, compares the pages of DOCX and PDF.
use crate::figures::{DutyLine, Figures, SectionHead, SentPaper};
use crate::layout::{blocks, result, weekly};
use crate::words::{PartWords, Words};
use paper::{Fonts, Kind, Made, Paper, Print, Recipients, Signature};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use uuid::Uuid;

const AGENCIES: [&str; 8] = [
    "Sở Khoa học và Công nghệ", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Công an tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân dân xã Đồi Thông",
    "Ủy ban nhân dân phường Sông Trong", "Đài Phát thanh và Truyền hình",
];
const WORDS: [&str; 4] = [
    "Chủ trì, phối hợp với các cơ quan, đơn vị có liên quan tổ chức tuyên truyền, hướng dẫn người dân sử dụng dịch vụ công trực tuyến và thanh toán không dùng tiền mặt",
    "Bố trí lực lượng bảo đảm an ninh trật tự, an toàn giao thông, phòng cháy chữa cháy tại các điểm tổ chức",
    "Chuẩn bị nguồn điện, đường truyền Internet, màn hình LED và Wi-Fi miễn phí phục vụ người dân, doanh nghiệp; có phương án dự phòng",
    "Tổ chức vòng loại và vòng chung kết gameshow, công bố thể lệ, tổng hợp kết quả",
];

/// An invented campaign with this many duties.
pub(super) fn figures(duties: usize) -> Figures {
    let line = |n: usize| {
        let (state, cell, finished) = match n % 5 {
            0 => ("confirmed", "on_time", Some("2024-09-18")),
            1 => ("confirmed", "late", Some("2024-09-27")),
            2 => ("working", "in_term", None),
            3 => ("accepted", "overdue", None),
            _ => ("reported", "in_term", Some("2024-09-19")),
        };
        let chapter = ["II", "III", "IV"][n * 3 / duties.max(1)];
        DutyLine {
            id: Uuid::from_u128(n as u128 + 1),
            number: i64::try_from(n).unwrap() + 1,
            path: format!("{chapter}.{}", n % (duties / 3).max(1) / 4 + 1),
            text: format!("{} (nội dung {})", WORDS[n % 4], n + 1),
            short: format!("{}…", WORDS[n % 4].chars().take(38).collect::<String>()),
            agency: Some(Uuid::from_u128((n % 8) as u128 + 1)),
            agency_name: AGENCIES[n % 8].into(),
            with: if n % 3 == 0 { vec![AGENCIES[(n + 2) % 8].into(), AGENCIES[(n + 3) % 8].into()] } else { Vec::new() },
            state: state.into(),
            cell: cell.into(),
            first_deadline: Some("2024-09-20".into()),
            deadline: Some(if n % 7 == 0 { "2024-09-25" } else { "2024-09-20" }.into()),
            finished_on: finished.map(str::to_owned),
            words: finished.map(|_| format!("Đã hoàn thành; huy động {} lượt người tham gia, được nhân dân Ẳn Ộ Ữ Ễ đồng tình ủng hộ", (n + 1) * 137)).unwrap_or_default(),
            evidence: if finished.is_some() { vec![format!("Công văn: {}/SKHCN", n + 12), "Ảnh buổi tổ chức".into()] } else { Vec::new() },
        }
    };
    let duties: Vec<DutyLine> = (0..duties).map(line).collect();
    let mut sections: Vec<SectionHead> = [("II", "NỘI DUNG"), ("III", "TỔ CHỨC THỰC HIỆN"), ("IV", "TRUYỀN THÔNG")]
        .map(|(path, title)| SectionHead { path: path.into(), label: path.into(), title: title.into(), depth: 0 }).to_vec();
    for d in &duties {
        if !sections.iter().any(|s| s.path == d.path) {
            let label = d.path.split('.').next_back().unwrap_or_default().to_owned();
            sections.push(SectionHead { title: format!("Nhóm nhiệm vụ thứ {label}"), label, path: d.path.clone(), depth: 1 });
        }
    }
    Figures {
        at_ms: vietnamese::dates::day_end(jiff::civil::date(2024, 9, 30)),
        day: "2024-09-30".into(),
        name: "Ngày Chuyển đổi số Bình An 2024".into(),
        plan: "Kế hoạch số 227/KH-UBND ngày 01 tháng 8 năm 2024 về tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024".into(),
        texts: 2,
        papers: vec![
            SentPaper { kind: "Công văn".into(), number: "05/SKHCN-CNTT".into(), day: Some("2024-09-05".into()), title: "triển khai nhiệm vụ".into(), count: 1 },
            SentPaper { kind: "Công văn".into(), title: "đôn đốc thực hiện nhiệm vụ".into(), count: 38, ..SentPaper::default() },
        ],
        sections,
        duties,
        ..Figures::default()
    }
}

fn report(body: papers::door::Body, title: &str) -> Paper {
    Paper {
        kind: Kind::Report,
        parent: "UBND tỉnh Bình An".into(),
        issuer: "Sở Khoa học và Công nghệ".into(),
        symbol: "/BC-SKHCN".into(),
        place: "Bình An".into(),
        title: title.into(),
        to: vec!["Ủy ban nhân dân tỉnh Bình An".into()],
        body: body.body,
        signatures: vec![Signature { capacity: vec!["KT. GIÁM ĐỐC".into(), "PHÓ GIÁM ĐỐC".into()], name: "Nguyễn Thị Ngọc Ánh".into() }],
        recipients: Some(Recipients { lines: vec!["Như trên".into()], unit: "CNTT".into() }),
        ..Paper::default()
    }
}

#[test]
fn specimen() {
    let folder = std::env::var_os("NHIPSO_SPECIMENS").map(PathBuf::from);
    let words = Words([
        (1, PartWords { before: "Ban Tổ chức báo cáo kết quả thực hiện như sau:".into(), after: String::new() }),
        (3, PartWords { before: String::new(), after: "3. Đánh giá\n- **Ưu điểm:** các cơ quan vào cuộc kịp thời.\n- **Hạn chế:** một số nhiệm vụ còn chậm.".into() }),
        (4, PartWords { before: "1. Khó khăn, vướng mắc\nMưa lũ kéo dài ở một số xã.\n2. Nguyên nhân\nKinh phí phân bổ chậm.".into(), after: String::new() }),
    ].into());
    let f = figures(135);
    let start = Instant::now();
    let body = blocks::body(&result::parts(&f, &words));
    println!("parts and blocks of {} duties: {:.0?}", f.duties.len(), start.elapsed());
    draw(folder.as_deref(), "bao-cao", &report(body, "Kết quả tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024"), 30);
    let mut before = f.clone();
    for duty in before.duties.iter_mut().filter(|d| d.cell == "late") {
        duty.cell = "overdue".into();
    }
    draw(folder.as_deref(), "tuan", &report(blocks::body(&weekly::parts(&f, &before)), "Tổng hợp tình hình thực hiện nhiệm vụ tuần từ 23/9/2024 đến 29/9/2024"), 2);
    let book = crate::sheet::result_book(&f).unwrap();
    assert!(book.starts_with(b"PK"));
    if let Some(folder) = folder {
        std::fs::write(folder.join("bao-cao.xlsx"), book).unwrap();
    }
}

fn draw(folder: Option<&Path>, name: &str, paper: &Paper, least: usize) {
    let fonts = Fonts::tinos();
    let start = Instant::now();
    let print = Print::of(paper, &fonts);
    let laid = start.elapsed();
    let pdf = print.pdf(Made { year: 2024, month: 9, day: 30 }).unwrap();
    println!("{name}: {} pages, laid {laid:.0?}, PDF after {:.0?} ({} kB)", print.page_count(), start.elapsed(), pdf.len() / 1000);
    assert!(print.page_count() >= least, "{} pages", print.page_count());
    let words = print.text();
    assert!(words.contains("Trên đây là kết quả thực hiện") && words.contains("./."), "{words}");
    let Some(folder) = folder else { return };
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(format!("{name}.pdf")), pdf).unwrap();
    std::fs::write(folder.join(format!("{name}.docx")), print.docx()).unwrap();
    let out = folder.join("libreoffice");
    let converted = Command::new("soffice").args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(&out).arg(folder.join(format!("{name}.docx"))).output();
    assert!(converted.is_ok_and(|o| o.status.success()), "NHIPSO_SPECIMENS compares with LibreOffice: apt-get install --no-install-recommends libreoffice-writer");
    let info = Command::new("pdfinfo").arg(out.join(format!("{name}.pdf"))).output().unwrap();
    let text = String::from_utf8_lossy(&info.stdout).into_owned();
    let pages: usize = text.lines().find_map(|l| l.strip_prefix("Pages:")).and_then(|n| n.trim().parse().ok()).unwrap();
    println!("{name}: {pages} pages by LibreOffice");
    assert!(pages.abs_diff(print.page_count()) <= 1, "{name}: {pages} and {}", print.page_count());
}
