//! Chỗ khác nhau của hai lời: two texts cut into the words that both say and those that only one says. Pure.

/// Words of one text; `own` when the other text does not say them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    pub own: bool,
}

/// Beyond so many pairs of words the texts are not compared word by word, but marked from the first difference to the last.
const MOST: usize = 1_000_000;

/// Both texts, each with what only it says marked.
pub(crate) fn both(before: &str, after: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let first = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let last = a[first..].iter().rev().zip(b[first..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (mut own_a, mut own_b) = (vec![false; a.len()], vec![false; b.len()]);
    let (to_a, to_b) = (a.len() - last, b.len() - last);
    own_a[first..to_a].fill(true);
    own_b[first..to_b].fill(true);
    for (x, y) in common(&a[first..to_a], &b[first..to_b]) {
        own_a[first + x] = false;
        own_b[first + y] = false;
    }
    (pieces(&a, &own_a), pieces(&b, &own_b))
}

/// Places of the longest row of words that both have in the same order.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let wide = b.len() + 1;
    if a.is_empty() || b.is_empty() || a.len() * b.len() > MOST {
        return vec![];
    }
    let mut best = vec![0u16; (a.len() + 1) * wide];
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            let (right, down) = (best[x * wide + y + 1], best[(x + 1) * wide + y]);
            best[x * wide + y] = if a[x] == b[y] { best[(x + 1) * wide + y + 1] + 1 } else { right.max(down) };
        }
    }
    let (mut x, mut y, mut found) = (0, 0, Vec::new());
    while x < a.len() && y < b.len() {
        if a[x] == b[y] {
            found.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if best[(x + 1) * wide + y] >= best[x * wide + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    found
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
