//! Labels (ký hiệu đề mục): "III.", "I-", "3.1", "1)", "a)", "- +", "Phần II", "Điều 4". Reads the label in front of a line;
//! it must never take a date, a number with thousands or "V/v" for one.

/// What sort of label it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Phần, Chương.
    Part,
    /// A., B.
    Upper,
    /// I., II-.
    Roman,
    /// Điều 3.
    Article,
    /// 1., 1.1, 1.1.1: number of groups.
    Decimal(u8),
    /// (1).
    Bracketed,
    /// a), đ).
    Lower,
    /// -, +, *, •.
    Bullet(char),
}

/// A label cut from the front of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Sort.
    pub kind: Kind,
    /// Printed form without the final mark.
    pub text: String,
    /// Mark after it.
    pub sep: char,
    /// Its last number, when it has one.
    pub number: Option<u32>,
    /// Byte offset of what follows.
    pub end: usize,
}

impl Label {
    /// Depth in the tree: smaller is nearer to the root.
    pub fn level(&self) -> u8 {
        match self.kind {
            Kind::Part => 1,
            Kind::Upper => 3,
            Kind::Roman => 4,
            Kind::Article => 5,
            Kind::Decimal(n) => 5 + n.min(4),
            Kind::Bracketed => 10,
            Kind::Lower => 11,
            Kind::Bullet('*') => 12,
            Kind::Bullet('+') => 14,
            Kind::Bullet(_) => 13,
        }
    }

    /// Numbered or lettered, not a bullet.
    pub fn numbered(&self) -> bool {
        !matches!(self.kind, Kind::Bullet(_))
    }
}

/// Value of a Roman number of I, V and X.
pub fn roman(s: &str) -> Option<u32> {
    if s.is_empty() || s.len() > 7 {
        return None;
    }
    let value = |b: u8| match b {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        _ => None,
    };
    let mut sum = 0;
    let mut last = 0;
    for b in s.bytes().rev() {
        let v = value(b)?;
        if v < last {
            sum -= v;
        } else {
            sum += v;
            last = v;
        }
    }
    Some(sum)
}

fn label(kind: Kind, text: &str, sep: char, number: Option<u32>, line: &str, at: usize) -> Option<Label> {
    let rest = &line[at..];
    let end = at + (rest.len() - rest.trim_start().len());
    Some(Label { kind, text: text.to_owned(), sep, number, end })
}

fn bullet(line: &str, c: char) -> Option<Label> {
    let shown = match c {
        '-' | '–' | '—' | '−' => '-',
        '+' => '+',
        '*' => '*',
        '•' | '▪' | '●' | '◦' | '·' | '►' | '➢' | '✓' | '❖' | '\u{f0b7}' | '\u{f02d}' => '•',
        _ => return None,
    };
    let at = c.len_utf8();
    let rest = &line[at..];
    let inner = rest.trim_start();
    if shown == '-' && inner.starts_with(['+', '•']) {
        let mark = inner.chars().next()?;
        let at = line.len() - inner.len() + mark.len_utf8();
        return label(Kind::Bullet(if mark == '+' { '+' } else { '•' }), &mark.to_string(), mark, None, line, at);
    }
    let spaced = rest.starts_with(char::is_whitespace);
    let ok = spaced && !inner.is_empty() || shown != '+' && inner.starts_with(|d: char| d.is_alphabetic() || "“\"(".contains(d));
    if !ok {
        return None;
    }
    label(Kind::Bullet(shown), &shown.to_string(), shown, None, line, at)
}

