//! Chỗ khác nhau của hai lời: two texts cut into the words that both say and those that only one says. Pure.
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Words of one text; `own` when the other text does not say them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    pub own: bool,
}

/// Both texts, each with what only it says marked.
pub(crate) fn both(before: &str, after: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let (mut own_a, mut own_b) = (vec![true; a.len()], vec![true; b.len()]);
    for same in capture_diff_slices(Algorithm::Myers, &a, &b).iter().filter(|op| op.tag() == DiffTag::Equal) {
        own_a[same.old_range()].fill(false);
        own_b[same.new_range()].fill(false);
    }
    (pieces(&a, &own_a), pieces(&b, &own_b))
}

/// Neighbours of one sort as one piece; a space stands between pieces.
fn pieces(words: &[&str], own: &[bool]) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for (word, own) in words.iter().zip(own) {
        match all.last_mut().filter(|p| p.own == *own) {
            Some(piece) => piece.text = format!("{} {word}", piece.text),
            None => all.push(Piece { text: (*word).to_owned(), own: *own }),
        }
    }
    all
}

/// Names of two lists, each name that only one list has marked.
pub(crate) fn lists(before: &[String], after: &[String]) -> (Vec<Piece>, Vec<Piece>) {
    let of = |list: &[String], other: &[String]| -> Vec<Piece> {
        let has = |name: &String| other.iter().any(|o| vietnamese::same_text(o, name));
        list.iter().enumerate().map(|(n, name)| Piece { text: if n + 1 < list.len() { format!("{name};") } else { name.clone() }, own: !has(name) }).collect()
    };
    (of(before, after), of(after, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.own { format!("[{}]", p.text) } else { p.text.clone() }).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_only_one_says_is_marked() {
        let cases = [
            ("Bố trí xe cứu thương tại sân", "Bố trí hai xe tại sân lớn", "Bố trí xe [cứu thương] tại sân", "Bố trí [hai] xe tại sân [lớn]"),
            ("trước ngày 10/9/2024", "trước ngày 12/9/2024", "trước ngày [10/9/2024]", "trước ngày [12/9/2024]"),
            ("", "mới", "", "[mới]"),
            ("như nhau", "như  nhau", "như nhau", "như nhau"),
        ];
        for (before, after, a, b) in cases {
            let (x, y) = both(before, after);
            assert_eq!((said(&x).as_str(), said(&y).as_str()), (a, b));
        }
        let long = |word: &str| vec![word; 1100].join(" ");
        let (x, y) = both(&format!("đầu {} cuối", long("a")), &format!("đầu {} cuối", long("b")));
        assert!(said(&x).starts_with("đầu [a") && said(&y).ends_with("b] cuối"));
    }

    #[test]
    fn names_are_told_apart_whole() {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let (x, y) = lists(&list(&["Sở Y tế", "Công an tỉnh"]), &list(&["sở y tế", "Sở Nội vụ"]));
        assert_eq!((said(&x).as_str(), said(&y).as_str()), ("Sở Y tế; [Công an tỉnh]", "sở y tế; [Sở Nội vụ]"));
    }
}
