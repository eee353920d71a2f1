//! Tệp của bảng: a table names files; each is looked for in the archive that came with it, then among the files of the set. What is
//! not found is a fault of its line; nothing is left out in silence.
use super::bundle::{self, Bundle, Kept, Upload, same};
use super::sheet::{self, Line, LineFault, Words};
use crate::sets::media::{PURPOSE, judge, kind_of};
use axum::extract::Multipart;
use base::files::Content;
use base::{Actor, Error, Fetch, Result, Site, Tx};
use quiz::Question;
use quiz::question::Media;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// A file that came with the table: its content is written, but has no row yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Fresh {
    sha256: String,
    name: String,
}

/// What was uploaded, on disk and not in memory; None when it is larger than the route takes.
pub(super) async fn receive(mut body: Multipart) -> Result<Option<File>> {
    let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(Error::internal)?);
    while let Ok(Some(mut field)) = body.next_field().await {
        if field.name() != Some("file") {
            continue;
        }
        loop {
            match field.chunk().await {
                Ok(Some(bytes)) => file.write_all(&bytes).await.map_err(Error::internal)?,
                Ok(None) => break,
                Err(_) => return Ok(None),
            }
        }
    }
    file.flush().await.map_err(Error::internal)?;
    Ok(Some(file.into_std().await))
}

/// The lines of what was uploaded, and the archive with their files. Takes its time: not for async threads.
///
/// # Errors
/// The key of the message.
pub(super) fn read(file: File, words: &Words, category: &str) -> Result<(Vec<Line>, Option<Bundle>), &'static str> {
    match bundle::open(file)? {
        Upload::Table(bytes) => Ok((sheet::read(&bytes, words, category)?, None)),
        Upload::Bundle(bytes, bundle) => Ok((sheet::read(&bytes, words, category)?, Some(bundle))),
    }
}

/// Gives each line the file that it names, or a fault; returns for each line the file that came with the table.
pub(super) async fn attach(site: &Site, lines: &mut [Line], kept: &[Kept], mut bundle: Option<Bundle>) -> Result<Vec<Option<Fresh>>> {
    let (mut all, mut taken) = (Vec::with_capacity(lines.len()), HashMap::<String, Found>::new());
    for line in lines {
        let mut fresh = None;
        if !line.media.is_empty() {
            let key = line.media.to_lowercase();
            if !taken.contains_key(&key) {
                let (found, rest) = unpack(site, bundle, &line.media).await?;
                bundle = rest;
                taken.insert(key.clone(), found);
            }
            match taken[&key].clone() {
                Ok(Some((file, media))) => {
                    line.question.media = Some(Media { alt: line.alt.clone(), ..media });
                    fresh = Some(file);
                }
                Ok(None) => match kept.iter().find(|k| same(&k.name, &line.media)).and_then(|k| Some((k.file, kind_of(&k.stored.media_type)?))) {
                    Some((file, kind)) => line.question.media = Some(Media { kind, file: file.to_string(), alt: line.alt.clone() }),
                    None => line.faults.push(LineFault { column: "media", code: "media-missing", limit: 0 }),
                },
                Err(key) => {
                    let code = if key == "gameshow-sets-media-large" { "media-large" } else { "media-kind" };
                    line.faults.push(LineFault { column: "media", code, limit: 0 });
                }
            }
        }
        all.push(fresh);
    }
    Ok(all)
}

type Found = std::result::Result<Option<(Fresh, Media)>, &'static str>;

/// Takes one file out of the archive, if it is there and of a kind that is taken.
async fn unpack(site: &Site, bundle: Option<Bundle>, name: &str) -> Result<(Found, Option<Bundle>)> {
    let Some(mut bundle) = bundle else { return Ok((Ok(None), None)) };
    let wanted = name.to_owned();
    let (found, bundle) = tokio::task::spawn_blocking(move || (bundle.take(&wanted), bundle)).await.map_err(Error::internal)?;
    let bytes = match found {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok((Ok(None), Some(bundle))),
        Err(key) => return Ok((Err(key), Some(bundle))),
    };
    let found = match judge(&bytes) {
        Ok((kind, _)) => {
            let fresh = Fresh { sha256: site.files.write(&bytes).await?, name: name.chars().take(200).collect() };
            Ok(Some((fresh, Media { kind, file: String::new(), alt: String::new() })))
        }
        Err(key) => Err(key),
    };
    Ok((found, Some(bundle)))
}

/// What a row of the table `file` will say about content.
pub(super) struct Judged {
    media_type: &'static str,
    size: usize,
}

/// Checks again what the preview handed on: the media of a question is a file of questions, or content that is there and of a kind
/// that is taken. None: it is not, and the preview can no longer be used.
pub(super) async fn check(site: &Site, db: &mut impl Fetch, question: &mut Question, fresh: Option<&Fresh>) -> Result<Option<Option<Judged>>> {
    let Some(media) = &mut question.media else { return Ok(Some(None)) };
    media.alt = media.alt.chars().take(200).collect();
    let Some(fresh) = fresh else {
        let Ok(file) = media.file.parse::<Uuid>() else { return Ok(None) };
        let stored = match base::files::find(db, file).await {
            Err(Error::NotFound) => return Ok(None),
            other => other?,
        };
        let kind = kind_of(&stored.media_type).filter(|_| stored.purpose == PURPOSE);
        return Ok((kind == Some(media.kind)).then_some(None));
    };
    let Ok(bytes) = site.files.read(&fresh.sha256).await else { return Ok(None) };
    Ok(judge(&bytes).ok().map(|(kind, media_type)| {
        media.kind = kind;
        Some(Judged { media_type, size: bytes.len() })
    }))
}

/// Names content once and returns its key.
pub(super) async fn name(tx: &mut Tx, actor: &Actor, fresh: &Fresh, judged: Judged, named: &mut HashMap<String, String>) -> Result<String> {
    if let Some(known) = named.get(&fresh.sha256) {
        return Ok(known.clone());
    }
    let content = Content { sha256: &fresh.sha256, media_type: judged.media_type, size: judged.size };
    let name: String = fresh.name.chars().take(200).collect();
    let id = base::files::name_content(tx, actor, &content, &name, PURPOSE).await?.to_string();
    named.insert(fresh.sha256.clone(), id.clone());
    Ok(id)
}
