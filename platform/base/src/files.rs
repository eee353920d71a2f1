//! Tệp: uploaded files, stored by the SHA-256 of their content; written durably before they are named in the database.
use crate::{Actor, Error, Fetch, Result, Tx, args};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

const INSERT: &str = "insert into file (id, sha256, name, media_type, size, purpose, created_by, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND: &str = "select id, sha256, name, media_type, size, purpose, created_by, created_at from file where id = $1";

/// The folder of uploaded files.
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
}

/// What is known of an uploaded file.
#[derive(sqlx::FromRow, Clone, Debug)]
pub struct Stored {
    /// Key.
    pub id: Uuid,
    /// Content hash in hex: its place in the folder.
    pub sha256: String,
    /// Name that the person gave it.
    pub name: String,
    /// Media type by content, not by name.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Why it is kept.
    pub purpose: String,
    /// Who brought it.
    pub created_by: Option<Uuid>,
    /// Unix milliseconds.
    pub created_at: i64,
}

impl Files {
    /// Files below `root`.
    pub fn new(root: PathBuf) -> Files {
        Files { root }
    }

    /// Writes content durably and returns its hash; the same content is stored once.
    pub async fn write(&self, bytes: &[u8]) -> Result<String> {
        let name = hex::encode(Sha256::digest(bytes));
        let path = self.path(&name);
        if tokio::fs::try_exists(&path).await.unwrap_or(false) {
            return Ok(name);
        }
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        let save = async {
            tokio::fs::create_dir_all(&folder).await?;
            let part = folder.join(format!(".{}.part", Uuid::now_v7()));
            let mut file = tokio::fs::File::create(&part).await?;
            file.write_all(bytes).await?;
            file.sync_all().await?;
            tokio::fs::rename(&part, &path).await?;
            tokio::fs::File::open(&folder).await?.sync_all().await
        };
        save.await.map_err(|e: std::io::Error| Error::internal(format!("storing a file: {e}")))?;
        Ok(name)
    }

    /// Reads content back.
    pub async fn read(&self, sha256: &str) -> Result<Vec<u8>> {
        tokio::fs::read(self.path(sha256)).await.map_err(|_| Error::NotFound)
    }

    fn path(&self, sha256: &str) -> PathBuf {
        let safe: String = sha256.chars().filter(char::is_ascii_hexdigit).collect();
        self.root.join(safe.get(..2).unwrap_or("00")).join(safe)
    }
}

/// Names written content in the database; the caller audits.
pub async fn record(tx: &mut Tx, actor: &Actor, sha256: &str, name: &str, bytes: &[u8], purpose: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let kind = infer::get(bytes).map_or("application/octet-stream", |k| k.mime_type());
    tx.exec(INSERT, args![id, sha256, name, kind, bytes.len(), purpose, actor.account, actor.at]).await?;
    Ok(id)
}

/// What is known of a file.
pub async fn find(db: &mut impl Fetch, id: Uuid) -> Result<Stored> {
    db.one(FIND, args![id]).await
}
