//! The zip around a document (gói .docx): finds its parts and inflates them within the limits, never beyond.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, Refusal};

/// Declared size of all parts together above which the file is refused unread, bytes.
const MAX_DECLARED: u64 = 4 << 30;
/// Parts in the zip; a large document has some hundreds.
const MAX_PARTS: usize = 20_000;

/// An open .docx.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    max_ratio: u64,
}

const DAMAGED: Refusal = Refusal::Damaged {
    what: "Word (.docx)",
};

impl<'a> Package<'a> {
    /// Opens the zip and makes sure that it is a Word document.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
        if zip.len() > MAX_PARTS {
            return Err(Refusal::Bomb);
        }
        let mut declared = 0u64;
        for at in 0..zip.len() {
            if let Ok(part) = zip.by_index_raw(at) {
                declared = declared.saturating_add(part.size());
            }
        }
        if declared > MAX_DECLARED {
            return Err(Refusal::Bomb);
        }
        let package = Self {
            zip,
            left: limits.max_inflated,
            max_ratio: limits.max_ratio,
        };
        package.check_kind()?;
        Ok(package)
    }

    fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    fn check_kind(&self) -> Result<(), Refusal> {
        if self.has("[Content_Types].xml") {
            return match () {
                () if self.has("xl/workbook.xml") || self.has("xl/workbook.bin") => {
                    Err(Refusal::NotAPlan {
                        what: "bảng tính Excel",
                    })
                }
                () if self.has("ppt/presentation.xml") => Err(Refusal::NotAPlan {
                    what: "bài trình chiếu PowerPoint",
                }),
                () => Ok(()),
            };
        }
        if self.has("content.xml") && self.has("mimetype") {
            return Err(Refusal::SaveAsDocx {
                what: "OpenDocument (.odt)",
            });
        }
        if self.has("META-INF/container.xml") {
            return Err(Refusal::SaveAsDocx {
                what: "sách điện tử EPUB",
            });
        }
        if self.has("word/document.xml") {
            Ok(())
        } else {
            Err(Refusal::NotAPlan {
                what: "tệp nén ZIP",
            })
        }
    }

    /// Name of the main document part, from the package's relationships, else where Word always puts it.
    pub(crate) fn main_document(&mut self) -> Result<String, Refusal> {
        if let Some(relations) = self.part("_rels/.rels")? {
            let mut reader = Reader::from_str(&relations);
            while let Ok(event) = reader.read_event() {
                let (Event::Start(tag) | Event::Empty(tag)) = event else {
                    if matches!(event, Event::Eof) {
                        break;
                    }
                    continue;
                };
                let value = |name: &str| {
                    tag.attributes()
                        .with_checks(false)
                        .flatten()
                        .find(|a| a.key.0 == name)
                        .map(|a| a.value.into_owned())
                };
                if value("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                    && let Some(target) =
                        value("Target").map(|target| target.trim_start_matches('/').to_owned())
                    && self.has(&target)
                {
                    return Ok(target);
                }
            }
        }
        if self.has("word/document.xml") {
            Ok("word/document.xml".to_owned())
        } else {
            Err(DAMAGED)
        }
    }

    /// A part in the same folder as another one.
    pub(crate) fn sibling(&mut self, of: &str, name: &str) -> Result<Option<String>, Refusal> {
        let folder = of.rfind('/').map_or("", |at| &of[..=at]);
        self.part(&format!("{folder}{name}"))
    }

    /// A part as text, `None` when there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let mut part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(_)) => return Err(Refusal::Encrypted),
            Err(_) => return Err(DAMAGED),
        };
        let by_ratio = part
            .compressed_size()
            .saturating_mul(self.max_ratio)
            .max(1 << 20);
        let allowed = self.left.min(by_ratio);
        if part.size() > allowed {
            return Err(Refusal::Bomb);
        }
        let mut bytes = Vec::new();
        // One byte more than allowed tells a part that lies about its size.
        (&mut part)
            .take(allowed + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| DAMAGED)?;
        let read = bytes.len() as u64;
        if read > allowed {
            return Err(Refusal::Bomb);
        }
        self.left -= read;
        Ok(Some(decode(bytes)))
    }
}

/// XML of Office is UTF-8; some writers use UTF-16 with a mark.
fn decode(bytes: Vec<u8>) -> String {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes.get(..2) {
        Some(b"\xFF\xFE") => wide(u16::from_le_bytes),
        Some(b"\xFE\xFF") => wide(u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        },
    }
}
