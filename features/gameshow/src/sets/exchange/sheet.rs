//! Bảng câu hỏi (xlsx): one line is one question; columns are known by their headings, in any order. It must never guess what a
//! line means: what is not clear is a fault of that line.
use quiz::Question;
use quiz::question::{Choice, Kind, KINDS, Number};
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};
use vietnamese::{fold, fold_loose};

/// Most questions of one file.
pub(super) const MAX_LINES: usize = 300;

/// Columns in the order of the template; words: `gameshow-sets-column-…`.
pub(super) const COLUMNS: [&str; 18] = [
    "kind", "text", "option-a", "option-b", "option-c", "option-d", "option-e", "option-f", "answer", "min", "max", "unit",
    "explanation", "source", "source-url", "category", "difficulty", "seconds",
];
const WIDTHS: [f64; 18] = [16.0, 52.0, 24.0, 24.0, 24.0, 24.0, 18.0, 18.0, 26.0, 10.0, 10.0, 10.0, 46.0, 34.0, 30.0, 20.0, 10.0, 10.0];

/// Words of the table in one language.
pub(super) struct Words {
    pub headings: [String; 18],
    pub kinds: [String; 6],
    /// Category and its words.
    pub categories: Vec<(String, String)>,
}

/// What is wrong with a line: the column, the code of the fault and its bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineFault {
    pub column: &'static str,
    pub code: &'static str,
    pub limit: usize,
}

/// A line as read.
pub(super) struct Line {
    pub number: u32,
    pub question: Question,
    pub faults: Vec<LineFault>,
}

/// Reads the first sheet that has a heading for the question's text. Large files take their time: not for async threads.
pub(super) fn read(bytes: &[u8], words: &Words, category: &str) -> Result<Vec<Line>, &'static str> {
    let found = ::sheet::find(bytes, &::sheet::Limits::lines(MAX_LINES + 20), |lines| {
        let (at, columns) = lines.iter().take(15).enumerate().find_map(|(n, line)| columns(line, words).map(|c| (n, c)))?;
        let rest = lines[at + 1..].iter().filter(|l| l.cells.iter().any(|c| !c.trim().is_empty()));
        Some(rest.map(|l| Cells { line: l, columns: &columns }.question(words, category)).collect::<Vec<Line>>())
    });
    match found {
        Ok(Some(lines)) if lines.is_empty() => Err("gameshow-sets-sheet-empty"),
        Ok(Some(lines)) if lines.len() > MAX_LINES => Err("gameshow-sets-sheet-long"),
        Ok(Some(lines)) => Ok(lines),
        Ok(None) => Err("gameshow-sets-sheet-heading"),
        Err(::sheet::Refusal::TooLong) => Err("gameshow-sets-sheet-long"),
        Err(_) => Err("gameshow-sets-sheet-unreadable"),
    }
}

/// Where each column is; None when the line holds no heading of the text.
fn columns(line: &::sheet::Line, words: &Words) -> Option<[Option<usize>; 18]> {
    let mut found = [None; 18];
    for (n, slot) in found.iter_mut().enumerate() {
        *slot = line.cells.iter().position(|cell| !cell.is_empty() && fold_loose(cell) == fold_loose(&words.headings[n]));
    }
    found[1].is_some().then_some(found)
}

struct Cells<'l> {
    line: &'l ::sheet::Line,
    columns: &'l [Option<usize>; 18],
}

