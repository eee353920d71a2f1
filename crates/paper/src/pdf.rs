//! PDF: pages with embedded subset fonts and the structure of the paper (tagged), as PDF/A-2a: an archive keeps it readable.
//! There is no date of making in it but the one given, so the same paper gives the same bytes.
use crate::fonts::{Fonts, Look};
use crate::layout::{Item, Page, Shape, Tag};
use crate::model::Paper;
use crate::pieces::{Grid, Par, Piece, Role, sheet};
use krilla::color::luma;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag as Kind, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use std::collections::BTreeMap;
use std::num::NonZeroU16;

/// Why no PDF could be made.
#[derive(Debug)]
pub struct PdfError(String);

impl std::fmt::Display for PdfError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the PDF could not be made: {}", self.0)
    }
}

impl std::error::Error for PdfError {}

/// When a file was made, for its metadata; the day of Vietnam.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    /// e.g. 2026.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A paper with its pieces and pages.
pub struct Sheaf<'a> {
    /// What it says.
    pub paper: &'a Paper,
    /// Its pieces.
    pub pieces: &'a [Piece],
    /// Its pages.
    pub pages: &'a [Page],
}

/// Writes papers one after another into one file, which is named after the first.
pub fn write(sheaves: &[Sheaf], made: Made, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let wrong = |what: &str| PdfError(what.to_owned());
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_A).finish().map_err(|e| PdfError(format!("{e:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() });
    let mut faces = Vec::new();
    for (bold, italic) in [(false, false), (true, false), (false, true), (true, true)] {
        let bytes = fonts.bytes(Look { bold, italic });
        faces.push(Font::new(bytes.to_vec().into(), 0).ok_or_else(|| wrong("a face is no font"))?);
    }
    let mut root = TagTree::new().with_lang(Some("vi".into()));
    for sheaf in sheaves {
        let mut marks: BTreeMap<Tag, Vec<Identifier>> = BTreeMap::new();
        for page in sheaf.pages {
            let settings = PageSettings::from_wh(sheet::WIDTH, sheet::HEIGHT).ok_or_else(|| wrong("the sheet has no size"))?;
            let mut sheet = document.start_page_with(settings);
            let mut surface = sheet.surface();
            for item in &page.items {
                draw(&mut surface, item, &faces, fonts, &mut marks);
            }
            surface.finish();
            sheet.finish();
        }
        tree(sheaf.pieces, marks, &mut root);
    }
    document.set_tag_tree(root);
    document.set_metadata(metadata(sheaves.first().map(|sheaf| sheaf.paper).ok_or_else(|| wrong("there is no paper"))?, made));
    document.finish().map_err(|error| PdfError(error.to_string()))
}

fn metadata(paper: &Paper, made: Made) -> Metadata {
    let title = format!("{} {}", paper.kind.words(), paper.title);
    let date = DateTime::new(made.year).month(made.month).day(made.day).hour(0).minute(0).second(0).utc_offset_hour(7).utc_offset_minute(0);
    Metadata::new().title(title.trim().to_owned()).language("vi".into()).authors(vec![paper.issuer.clone()]).creator("Nhịp Số".into()).creation_date(date)
}

fn draw(surface: &mut Surface, item: &Item, faces: &[Font], fonts: &Fonts, marks: &mut BTreeMap<Tag, Vec<Identifier>>) {
    let content = match item.tag {
        Some(_) => ContentTag::Span(SpanTag::empty()),
        None => ContentTag::Artifact(Artifact::with_kind(match item.shape {
            Shape::Words { .. } => ArtifactType::PaginationOther,
            _ => ArtifactType::Layout,
        })),
    };
    let mark = surface.start_tagged(content);
    match &item.shape {
        Shape::Words { x, y, size, look, text, stretch } => {
            let glyphs = glyphs(text, *look, stretch / size, fonts);
            surface.set_fill(Some(ink(0)));
            surface.set_stroke(None);
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, faces[look.index()].clone(), text, *size, false);
        }
        Shape::Rule { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            if let Some(path) = path.finish() {
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke { paint: luma::Color::black().into(), width: 0.6, ..Stroke::default() }));
                surface.draw_path(&path);
            }
        }
        Shape::Fill { x, y, width, height } => {
            let mut path = PathBuilder::new();
            if let Some(area) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(area);
            }
            if let Some(path) = path.finish() {
                surface.set_stroke(None);
                surface.set_fill(Some(ink(128)));
                surface.draw_path(&path);
            }
        }
    }
    surface.end_tagged();
    if let Some(tag) = item.tag {
        marks.entry(tag).or_default().push(mark);
    }
}

fn ink(lightness: u8) -> Fill {
    Fill { paint: luma::Color::new(lightness).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn glyphs(text: &str, look: Look, stretch: f32, fonts: &Fonts) -> Vec<KrillaGlyph> {
    let one = |(at, c): (usize, char)| {
        let advance = fonts.advance(c, look) + if c == ' ' { stretch } else { 0.0 };
        KrillaGlyph::new(GlyphId::new(u32::from(fonts.glyph(c, look))), advance, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None)
    };
    text.char_indices().map(one).collect()
}

/// The structure that readers of a screen hear: headings, paragraphs, tables with heads.
fn tree(pieces: &[Piece], mut marks: BTreeMap<Tag, Vec<Identifier>>, tree: &mut TagTree) {
    for (piece, one) in pieces.iter().enumerate() {
        match one {
            Piece::Par(par) => {
                if let Some(group) = paragraph(par, marks.remove(&Tag { piece, ..Tag::default() })) {
                    tree.push(group);
                }
            }
            Piece::Grid(grid) if grid.ruled => tree.push(table(grid, piece, &mut marks)),
            Piece::Grid(grid) => {
                for (row, cells) in grid.rows.iter().enumerate() {
                    for (cell, words) in cells.cells.iter().enumerate() {
                        for (n, par) in words.pars.iter().enumerate() {
                            if let Some(group) = paragraph(par, marks.remove(&Tag { piece, row, cell, par: n })) {
                                tree.push(group);
                            }
                        }
                    }
                }
            }
            Piece::Break => {}
        }
    }
}

fn paragraph(par: &Par, marks: Option<Vec<Identifier>>) -> Option<TagGroup> {
    let nodes: Vec<Node> = marks?.into_iter().map(Node::from).collect();
    let heading = |level: u16| Kind::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(par.words()));
    Some(match par.role {
        Role::Text => TagGroup::with_children(Kind::P, nodes),
        Role::Title => TagGroup::with_children(heading(1), nodes),
        Role::Heading(level) => TagGroup::with_children(heading(u16::from(level) + 1), nodes),
    })
}

fn table(grid: &Grid, piece: usize, marks: &mut BTreeMap<Tag, Vec<Identifier>>) -> TagGroup {
    let mut table = TagGroup::new(Kind::Table);
    for (row, cells) in grid.rows.iter().enumerate() {
        let mut line = TagGroup::new(Kind::TR);
        for (cell, words) in cells.cells.iter().enumerate() {
            let mut group = if cells.head { TagGroup::new(Kind::TH(TableHeaderScope::Column)) } else { TagGroup::new(Kind::TD) };
            for (n, par) in words.pars.iter().enumerate() {
                if let Some(words) = paragraph(par, marks.remove(&Tag { piece, row, cell, par: n })) {
                    group.push(words);
                }
            }
            line.push(group);
        }
        table.push(line);
    }
    table
}
