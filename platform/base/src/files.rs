//! Tệp: uploaded files, stored by the SHA-256 of their content; written durably before they are named in the database.
use crate::{Actor, Error, Fetch, Result, Tx, args};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;
use tower::ServiceExt;
use tower_http::services::ServeFile;
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
#[derive(crate::FromRow, Clone, Debug)]
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

    /// Streams a file with its media type, whole or the range that is asked for; it never lies in memory. The caller has checked who
    /// may see it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the content is gone.
    pub async fn serve(&self, stored: &Stored, request: Request) -> Result<Response> {
        stream(&self.path(&stored.sha256), &stored.media_type, request).await
    }

    /// Opens content to be read piece by piece.
    pub async fn open(&self, sha256: &str) -> Result<tokio::fs::File> {
        tokio::fs::File::open(self.path(sha256)).await.map_err(|_| Error::NotFound)
    }

    fn path(&self, sha256: &str) -> PathBuf {
        let safe: String = sha256.chars().filter(char::is_ascii_hexdigit).collect();
        self.root.join(safe.get(..2).unwrap_or("00")).join(safe)
    }
}

/// Streams any file of this machine, whole or the range that is asked for. It is opened before this returns.
///
/// # Errors
/// [`Error::NotFound`] when it is not there.
pub async fn stream(path: &Path, media_type: &str, request: Request) -> Result<Response> {
    let served = ServeFile::new(path).oneshot(request).await.map_err(Error::internal)?;
    if served.status() == StatusCode::NOT_FOUND {
        return Err(Error::NotFound);
    }
    let mut response = served.map(Body::new);
    let kind = HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// What is known of content that was written, before it is named.
pub struct Content<'c> {
    /// Its hash, as [`Files::write`] returned it.
    pub sha256: &'c str,
    /// Media type by content.
    pub media_type: &'c str,
    /// Bytes.
    pub size: usize,
}

/// Names written content in the database; the caller audits.
pub async fn record(tx: &mut Tx, actor: &Actor, sha256: &str, name: &str, bytes: &[u8], purpose: &str) -> Result<Uuid> {
    let media_type = infer::get(bytes).map_or("application/octet-stream", |k| k.mime_type());
    name_content(tx, actor, &Content { sha256, media_type, size: bytes.len() }, name, purpose).await
}

/// The same for content that was looked at before, so that no file is read while the database waits.
pub async fn name_content(tx: &mut Tx, actor: &Actor, c: &Content<'_>, name: &str, purpose: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, c.sha256, name, c.media_type, c.size, purpose, actor.account, actor.at]).await?;
    Ok(id)
}

/// What is known of a file.
pub async fn find(db: &mut impl Fetch, id: Uuid) -> Result<Stored> {
    db.one(FIND, args![id]).await
}
