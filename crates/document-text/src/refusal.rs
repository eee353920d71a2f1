//! Why a file was not read (lý do từ chối), in words that tell the officer what to do. Never blames, never shows codes.

use thiserror::Error;

/// A file that gives no text. `Display` is the Vietnamese message to show.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Zero bytes.
    #[error("Tệp rỗng. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")]
    Empty,
    /// Nothing but blanks inside.
    #[error("Tệp không có chữ nào. Hãy kiểm tra xem đã chọn đúng tệp kế hoạch chưa.")]
    NoText,
    /// Larger than the limit for files.
    #[error(
        "Tệp nặng {} MB, vượt mức {} MB. Một kế hoạch thường dưới 5 MB: hãy bỏ bớt ảnh, tách phụ lục, hoặc lưu lại bằng Word thành .docx.",
        megabytes(*size), limit >> 20
    )]
    TooLarge {
        /// Bytes of the file.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text itself is too long for a plan.
    #[error("Văn bản dài quá {} MB chữ nên không thể là một kế hoạch. Hãy tách phần kế hoạch ra tệp riêng.", limit >> 20)]
    TooMuchText {
        /// Bytes of text allowed.
        limit: usize,
    },
    /// More pages than the limit.
    #[error(
        "Tệp PDF có {pages} trang, vượt mức {limit} trang. Hãy tách phần kế hoạch ra tệp riêng."
    )]
    TooManyPages {
        /// Pages of the file.
        pages: u32,
        /// Pages allowed.
        limit: u32,
    },
    /// Reading took longer than the caller waits: a file made to keep the server busy, or a drawing with millions of parts.
    #[error("Đọc tệp này quá lâu nên đã dừng. Hãy mở bằng Word hoặc trình xem PDF rồi xuất lại thành .docx hoặc PDF mới, chỉ giữ phần kế hoạch.")]
    TooSlow,
    /// Inflates beyond the limits: a zip bomb, on purpose or by accident.
    #[error(
        "Tệp nén chứa dữ liệu phình to bất thường nên không được mở. Hãy mở bằng Word và lưu lại thành .docx mới."
    )]
    Bomb,
    /// Old Word format.
    #[error("Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word và lưu thành .docx rồi tải lên lại.")]
    OldWord,
    /// Rich text, OpenDocument, web page: text, in a form that is not read.
    #[error("Chưa đọc được tệp {what}. Hãy mở bằng Word và lưu thành .docx rồi tải lên lại.")]
    SaveAsDocx {
        /// What the file is, in Vietnamese.
        what: &'static str,
    },
    /// A photograph or a scan as a picture.
    #[error(
        "Đây là tệp ảnh ({what}), không có lớp chữ. Hãy xin tệp .docx hoặc PDF gốc, hoặc gõ lại nội dung vào tệp .txt."
    )]
    Picture {
        /// Kind of picture.
        what: &'static str,
    },
    /// Another kind of file altogether.
    #[error("Đây là {what}, không phải văn bản kế hoạch. Hãy chọn tệp .docx, .pdf, .txt hoặc .md.")]
    NotAPlan {
        /// What the file is, in Vietnamese.
        what: &'static str,
    },
    /// PDF of pictures.
    #[error(
        "Tệp PDF này là bản quét, không có lớp chữ nên không đọc được. Hãy xin tệp .docx hoặc PDF xuất thẳng từ Word, hoặc nhận dạng chữ (OCR) trước."
    )]
    NoTextLayer,
    /// Text layer present and unreadable: fonts without a map to Unicode.
    #[error(
        "Lớp chữ của tệp PDF không đọc được (phông chữ không kèm bảng mã). Hãy xin tệp .docx gốc của văn bản."
    )]
    GarbledPdf,
    /// Locked with a password.
    #[error("Tệp được khoá bằng mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.")]
    Encrypted,
    /// Broken file.
    #[error(
        "Tệp {what} bị hỏng hoặc chưa tải xong. Hãy mở thử bằng Word hoặc trình đọc PDF, lưu lại rồi tải lên lần nữa."
    )]
    Damaged {
        /// Kind of file.
        what: &'static str,
    },
    /// Vietnamese text in an unknown code.
    #[error(
        "Không nhận ra bảng mã chữ của tệp. Hãy mở bằng Word hoặc Notepad và lưu lại với bảng mã UTF-8."
    )]
    UnknownCharset,
}

/// Megabytes rounded up, so that a file just above the limit never shows as the limit.
fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}
