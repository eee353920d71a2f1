//! Numbers in words (đọc số bằng chữ): the rules of mốt, lăm, linh/lẻ, for amounts up to one million tỷ.

/// Largest number that is read: 10^15, "một triệu tỷ".
pub const MAX_IN_WORDS: u64 = 1_000_000_000_000_000;

/// Regional words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// linh, nghìn: what papers use.
    #[default]
    North,
    /// lẻ, ngàn.
    South,
}

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];

/// A number in words: 1.250.000 → "một triệu hai trăm năm mươi nghìn". `None` above [`MAX_IN_WORDS`].
pub fn in_words(number: u64) -> Option<String> {
    in_words_as(number, Dialect::North)
}

/// A number in words with the words of a region. `None` above [`MAX_IN_WORDS`].
pub fn in_words_as(number: u64, dialect: Dialect) -> Option<String> {
    if number > MAX_IN_WORDS {
        return None;
    }
    if number == 0 {
        return Some(DIGITS[0].to_owned());
    }
    let mut words = Vec::new();
    let (billions, rest) = (number / 1_000_000_000, number % 1_000_000_000);
    if billions > 0 {
        below_billion(billions, false, dialect, &mut words);
        words.push("tỷ");
    }
    below_billion(rest, billions > 0, dialect, &mut words);
    Some(words.join(" "))
}

/// Up to nine digits; `inner` when a higher part stands before, so that missing hundreds are read out.
fn below_billion(number: u64, mut inner: bool, dialect: Dialect, words: &mut Vec<&'static str>) {
    let thousand = if dialect == Dialect::North {
        "nghìn"
    } else {
        "ngàn"
    };
    for (unit, name) in [(1_000_000, "triệu"), (1_000, thousand), (1, "")] {
        let part = number / unit % 1_000;
        if part == 0 {
            continue;
        }
        three_digits(part, inner, dialect, words);
        if !name.is_empty() {
            words.push(name);
        }
        inner = true;
    }
}

fn three_digits(number: u64, inner: bool, dialect: Dialect, words: &mut Vec<&'static str>) {
    let digit = |n: u64| usize::try_from(n % 10).unwrap_or(0);
    let (hundreds, tens, ones) = (digit(number / 100), digit(number / 10), digit(number));
    let with_hundreds = inner || hundreds > 0;
    if with_hundreds {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if ones > 0 && with_hundreds => words.push(if dialect == Dialect::North {
            "linh"
        } else {
            "lẻ"
        }),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[ones]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rules() {
        for (number, words) in [
            (0, "không"),
            (5, "năm"),
            (10, "mười"),
            (15, "mười lăm"),
            (11, "mười một"),
            (21, "hai mươi mốt"),
            (25, "hai mươi lăm"),
            (24, "hai mươi bốn"),
            (101, "một trăm linh một"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (555, "năm trăm năm mươi lăm"),
            (1_005, "một nghìn không trăm linh năm"),
            (1_000_000, "một triệu"),
            (1_000_021, "một triệu không trăm hai mươi mốt"),
            (2_000_000_000, "hai tỷ"),
            (1_000_001_000, "một tỷ không trăm linh một nghìn"),
            (12_345_000_000_000, "mười hai nghìn ba trăm bốn mươi lăm tỷ"),
            (MAX_IN_WORDS, "một triệu tỷ"),
        ] {
            assert_eq!(in_words(number).unwrap(), words, "{number}");
        }
        assert_eq!(in_words(MAX_IN_WORDS + 1), None);
        assert_eq!(
            in_words_as(1_105, Dialect::South).unwrap(),
            "một ngàn một trăm lẻ năm"
        );
    }

    /// Reads the words back by their meaning, to check the writer against an independent rule.
    fn value(words: &str) -> u64 {
        let (mut total, mut below_billion, mut group, mut pending) = (0u64, 0u64, 0u64, 0u64);
        for word in words.split(' ') {
            match word {
                "trăm" => {
                    group += pending * 100;
                    pending = 0;
                }
                "mươi" => {
                    group += pending * 10;
                    pending = 0;
                }
                "mười" => group += 10,
                "linh" => {}
                "nghìn" => {
                    below_billion += (group + pending) * 1_000;
                    group = 0;
                    pending = 0;
                }
                "triệu" => {
                    below_billion += (group + pending) * 1_000_000;
                    group = 0;
                    pending = 0;
                }
                "tỷ" => {
                    total += (below_billion + group + pending) * 1_000_000_000;
                    below_billion = 0;
                    group = 0;
                    pending = 0;
                }
                "mốt" => pending = 1,
                "lăm" => pending = 5,
                digit => pending = DIGITS.iter().position(|d| *d == digit).unwrap() as u64,
            }
        }
        total + below_billion + group + pending
    }

    proptest! {
        #[test]
        fn words_mean_their_number(n in prop_oneof![0..2_000u64, 0..2_000_000u64, 0..=MAX_IN_WORDS]) {
            prop_assert_eq!(value(&in_words(n).unwrap()), n);
        }
    }
}
