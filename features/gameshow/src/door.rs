//! Cửa của đấu trường: what features to the right may ask. In brackets how many statements each sends.
use crate::lessons;
use base::{Fetch, Result};

/// A lesson that anybody may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Title.
    pub title: String,
    /// One or two sentences about it.
    pub summary: String,
    /// Address.
    pub href: String,
}

/// The lessons that the public sees, in their order. [1]
pub async fn lessons(db: &mut impl Fetch) -> Result<Vec<Lesson>> {
    let all = lessons::public(db).await?;
    Ok(all.into_iter().map(|l| Lesson { title: l.title, summary: l.summary, href: format!("/bai-hoc/{}", l.slug) }).collect())
}
