//! The Vietnamese alphabet (bảng chữ cái): tone marks taken off and put on one letter at a time.
//!
//! Works on single NFC letters; it must never guess a word.

use unicode_normalization::char::{compose, decompose_canonical};

/// Letters of the alphabet in the order that decree 30/2020 (Annex I) numbers points with: a) b) c) d) đ) e) ...
/// It has no f, j, w, z and none of ă â ê ô ơ ư.
pub const POINT_LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// Words as they begin a sentence or a title: the first letter as a capital, the rest as it is.
pub fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Combining marks of the five written tones: huyền, hỏi, ngã, sắc, nặng, in the order of dictionaries.
pub const TONE_MARKS: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// Splits a letter into the letter without its tone and the combining tone mark, if it carries one: `ế` → (`ê`, sắc).
/// Letters of other scripts, and marks that are no Vietnamese tone, come back unchanged.
pub fn split_tone(letter: char) -> (char, Option<char>) {
    let mut parts = Vec::with_capacity(3);
    decompose_canonical(letter, |part| parts.push(part));
    let Some(at) = parts.iter().position(|part| TONE_MARKS.contains(part)) else {
        return (letter, None);
    };
    if at == 0 {
        return (letter, None);
    }
    let tone = parts.remove(at);
    let mut whole = parts[0];
    for &mark in &parts[1..] {
        match compose(whole, mark) {
            Some(next) => whole = next,
            None => return (letter, None),
        }
    }
    (whole, Some(tone))
}

/// Puts a tone mark on a letter without tone: (`ê`, sắc) → `ế`. `None` when Unicode has no such single letter.
pub fn with_tone(letter: char, tone: char) -> Option<char> {
    if let Some(done) = compose(letter, tone) {
        return Some(done);
    }
    // A dot below sorts before a breve or circumflex in canonical order: ậ = a + dot below + circumflex.
    let mut parts = Vec::with_capacity(3);
    decompose_canonical(letter, |part| parts.push(part));
    let (base, marks) = parts.split_first()?;
    let mut whole = compose(*base, tone)?;
    for &mark in marks {
        whole = compose(whole, mark)?;
    }
    Some(whole)
}

/// True for a vowel letter (with or without tone, either case): a ă â e ê i o ô ơ u ư y.
pub fn is_vowel(letter: char) -> bool {
    let plain = split_tone(letter).0;
    "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".contains(plain)
}

/// The letter without any mark, đ as d, case kept: `Ệ` → `E`, `đ` → `d`.
pub fn base(letter: char) -> char {
    match letter {
        'đ' => 'd',
        'Đ' => 'D',
        _ => {
            let mut first = None;
            decompose_canonical(letter, |part| {
                first.get_or_insert(part);
            });
            first.unwrap_or(letter)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!([upper_first("ổn định"), upper_first("đã xong"), upper_first("UBND xã"), upper_first("")], ["Ổn định", "Đã xong", "UBND xã", ""]);
    }

    #[test]
    fn tones_come_off_and_go_on() {
        assert_eq!(split_tone('ế'), ('ê', Some('\u{301}')));
        assert_eq!(split_tone('Ậ'), ('Â', Some('\u{323}')));
        assert_eq!(split_tone('ự'), ('ư', Some('\u{323}')));
        assert_eq!(split_tone('đ'), ('đ', None));
        assert_eq!(split_tone('ơ'), ('ơ', None));
        assert_eq!(with_tone('Â', '\u{323}'), Some('Ậ'));
        assert_eq!(with_tone('b', '\u{323}'), Some('ḅ'));
        assert_eq!(with_tone('đ', '\u{301}'), None);
        assert_eq!(base('Ữ'), 'U');
        assert_eq!(base('Đ'), 'D');
    }

    #[test]
    fn every_vowel_makes_a_round_trip() {
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
            for tone in TONE_MARKS {
                let toned = with_tone(vowel, tone).unwrap();
                assert_eq!(split_tone(toned), (vowel, Some(tone)), "{toned}");
                assert!(is_vowel(toned));
            }
        }
    }

    proptest! {
        #[test]
        fn splitting_any_letter_can_be_undone(c in any::<char>()) {
            if let (plain, Some(tone)) = split_tone(c) {
                let back = with_tone(plain, tone).unwrap();
                let (mut a, mut b) = (String::new(), String::new());
                decompose_canonical(back, |p| a.push(p));
                decompose_canonical(c, |p| b.push(p));
                prop_assert_eq!(a, b);
            }
        }
    }
}
