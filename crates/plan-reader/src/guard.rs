//! Is it a plan at all (có phải kế hoạch không)? Refuses politely; invents nothing from a text that is none.

use crate::model::Reading;
use crate::text::words::{count, fold};
use std::fmt;

/// Why a text is no plan, in Vietnamese for the officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPlan {
    /// Nothing in it.
    Empty,
    /// A few words only.
    TooShort,
    /// Letters without marks or out of another code: a bad scan.
    Unreadable,
    /// Neither headings nor duties.
    NoStructure,
}

impl fmt::Display for NotAPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Tệp không có chữ nào. Nếu đây là bản quét, hãy gửi bản có lớp chữ hoặc bản Word.",
            Self::TooShort => "Văn bản quá ngắn, không đủ để là một kế hoạch.",
            Self::Unreadable => "Chữ trong tệp không đọc được (mất dấu tiếng Việt hoặc sai bảng mã). Hãy gửi bản Word hoặc PDF xuất từ Word.",
            Self::NoStructure => "Không thấy đề mục và nhiệm vụ nào: văn bản này có vẻ không phải là kế hoạch.",
        })
    }
}

impl std::error::Error for NotAPlan {}

/// Checks that a reading is of a plan.
///
/// # Errors
/// Says in Vietnamese why the text is no plan.
pub fn is_plan(r: &Reading) -> Result<(), NotAPlan> {
    let text = r.source.text.trim();
    if text.is_empty() {
        return Err(NotAPlan::Empty);
    }
    let words = count(text);
    if words < 40 {
        return Err(NotAPlan::TooShort);
    }
    let sample: String = text.chars().take(20_000).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let marked = sample.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    let vietnamese = fold(&sample).contains("ke hoach") || fold(&sample).contains("uy ban nhan dan");
    if letters > 100 && marked * 25 < letters && vietnamese {
        return Err(NotAPlan::Unreadable);
    }
    let headed = !r.outline.is_empty();
    let kind = r.document.kind.is_some();
    if (headed && !r.assignments.is_empty()) || (kind && (headed || !r.assignments.is_empty())) {
        return Ok(());
    }
    Err(NotAPlan::NoStructure)
}
