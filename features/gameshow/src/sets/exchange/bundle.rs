//! Tệp kèm theo (bundle): a table with the files that its questions show or play, as one .zip: `cau-hoi.xlsx` beside `tep/…`. Files
//! are known by the name that the table gives them. What an archive says of its sizes is not believed, and nothing is unpacked to a
//! path that it names.
use super::super::media::VIDEO;
use base::{Error, Fetch, Result};
use quiz::Question;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, Write};
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Name of the table in an archive that is written here.
const TABLE: &str = "cau-hoi.xlsx";
/// Most bytes of a table.
const TABLE_MOST: u64 = 4 << 20;
/// Most bytes of all files of an archive together, unpacked.
pub(super) const MOST: u64 = 280 << 20;
/// Most entries of an archive.
const ENTRIES: usize = 2_000;

/// A media file of a set, with the name that the table gives it.
pub(super) struct Kept {
    pub file: Uuid,
    pub name: String,
    pub stored: base::files::Stored,
}

/// The media files of questions, each once, with names that differ. An export reads every file anyway, so each is looked up alone.
pub(super) async fn kept(db: &mut impl Fetch, questions: &[Question]) -> Result<Vec<Kept>> {
    let mut all: Vec<Kept> = Vec::new();
    for media in questions.iter().filter_map(|q| q.media.as_ref()) {
        let Ok(file) = media.file.parse::<Uuid>() else { continue };
        if all.iter().any(|k| k.file == file) {
            continue;
        }
        let stored = base::files::find(db, file).await?;
        let name = free_name(&stored.name, |name| all.iter().any(|k| same(&k.name, name)));
        all.push(Kept { file, name, stored });
    }
    Ok(all)
}

/// A file name that is not taken: "ảnh.png", "ảnh (2).png".
fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let plain = vietnamese::normalize_line(last(name));
    let plain = if plain.is_empty() { "tep".to_owned() } else { plain };
    let (stem, ending) = plain.rsplit_once('.').map_or((plain.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let mut names = std::iter::once(plain.clone()).chain((2..).map(|n| format!("{stem} ({n}){ending}")));
    names.find(|name| !taken(name)).unwrap_or(plain.clone())
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether two file names are the same to a person: case and the way of writing marks do not count.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |name: &str| vietnamese::normalize_line(last(name)).to_lowercase();
    plain(one) == plain(other)
}

/// What was uploaded.
pub(super) enum Upload {
    /// A table alone.
    Table(Vec<u8>),
    /// A table with files.
    Bundle(Vec<u8>, Bundle),
}

/// The files of an archive.
pub(super) struct Bundle {
    archive: ZipArchive<File>,
    left: u64,
}

/// Opens what was uploaded. Reads from disk: not for async threads.
///
/// # Errors
/// The key of the message.
pub(super) fn open(mut file: File) -> Result<Upload, &'static str> {
    let mut archive = ZipArchive::new(&file).map_err(|_| "gameshow-sets-sheet-unreadable")?;
    if archive.by_name("xl/workbook.xml").is_ok() {
        drop(archive);
        file.rewind().map_err(|_| "gameshow-sets-sheet-unreadable")?;
        return Ok(Upload::Table(within(&file, TABLE_MOST)?));
    }
    drop(archive);
    let mut archive = ZipArchive::new(file).map_err(|_| "gameshow-sets-sheet-unreadable")?;
    if archive.len() > ENTRIES {
        return Err("gameshow-sets-sheet-large");
    }
    let tables: Vec<String> = paths(&archive, is_table);
    let [table] = tables.as_slice() else { return Err("gameshow-sets-zip-table") };
    let table = within(archive.by_name(table).map_err(|_| "gameshow-sets-sheet-unreadable")?, TABLE_MOST)?;
    Ok(Upload::Bundle(table, Bundle { archive, left: MOST }))
}

/// Paths of an archive that fit; one that cannot be read as text fits nothing.
fn paths(archive: &ZipArchive<File>, fits: impl Fn(&str) -> bool) -> Vec<String> {
    archive.file_names().filter_map(std::result::Result::ok).filter(|path| fits(path)).map(|path| path.into_owned()).collect()
}

/// A table, and not what programs leave beside it.
fn is_table(path: &str) -> bool {
    path.to_lowercase().ends_with(".xlsx") && !path.starts_with("__MACOSX/") && !last(path).starts_with(['~', '.'])
}

fn within(read: impl Read, most: u64) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::new();
    read.take(most + 1).read_to_end(&mut bytes).map_err(|_| "gameshow-sets-sheet-unreadable")?;
    if bytes.len() as u64 > most { Err("gameshow-sets-sheet-large") } else { Ok(bytes) }
}

impl Bundle {
    /// The content of a file by its name; None when there is none, or two. Reads from disk: not for async threads.
    ///
    /// # Errors
    /// The key of the message: it is too large, or broken.
    pub fn take(&mut self, name: &str) -> Result<Option<Vec<u8>>, &'static str> {
        let paths = paths(&self.archive, |path| !path.ends_with('/') && !path.starts_with("__MACOSX/") && same(path, name));
        let [path] = paths.as_slice() else { return Ok(None) };
        let entry = self.archive.by_name(path).map_err(|_| "gameshow-sets-media-kind")?;
        let bytes = within(entry, self.left.min(VIDEO as u64)).map_err(|_| "gameshow-sets-media-large")?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// Begins an archive with its table.
pub(super) fn begin(table: &[u8]) -> Result<ZipWriter<tempfile::NamedTempFile>> {
    let mut zip = ZipWriter::new(tempfile::NamedTempFile::new().map_err(Error::internal)?);
    zip.start_file(TABLE, SimpleFileOptions::default()).map_err(Error::internal)?;
    zip.write_all(table).map_err(Error::internal)?;
    Ok(zip)
}

/// Adds a file. Media are packed already: they are stored as they are.
pub(super) fn add(zip: &mut ZipWriter<tempfile::NamedTempFile>, name: &str, mut content: File) -> Result<()> {
    zip.start_file(format!("tep/{name}"), SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).map_err(Error::internal)?;
    std::io::copy(&mut content, zip).map_err(Error::internal).map(drop)
}

/// The names of files by their key, for the table.
pub(super) fn names(kept: &[Kept]) -> HashMap<String, String> {
    kept.iter().map(|k| (k.file.to_string(), k.name.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_fit_however_they_are_written() {
        let taken = ["anh.png", "anh (2).png"];
        assert_eq!(free_name("C:\\x\\anh.png", |n| taken.contains(&n)), "anh (3).png");
        assert_eq!(free_name("", |_| false), "tep");
        assert!(same("thư mục/Ảnh.PNG", "a\u{309}nh.png"));
        assert!(!same("anh.png", "ảnh.png"));
        assert!(is_table("a/Câu hỏi.XLSX") && !is_table("~$a.xlsx") && !is_table("__MACOSX/._a.xlsx") && !is_table("a/.a.xlsx"));
    }
}
