//! Plain text and Markdown (tệp chữ thường): only the code of the characters has to be found.

use crate::{Extracted, Format, Refusal, charset};

/// Text of a .txt or .md file in UTF-8, UTF-16, TCVN3, VNI or Windows-1258.
pub(crate) fn read(bytes: &[u8], format: Format) -> Result<Extracted, Refusal> {
    let decoded = charset::decode(bytes)?;
    Ok(Extracted {
        text: decoded.text,
        format,
        notes: decoded.note.into_iter().collect(),
        pages: None,
    })
}
