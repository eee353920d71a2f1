//! Khóa bí mật: what must be read again but never lie in the clear (secrets of the second factor) is sealed with a key that
//! lives in a file beside the database, so that a stolen database alone tells nothing. The key never enters the database;
//! only its fingerprint does, so that a wrong or lost key is noticed before anything is sealed with it.
use crate::{Config, Db, Error, Result, Site, Tx, settings};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the key file in the data folder and in backups.
pub const FILE: &str = "secret.key";
const FINGERPRINT: &str = "base.secret-key";
/// First bytes of sealed content.
const MARK: &[u8; 4] = b"NSv1";
const NONCE: usize = 24;

/// How the key of this server stands to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// No key has been made yet.
    Unused,
    /// It fits.
    Well,
    /// The file is not there, though the database knows a key.
    Missing,
    /// It is another key than the one that the database knows, or no key at all.
    Foreign,
    /// It fits, but others on this machine may read the file.
    Readable,
}

/// The key of this server, a slot of the [`Site`].
pub struct Vault {
    key: Option<[u8; 32]>,
}

/// Where the key lies.
pub fn file(config: &Config) -> PathBuf {
    config.secret_key_file.clone().unwrap_or_else(|| config.data.join(FILE))
}

/// Opens the key at start, and makes it at the first one. A lost key is made anew only if nothing is sealed (`in_use`);
/// otherwise the program runs without, says so, and `doctor` explains.
///
/// # Errors
/// The file cannot be written or read.
pub async fn open(site: &Site, in_use: bool) -> Result<Arc<Vault>> {
    let path = file(&site.config);
    let known = settings::get(&mut site.db.reader(), FINGERPRINT).await?;
    if !path.exists() && (known.is_none() || !in_use) {
        create(&path).map_err(|e| Error::internal(format!("writing {}: {e}", path.display())))?;
    }
    let mut key = read(&path)?;
    if let Some(found) = key {
        let print = fingerprint(&found);
        if known.is_none() || (!in_use && known.as_deref() != Some(&print)) {
            let now = site.clock.now_ms();
            let mut tx = site.db.write().await?;
            settings::set(&mut tx, FINGERPRINT, &print, now).await?;
            tx.audit(&crate::Actor::program("start", now), "secret-key.set", "setting", FINGERPRINT, None, serde_json::json!({})).await?;
            tx.commit().await?;
        } else if known.as_deref() != Some(&print) {
            key = None;
        }
    }
    if key.is_none() {
        tracing::error!(file = %path.display(), "the secret key is missing or another one: codes of the second factor cannot be checked; run nhipso doctor");
    }
    let vault = Arc::new(Vault { key });
    site.put(vault.clone());
    Ok(vault)
}

/// The vault that [`open`] opened.
pub fn of(site: &Site) -> Arc<Vault> {
    site.get::<Vault>().unwrap_or_else(|| Arc::new(Vault { key: None }))
}

/// How key file and database stand to each other, for `doctor`.
pub async fn health(config: &Config, db: &Db) -> Result<Health> {
    let Some(known) = settings::get(&mut db.reader(), FINGERPRINT).await? else { return Ok(Health::Unused) };
    let path = file(config);
    if !path.exists() {
        return Ok(Health::Missing);
    }
    let fits = read(&path)?.is_some_and(|key| fingerprint(&key) == known);
    let open = std::fs::metadata(&path).is_ok_and(|m| m.permissions().mode() & 0o077 != 0);
    Ok(if !fits { Health::Foreign } else if open { Health::Readable } else { Health::Well })
}

impl Vault {
    /// Seals content for one `purpose` (which names the row, so that sealed content cannot be moved to another one).
    ///
    /// # Errors
    /// No key, or not the key of this database (another node has changed it).
    pub async fn seal(&self, tx: &mut Tx, purpose: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let key = self.key()?;
        if settings::get(tx, FINGERPRINT).await?.as_deref() != Some(&fingerprint(key)) {
            return Err(Error::internal("the secret key of this server is not the one of the database"));
        }
        let nonce: [u8; NONCE] = rand::random();
        let sealed = cipher(key).encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: purpose.as_bytes() });
        let sealed = sealed.map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok([MARK.as_slice(), &nonce, &sealed].concat())
    }

    /// Opens what was sealed for the same purpose.
    ///
    /// # Errors
    /// No key, another key, or content that was changed or moved.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken = || Error::internal("a sealed secret does not open");
        let (nonce, text) = sealed.strip_prefix(MARK.as_slice()).and_then(|s| s.split_at_checked(NONCE)).ok_or_else(broken)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| broken())?;
        cipher(self.key()?).decrypt(&XNonce::from(nonce), Payload { msg: text, aad: purpose.as_bytes() }).map_err(|_| broken())
    }

    /// Whether content was sealed by [`Vault::seal`].
    pub fn is_sealed(content: &[u8]) -> bool {
        content.starts_with(MARK) && content.len() >= MARK.len() + NONCE + 16
    }

    /// Whether there is a key that fits the database.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    fn key(&self) -> Result<&[u8; 32]> {
        self.key.as_ref().ok_or_else(|| Error::internal("the secret key is missing: run nhipso doctor"))
    }
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key))
}

fn fingerprint(key: &[u8; 32]) -> String {
    let hash = Sha256::new().chain_update(b"nhipso key ").chain_update(key).finalize();
    hex::encode(&hash[..8])
}

/// A new key, readable by nobody else, durable before anything is sealed with it.
fn create(path: &Path) -> std::io::Result<()> {
    let key: [u8; 32] = rand::random();
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let part = path.with_extension(format!("{}.part", uuid::Uuid::now_v7()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    writeln!(file, "{}", STANDARD.encode(key))?;
    file.sync_all()?;
    let placed = std::fs::hard_link(&part, path); // unlike a rename it never replaces the key that another program has just made
    std::fs::remove_file(&part)?;
    match placed {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => File::open(folder)?.sync_all(),
    }
}

fn read(path: &Path) -> Result<Option<[u8; 32]>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::internal(format!("reading {}: {error}", path.display()))),
    }
}
