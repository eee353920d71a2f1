//! Lịch sử các bản: what each amendment did to each duty, with the words before and after, so that it can be read when later versions
//! have changed the duty again. Written once with its version and never changed.
use base::{Error, Fetch, Result, Tx, args};
use plan_reader::Change;
use serde::{Deserialize, Serialize};
use base::FromRow;
use uuid::Uuid;

base::queries! {
    INSERT = "insert into plan_change (document, ordinal, assignment, what, words, detail) values ($1, $2, $3, $4, $5, $6)";
    OF_VERSION = "select d.version, c.what, c.words, c.detail, a.number from plan_change c join plan_document d on d.id = c.document
        join assignment a on a.id = c.assignment where c.document = $1 order by c.ordinal";
    OF_DUTY = "select d.version, c.what, c.words, c.detail, a.number from plan_change c join plan_document d on d.id = c.document
        join assignment a on a.id = c.assignment where c.assignment = $1 order by d.version, c.ordinal";
}

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    /// "text", "lead", "coordinating", "deadline" or "path".
    pub field: String,
    pub before: String,
    pub after: String,
}

/// What is stored beside the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Detail {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    said: Vec<Said>,
    /// Number of the duty that a person said the new words are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    other: Option<i64>,
}

/// What an amendment did to a duty, to be written.
pub(super) struct What {
    duty: Uuid,
    what: &'static str,
    words: String,
    detail: Detail,
}

impl What {
    pub fn added(duty: Uuid, words: String) -> What {
        What { duty, what: "added", words, detail: Detail::default() }
    }

    pub fn changed(duty: Uuid, words: String, changes: &[Change]) -> What {
        let said = |c: &Change| Said { field: c.field.to_owned(), before: c.before.clone(), after: c.after.clone() };
        What { duty, what: "changed", words, detail: Detail { said: changes.iter().map(said).collect(), other: None } }
    }

    /// A duty that was kept beside the text and that the text names again as it was.
    pub fn named(duty: Uuid, words: String) -> What {
        What { duty, what: "named", words, detail: Detail::default() }
    }

    pub fn kept(duty: Uuid, words: String, other: Option<i64>) -> What {
        What { duty, what: "kept", words, detail: Detail { said: vec![], other } }
    }

    pub fn withdrawn(duty: Uuid, words: String, other: Option<i64>) -> What {
        What { duty, what: "withdrawn", words, detail: Detail { said: vec![], other } }
    }
}

pub(super) async fn write(tx: &mut Tx, document: Uuid, all: &[What]) -> Result<()> {
    for (ordinal, one) in all.iter().enumerate() {
        let detail = serde_json::to_string(&one.detail).map_err(Error::internal)?;
        let words = vietnamese::normalize_line(&one.words);
        tx.exec(INSERT, args![document, ordinal, one.duty, one.what, words, detail]).await?;
    }
    Ok(())
}

/// What an amendment did to a duty, as it is read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happened {
    pub version: i64,
    /// "added", "changed", "named" (again), "kept" or "withdrawn".
    pub what: String,
    /// The duty's words in that version.
    pub words: String,
    pub number: i64,
    pub said: Vec<Said>,
    pub other: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    version: i64,
    what: String,
    words: String,
    detail: String,
    number: i64,
}

impl From<Row> for Happened {
    fn from(r: Row) -> Happened {
        let Detail { said, other } = serde_json::from_str(&r.detail).unwrap_or_default();
        Happened { version: r.version, what: r.what, words: r.words, number: r.number, said, other }
    }
}

/// What one version did, in the order of its text.
pub(crate) async fn of_version(db: &mut impl Fetch, document: Uuid) -> Result<Vec<Happened>> {
    Ok(db.all::<Row>(OF_VERSION, args![document]).await?.into_iter().map(Happened::from).collect())
}

/// What the versions did to one duty, oldest first.
pub(crate) async fn of_duty(db: &mut impl Fetch, duty: Uuid) -> Result<Vec<Happened>> {
    Ok(db.all::<Row>(OF_DUTY, args![duty]).await?.into_iter().map(Happened::from).collect())
}
