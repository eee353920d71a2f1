//! Biểu mẫu kèm tệp (forms with a file): what a multipart form carries, and the file given back. A file of a stranger is always a
//! download, never shown in a reader's browser.
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Actor, Error, Fetch, Result, Site, Tx, args};
use std::collections::BTreeMap;
use ui::Form;
use uuid::Uuid;

/// Largest file.
pub const LIMIT: usize = 20 << 20;
/// Kinds that are taken.
pub const ACCEPT: &str = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png";

/// What was sent.
#[derive(Default)]
pub struct Received {
    values: BTreeMap<String, Vec<String>>,
    /// Name and content; None when none was chosen.
    pub file: Option<(String, Vec<u8>)>,
}

impl Received {
    /// Reads a multipart body.
    pub async fn read(mut body: Multipart) -> Result<Received> {
        let broken = |e: MultipartError| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
            _ => Error::Invalid("sentup-error-form".into()),
        };
        let mut got = Received::default();
        while let Some(field) = body.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name().map(|n| n.chars().take(200).collect::<String>()) {
                let bytes = field.bytes().await.map_err(broken)?.to_vec();
                got.file = (!bytes.is_empty()).then_some((file, bytes));
            } else {
                got.values.entry(name).or_default().push(field.text().await.map_err(broken)?);
            }
        }
        Ok(got)
    }

    /// A value in one line.
    pub fn line(&self, name: &str) -> String {
        vietnamese::normalize_line(self.first(name))
    }
    /// A value of several lines.
    pub fn words(&self, name: &str) -> String {
        vietnamese::normalize(self.first(name)).trim().to_owned()
    }
    /// All values that are keys.
    pub fn keys(&self, name: &str) -> Vec<Uuid> {
        self.values.get(name).into_iter().flatten().filter_map(|v| v.parse().ok()).collect()
    }
    /// A whole number; 0 when there is none.
    pub fn number(&self, name: &str) -> i64 {
        self.first(name).parse().unwrap_or(0)
    }
    fn first(&self, name: &str) -> &str {
        self.values.get(name).and_then(|v| v.first()).map_or("", String::as_str)
    }

    /// What was typed, to be shown again.
    pub fn form(&self) -> Form {
        Form::from_pairs(self.values.iter().flat_map(|(name, all)| all.iter().map(move |v| (name.clone(), v.clone()))))
    }

    /// Whether the file, if any, is one that is taken: by its content, not its name.
    pub fn file_fits(&self) -> bool {
        let Some((_, bytes)) = &self.file else { return true };
        let kind = |b: &[u8]| b.starts_with(b"%PDF-") || b.starts_with(b"PK\x03\x04") || b.starts_with(b"\xFF\xD8\xFF") || b.starts_with(b"\x89PNG");
        bytes.len() <= LIMIT && kind(bytes)
    }

    /// Stores the file durably, before the transaction that names it.
    pub async fn store(&self, site: &Site) -> Result<Option<String>> {
        match &self.file {
            Some((_, bytes)) => site.files.write(bytes).await.map(Some),
            None => Ok(None),
        }
    }

    /// Names the stored file in the database; the caller audits.
    pub async fn record(&self, tx: &mut Tx, actor: &Actor, stored: Option<&String>) -> Result<Option<Uuid>> {
        match (&self.file, stored) {
            (Some((name, bytes)), Some(sha256)) => base::files::record(tx, actor, sha256, name, bytes, "sent-up").await.map(Some),
            _ => Ok(None),
        }
    }
}

/// The file as a download. The caller has asked who may.
pub async fn download(site: &Site, file: Option<Uuid>) -> Result<Response> {
    let stored: base::files::Stored = site.db.reader().one(super::store::FILE, args![file.ok_or(Error::NotFound)?]).await?;
    let (stem, ending) = stored.name.rsplit_once('.').unwrap_or((&stored.name, "bin"));
    let (stem, ending) = (vietnamese::slug(stem), vietnamese::slug(ending));
    let name = format!("{}.{ending}", if stem.is_empty() { "tep" } else { &stem });
    let bytes = site.files.read(&stored.sha256).await?;
    let headers = [(header::CONTENT_TYPE, stored.media_type), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    Ok((headers, bytes).into_response())
}
