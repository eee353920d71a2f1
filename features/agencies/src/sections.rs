//! Mục thêm trên trang cơ quan (sections): what features to the right add to an agency's page, such as the duties that it
//! leads. They register a function at start; this feature never asks who they are.
use base::feature::BoxFuture;
use base::{Lang, Result, Site};
use jiff::civil::Date;
use std::sync::Arc;
use ui::{Link, Tone};
use uuid::Uuid;

/// Whose page is shown.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The agency.
    pub agency: Uuid,
    /// The agency with its merged duplicates and all predecessors: whatever names one of them belongs on this page.
    pub line: Vec<Uuid>,
    /// Today.
    pub today: Date,
    /// Language of the page.
    pub lang: Lang,
}

/// One line of a block.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Words, in the language asked for.
    pub title: String,
    /// Where it leads; empty for no link.
    pub href: String,
    /// A second line; empty hides it.
    pub note: String,
    /// Words of a state chip; empty hides it.
    pub state: String,
    /// Tone of the chip.
    pub tone: Tone,
}

/// A heading with lines.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Heading, in the language asked for.
    pub title: String,
    /// Lines; a block without lines is not shown.
    pub rows: Vec<Row>,
    /// "Xem tất cả".
    pub more: Option<Link>,
}

/// Gives the blocks of one agency. Reads a constant number of statements.
pub type Section = for<'a> fn(&'a Site, &'a Asked) -> BoxFuture<'a, Result<Vec<Block>>>;

/// The registered functions, kept with `site.put`.
#[derive(Clone, Default)]
pub struct Sections(Vec<Section>);

impl Sections {
    /// Adds a function, from a start hook; blocks appear in the order of the features.
    pub fn register(site: &Site, section: Section) {
        let mut all = (*site.get::<Sections>().unwrap_or_default()).clone();
        all.0.push(section);
        site.put(Arc::new(all));
    }

    /// All blocks of an agency that have lines.
    pub(crate) async fn of(site: &Site, asked: &Asked) -> Result<Vec<Block>> {
        let mut blocks = Vec::new();
        for section in &site.get::<Sections>().unwrap_or_default().0 {
            blocks.extend(section(site, asked).await?);
        }
        blocks.retain(|block| !block.rows.is_empty());
        Ok(blocks)
    }
}
