//! Ảnh PNG (preview): the share picture and the icons as pixels, for networks and phones that take no SVG. Words become
//! outlines of our own font, so the picture looks the same wherever it is made.
use base::{Error, Result};
use key_visual::Spec;
use resvg::{tiny_skia, usvg};
use ttf_parser::{Face, OutlineBuilder};

const WIDTH: f32 = 1200.0;
const HEIGHT: f32 = 630.0;
const MARGIN: f32 = 72.0;

/// The share picture, 1200 × 630.
pub fn png(spec: &Spec) -> Result<Vec<u8>> {
    let bare = Spec { title: String::new(), subtitle: String::new(), ..spec.clone() };
    let picture = key_visual::share(&bare);
    let (bold, half) = (face(ui::assets::TEXT_800)?, face(ui::assets::TEXT_600)?);
    let room = WIDTH - 2.0 * MARGIN;
    let (size, lines) = fit(&bold, &spec.title, room);
    let mut words = String::new();
    let mut y = 70.0 + size * 1.1;
    for line in &lines {
        words.push_str(&path(&bold, line, MARGIN, y, size, &spec.palette.shell[0]));
        y += size * 1.4;
    }
    let small = 34.0_f32.min(34.0 * room / width(&half, &spec.subtitle, 34.0).max(1.0));
    words.push_str(&path(&half, &spec.subtitle, MARGIN, y - size * 0.4 + 10.0, small, &spec.palette.gold));
    let svg = match picture.rfind("</svg>") {
        Some(end) => format!("{}{words}</svg>", &picture[..end]),
        None => return Err(Error::internal("a picture without an end")),
    };
    pixels(&svg, WIDTH, HEIGHT)
}

/// The icon for home screens: the two short lines of the mark on vermilion.
pub fn icon(mark: &[String; 2], size: u32) -> Result<Vec<u8>> {
    let bold = face(ui::assets::TEXT_800)?;
    let colour = |name: &str| ui::tokens::colour(name, false);
    let mut body = format!("<rect width=\"100\" height=\"100\" fill=\"{}\"/>", colour("son-fill"));
    let lines: Vec<&str> = mark.iter().map(|l| l.trim()).filter(|l| !l.is_empty()).collect();
    match lines[..] {
        [] => body.push_str(&format!(
            "<g fill=\"none\" stroke=\"{0}\" stroke-width=\"5\"><circle cx=\"50\" cy=\"50\" r=\"28\"/><circle cx=\"50\" cy=\"50\" r=\"16\"/></g><circle cx=\"50\" cy=\"50\" r=\"6\" fill=\"{0}\"/>",
            colour("on-son")
        )),
        _ => {
            let most = lines.iter().map(|l| width(&bold, l, 34.0)).fold(1.0, f32::max);
            let size = (34.0 * 60.0 / most).min(34.0);
            let mut y = 50.0 - 0.6 * size * (lines.len() - 1) as f32 + 0.36 * size;
            for line in &lines {
                body.push_str(&path(&bold, line, 50.0 - width(&bold, line, size) / 2.0, y, size, colour("on-son")));
                y += size * 1.2;
            }
        }
    }
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">{body}</svg>");
    // at most 512, exact in f32
    let side = size as f32;
    pixels(&svg, side, side)
}

fn face(bytes: &'static [u8]) -> Result<Face<'static>> {
    Face::parse(bytes, 0).map_err(Error::internal)
}

fn pixels(svg: &str, width: f32, height: f32) -> Result<Vec<u8>> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).map_err(Error::internal)?;
    let mut picture = tiny_skia::Pixmap::new(width as u32, height as u32).ok_or_else(|| Error::internal("an empty picture"))?;
    let own = tree.size();
    let scale = tiny_skia::Transform::from_scale(width / own.width(), height / own.height());
    resvg::render(&tree, scale, &mut picture.as_mut());
    picture.encode_png().map_err(Error::internal)
}

/// The largest size (at most 76) at which the words fit into two lines, and these lines.
fn fit(face: &Face<'_>, text: &str, room: f32) -> (f32, Vec<String>) {
    let mut size = 76.0;
    let own: Vec<String> = text.split(" – ").map(str::to_owned).collect();
    loop {
        let fits = own.len() == 2 && own.iter().all(|l| width(face, l, size) <= room);
        let lines = if fits { own.clone() } else { wrap(face, text, size, room) };
        if size <= 40.0 || (lines.len() <= 2 && lines.iter().all(|l| width(face, l, size) <= room)) {
            return (size, lines.into_iter().take(2).collect());
        }
        size -= 4.0;
    }
}

fn wrap(face: &Face<'_>, text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(face, &format!("{line} {word}"), size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn width(face: &Face<'_>, text: &str, size: f32) -> f32 {
    let units: f32 = text.chars().map(|c| f32::from(advance(face, c))).sum();
    units * size / f32::from(face.units_per_em())
}

fn advance(face: &Face<'_>, letter: char) -> u16 {
    face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or(0)
}

/// The words as one path.
fn path(face: &Face<'_>, text: &str, x: f32, y: f32, size: f32, fill: &str) -> String {
    let scale = size / f32::from(face.units_per_em());
    let mut pen = Pen { out: String::new(), x, y, scale };
    for letter in vietnamese::normalize_line(text).chars() {
        if let Some(glyph) = face.glyph_index(letter) {
            // a blank has no outline
            let _ = face.outline_glyph(glyph, &mut pen);
        }
        pen.x += f32::from(advance(face, letter)) * scale;
    }
    format!("<path fill=\"{fill}\" d=\"{}\"/>", pen.out)
}

struct Pen {
    out: String,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn put(&mut self, command: char, points: &[(f32, f32)]) {
        self.out.push(command);
        for (x, y) in points {
            self.out.push_str(&format!("{:.2} {:.2} ", self.x + x * self.scale, self.y - y * self.scale));
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[(x, y)]);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.put('Q', &[(x1, y1), (x, y)]);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put('C', &[(x1, y1), (x2, y2), (x, y)]);
    }
    fn close(&mut self) {
        self.out.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_has_an_outline() {
        let bold = face(ui::assets::TEXT_800).unwrap();
        for letter in "Ngày Chuyển đổi số Ẳ Ổ Ể ạ ữ ệ “–” 0123456789".chars().filter(|c| *c != ' ') {
            assert!(bold.glyph_index(letter).is_some(), "{letter}");
        }
        let (size, lines) = fit(&bold, "Chuyển đổi số thúc đẩy chuyển đổi xanh, vì một cuộc sống tốt đẹp hơn cho mọi người dân", 1056.0);
        assert!(size >= 40.0 && lines.len() == 2);
    }

    #[test]
    fn icons_are_png_of_their_size() {
        for mark in [["10".to_owned(), "10".to_owned()], [String::new(), String::new()]] {
            let bytes = icon(&mark, 192).unwrap();
            assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
            assert_eq!(u32::from_be_bytes([bytes[16], bytes[17], bytes[18], bytes[19]]), 192);
        }
    }
}
