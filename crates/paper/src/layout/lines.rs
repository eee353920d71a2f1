//! Ngắt dòng: breaks a paragraph into lines by words, and sets them left, centred, right or justified.
use crate::fonts::{Fonts, Look};
use crate::pieces::{Align, Par};

/// Words of one look on a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Left edge from the left edge of the column.
    pub x: f32,
    /// Words, with the space that ended the line if it was broken there.
    pub text: String,
    /// Face.
    pub look: Look,
    /// Underlined.
    pub underline: bool,
    /// What each space gets on top of its own width.
    pub stretch: f32,
    /// Width of what is seen.
    pub width: f32,
}

/// A line of a paragraph.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Line {
    /// Its words.
    pub segments: Vec<Segment>,
}

#[derive(Clone, Copy)]
struct Letter {
    c: char,
    look: Look,
    underline: bool,
    width: f32,
}

/// The lines of a paragraph in a column of `width`; a paragraph without words has one empty line.
pub fn lines(par: &Par, width: f32, fonts: &Fonts) -> Vec<Line> {
    let letters: Vec<Letter> = par
        .runs
        .iter()
        .flat_map(|run| run.text.chars().map(|c| Letter { c, look: run.look, underline: run.underline, width: fonts.advance(c, run.look) * par.size }))
        .collect();
    let mut out = Vec::new();
    let mut start = 0;
    loop {
        let first = if out.is_empty() { par.first } else { 0.0 };
        let room = (width - par.left - par.right - first).max(par.size);
        let (end, forced) = line_end(&letters, start, room);
        let last = end >= letters.len();
        let stretchable = par.align == Align::Justify && !forced && !last;
        out.push(set(&letters[start..end], par, first, room, stretchable));
        if last {
            return out;
        }
        start = end;
    }
}

/// Where the line that begins at `start` ends, and whether a line break in the words ended it.
fn line_end(letters: &[Letter], start: usize, room: f32) -> (usize, bool) {
    let (mut used, mut fits) = (0.0, start);
    for at in start..letters.len() {
        let letter = letters[at];
        if letter.c == '\n' {
            return (at + 1, true);
        }
        if letter.c == ' ' {
            used += letter.width;
            fits = at + 1; // spaces hang over the edge
            continue;
        }
        used += letter.width;
        if used > room + 0.01 {
            return (if fits > start { fits } else { at.max(start + 1) }, false);
        }
        let next = letters.get(at + 1).map(|next| next.c);
        let before = at.checked_sub(1).map(|before| letters[before].c);
        if letter.c == '-' && before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphabetic) {
            fits = at + 1;
        }
    }
    (letters.len(), false)
}

fn set(letters: &[Letter], par: &Par, first: f32, room: f32, justify: bool) -> Line {
    let seen = letters.iter().rposition(|l| l.c != ' ' && l.c != '\n').map_or(0, |at| at + 1);
    let natural: f32 = letters[..seen].iter().map(|l| l.width).sum();
    let spaces = letters[..seen].iter().filter(|l| l.c == ' ').count();
    let free = (room - natural).max(0.0);
    let stretch = if justify && spaces > 0 { free / spaces as f32 } else { 0.0 };
    let shift = match par.align {
        Align::Centre => free / 2.0,
        Align::Right => free,
        _ => 0.0,
    };
    let mut x = par.left + first + shift;
    let mut segments: Vec<Segment> = Vec::new();
    for (n, letter) in letters.iter().enumerate().filter(|(_, l)| l.c != '\n') {
        let same = segments.last().is_some_and(|s| s.look == letter.look && s.underline == letter.underline);
        if !same {
            segments.push(Segment { x, text: String::new(), look: letter.look, underline: letter.underline, stretch, width: 0.0 });
        }
        let more = if letter.c == ' ' && n < seen { stretch } else { 0.0 };
        if let Some(segment) = segments.last_mut() {
            segment.text.push(letter.c);
            if n < seen {
                segment.width += letter.width + more;
            }
        }
        if n < seen {
            x += letter.width + more;
        }
    }
    segments.retain(|segment| !segment.text.is_empty());
    Line { segments }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn par(text: &str, align: Align) -> Par {
        Par { align, first: 36.0, ..Par::new(text, 14.0, Look::default()) }
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_too_wide(words in proptest::collection::vec("[a-zà-ỹĐ/-]{1,30}", 1..80), width in 120.0f32..470.0) {
            let fonts = Fonts::tinos();
            let text = words.join(" ");
            let lines = lines(&par(&text, Align::Justify), width, &fonts);
            let back: String = lines.iter().flat_map(|l| &l.segments).map(|s| s.text.as_str()).collect();
            prop_assert_eq!(back, text);
            for line in &lines {
                let end = line.segments.iter().map(|s| s.x + s.width).fold(0.0, f32::max);
                prop_assert!(end <= width + 0.1, "{end} > {width}");
            }
        }
    }

    #[test]
    fn justified_lines_reach_the_edge_but_the_last() {
        let fonts = Fonts::tinos();
        let text = "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành và các địa phương tổ chức thực hiện nghiêm túc kế hoạch này. ".repeat(3);
        let lines = lines(&par(text.trim(), Align::Justify), 467.7, &fonts);
        assert!(lines.len() > 2);
        for line in &lines[..lines.len() - 1] {
            let end = line.segments.iter().map(|s| s.x + s.width).fold(0.0, f32::max);
            assert!((end - 467.7).abs() < 0.2, "{end}");
        }
        assert!((lines[0].segments[0].x - 36.0).abs() < 0.01 && lines[1].segments[0].x < 0.01);
        assert!(lines[lines.len() - 1].segments[0].stretch == 0.0);
    }

    #[test]
    fn a_forced_break_and_an_empty_paragraph() {
        let fonts = Fonts::tinos();
        let two = lines(&Par::new("Một\nHai", 14.0, Look::default()), 200.0, &fonts);
        assert_eq!(two.iter().map(|l| l.segments[0].text.as_str()).collect::<Vec<_>>(), ["Một", "Hai"]);
        assert_eq!(lines(&Par::gap(10.0), 200.0, &fonts), [Line::default()]);
    }
}
