//! Guards before the PDF library (chốt an toàn cho PDF): nothing may inflate beyond the limits or run in circles.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Document, Object, Stream};

use super::DAMAGED;
use crate::detect::find;
use crate::{Limits, Refusal};

/// Largest LZW stream that is inflated, bytes; LZW can grow about 1 400 times.
const MAX_LZW: usize = 64 << 10;
/// Longest way from a page up to the root of the page tree.
const MAX_PARENTS: usize = 64;

/// Measures every compressed stream of the raw file, since the library inflates object streams while it loads.
///
/// # Errors
/// [`Refusal::Bomb`] when they grow beyond the limit together.
pub(super) fn prescan(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut left = limits.max_inflated.saturating_mul(2);
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let keyword = at + found;
        at = keyword + 6;
        if keyword >= 3 && &bytes[keyword - 3..keyword] == b"end" {
            continue;
        }
        let head = &bytes[keyword.saturating_sub(400)..keyword];
        let head = &head[head.windows(3).rposition(|w| w == b"obj").unwrap_or(0)..];
        if find(head, b"ObjStm").is_some() && find(head, b"LZW").is_some() {
            return Err(Refusal::Bomb);
        }
        let data = &bytes[at..];
        let skip = data
            .iter()
            .take(2)
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        left = left
            .checked_sub(inflated_size(&data[skip..], left))
            .ok_or(Refusal::Bomb)?;
    }
    Ok(())
}

/// Size of zlib data after inflating, counted and thrown away; a second layer inside counts too. Stops just above `cap`.
fn inflated_size(data: &[u8], cap: u64) -> u64 {
    if data.len() < 2 || data[0] & 0x0F != 8 {
        return 0;
    }
    let size = count(ZlibDecoder::new(data), cap);
    if size == 0 {
        // The library tries plain deflate when the wrapping is broken.
        return count(DeflateDecoder::new(&data[2..]), cap);
    }
    let inner = count(ZlibDecoder::new(ZlibDecoder::new(data)), cap);
    size.saturating_add(inner)
}

fn count(mut reader: impl Read, cap: u64) -> u64 {
    let mut buffer = [0u8; 16 << 10];
    let mut total = 0u64;
    while let Ok(read) = reader.read(&mut buffer) {
        if read == 0 || total > cap {
            break;
        }
        total += read as u64;
    }
    total
}

/// Empties pictures and streams that would grow beyond the limits, and checks that the page tree ends.
///
/// # Errors
/// [`Refusal::Bomb`] or [`Refusal::Damaged`].
pub(super) fn sanitize(doc: &mut Document, limits: &Limits) -> Result<(), Refusal> {
    let mut left = limits.max_inflated;
    for object in doc.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let picture = stream
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"Image");
        let filters = stream.filters().unwrap_or_default();
        let lzw = filters.contains(&b"LZWDecode".as_slice());
        let layers = filters
            .iter()
            .filter(|f| matches!(**f, b"LZWDecode" | b"FlateDecode"))
            .count();
        if picture || layers > 1 || (lzw && stream.content.len() > MAX_LZW) {
            empty(stream);
            continue;
        }
        if layers == 1 && !lzw {
            left = left
                .checked_sub(inflated_size(&stream.content, left))
                .ok_or(Refusal::Bomb)?;
        }
    }
    for page in doc.get_pages().into_values() {
        let mut at = page;
        let mut steps = 0;
        while let Ok(parent) = doc
            .get_dictionary(at)
            .and_then(|node| node.get(b"Parent"))
            .and_then(Object::as_reference)
        {
            at = parent;
            steps += 1;
            if steps > MAX_PARENTS {
                return Err(DAMAGED);
            }
        }
    }
    Ok(())
}

/// Leaves a stream without data.
pub(super) fn empty(stream: &mut Stream) {
    stream.content.clear();
    stream.dict.remove(b"Filter");
    stream.dict.remove(b"DecodeParms");
    stream.dict.set("Length", 0);
}
