//! Bản in: a paper brought to pieces and pages once, and written in any of the four forms. All forms come from the same
//! pieces, so that they cannot differ in a word or a figure.
use crate::fonts::Fonts;
use crate::layout::{Page, pages};
use crate::model::Paper;
use crate::pdf::{self, Made, PdfError, Sheaf};
use crate::pieces::Piece;
use crate::{compose, docx, svg, text};

/// A paper ready to be written.
pub struct Print<'f> {
    paper: Paper,
    fonts: &'f Fonts,
    pieces: Vec<Piece>,
    pages: Vec<Page>,
}

impl<'f> Print<'f> {
    /// Lays the paper out.
    pub fn of(paper: &Paper, fonts: &'f Fonts) -> Print<'f> {
        let pieces = compose::pieces(paper, fonts);
        let pages = pages(&pieces, fonts);
        Print { paper: paper.clone(), fonts, pieces, pages }
    }

    /// How many pages.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// A .docx file for Word and LibreOffice.
    pub fn docx(&self) -> Vec<u8> {
        docx::write(&self.paper, &self.pieces)
    }

    /// A tagged PDF/A-2a file.
    ///
    /// # Errors
    /// [`PdfError`] if the PDF writer refuses; the words alone never cause it.
    pub fn pdf(&self, made: Made) -> Result<Vec<u8>, PdfError> {
        pdf::write(&[self.sheaf()], made, self.fonts)
    }

    /// Several papers in one file, each with its own page numbers: to print letters to many in one go.
    ///
    /// # Errors
    /// [`PdfError`] if there is none, or the PDF writer refuses.
    pub fn pdf_of_all(prints: &[Print], made: Made, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
        let sheaves: Vec<Sheaf> = prints.iter().map(Print::sheaf).collect();
        pdf::write(&sheaves, made, fonts)
    }

    fn sheaf(&self) -> Sheaf<'_> {
        Sheaf { paper: &self.paper, pieces: &self.pieces, pages: &self.pages }
    }

    /// One SVG picture a page, at most `most`, for a preview: the same lines at the same places as in the PDF. Its words ask for the font
    /// family "Paper" and then for Times New Roman.
    pub fn svg(&self, most: usize) -> Vec<String> {
        let many = self.pages.len();
        self.pages.iter().take(most).enumerate().map(|(n, page)| svg::page(page, n + 1, many)).collect()
    }

    /// Plain text to copy into a message.
    pub fn text(&self) -> String {
        text::write(&self.pieces)
    }
}
