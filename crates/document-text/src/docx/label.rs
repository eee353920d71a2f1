//! Numbers as Word prints them (dạng số thứ tự): decimal, Roman, letters. Other forms fall back to decimal.

/// Writes a number in a numFmt of WordprocessingML; `None` for "none" and bullets.
pub(crate) fn number(value: i64, format: &str) -> Option<String> {
    let value = value.max(0);
    Some(match format {
        "none" | "bullet" => return None,
        "upperRoman" => roman(value).to_uppercase(),
        "lowerRoman" => roman(value),
        "upperLetter" => letters(value).to_uppercase(),
        "lowerLetter" => letters(value),
        "decimalZero" => format!("{value:02}"),
        _ => value.to_string(),
    })
}

/// Roman numerals; Word prints zero as nothing and large numbers in thousands.
fn roman(mut value: i64) -> String {
    if !(1..=32_767).contains(&value) {
        return value.to_string();
    }
    let steps = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (step, text) in steps {
        while value >= step {
            out.push_str(text);
            value -= step;
        }
    }
    out
}

/// a to z, then aa, bb, cc as Word counts.
fn letters(value: i64) -> String {
    if !(1..=780).contains(&value) {
        return value.to_string();
    }
    let at = (value - 1) % 26;
    let times = usize::try_from((value - 1) / 26 + 1).unwrap_or(1);
    let letter = char::from(b'a' + u8::try_from(at).unwrap_or(0));
    std::iter::repeat_n(letter, times).collect()
}

/// What a bullet is printed as: the signs of Vietnamese plans keep their own shape, every other sign is a hyphen.
pub(crate) fn bullet(sign: &str) -> &'static str {
    match sign.trim() {
        "+" => "+",
        "*" => "*",
        _ => "-",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (value, format, text) in [
            (4, "upperRoman", "IV"),
            (9, "lowerRoman", "ix"),
            (2024, "upperRoman", "MMXXIV"),
            (1, "lowerLetter", "a"),
            (4, "lowerLetter", "d"),
            (27, "lowerLetter", "aa"),
            (53, "upperLetter", "AAA"),
            (7, "decimalZero", "07"),
            (12, "decimal", "12"),
            (3, "ordinal", "3"),
            (0, "upperRoman", "0"),
        ] {
            assert_eq!(
                number(value, format).as_deref(),
                Some(text),
                "{value} {format}"
            );
        }
        assert_eq!(number(1, "none"), None);
        assert_eq!(
            (bullet("•"), bullet("+"), bullet("\u{f0b7}")),
            ("-", "+", "-")
        );
    }
}
