//! Chữ in: the four faces of a serif type, how wide each letter is, and which letters it has. The bytes are given; the ones
//! that the build brought are in [`Fonts::tinos`].
use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization;

/// Which of the four faces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Đậm.
    pub bold: bool,
    /// Nghiêng.
    pub italic: bool,
}

impl Look {
    /// Place among the faces: regular, bold, italic, bold italic.
    pub fn index(self) -> usize {
        usize::from(self.bold) + 2 * usize::from(self.italic)
    }
}

/// Four faces: regular, bold, italic, bold italic.
pub struct Fonts {
    bytes: [&'static [u8]; 4],
    faces: [Face<'static>; 4],
    spare: [char; 4],
    /// Letters that papers are written in, looked up once: glyph and width.
    known: [Vec<(u16, f32)>; 4],
}

/// Latin with its marks, Vietnamese, punctuation.
const KNOWN: [std::ops::Range<u32>; 3] = [0x20..0x250, 0x1e00..0x1f00, 0x2000..0x2070];

/// Where a letter stands among the known ones.
fn place(c: char) -> Option<usize> {
    let (c, mut before) = (u32::from(c), 0);
    for range in KNOWN {
        if range.contains(&c) {
            return usize::try_from(before + c - range.start).ok();
        }
        before += range.end - range.start;
    }
    None
}

/// Glyph and width of a letter; 0 if the face lacks it.
fn look_up(face: &Face, c: char) -> (u16, f32) {
    let glyph = face.glyph_index(c);
    let width = glyph.and_then(|id| face.glyph_hor_advance(id)).unwrap_or(0);
    (glyph.map_or(0, |id| id.0), f32::from(width) / f32::from(face.units_per_em()))
}

impl Fonts {
    /// Reads the faces; `None` if one of them is no font.
    pub fn new(bytes: [&'static [u8]; 4]) -> Option<Fonts> {
        let face = |n: usize| Face::parse(bytes[n], 0).ok();
        let faces = [face(0)?, face(1)?, face(2)?, face(3)?];
        let spare = |n: usize| if faces[n].glyph_index('\u{25a1}').is_some() { '\u{25a1}' } else { '?' };
        let spare = [spare(0), spare(1), spare(2), spare(3)];
        let known = |n: usize| KNOWN.into_iter().flatten().map(|c| char::from_u32(c).map_or((0, 0.0), |c| look_up(&faces[n], c))).collect();
        let known = [known(0), known(1), known(2), known(3)];
        Some(Fonts { bytes, faces, spare, known })
    }

    /// Tinos, as the build brought it.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn tinos() -> Fonts {
        Fonts::new([
            include_bytes!(concat!(env!("OUT_DIR"), "/regular.ttf")),
            include_bytes!(concat!(env!("OUT_DIR"), "/bold.ttf")),
            include_bytes!(concat!(env!("OUT_DIR"), "/italic.ttf")),
            include_bytes!(concat!(env!("OUT_DIR"), "/bold-italic.ttf")),
        ])
        .expect("the embedded faces are fonts")
    }

    /// The bytes of a face.
    pub fn bytes(&self, look: Look) -> &'static [u8] {
        self.bytes[look.index()]
    }

    /// Composed letters (NFC) without control marks; a letter that the face lacks becomes a box, so that the gap is seen.
    pub fn clean(&self, text: &str, look: Look) -> String {
        let kept = text.nfc().filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' => None,
            c if c.is_control() => None,
            c if self.glyph(c, look) != 0 => Some(c),
            '\u{2011}' => Some('-'),
            '\u{202f}' | '\u{2007}' => Some('\u{a0}'),
            _ => Some(self.spare[look.index()]),
        });
        kept.collect()
    }

    /// Number of the letter's picture in the face; 0 if it has none.
    pub fn glyph(&self, c: char, look: Look) -> u16 {
        self.letter(c, look).0
    }

    fn letter(&self, c: char, look: Look) -> (u16, f32) {
        place(c).map_or_else(|| look_up(&self.faces[look.index()], c), |at| self.known[look.index()][at])
    }

    /// Width of a letter in parts of the size.
    pub fn advance(&self, c: char, look: Look) -> f32 {
        self.letter(c, look).1
    }

    /// Width of words at a size, in points.
    pub fn width(&self, text: &str, size: f32, look: Look) -> f32 {
        text.chars().map(|c| self.advance(c, look)).sum::<f32>() * size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tinos_has_every_vietnamese_letter_in_all_faces() {
        let fonts = Fonts::tinos();
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ0123456789.,;:/-–“”‘’…%()";
        for look in [(false, false), (true, false), (false, true), (true, true)].map(|(bold, italic)| Look { bold, italic }) {
            for c in letters.chars().chain(letters.to_uppercase().chars()) {
                assert_ne!(fonts.glyph(c, look), 0, "{c} {look:?}");
                assert!(fonts.advance(c, look) > 0.0, "{c}");
            }
        }
    }

    #[test]
    fn broken_up_letters_are_composed_and_strange_ones_show_a_box() {
        let fonts = Fonts::tinos();
        let regular = Look::default();
        assert_eq!(fonts.clean("Tổ chức", regular), "Tổ chức");
        assert_eq!(fonts.clean("a\tb\u{200b}c\u{7}", regular), "a bc");
        assert!(!fonts.clean("漢", regular).contains('漢'));
        assert!((fonts.width("MM", 10.0, regular) - 2.0 * 10.0 * fonts.advance('M', regular)).abs() < 0.001);
    }
}
