//! Báo tin (notices): who has to know of a step gets a mail in the transaction that makes it; the same words can be copied for Zalo or
//! read out on the telephone. It must never carry the words of one agency to another.
use crate::notices::Post;
use base::{Actor, Lang, Result, Site, Tx};
use uuid::Uuid;

/// Whom a notice is for.
#[derive(Clone, Debug)]
pub enum To {
    /// The coordinating department.
    Office,
    /// The leaders.
    Leaders,
    /// Officers of these agencies, and of those who took over their work.
    Agencies(Vec<Uuid>),
}

/// A notice.
pub struct Notice<'a> {
    /// Campaign.
    pub campaign: Uuid,
    /// Whom it is for.
    pub to: To,
    /// What it is about; catalogue key `sentup-mail-KIND`.
    pub kind: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// What was said; may be empty.
    pub words: &'a str,
    /// Path of the page.
    pub href: &'a str,
}

impl Notice<'_> {
    /// The first line, in Vietnamese: "Vướng mắc mới gửi: Thiếu máy phát điện".
    pub fn subject(&self, site: &Site) -> String {
        site.catalog.text(Lang::Vi, &format!("sentup-mail-{}", self.kind), &[("title", self.title.to_owned())])
    }

    /// The whole text.
    pub fn text(&self, site: &Site) -> String {
        let link = format!("{}{}", site.config.public_url(), self.href);
        let last = site.catalog.text(Lang::Vi, "sentup-mail-link", &[("link", link)]);
        [self.subject(site), self.words.to_owned(), last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Puts the mails of a notice into the outbox; who acts needs none. Returns how many. Call `site.mail_waiting.notify_one()` after the
/// commit. [3, and one per mail]
pub async fn send(site: &Site, tx: &mut Tx, actor: &Actor, notice: &Notice<'_>) -> Result<usize> {
    let post = Post::load(tx, notice.campaign).await?;
    let to: Vec<crate::notices::To> = match &notice.to {
        To::Office => vec![crate::notices::To::Coordinators],
        To::Leaders => vec![crate::notices::To::Leaders],
        To::Agencies(agencies) => agencies.iter().map(|a| crate::notices::To::Agency(*a)).collect(),
    };
    post.send(tx, actor, &to, &notice.subject(site), &notice.text(site)).await
}