impl Cells<'_> {
    fn cell(&self, column: &str) -> String {
        let at = COLUMNS.iter().position(|c| *c == column).and_then(|n| self.columns[n]);
        at.map(|at| self.line.cell(at).split('\n').collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    fn question(&self, words: &Words, category: &str) -> Line {
        let mut faults = Vec::new();
        let mut fault = |column, code| faults.push(LineFault { column, code, limit: 0 });
        let options: Vec<String> = ["a", "b", "c", "d", "e", "f"].iter().map(|l| self.cell(&format!("option-{l}"))).collect();
        let answer = self.cell("answer");
        let kind = match self.kind(words, &options, &answer) {
            Some("true_false") => match truth(&answer) {
                Some(right) => Kind::TrueFalse { right },
                None => {
                    fault("answer", "truth");
                    Kind::TrueFalse { right: true }
                }
            },
            Some("typed") => Kind::Typed { accepted: answer.split(';').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect() },
            Some("order") => Kind::Order { items: options.into_iter().filter(|o| !o.is_empty()).collect() },
            Some("estimate") => {
                let mut number = |column, text: &str| Number::parse(text).unwrap_or_else(|| {
                    fault(column, "no-number");
                    Number::default()
                });
                let value = number("answer", &answer);
                let (min, max) = (number("min", &self.cell("min")), number("max", &self.cell("max")));
                Kind::Estimate { value, min, max, unit: self.cell("unit") }
            }
            Some(kind) => {
                let right = letters(&answer);
                let last = options.iter().rposition(|o| !o.is_empty()).map_or(0, |n| n + 1);
                if right.is_none() || right.as_ref().is_some_and(|r| r.iter().any(|at| *at >= last)) {
                    fault("answer", "letters");
                }
                let right = right.unwrap_or_default();
                let choices: Vec<Choice> = options.into_iter().take(last).enumerate().map(|(n, text)| Choice { text, right: right.contains(&n) }).collect();
                if kind == "one" { Kind::One { choices } } else { Kind::Many { choices } }
            }
            None => {
                fault("kind", "kind");
                Kind::TrueFalse { right: true }
            }
        };
        let mut whole = |column, least: u16, empty: u16| match self.cell(column).trim() {
            "" => empty,
            text => text.parse::<u16>().ok().filter(|n| *n >= least).unwrap_or_else(|| {
                fault(column, "no-number");
                empty
            }),
        };
        let (difficulty, seconds) = (whole("difficulty", 1, 1), whole("seconds", 1, 0));
        let written = self.cell("category");
        let own = words.categories.iter().find(|(code, label)| fold_loose(code) == fold_loose(&written) || fold_loose(label) == fold_loose(&written));
        if !written.is_empty() && own.is_none() {
            fault("category", "category");
        }
        let question = Question {
            text: self.cell("text"),
            kind,
            explanation: self.cell("explanation"),
            source: self.cell("source"),
            source_url: self.cell("source-url"),
            category: own.map_or_else(|| category.to_owned(), |(code, _)| code.clone()),
            difficulty: u8::try_from(difficulty).unwrap_or(u8::MAX),
            seconds: (seconds > 0).then_some(seconds),
            weight: 1000,
            ..Question::default()
        };
        let told = !faults.is_empty();
        for f in question.faults() {
            let about_answer = matches!(f.field, "choices" | "value" | "min" | "max" | "accepted");
            if !(told && about_answer) {
                faults.push(LineFault { column: column_of(f.field, f.code), code: f.code, limit: f.limit });
            }
        }
        Line { number: self.line.number, question, faults }
    }

    /// The kind that is written, or that the cells leave no doubt about.
    fn kind(&self, words: &Words, options: &[String], answer: &str) -> Option<&'static str> {
        let written = self.cell("kind");
        if !written.is_empty() {
            let fits = |n: &usize| fold_loose(KINDS[*n]) == fold_loose(&written) || fold_loose(&words.kinds[*n]) == fold_loose(&written);
            return (0..KINDS.len()).find(fits).map(|n| KINDS[n]);
        }
        let filled = options.iter().filter(|o| !o.is_empty()).count();
        match letters(answer) {
            Some(right) if filled >= 2 && right.len() == 1 => Some("one"),
            Some(right) if filled >= 2 && right.len() > 1 => Some("many"),
            _ if filled == 0 && truth(answer).is_some() => Some("true_false"),
            _ => None,
        }
    }
}

fn column_of(field: &str, code: &str) -> &'static str {
    match field {
        "choices" if code == "no-right" || code == "one-right" => "answer",
        "choices" | "items" => "option-a",
        "accepted" | "value" => "answer",
        "source_url" => "source-url",
        other => COLUMNS.into_iter().find(|c| *c == other).unwrap_or("text"),
    }
}

/// Places of "A, C"; None when it is anything else or names one twice.
fn letters(text: &str) -> Option<Vec<usize>> {
    let folded = fold(text);
    let mut places = Vec::new();
    for word in folded.split(' ').filter(|w| !w.is_empty()) {
        let at = ["a", "b", "c", "d", "e", "f"].iter().position(|l| *l == word)?;
        if places.contains(&at) {
            return None;
        }
        places.push(at);
    }
    (!places.is_empty()).then_some(places)
}

