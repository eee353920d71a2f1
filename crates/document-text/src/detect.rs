//! What a file is, by its first bytes (nhận dạng loại tệp). The name only tells Markdown from plain text.

use crate::Refusal;

/// Kinds that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Markdown,
    /// A zip; only a look inside tells whether it is a .docx.
    Zip,
    Pdf,
}

const PICTURES: &[(&[u8], &str)] = &[
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"\x89PNG\r\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
];

const OTHERS: &[(&[u8], &str)] = &[
    (b"Rar!\x1A\x07", "tệp nén RAR"),
    (b"7z\xBC\xAF\x27\x1C", "tệp nén 7z"),
    (b"\x1F\x8B", "tệp nén gzip"),
    (b"ID3", "tệp âm thanh"),
    (b"OggS", "tệp âm thanh"),
    (b"\x1A\x45\xDF\xA3", "tệp video"),
    (b"MZ", "chương trình máy tính"),
    (b"\x7FELF", "chương trình máy tính"),
    (b"SQLite format 3\0", "tệp cơ sở dữ liệu"),
];

/// Kind of a file that can be read.
///
/// # Errors
/// The refusal that fits a kind that cannot.
pub(crate) fn kind(bytes: &[u8], file_name: &str) -> Result<Kind, Refusal> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08") {
        return Ok(Kind::Zip);
    }
    if find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        return Ok(Kind::Pdf);
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(compound(bytes));
    }
    for (magic, what) in PICTURES {
        if starts(magic) {
            return Err(Refusal::Picture { what });
        }
    }
    if starts(b"RIFF") {
        let picture = bytes.get(8..12) == Some(b"WEBP");
        return Err(if picture {
            Refusal::Picture { what: "WebP" }
        } else {
            Refusal::NotAPlan {
                what: "tệp âm thanh hoặc video",
            }
        });
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        let heic = matches!(bytes.get(8..11), Some(b"hei" | b"mif" | b"avi"));
        return Err(if heic {
            Refusal::Picture { what: "HEIC" }
        } else {
            Refusal::NotAPlan {
                what: "tệp video"
            }
        });
    }
    for (magic, what) in OTHERS {
        // Two-letter marks could also begin a text.
        if starts(magic) && (magic.len() > 3 || looks_binary(bytes)) {
            return Err(Refusal::NotAPlan { what });
        }
    }
    if starts(b"BM") && looks_binary(bytes) {
        return Err(Refusal::Picture { what: "BMP" });
    }
    if starts(b"{\\rtf") {
        return Err(Refusal::SaveAsDocx { what: "RTF" });
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)])
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Err(Refusal::SaveAsDocx {
            what: "trang web (HTML)",
        });
    }
    if head.starts_with("<?xml") {
        return Err(Refusal::SaveAsDocx { what: "XML" });
    }
    if !has_utf16_mark(bytes)
        && crate::charset::utf16_without_mark(bytes).is_none()
        && looks_binary(bytes)
    {
        return Err(Refusal::NotAPlan {
            what: "tệp dữ liệu nhị phân",
        });
    }
    let name = file_name.to_lowercase();
    Ok(if name.ends_with(".md") || name.ends_with(".markdown") {
        Kind::Markdown
    } else {
        Kind::Text
    })
}

/// Old Office files and locked new ones share one container; directory entries are UTF-16 names.
fn compound(bytes: &[u8]) -> Refusal {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        Refusal::Encrypted
    } else if has("Workbook") {
        Refusal::NotAPlan {
            what: "bảng tính Excel",
        }
    } else if has("PowerPoint Document") {
        Refusal::NotAPlan {
            what: "bài trình chiếu PowerPoint",
        }
    } else {
        Refusal::OldWord
    }
}

fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

/// Control characters that no text has, in the first 8 kB.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let odd = head
        .iter()
        .filter(|&&b| b == 0 || (b < 32 && !matches!(b, 8..=13 | 26 | 27)))
        .count();
    odd > 0 && (head.contains(&0) || odd * 100 > head.len())
}

/// Position of a byte string.
pub(crate) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    if needle.is_empty() || haystack.len() < needle.len() {
        return None;
    }
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}
