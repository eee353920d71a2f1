//! Finding and highlighting (tìm và tô sáng) with or without marks. Ranges always fall on whole letters of the source.

use std::ops::Range;

use crate::fold::{Keyed, fold, folded, is_mark};
use crate::normal::is_invisible;
use crate::tone::canonical_tone;

/// How well a text answers a query; smaller is better, so it can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchRank {
    /// The text equals the query, marks included.
    Whole,
    /// The query stands in the text with its own marks ("hóa" finds "Hoá", not "hoa").
    Exact,
    /// Without marks the query stands at the start of a word.
    WordStart,
    /// Without marks the query stands inside a word, or its words stand apart from each other.
    Inside,
}

/// True when the query is in the text, both without marks; an empty query is in every text. The words of the query may
/// stand apart ("dinh quan cum" finds "Cụm 1: Định Quán").
pub fn contains_folded(haystack: &str, query: &str) -> bool {
    let (text, query) = (fold(haystack), fold(query));
    text.contains(&query) || query.split(' ').all(|word| text.contains(word))
}

/// Rank of a text for a query, `None` when it does not match at all. Exact marks come first, as people who type marks
/// mean them.
pub fn match_rank(haystack: &str, query: &str) -> Option<MatchRank> {
    if !contains_folded(haystack, query) {
        return None;
    }
    let exact = |text: &str| canonical_tone(text.trim()).to_lowercase();
    let (text, wanted) = (exact(haystack), exact(query));
    if text == wanted {
        return Some(MatchRank::Whole);
    }
    if text.contains(&wanted) && !wanted.is_ascii() {
        return Some(MatchRank::Exact);
    }
    let starts = format!(" {}", fold(haystack)).contains(&format!(" {}", fold(query)));
    Some(if starts {
        MatchRank::WordStart
    } else {
        MatchRank::Inside
    })
}

/// Byte ranges of the text to mark for a query, in order and apart from each other: the whole query where it stands,
/// else every word of it. Empty when nothing matches.
pub fn highlight(text: &str, query: &str) -> Vec<Range<usize>> {
    let key = folded(text);
    let query = fold(query);
    if query.is_empty() {
        return Vec::new();
    }
    let mut hits = find(&key, &query);
    if hits.is_empty() {
        hits = query.split(' ').flat_map(|word| find(&key, word)).collect();
    }
    let mut ranges: Vec<Range<usize>> = hits
        .into_iter()
        .map(|hit| source_range(text, &key, hit))
        .collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn find(key: &[Keyed], needle: &str) -> Vec<Range<usize>> {
    let needle: Vec<char> = needle.chars().collect();
    let mut hits = Vec::new();
    let mut at = 0;
    while at + needle.len() <= key.len() {
        if key[at..at + needle.len()]
            .iter()
            .map(|(c, _)| c)
            .eq(needle.iter())
        {
            hits.push(at..at + needle.len());
            at += needle.len();
        } else {
            at += 1;
        }
    }
    hits
}

/// From positions in the key to bytes of the source, with the marks that follow the last letter.
fn source_range(text: &str, key: &[Keyed], hit: Range<usize>) -> Range<usize> {
    let start = key[hit.start].1;
    let last = key[hit.end - 1].1;
    let mut rest = text[last..].chars();
    let mut end = last + rest.next().map_or(0, char::len_utf8);
    for c in rest {
        if !is_mark(c) && !is_invisible(c) {
            break;
        }
        end += c.len_utf8();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(text: &str, query: &str) -> Vec<String> {
        highlight(text, query)
            .into_iter()
            .map(|r| text[r].to_owned())
            .collect()
    }

    #[test]
    fn finds_without_marks() {
        assert!(contains_folded("UBND tỉnh Đồng Nai", "dong nai"));
        assert!(contains_folded("Xây dựng kĩ năng số", "Kỹ năng"));
        assert!(contains_folded("Cụm 1: Định Quán", "dinh quan cum"));
        assert!(!contains_folded("Đồng Tháp", "dong nai"));
        assert!(contains_folded("gì cũng được", ""));
    }

    #[test]
    fn marks_the_source() {
        assert_eq!(
            marked("Tỉnh Đồng Nai, đồng nai", "dong nai"),
            ["Đồng Nai", "đồng nai"]
        );
        assert_eq!(
            marked("Tỉnh \u{110}o\u{302}\u{300}ng Nai", "dong"),
            ["\u{110}o\u{302}\u{300}ng"]
        );
        assert_eq!(
            marked("Sở Y tế và Sở Tài chính", "tai so"),
            ["Sở", "Sở", "Tài"]
        );
        assert_eq!(marked("Khoa học & Công nghệ", "hoc cong"), ["học & Công"]);
        assert!(marked("abc", "…").is_empty());
    }

    #[test]
    fn ranks_exact_marks_first() {
        assert_eq!(match_rank("Hòa", "hoà"), Some(MatchRank::Whole));
        assert_eq!(match_rank("Biên Hòa", "hoà"), Some(MatchRank::Exact));
        assert_eq!(match_rank("Hoa hậu", "hòa"), Some(MatchRank::WordStart));
        assert_eq!(match_rank("chuyển khoản", "hoan"), Some(MatchRank::Inside));
        assert_eq!(match_rank("Biên Hòa", "long"), None);
    }

    proptest! {
        #[test]
        fn ranges_are_sound(text in any::<String>(), query in any::<String>()) {
            let mut end = 0;
            for range in highlight(&text, &query) {
                prop_assert!(range.start >= end && range.end > range.start);
                prop_assert!(text.get(range.clone()).is_some());
                end = range.end;
            }
        }

        #[test]
        fn a_part_of_a_text_is_found_and_marked(text in "[a-zà-öù-ýăđĩũơưạ-ỹ]{1,8}( [a-zà-öù-ýăđĩũơưạ-ỹ]{1,8}){0,4}", pick in any::<prop::sample::Index>()) {
            let words: Vec<&str> = text.split(' ').collect();
            let word = words[pick.index(words.len())];
            prop_assert!(contains_folded(&text, &word.to_uppercase()));
            prop_assert!(!highlight(&text, word).is_empty());
        }
    }
}
