//! Lọc tên: which nickname may stand on a screen before a hall. Knows Vietnamese: marks and tones, spaces and dots between
//! letters, digits for letters. It refuses words only where they stand as words of their own, so that "Lồng đèn", "Các" and
//! people's own names pass.
use vietnamese::{fold, normalize_line};

/// Shortest and longest name, in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 2..=24;

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Fewer than two or more than 24 characters.
    Length,
    /// Letters, digits, spaces and a few marks only.
    Letters,
    /// Not before a hall.
    Rude,
    /// Pretends to be the host or an authority.
    Pretends,
}

impl NameFault {
    /// Its word in message keys.
    pub fn code(self) -> &'static str {
        match self {
            NameFault::Length => "length",
            NameFault::Letters => "letters",
            NameFault::Rude => "rude",
            NameFault::Pretends => "pretends",
        }
    }
}

/// Syllables or runs of syllables that are rude with exactly these marks: without marks most are innocent words.
const RUDE_MARKED: &[&str] = &[
    "địt", "đụ", "đéo", "lồn", "cặc", "buồi", "đĩ", "điếm", "đụ má", "đụ mẹ", "địt mẹ", "con mẹ mày", "mẹ mày", "bố mày", "tổ sư mày",
    "óc chó", "óc lợn", "mất dạy", "thằng chó", "con chó", "súc vật", "chó chết", "khốn nạn", "vãi lồn", "vãi cặc", "ngu như chó", "cút mẹ",
    "phản động", "bú cu", "bú lồn", "dâm đãng", "hiếp dâm", "chịch", "đù má", "đù mẹ", "cứt", "ỉa",
];
/// Short forms and foreign words, compared without marks, as whole words.
const RUDE_PLAIN: &[&str] = &[
    "dm", "dmm", "dcm", "dkm", "vcl", "vkl", "vcc", "clm", "cmm", "cmnr", "cc", "lol", "loz", "dit", "ditme", "dit me", "dit mia", "deo me",
    "du ma", "du me", "duma", "dume", "oc cho", "vai lon", "vai loz", "buoi to", "fuck", "fucker", "fck", "shit", "bitch", "dick", "pussy", "cunt", "porn",
    "sex", "nigger", "nigga", "hitler", "nazi", "asshole", "motherfucker",
];
/// Names of those who run the game, compared without marks, as the whole name.
const PRETENDS: &[&str] = &[
    "ban to chuc", "btc", "admin", "administrator", "quan tri", "quan tri vien", "mc", "nguoi dan chuong trinh", "giam khao", "ban giam khao",
    "he thong", "nhip so", "host", "trong tai",
];

/// The name as it is shown, or why it is not.
///
/// # Errors
/// See [`NameFault`].
pub fn check_name(typed: &str) -> Result<String, NameFault> {
    let name = normalize_line(typed);
    if !LENGTH.contains(&name.chars().count()) {
        return Err(NameFault::Length);
    }
    let known = |c: char| c.is_alphanumeric() || " .-_'’&()".contains(c);
    if !name.chars().all(known) || !name.chars().any(char::is_alphabetic) || name.chars().filter(|c| !c.is_ascii()).any(|c| !is_latin(c)) {
        return Err(NameFault::Letters);
    }
    if is_rude(&name) {
        return Err(NameFault::Rude);
    }
    if PRETENDS.contains(&single_letters_joined(&fold(&words(&name).join(" "))).as_str()) {
        return Err(NameFault::Pretends);
    }
    Ok(name)
}

/// Latin letters with their Vietnamese and other marks, and the typographic apostrophe: no look-alikes of other scripts.
fn is_latin(c: char) -> bool {
    c == '’' || ('\u{00C0}'..='\u{024F}').contains(&c) || ('\u{1E00}'..='\u{1EFF}').contains(&c)
}

/// Whether a text holds what may not stand before a hall.
pub fn is_rude(name: &str) -> bool {
    let marked = format!(" {} ", words(&name.to_lowercase()).join(" "));
    let tone = format!(" {} ", vietnamese::canonical_tone(marked.trim()));
    if RUDE_MARKED.iter().any(|rude| marked.contains(&format!(" {rude} ")) || tone.contains(&format!(" {rude} "))) {
        return true;
    }
    let plain = words(&fold(&undisguised(name))).join(" ");
    let joined = single_letters_joined(&plain);
    let marked_joined = single_letters_joined(marked.trim());
    RUDE_PLAIN.iter().any(|rude| format!(" {plain} ").contains(&format!(" {rude} ")) || format!(" {joined} ").contains(&format!(" {rude} ")))
        || RUDE_MARKED.iter().any(|rude| format!(" {marked_joined} ").contains(&format!(" {rude} ")))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Digits between letters read as the letters that they stand for.
fn undisguised(name: &str) -> String {
    let is_letters = |word: &str| word.chars().any(char::is_alphabetic);
    let swap = |c: char| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        other => other,
    };
    name.split(' ').map(|word| if is_letters(word) { word.chars().map(swap).collect() } else { word.to_owned() }).collect::<Vec<String>>().join(" ")
}

/// "đ ị t" and "f.u.c.k" become one word; other words stay.
fn single_letters_joined(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut last_single = false;
    for word in text.split(' ') {
        let single = word.chars().count() == 1;
        match out.last_mut() {
            Some(last) if single && last_single => last.push_str(word),
            _ => out.push(word.to_owned()),
        }
        last_single = single;
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn innocent_vietnamese_names_pass() {
        for name in [
            "Nguyễn Thị Lon", "Lồng Đèn", "Đỗ Thị Lộn", "Các bạn Tổ 4", "Hồng Hạnh", "Đụn Cát", "Bưởi Tân Triều", "Trần Văn Cúc", "Nguyễn Du",
            "Lê Đức Dũng", "Đô Lương", "Chị Dậu", "Mẹ Bé Na", "Phòng Nội vụ", "K'Brêu", "Tổ công nghệ số 5", "Ngô Đình Diệm", "An 2010", "Anh Đức 1",
            "Cặp đôi", "Đi đâu", "Hà M", "Dịu", "Buôn Đôn", "H'Hen Niê",
        ] {
            assert_eq!(check_name(name), Ok(name.to_owned()), "{name}");
        }
        assert_eq!(check_name("  Hồng   Hạnh "), Ok("Hồng Hạnh".into()));
    }

    #[test]
    fn rude_names_and_their_disguises_are_refused() {
        for name in ["địt mẹ", "ĐỊT MẸ MÀY", "đ.ị.t", "Đ ị t", "vcl", "V.C.L", "thằng óc chó", "oc cho", "d1t me", "fuck you", "f u c k", "sh1t", "Con Chó", "đồ mất dạy"] {
            assert_eq!(check_name(name), Err(NameFault::Rude), "{name}");
        }
    }

    #[test]
    fn other_faults_have_their_own_reason() {
        assert_eq!(check_name("A"), Err(NameFault::Length));
        assert_eq!(check_name(&"ẳ".repeat(25)), Err(NameFault::Length));
        assert_eq!(check_name("<b>An</b>"), Err(NameFault::Letters));
        assert_eq!(check_name("12345"), Err(NameFault::Letters));
        assert_eq!(check_name("Аdmin"), Err(NameFault::Letters), "a Cyrillic А");
        assert_eq!(check_name("Ban tổ chức"), Err(NameFault::Pretends));
        assert_eq!(check_name("M.C"), Err(NameFault::Pretends));
    }
}
