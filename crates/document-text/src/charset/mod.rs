//! Codes of Vietnamese characters (bảng mã): Unicode first, then the three codes of old files, told apart by which one
//! yields Vietnamese syllables. It must never turn good Unicode text into something else.

mod cp1258;
mod syllable;
mod tcvn3;
mod vni;

use crate::Refusal;

pub(crate) use tcvn3::from_latin as tcvn3_from_latin;
pub(crate) use vni::from_latin as vni_from_latin;

/// Decoded text and a remark when it was not plain Unicode.
pub(crate) struct Decoded {
    pub text: String,
    pub note: Option<String>,
}

/// Name of a code that old files use, and its conversion.
type OldCode = (&'static str, fn(&str) -> String);

/// The codes that old files use, each as a function from Windows-1252 characters to Vietnamese.
const OLD: [OldCode; 3] = [
    ("TCVN3 (ABC)", tcvn3::from_latin),
    ("VNI", vni::from_latin),
    ("Windows-1258", cp1258::from_latin),
];

/// Decodes a text file.
///
/// # Errors
/// [`Refusal::UnknownCharset`] when no code gives readable text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes).ok_or(Refusal::UnknownCharset);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes).ok_or(Refusal::UnknownCharset);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(read) = utf16_without_mark(bytes) {
        return utf16(bytes, read).ok_or(Refusal::UnknownCharset);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(repair(text)),
        Err(_) => decode_bytes(bytes),
    }
}

/// Text of old code that was saved as if it were Western European ("Uû ban nh©n d©n"), repaired; other text unchanged.
pub(crate) fn repair(text: &str) -> Decoded {
    if let Some((name, convert)) = old_code(text) {
        let lines: Vec<String> = text
            .split('\n')
            .map(|line| {
                if syllable::has_vietnamese(line) {
                    line.to_owned()
                } else {
                    convert(line)
                }
            })
            .collect();
        return Decoded {
            text: lines.join("\n"),
            note: Some(note(name)),
        };
    }
    Decoded {
        text: text.to_owned(),
        note: None,
    }
}

fn decode_bytes(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let latin: String = bytes.iter().map(|&b| cp1258::latin(b)).collect();
    if let Some((name, convert)) = old_code(&latin) {
        return Ok(Decoded {
            text: convert(&latin),
            note: Some(note(name)),
        });
    }
    // A cut or slightly damaged UTF-8 file.
    let text = String::from_utf8_lossy(bytes);
    let bad = text
        .chars()
        .filter(|&c| c == char::REPLACEMENT_CHARACTER)
        .count();
    let good = text.chars().filter(|c| !c.is_ascii()).count() - bad;
    if bad * 20 <= good {
        let note = format!("Có {bad} chỗ bị lỗi bảng mã, đã thay bằng dấu \u{fffd}.");
        return Ok(Decoded {
            text: text.into_owned(),
            note: Some(note),
        });
    }
    Err(Refusal::UnknownCharset)
}

/// The old code that fits a text of Windows-1252 characters best, if any fits well.
fn old_code(latin: &str) -> Option<OldCode> {
    let sample: String = latin.chars().take(20_000).collect();
    let score = |text: &str| syllable::score(text);
    let (as_is, _) = score(&sample);
    let mut best: Option<(f64, usize, usize)> = None;
    for (at, (_, convert)) in OLD.iter().enumerate() {
        let (share, words) = score(&convert(&sample));
        if words >= 2
            && share > 0.6
            && best.is_none_or(|(top, count, _)| (share, words) > (top, count))
        {
            best = Some((share, words, at));
        }
    }
    let (share, _, at) = best?;
    (share > as_is + 0.2).then(|| OLD[at])
}

fn note(name: &str) -> String {
    format!("Đã chuyển chữ từ bảng mã {name} sang Unicode. Hãy đọc soát lại tên riêng.")
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Decoded> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut bad = 0usize;
    let mut count = 0usize;
    let text: String = char::decode_utf16(units)
        .map(|c| {
            count += 1;
            c.unwrap_or_else(|_| {
                bad += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    (bad * 20 <= count).then(|| {
        let mut decoded = repair(&text);
        if bad > 0 {
            decoded.note = Some(format!(
                "Có {bad} chỗ bị lỗi bảng mã, đã thay bằng dấu \u{fffd}."
            ));
        }
        decoded
    })
}

/// UTF-16 without a mark: zeros stand almost only in one half of the pairs.
pub(crate) fn utf16_without_mark(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |half: usize| head.chunks_exact(2).filter(|pair| pair[half] == 0).count();
    let (first, second, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs < 8 {
        return None;
    }
    if second * 2 > pairs && first * 50 < pairs {
        return Some(u16::from_le_bytes);
    }
    (first * 2 > pairs && second * 50 < pairs).then_some(u16::from_be_bytes)
}

#[cfg(test)]
mod tests;