fn follows(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

fn decimal(line: &str) -> Option<Label> {
    let mut groups = 0u8;
    let mut last = 0u32;
    let mut at = 0;
    loop {
        let digits = line[at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 2 {
            return if groups == 0 && digits == 3 { hundreds(line) } else { None };
        }
        last = line[at..at + digits].parse().unwrap_or(last);
        at += digits;
        groups += 1;
        let dot_then_digit = line[at..].starts_with('.') && line[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if !dot_then_digit || groups == 4 {
            break;
        }
        at += 1;
    }
    let text = &line[..at];
    let rest = &line[at..];
    let mut after = rest.chars();
    let kind = Kind::Decimal(groups);
    let next_upper = |s: &str| s.trim_start().starts_with(|c: char| c.is_uppercase() || "“\"‘(".contains(c));
    match after.next() {
        Some(s @ ('.' | ')')) => {
            let tail = after.as_str();
            let tail = if s == '.' { tail.trim_start_matches(')') } else { tail };
            let glued = tail.starts_with(|c: char| c.is_uppercase());
            (follows(tail) || glued).then(|| label(kind, text, s, Some(last), line, line.len() - tail.len()))?
        }
        Some(s @ ('-' | '–' | '/')) => {
            let tail = after.as_str();
            (follows(tail) && next_upper(tail)).then(|| label(kind, text, s, Some(last), line, line.len() - tail.len()))?
        }
        Some(c) if c.is_whitespace() && groups > 1 && next_upper(rest) => label(kind, text, ' ', Some(last), line, at),
        _ => None,
    }
}

/// `100. Ủy ban nhân dân xã …`: a list of all communes passes a hundred; anything looser would take amounts and years for labels.
fn hundreds(line: &str) -> Option<Label> {
    let number: u32 = line[..3].parse().ok().filter(|n| *n >= 100)?;
    let sep = line[3..].chars().next().filter(|c| ".)".contains(*c))?;
    let tail = &line[4..];
    let named = tail.starts_with(char::is_whitespace) && tail.trim_start().starts_with(char::is_uppercase);
    named.then(|| label(Kind::Decimal(1), &line[..3], sep, Some(number), line, 4))?
}

fn worded(line: &str) -> Option<Label> {
    let mut words = line.splitn(2, char::is_whitespace);
    let (head, tail) = (words.next()?, words.next()?.trim_start());
    let kind = match head {
        "Phần" | "PHẦN" | "Chương" | "CHƯƠNG" => Kind::Part,
        "Mục" | "MỤC" => Kind::Upper,
        "Điều" | "ĐIỀU" => Kind::Article,
        _ => return None,
    };
    let stop = tail.find(|c: char| c.is_whitespace() || ".:-–".contains(c)).unwrap_or(tail.len());
    let mut id = &tail[..stop];
    let lower = id.to_lowercase();
    let number = roman(id).or_else(|| id.parse().ok());
    if lower == "thứ" {
        let more = tail[stop..].trim_start();
        let n = more.find(|c: char| c.is_whitespace() || ".:".contains(c)).unwrap_or(more.len());
        id = &tail[..tail.len() - more.len() + n];
    } else if number.is_none() {
        return None;
    }
    let end = line.len() - tail.len() + id.len();
    let rest = &line[end..];
    if !(rest.is_empty() || rest.starts_with(['.', ':']) || rest.trim_start().starts_with(['-', '–']) || kind == Kind::Part) {
        return None;
    }
    let skip = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:-–".contains(c));
    label(kind, &line[..end], '.', number, line, line.len() - skip.len())
}

/// Reads the label in front of a trimmed line.
pub fn parse(line: &str) -> Option<Label> {
    let c = line.chars().next()?;
    if let Some(b) = bullet(line, c) {
        return Some(b);
    }
    if c.is_ascii_digit() {
        return decimal(line);
    }
    if c == '(' {
        let close = line.find(')')?;
        let n: u32 = line[1..close].parse().ok().filter(|n| *n < 100)?;
        return follows(&line[close + 1..]).then(|| label(Kind::Bracketed, &line[..=close], ')', Some(n), line, close + 1))?;
    }
    let len = line.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    if len > 0 && let Some(n) = roman(&line[..len]) {
        let rest = &line[len..];
        let mark = rest.trim_start();
        if let Some(s) = mark.chars().next().filter(|s| ".-–)/:".contains(*s)) {
            let tail = &mark[s.len_utf8()..];
            let spaced = rest.len() != mark.len();
            let glued = s == '.' && tail.starts_with(|c: char| c.is_uppercase()) && tail.chars().nth(1).is_some_and(char::is_alphabetic);
            if (follows(tail) && (!spaced || "-–.".contains(s))) || glued {
                return label(Kind::Roman, &line[..len], s, Some(n), line, line.len() - tail.len());
            }
        }
    }
    let rest = &line[c.len_utf8()..];
    if ('A'..='H').contains(&c) && rest.starts_with(['.', ')']) && follows(&rest[1..]) && rest.len() > 2 {
        return label(Kind::Upper, &line[..1], rest.chars().next()?, Some(c as u32 - 64), line, 2);
    }
    if c.is_lowercase() && rest.starts_with([')', '.', '/']) {
        let sep = rest.chars().next()?;
        let tail = &rest[1..];
        if follows(tail) && !tail.trim().is_empty() || sep == ')' && tail.starts_with(char::is_alphabetic) {
            return label(Kind::Lower, &line[..c.len_utf8()], sep, None, line, line.len() - tail.len());
        }
    }
    worded(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(s: &str) -> Option<(String, &str)> {
        parse(s).map(|l| (l.text.clone(), &s[l.end..]))
    }

    #[test]
    fn labels_of_every_sort() {
        for (line, want, rest) in [
            ("III. NỘI DUNG", "III", "NỘI DUNG"),
            ("I- MỤC ĐÍCH", "I", "MỤC ĐÍCH"),
            ("1- Mục đích", "1", "Mục đích"),
            ("3.1 Cuộc thi", "3.1", "Cuộc thi"),
            ("3.2. “Đấu trường”", "3.2", "“Đấu trường”"),
            ("đ) Đơn vị", "đ", "Đơn vị"),
            ("a. Rà soát", "a", "Rà soát"),
            ("- + Bế mạc", "+", "Bế mạc"),
            ("* Khối 6: vẽ", "*", "Khối 6: vẽ"),
            ("1.Mục tiêu", "1", "Mục tiêu"),
            ("Phần thứ nhất. CHUNG", "Phần thứ nhất", "CHUNG"),
            ("Điều 3. Thi hành", "Điều 3", "Thi hành"),
            ("(2) Lập", "(2)", "Lập"),
            ("100. Ủy ban nhân dân xã Thứ 100", "100", "Ủy ban nhân dân xã Thứ 100"),
        ] {
            assert_eq!(cut(line), Some((want.into(), rest)), "{line}");
        }
    }

    #[test]
    fn no_labels() {
        for line in ["V/v tổ chức", "10/10/2024 là ngày", "1.200 chữ", "10.10.2024", "2024. Năm", "120.000 đồng mỗi suất", "500. 000", "150 suất quà", "07 giờ 30", "Q. CHỦ TỊCH", "Mục tiêu", "Điều động xe", "-5 độ"] {
            assert_eq!(cut(line), None, "{line}");
        }
    }
}
