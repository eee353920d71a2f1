//! Letters with their places to lines (ghép chữ thành dòng): a new line where the base line changes or the text jumps
//! back, a space where a gap is wide enough, a tab where it is as wide as between columns.

use crate::GoOn;
use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// Gap that is a space, in sizes of the letter.
const SPACE: f64 = 0.16;
/// Gap that parts columns.
const COLUMN: f64 = 3.0;
/// Change of the base line that begins a new line; smaller ones are raised or lowered letters.
const NEW_LINE: f64 = 0.55;

/// Gathers the text of one page.
pub(super) struct Lines<'a> {
    text: String,
    /// End of the last letter along the line, its base line, its size and the direction of writing.
    last: Option<Last>,
    limit: usize,
    full: bool,
    go_on: GoOn<'a>,
}

#[derive(Debug, Clone, Copy)]
struct Last {
    end: f64,
    base: f64,
    size: f64,
    direction: (f64, f64),
}

impl<'a> Lines<'a> {
    /// Stops at so many bytes, or when `go_on` says so.
    pub(super) fn new(limit: usize, go_on: GoOn<'a>) -> Self {
        Self {
            text: String::new(),
            last: None,
            limit,
            full: false,
            go_on,
        }
    }

    /// The limit was reached.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Lines without blanks at their ends.
    pub(super) fn into_text(self) -> String {
        let lines: Vec<&str> = self
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        lines.join("\n")
    }

    fn between(&self, now: Last, start: f64) -> &'static str {
        let Some(last) = self.last else { return "" };
        let turned = last.direction.0 * now.direction.0 + last.direction.1 * now.direction.1 < 0.9;
        let size = last.size.max(now.size).max(0.1);
        if turned || (now.base - last.base).abs() > size * NEW_LINE {
            return "\n";
        }
        let gap = (start - last.end) / size;
        match gap {
            // Back on the same base line: another column, or a line drawn over.
            _ if gap < -2.0 => "\n",
            _ if gap > COLUMN => "\t",
            _ if gap > SPACE => " ",
            _ => "",
        }
    }
}

impl OutputDev for Lines<'_> {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        if letter.is_empty() {
            return Ok(());
        }
        let along = (place.m11 * place.m11 + place.m12 * place.m12).sqrt();
        let up = (place.m21 * place.m21 + place.m22 * place.m22).sqrt();
        let direction = if along > 0.0 {
            (place.m11 / along, place.m12 / along)
        } else {
            (1.0, 0.0)
        };
        let start = place.m31 * direction.0 + place.m32 * direction.1;
        let base = place.m32 * direction.0 - place.m31 * direction.1;
        let size = (font_size * up).abs();
        // Letters set apart for looks (character spacing) are not words; beyond a third of the size they are.
        let spacing = if letter == " " {
            spacing
        } else {
            spacing.clamp(0.0, font_size.abs() / 3.0)
        };
        let now = Last {
            end: start + (width * font_size + spacing) * along,
            base,
            size,
            direction,
        };
        if ![start, base, size, now.end].iter().all(|n| n.is_finite()) {
            return Ok(());
        }
        let gap = self.between(now, start);
        let blank = self.text.ends_with([' ', '\t', '\n']) || letter == " ";
        if gap == "\n"
            || (gap == "\t" && !self.text.ends_with(['\t', '\n']))
            || (!gap.is_empty() && !blank)
        {
            self.text.push_str(gap);
        }
        self.text.push_str(letter);
        self.last = Some(now);
        self.full = self.text.len() > self.limit;
        if self.full || !(self.go_on)() {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
