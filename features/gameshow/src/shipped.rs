//! Nội dung có sẵn (shipped content): sets and lessons that the program brings, taken over at start. It must never touch what a
//! person changed, hid or deleted, nor bring anything twice.
use base::{Actor, Fetch, Result, Site, Tx};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Name and text of every file of a folder.
macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../content/", $folder, "/", $name, ".toml")))),*]
    };
}
pub(crate) use files;

/// What the program brought before, as it stands now.
#[derive(base::FromRow)]
pub(crate) struct Builtin {
    /// Key of the row.
    pub id: Uuid,
    /// Name of its file.
    pub builtin_key: String,
    /// Hash of the text that was taken over.
    pub builtin_hash: String,
    /// When a person changed it first, Unix milliseconds.
    pub edited_at: Option<i64>,
}

/// A sort of content that the program brings.
pub(crate) trait Shipped {
    /// Name and text of every file.
    const FILES: &'static [(&'static str, &'static str)];

    /// All rows of this sort that the program brought, deleted ones too.
    async fn known(db: &mut impl Fetch) -> Result<Vec<Builtin>>;

    /// Adds the content of a file, or renews the row that holds an older text of it, with the line of the audit.
    async fn take(tx: &mut Tx, actor: &Actor, file: &File<'_>, old: Option<Uuid>) -> Result<()>;
}

/// A file to take over.
pub(crate) struct File<'f> {
    /// Its name, the key of the row.
    pub name: &'f str,
    /// Its text.
    pub text: &'f str,
    /// Hash of the text.
    pub hash: String,
}

/// Takes over what is new or changed since the last start; nothing when nothing is.
pub(crate) async fn take_over<S: Shipped>(site: &Site) -> Result<()> {
    if waiting(S::FILES, &S::known(&mut site.db.reader()).await?).is_empty() {
        return Ok(());
    }
    let actor = Actor::program("start", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    tx.lock("gameshow-builtin").await?;
    let known = S::known(&mut tx).await?; // again: another node may have been quicker
    let waiting = waiting(S::FILES, &known);
    for (file, old) in &waiting {
        S::take(&mut tx, &actor, file, *old).await?;
    }
    if waiting.is_empty() { Ok(()) } else { tx.commit().await }
}

/// Files whose text is not in the database yet, each with the row of its older text.
fn waiting<'f>(files: &'f [(&'f str, &'f str)], known: &[Builtin]) -> Vec<(File<'f>, Option<Uuid>)> {
    let mut waiting = Vec::new();
    for (name, text) in files {
        let (hash, old) = (hex::encode(Sha256::digest(text.as_bytes())), known.iter().find(|b| b.builtin_key == *name));
        if old.is_none_or(|b| b.edited_at.is_none() && b.builtin_hash != hash) {
            waiting.push((File { name, text, hash }, old.map(|b| b.id)));
        }
    }
    waiting
}

/// Test: every file of the folder is listed, and none that is not there.
#[cfg(test)]
pub(crate) fn listed<S: Shipped>(folder: &str) {
    let folder = format!("{}/content/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(folder).expect("the folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, S::FILES.iter().map(|(name, _)| format!("{name}.toml")).collect::<Vec<_>>());
}