fn truth(text: &str) -> Option<bool> {
    match fold_loose(text).as_str() {
        "dung" | "true" | "yes" => Some(true),
        "sai" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// Writes questions as a table that [`read`] reads back (media and weights are left out), with a sheet of explanations.
pub(super) fn write(words: &Words, questions: &[Question], notes: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap().set_background_color(Color::Theme(0, 1));
    let text = Format::new().set_num_format("@").set_text_wrap();
    let sheet = book.add_worksheet().set_name("Câu hỏi")?;
    for (column, (heading, width)) in (0_u16..).zip(words.headings.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, heading, &head)?;
    }
    for (row, q) in (1_u32..).zip(questions) {
        for (column, cell) in (0_u16..).zip(cells(words, q)) {
            sheet.write_string_with_format(row, column, &cell, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if !notes.is_empty() {
        let help = book.add_worksheet().set_name("Hướng dẫn")?;
        help.set_column_width(0, 110.0)?;
        for (row, note) in (0_u32..).zip(notes) {
            help.write_string_with_format(row, 0, note, &Format::new().set_text_wrap())?;
        }
    }
    book.save_to_buffer()
}

fn cells(words: &Words, q: &Question) -> [String; 18] {
    let mut cells: [String; 18] = Default::default();
    let kind = KINDS.iter().position(|k| *k == q.kind_code()).unwrap_or(0);
    cells[0] = words.kinds[kind].clone();
    cells[1] = q.text.clone();
    let letters = ["A", "B", "C", "D", "E", "F"];
    match &q.kind {
        Kind::One { choices } | Kind::Many { choices } => {
            for (n, choice) in choices.iter().enumerate().take(6) {
                cells[2 + n] = choice.text.clone();
            }
            cells[8] = q.right_options().into_iter().map(|n| letters[n % 6]).collect::<Vec<_>>().join(", ");
        }
        Kind::TrueFalse { .. } => cells[8] = q.right_words(),
        Kind::Typed { accepted } => cells[8] = accepted.join("; "),
        Kind::Order { items } => {
            for (n, item) in items.iter().enumerate().take(6) {
                cells[2 + n] = item.clone();
            }
        }
        Kind::Estimate { value, min, max, unit } => {
            cells[8] = value.to_string();
            cells[9] = min.to_string();
            cells[10] = max.to_string();
            cells[11] = unit.clone();
        }
    }
    cells[12] = q.explanation.clone();
    cells[13] = q.source.clone();
    cells[14] = q.source_url.clone();
    cells[15] = words.categories.iter().find(|(code, _)| *code == q.category).map_or_else(|| q.category.clone(), |(_, label)| label.clone());
    cells[16] = q.difficulty.to_string();
    cells[17] = q.seconds.map(|s| s.to_string()).unwrap_or_default();
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let kinds = ["Một đáp án", "Nhiều đáp án", "Đúng hay sai", "Gõ chữ", "Xếp thứ tự", "Ước lượng"].map(String::from);
        let mut headings = COLUMNS.map(String::from);
        headings[1] = "Câu hỏi".into();
        headings[8] = "Đáp án".into();
        Words { headings, kinds, categories: vec![("xa-hoi-so".into(), "Xã hội số".into()), ("ky-nang-so".into(), "Kỹ năng số".into())] }
    }

    fn book(lines: &[&[&str]]) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in (0_u32..).zip(lines) {
            for (column, cell) in (0_u16..).zip(*line) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn what_is_written_reads_back() {
        let set = quiz::question::read_set(include_str!("examples.toml")).unwrap();
        let lines = read(&write(&words(), &set.questions, &["Ghi chú".into()]).unwrap(), &words(), "xa-hoi-so").unwrap();
        for (line, q) in lines.iter().zip(&set.questions) {
            assert_eq!((&line.question, &line.faults), (q, &vec![]));
        }
        assert_eq!(lines.len(), set.questions.len());
    }

    #[test]
    fn each_line_says_what_is_wrong_with_it() {
        let head: &[&str] = &["kind", "cau hoi", "option-a", "option-b", "ĐÁP ÁN", "min", "max", "category", "seconds"];
        let file = book(&[&["BỘ CÂU HỎI"], head, &["", "Một?", "x", "y", "B"], &["", "Nhiều?", "x", "y", "a; b"], &["", "Thật?", "", "", "sai"],
            &["Đoán mò", "Gì?", "x", "y", "A"], &["", "Chữ nào?", "x", "y", "C"], &["Ước lượng", "Bao nhiêu?", "", "", "nhiều", "0", "9"],
            &["", "", "x", "y", "A"], &["Gõ chữ", "Gõ?", "", "", "", "", "", "Chủ đề lạ", "abc"]]);
        let lines = read(&file, &words(), "xa-hoi-so").unwrap();
        let told: Vec<_> = lines.iter().map(|l| (l.number, l.faults.iter().map(|f| (f.column, f.code)).collect::<Vec<_>>())).collect();
        assert_eq!(lines[1].question.kind_code(), "many");
        assert_eq!(told[..3], [(3, vec![]), (4, vec![]), (5, vec![])]);
        assert_eq!(told[3], (6, vec![("kind", "kind")]));
        assert_eq!(told[4], (7, vec![("answer", "letters")]));
        assert_eq!(told[5], (8, vec![("answer", "no-number")]));
        assert_eq!(told[6], (9, vec![("text", "missing")]));
        assert_eq!(told[7], (10, vec![("seconds", "no-number"), ("category", "category")]));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let key = |bytes: &[u8]| read(bytes, &words(), "khac").err().unwrap();
        assert_eq!(key(b"cau hoi;dap an"), "gameshow-sets-sheet-unreadable");
        assert_eq!(key(&book(&[&["a", "b"]])), "gameshow-sets-sheet-heading");
        assert_eq!(key(&book(&[&["Câu hỏi"]])), "gameshow-sets-sheet-empty");
        let mut long: Vec<&[&str]> = vec![&["Câu hỏi"]];
        long.extend(std::iter::repeat_n(&["x"] as &[&str], MAX_LINES + 1));
        assert_eq!(key(&book(&long)), "gameshow-sets-sheet-long");
    }
}
