//! Nhập tệp kế hoạch: bytes in, a published campaign out; refusals in Vietnamese, with nothing stored.
use crate::publish::{self, Answers, Source};
use crate::review::upload::{self, Found};
use crate::store;
use base::{Actor, Error, Result, Site};
use plan_reader::model::Reading;
use std::time::Duration;
use uuid::Uuid;

/// How long a file may be read: a plan takes milliseconds, a file made to keep the server busy for ever.
const LONGEST: Duration = Duration::from_secs(30);

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The campaign.
    pub campaign: Uuid,
    /// "Ngày Chuyển đổi số Đồng Nai 2024".
    pub campaign_name: String,
    /// Its address word.
    pub slug: String,
    /// Duties in force.
    pub assignments: usize,
    /// Activities.
    pub activities: usize,
    /// Agencies that have a duty.
    pub agencies: usize,
    /// What waits for a person.
    pub questions: usize,
    /// The same bytes were imported before; nothing was done.
    pub already_known: bool,
    /// Remarks of the text extractor.
    pub notes: Vec<String>,
    /// What the home page shows instead, while another campaign runs.
    pub shown_instead: Option<String>,
}

/// What came of a file.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is published.
    Imported(Imported),
    /// It may be a new version of a plan that is published already: it waits in the review for a person to say.
    Asks {
        /// The campaign whose plan it may amend: "Ngày Chuyển đổi số Đồng Nai 2024".
        campaign_name: String,
        /// Address of the review.
        address: String,
    },
}

/// A file that was read and is a plan; nothing of it is stored yet.
pub(crate) struct ReadFile {
    pub reading: Reading,
    pub notes: Vec<String>,
}

/// Reads a file without storing anything. The work is heavy, so it runs beside the server's threads.
///
/// # Errors
/// [`Error::Invalid`] with a Vietnamese sentence: no text, too large, no plan ….
pub(crate) async fn read(name: &str, bytes: Vec<u8>) -> Result<ReadFile> {
    let name = name.to_owned();
    let started = std::time::Instant::now();
    let work = tokio::task::spawn_blocking(move || {
        let extracted = document_text::extract_while(&bytes, &name, &document_text::Limits::default(), &|| started.elapsed() < LONGEST).map_err(|e| Error::Invalid(e.to_string()))?;
        let reading = plan_reader::read(&extracted.text);
        plan_reader::is_plan(&reading).map_err(|e| Error::Invalid(e.to_string()))?;
        Ok(ReadFile { reading, notes: extracted.notes })
    });
    work.await.map_err(|_| Error::Invalid("plan-file-unreadable".into()))?
}

/// [`import_or_ask`] where a doubtful text is a failure.
///
/// # Errors
/// As there; also [`Error::Conflict`] when a person must say first which plan it is.
pub async fn import_file(site: &Site, actor: &Actor, name: &str, bytes: &[u8]) -> Result<Imported> {
    match import_or_ask(site, actor, name, bytes).await? {
        Outcome::Imported(done) => Ok(done),
        Outcome::Asks { .. } => Err(Error::Conflict("plan-review-unsure".into())),
    }
}

/// Reads and publishes a plan with the reader's own answers; what a person should confirm becomes an open question.
/// The same bytes twice change nothing. A text that is a version of a published plan becomes that campaign's next
/// version; one that may be is put into the review, where a person says.
///
/// # Errors
/// [`Error::Invalid`] with a Vietnamese sentence when the file is no readable plan.
pub async fn import_or_ask(site: &Site, actor: &Actor, name: &str, bytes: &[u8]) -> Result<Outcome> {
    let file = read(name, bytes.to_vec()).await?;
    let sha256 = site.files.write(bytes).await?;
    if let Some(campaign) = store::known_file(&mut site.db.reader(), &sha256).await? {
        return report(site, campaign, true, vec![]).await.map(Outcome::Imported);
    }
    let mut tx = site.db.write().await?;
    tx.lock("plan").await?;
    let amends = match publish::version_of(&mut tx, &file.reading).await? {
        publish::Version::Of(id) => Some(id),
        publish::Version::New => None,
        publish::Version::Unsure(id) => {
            let campaign_name = store::campaign(&mut tx, id).await?.full_name();
            let found = Found { sha256: &sha256, name, bytes, reading: &file.reading, campaign: None, unsure: Some(id) };
            let draft = upload::put(tx, actor, &found).await?;
            return Ok(Outcome::Asks { campaign_name, address: format!("/ke-hoach/duyet/{draft}") });
        }
    };
    let stored = base::files::record(&mut tx, actor, &sha256, name, bytes, "plan").await?;
    let source = Source { file: Some(stored), sha256: sha256.clone(), file_name: name.to_owned(), notes: file.notes.join("\n"), amends, home: None };
    let campaign = match publish::publish(site, &mut tx, actor, &file.reading, &source, &Answers::default()).await {
        // Another node or command was faster with the same bytes.
        Err(Error::Conflict(_)) => {
            drop(tx);
            let known = store::known_file(&mut site.db.reader(), &sha256).await?.ok_or(Error::NotFound)?;
            return report(site, known, true, vec![]).await.map(Outcome::Imported);
        }
        other => other?,
    };
    tx.commit().await?;
    crate::refresh(site).await?;
    report(site, campaign, false, file.notes).await.map(Outcome::Imported)
}

async fn report(site: &Site, campaign: Uuid, already_known: bool, notes: Vec<String>) -> Result<Imported> {
    let mut db = site.db.reader();
    let facts = store::campaign(&mut db, campaign).await?;
    let [assignments, activities, agencies, questions] = publish::counts(&mut db, campaign).await?;
    let shown_instead = crate::door::current(&mut db).await?.filter(|c| c.id != campaign).map(|c| c.full_name());
    Ok(Imported { shown_instead, campaign, campaign_name: facts.full_name(), slug: facts.slug, assignments, activities, agencies, questions, already_known, notes })
}
