//! Chính tả của từ: which spellings are one word. Case, blanks and the place of a tone mark ("hoà", "hòa") say nothing; marks do:
//! "chậm" and "chăm" are two words. Who types without marks means one of them. No IO.
use vietnamese::letters::{base, split_tone};
use vietnamese::{fold, normalize_line};

/// What spellings of one word have in common: letters without marks, then the marks of each syllable; without marks only the letters.
pub(super) fn key(word: &str) -> String {
    let line = normalize_line(word).to_lowercase();
    let marks: Vec<String> = line.split(|c: char| !c.is_alphanumeric()).filter(|s| !s.is_empty()).map(marks).collect();
    let letters = fold(&line);
    if marks.iter().all(String::is_empty) { letters } else { format!("{letters}/{}", marks.join(" ")) }
}

/// Whether a key is that of a word without marks.
pub(super) fn is_bare(key: &str) -> bool {
    !key.contains('/')
}

/// The letters of a key.
pub(super) fn letters(key: &str) -> &str {
    key.split('/').next().unwrap_or_default()
}

/// Marked letters and tones of a syllable, sorted.
fn marks(syllable: &str) -> String {
    let mut marks: Vec<char> = Vec::new();
    for letter in syllable.chars() {
        let (toneless, tone) = split_tone(letter);
        marks.extend(tone);
        marks.extend((base(toneless) != toneless).then_some(toneless));
    }
    marks.sort_unstable();
    marks.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_words_apart_and_nothing_else_does() {
        for (one, other) in [("Minh Bạch", "minh  bạch"), ("hòa", "hoà"), ("Kỹ thuật", "kĩ thuật"), ("ĐẸP", "đẹp")] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        for (one, other) in [("chậm", "chăm"), ("lừa đảo", "lua dao"), ("dep", "đẹp"), ("mà ma", "ma mà")] {
            assert_ne!(key(one), key(other), "{one} {other}");
            assert!(letters(&key(one)) == letters(&key(other)));
        }
        assert!(is_bare(&key("Lua dao")) && !is_bare(&key("lừa dao")));
    }
}
