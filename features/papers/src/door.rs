//! Cửa của văn bản: what features to the right may ask: make a paper from data, bring its data up to date while it is a draft,
//! and draw a block model of their own. Who may see such a paper is its campaign and agency, as for every other.
use crate::facts::{self, Facts, Which};
use crate::model::{self, Content, Given};
use crate::{new, press, scope, store};
use agencies::door::Directory;
use base::{Actor, Error, Fetch, Result, Site, Tx, Viewer};
use jiff::civil::Date;
use uuid::Uuid;

pub use crate::merge::addressed;
pub use crate::model::{Content as Typed, Given as Body, Record};
pub use crate::press::Files;
pub use crate::store::{Sent, Version};
pub use paper::{Annex, Bar, Bars, Block, Column, Kind, Paper, Row, Span, Stand, Table};

/// Where the pages of papers begin: `/van-ban/{id}`.
pub const ADDRESS: &str = "/van-ban";

/// A paper to be made.
#[derive(Clone, Debug)]
pub struct NewPaper {
    /// Campaign.
    pub campaign: Option<Uuid>,
    /// Issuing agency in the directory; its name, parent and letters are filled in.
    pub agency: Option<Uuid>,
    /// Kind, which also chooses the template for the parts not given.
    pub kind: Kind,
    /// Trích yếu; empty takes the template's.
    pub title: String,
    /// Kính gửi, one a line; empty takes the template's.
    pub to: String,
    /// Name of the agency that the letter goes to; fills `{{noi_nhan}}`; may be empty.
    pub addressee: String,
    /// A body from data; `None` takes the template's words for people to complete.
    pub body: Option<Given>,
    /// Who makes it, e.g. `reports:result`: finds it again by [`of_source`].
    pub source: String,
    /// Letters that belong together show and print as one batch.
    pub batch: Option<Uuid>,
}

/// The campaign that is meant, else the one that the site shows, for blanks.
pub async fn campaign(site: &Site, meant: Option<Uuid>) -> Result<Option<facts::Campaign>> {
    Facts::of(site, meant.map_or(Which::Shown, Which::Known)).await
}

/// Makes a draft; writes its own audit entry. Four statements.
pub async fn create(site: &Site, tx: &mut Tx, actor: &Actor, new: NewPaper) -> Result<Uuid> {
    let campaign = campaign(site, new.campaign).await?;
    let directory = Directory::load(tx).await?;
    create_with(tx, actor, &directory, campaign.as_ref(), site.clock.today(), new).await
}

/// [`create`] for many: the caller reads directory and campaign once.
pub async fn create_with(tx: &mut Tx, actor: &Actor, directory: &Directory, campaign: Option<&facts::Campaign>, today: Date, new: NewPaper) -> Result<Uuid> {
    let content = begin(tx, directory, campaign, today, &new).await?;
    let blocks = new.body.as_ref().map(store::json).transpose()?.unwrap_or_default();
    let row = store::New { campaign: new.campaign, agency: new.agency, kind: new.kind, content: &content, blocks: &blocks, source: &new.source, batch: new.batch };
    let id = store::insert(tx, &row, actor.at).await?;
    let detail = serde_json::json!({ "kind": new.kind.code(), "source": new.source });
    tx.audit(actor, "paper.create", "paper", id, new.campaign, detail).await?;
    Ok(id)
}

/// The block model that [`create_with`] would begin with; nothing is kept. One statement.
pub async fn look(db: &mut impl Fetch, directory: &Directory, campaign: Option<&facts::Campaign>, today: Date, new: &NewPaper) -> Result<Paper> {
    Ok(begin(db, directory, campaign, today, new).await?.paper(new.kind, new.body.as_ref()))
}

async fn begin(db: &mut impl Fetch, directory: &Directory, campaign: Option<&facts::Campaign>, today: Date, new: &NewPaper) -> Result<Content> {
    let content = new::start(db, directory, campaign, new.agency, new.kind, today).await?;
    let or = |given: &str, words: String| if given.trim().is_empty() { words } else { given.to_owned() };
    Ok(Content { title: or(&new.title, content.title.clone()), to: or(&new.to, content.to.clone()), addressee: new.addressee.clone(), ..content }.tidy())
}

