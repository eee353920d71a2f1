//! Phần IV từ số liệu: difficulties and requests for more time that agencies sent up, each with its answer.
use super::{Bit, Line, Piece, Table, in_words, sentence, what_there_is};
use crate::figures::{Difficulty, Extension, Figures, shown};
use paper::{Column, Stand};

/// Both lists; nothing where nothing was sent up.
pub fn pieces(f: &Figures) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !f.difficulties.is_empty() {
        let answered = f.difficulties.iter().filter(|d| !d.answer.is_empty()).count();
        let mut words = vec![bits("Các cơ quan, đơn vị đã gửi "), count(f.difficulties.len()), bits(" khó khăn, vướng mắc; ")];
        words.extend(what_there_is([part("đã trả lời ", answered), part("đang xem xét ", f.difficulties.len() - answered)], ", "));
        words.push(bits("."));
        pieces.push(Piece::Words(words));
        pieces.push(difficulties(&f.difficulties));
    }
    if !f.extensions.is_empty() {
        let of = |state: &str| f.extensions.iter().filter(|e| e.state == state).count();
        let mut words = vec![bits("Có "), count(f.extensions.len()), bits(" đề nghị gia hạn: ")];
        let answers = [("đồng ý ", "approved"), ("không đồng ý ", "refused"), ("đang xem xét ", "open"), ("đã rút ", "withdrawn")];
        words.extend(what_there_is(answers.map(|(words, state)| part(words, of(state))), ", "));
        words.push(bits("."));
        pieces.push(Piece::Words(words));
        pieces.push(extensions(f));
    }
    pieces
}

/// "đã trả lời 03", with its number.
fn part(words: &str, n: usize) -> (i64, Vec<Bit>) {
    (i64::try_from(n).unwrap_or(i64::MAX), vec![bits(words), count(n)])
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
            vec![Bit::Text((n + 1).to_string())], vec![bits(&d.agency_name)], vec![Bit::Bold(format!("{}. ", d.title.trim_end_matches('.'))), Bit::Text(sentence(&d.words))],
            vec![Bit::Text(sentence(&d.wish))], vec![if d.answer.is_empty() { Bit::Italic("Đang xem xét".into()) } else { Bit::Text(sentence(&d.answer)) }],
        ],
        bold: false,
    };
    Piece::Table(Table { caption: "Khó khăn, vướng mắc các cơ quan phản ánh".into(), columns, rows: all.iter().enumerate().map(row).collect() })
}

fn extensions(f: &Figures) -> Piece {
    let columns = vec![
        Column::new("Số", 4.0).stand(Stand::Centre), Column::new("Nhiệm vụ", 24.0), Column::new("Cơ quan", 16.0), Column::new("Thời hạn", 10.0).stand(Stand::Centre),
        Column::new("Đề nghị", 10.0).stand(Stand::Centre), Column::new("Lý do", 18.0), Column::new("Kết quả", 12.0),
    ];
    let row = |e: &Extension| Line {
        cells: [
            e.number.to_string(), f.text_of(e.number).unwrap_or(&e.short).to_owned(), e.agency_name.clone(), shown(Some(&e.was)), shown(Some(&e.asked_on)),
            sentence(&e.reason), answer(e),
        ].map(|w| vec![Bit::Text(w)]).to_vec(),
        bold: false,
    };
    Piece::Table(Table { caption: "Đề nghị gia hạn".into(), columns, rows: f.extensions.iter().map(row).collect() })
}

fn answer(e: &Extension) -> String {
    match e.state.as_str() {
        "approved" => format!("Đồng ý đến {}", shown(e.granted_on.as_deref())),
        "refused" => "Không đồng ý".into(),
        "withdrawn" => "Đã rút".into(),
        _ => "Đang xem xét".into(),
    }
}
