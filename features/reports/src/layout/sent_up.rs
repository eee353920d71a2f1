//! Phần IV từ số liệu: difficulties and requests for more time that agencies sent up, each with its answer.
use super::{Bit, Line, Piece, Table, in_words};
use crate::figures::{Difficulty, Extension, Figures, shown};
use paper::{Column, Stand};

/// Both lists; nothing where nothing was sent up.
pub fn pieces(f: &Figures) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !f.difficulties.is_empty() {
        let answered = f.difficulties.iter().filter(|d| !d.answer.is_empty()).count();
        pieces.push(Piece::Words(vec![
            Bit::text("Các cơ quan, đơn vị đã gửi "), count(f.difficulties.len()), bits(" khó khăn, vướng mắc; đã trả lời "), count(answered),
            bits(", đang xem xét "), count(f.difficulties.len() - answered), bits("."),
        ]));
        pieces.push(difficulties(&f.difficulties));
    }
    if !f.extensions.is_empty() {
        let of = |state: &str| f.extensions.iter().filter(|e| e.state == state).count();
        pieces.push(Piece::Words(vec![
            Bit::text("Có "), count(f.extensions.len()), bits(" đề nghị gia hạn: đồng ý "), count(of("approved")), bits(", không đồng ý "), count(of("refused")),
            bits(", đang xem xét "), count(of("open")), bits(", đã rút "), count(of("withdrawn")), bits("."),
        ]));
        pieces.push(extensions(&f.extensions));
    }
    pieces
}

fn bits(words: &str) -> Bit {
    Bit::text(words)
}

/// A count whose rows are the table below it.
fn count(n: usize) -> Bit {
    Bit::Below(in_words(i64::try_from(n).unwrap_or(i64::MAX)), "phan-4")
}

fn difficulties(all: &[Difficulty]) -> Piece {
    let columns = vec![
        Column::new("TT", 4.0).stand(Stand::Centre), Column::new("Cơ quan", 16.0), Column::new("Khó khăn, vướng mắc", 30.0), Column::new("Đề nghị", 20.0),
        Column::new("Kết quả giải quyết", 22.0),
    ];
    let row = |(n, d): (usize, &Difficulty)| Line {
        cells: vec![
            vec![Bit::Text((n + 1).to_string())], vec![bits(&d.agency_name)], vec![Bit::Bold(format!("{}. ", d.title.trim_end_matches('.'))), bits(&d.words)],
            vec![bits(&d.wish)], vec![if d.answer.is_empty() { Bit::Italic("đang xem xét".into()) } else { bits(&d.answer) }],
        ],
        bold: false,
    };
    Piece::Table(Table { caption: "Khó khăn, vướng mắc các cơ quan phản ánh".into(), columns, rows: all.iter().enumerate().map(row).collect() })
}

fn extensions(all: &[Extension]) -> Piece {
    let columns = vec![
        Column::new("Số", 4.0).stand(Stand::Centre), Column::new("Nhiệm vụ", 24.0), Column::new("Cơ quan", 16.0), Column::new("Thời hạn", 10.0).stand(Stand::Centre),
        Column::new("Đề nghị", 10.0).stand(Stand::Centre), Column::new("Lý do", 18.0), Column::new("Kết quả", 12.0),
    ];
    let row = |e: &Extension| Line {
        cells: [e.number.to_string(), e.short.clone(), e.agency_name.clone(), shown(Some(&e.was)), shown(Some(&e.asked_on)), e.reason.clone(), answer(e)].map(|w| vec![Bit::Text(w)]).to_vec(),
        bold: false,
    };
    Piece::Table(Table { caption: "Đề nghị gia hạn".into(), columns, rows: all.iter().map(row).collect() })
}

fn answer(e: &Extension) -> String {
    match e.state.as_str() {
        "approved" => format!("đồng ý đến {}", shown(e.granted_on.as_deref())),
        "refused" => "không đồng ý".into(),
        "withdrawn" => "đã rút".into(),
        _ => "đang xem xét".into(),
    }
}