/// Puts newer data into a draft; what people typed around it stays. Writes its own audit entry.
///
/// # Errors
/// [`Error::Conflict`] once it went out, [`Error::NotFound`] for an unknown paper.
pub async fn refresh_body(tx: &mut Tx, actor: &Actor, id: Uuid, body: &Given) -> Result<()> {
    let record = store::any(tx, id).await?;
    if !record.is_draft() {
        return Err(Error::Conflict("papers-error-not-draft".into()));
    }
    store::changed(tx.exec(store::BLOCKS, base::args![id, store::json(body)?, actor.at]).await?)?;
    tx.audit(actor, "paper.refresh", "paper", id, record.campaign, serde_json::json!({})).await
}

/// A paper with its content; the caller answers for who may see it.
pub async fn find(db: &mut impl Fetch, id: Uuid) -> Result<Record> {
    store::any(db, id).await
}

/// Papers of a source ([`NewPaper::source`]) in a campaign, newest first; the caller answers for who may see them.
pub async fn of_source(db: &mut impl Fetch, campaign: Uuid, source: &str) -> Result<Vec<Record>> {
    store::of_source(db, campaign, source).await
}

/// Papers of a campaign that went out by this moment (unix ms), oldest first; the caller answers for who may see them.
pub async fn went_out(db: &mut impl Fetch, campaign: Uuid, by: i64) -> Result<Vec<Sent>> {
    store::went_out(db, campaign, by).await
}

/// The frozen versions of a paper, newest first, each with its block model as JSON: differences between them are data.
pub async fn versions(db: &mut impl Fetch, id: Uuid) -> Result<Vec<Version>> {
    store::versions(db, id).await
}

/// The agency for which papers of a campaign begin: the reader's own, else its first organiser that the directory knows.
pub fn default_issuer(directory: &Directory, own: &[Uuid], campaign: Option<&facts::Campaign>, today: Date) -> Option<Uuid> {
    crate::office::default_issuer(directory, own, campaign, today)
}

/// Whether this person may write papers of this agency (`None`: of a body outside the directory) in this campaign.
pub fn may(viewer: &Viewer, campaign: Option<Uuid>, agency: Option<Uuid>) -> bool {
    scope::may(viewer, campaign, agency)
}

/// Where an agency's letterhead and signer are written down once, and whether they are. One statement.
pub async fn letterhead(db: &mut impl Fetch, directory: &Directory, agency: Uuid) -> Result<(String, bool)> {
    let agency = directory.canonical(agency);
    Ok((format!("{ADDRESS}/dau/{agency}"), store::letterhead(db, agency).await?.is_some()))
}

/// Words for one recipient: its blank is filled, any other becomes dots, so that no blank is ever printed as it was typed.
pub fn for_recipient(words: &str, name: &str) -> String {
    crate::fill::fill(words, &crate::fill::Values::from([("noi_nhan", name.to_owned())]), false)
}

/// The block model that a record prints now.
pub fn model_of(record: &Record) -> Paper {
    record.content().paper(record.kind(), record.given().as_ref())
}

/// Both files of a block model, drawn off the request's thread.
pub async fn files(site: &Site, paper: Paper) -> Result<Files> {
    press::files(paper, site.clock.today()).await
}

/// The .docx or the .pdf of a block model; `None` for another ending.
pub async fn file(site: &Site, paper: Paper, form: &str) -> Result<Option<Vec<u8>>> {
    Ok(match form {
        "docx" => Some(press::docx(paper).await?),
        "pdf" => Some(press::one_pdf(vec![paper], site.clock.today()).await?),
        _ => None,
    })
}

/// Pages as SVG pictures, at most `most`, and how many there are.
pub async fn pictures(paper: Paper, most: usize) -> Result<(Vec<String>, usize)> {
    press::pictures(paper, most).await
}

/// Plain words to copy.
pub async fn text(paper: Paper) -> Result<String> {
    press::text(paper).await
}

/// Letters of an agency in symbols: "SKHCN" for "Sở Khoa học và Công nghệ".
pub fn sign_of(agency: &str) -> String {
    model::sign_of(agency)
}
