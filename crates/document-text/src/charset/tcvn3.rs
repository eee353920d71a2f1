//! TCVN3 (ABC), TCVN 5712:1993 VN3: one byte per letter, capitals with tones only through capital fonts.

/// Bytes from A1 to AE: the letters with their own shape, capitals first.
const SHAPES: [char; 14] = [
    'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ',
];

/// Toned letters by byte.
const TONED: &[(u8, &str)] = &[
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
];

/// The letter of a byte, `None` when TCVN3 gives it no Vietnamese letter.
fn letter(byte: u8) -> Option<char> {
    if (0xA1..=0xAE).contains(&byte) {
        return SHAPES.get(usize::from(byte - 0xA1)).copied();
    }
    TONED
        .iter()
        .rfind(|(first, _)| *first <= byte)
        .and_then(|(first, run)| run.chars().nth(usize::from(byte - first)))
}

/// Converts text whose TCVN3 bytes were read as Windows-1252. A line or a word of two and more letters whose plain
/// letters are all capitals becomes capitals throughout, since the code has no toned capitals.
pub(crate) fn from_latin(text: &str) -> String {
    text.split('\n')
        .map(convert_line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn convert_line(line: &str) -> String {
    let converted: String = line
        .chars()
        .map(|c| {
            u8::try_from(u32::from(c))
                .ok()
                .and_then(letter)
                .unwrap_or(c)
        })
        .collect();
    if in_capitals(line, 4) {
        return converted.to_uppercase();
    }
    let words: Vec<String> = line
        .split(' ')
        .zip(converted.split(' '))
        .map(|(source, word)| {
            if in_capitals(source, 2) {
                word.to_uppercase()
            } else {
                word.to_owned()
            }
        })
        .collect();
    words.join(" ")
}

/// At least so many plain capitals and no plain small letter.
fn in_capitals(source: &str, least: usize) -> bool {
    source.chars().filter(char::is_ascii_uppercase).count() >= least
        && !source.contains(|c: char| c.is_ascii_lowercase())
}

/// Writes TCVN3 bytes, to test the reader with sentences of our own.
#[cfg(test)]
pub(crate) fn to_bytes(text: &str) -> Vec<u8> {
    let byte_of = |c: char| (0xA1..=0xFE).find(|&b| letter(b) == Some(c));
    text.chars()
        .map(|c| {
            let small = c.to_lowercase().next().unwrap();
            byte_of(c)
                .or_else(|| byte_of(small))
                .unwrap_or_else(|| u8::try_from(u32::from(c)).unwrap())
        })
        .collect()
}
