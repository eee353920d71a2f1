//! DOCX: the pieces as WordprocessingML in a zip. Written by hand: nine small parts, every measure the same as in the PDF.
mod parts;
mod words;

use crate::model::Paper;
use crate::pieces::Piece;
use std::io::Write;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The file.
pub fn write(paper: &Paper, pieces: &[Piece]) -> Vec<u8> {
    let document = words::document(pieces);
    let core = parts::core(paper);
    let files: [(&str, &str); 9] = [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELS),
        ("docProps/core.xml", &core),
        ("docProps/app.xml", parts::APP),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELS),
        ("word/document.xml", &document),
        ("word/styles.xml", parts::STYLES),
        ("word/settings.xml", parts::SETTINGS),
        ("word/header1.xml", parts::HEADER),
    ];
    zipped(&files).unwrap_or_default()
}

/// Writing into memory does not fail; an empty file would be seen at once.
fn zipped(files: &[(&str, &str)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(zip::DateTime::default());
    for (name, text) in files {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
