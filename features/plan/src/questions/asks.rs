//! Gõ tên chưa có trong danh bạ: a name that a person typed and nobody answers to is asked about (someone near, or really
//! new, and of which kind), never added in silence.
use agencies::door::{self, Directory, Kind, NewAgency};
use base::{Actor, Result, Tx};
use jiff::civil::Date;
use ui::Form;
use uuid::Uuid;

/// A typed name to ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ask {
    /// Names of the form's fields end in it.
    pub key: String,
    pub words: String,
    /// Those who may be meant: key, name.
    pub near: Vec<(Uuid, String)>,
    /// What its name suggests.
    pub kind: Kind,
}

/// What a person says of a typed name.
enum Said {
    Known(Uuid),
    New(Kind),
    Nothing,
}

fn key(words: &str) -> String {
    vietnamese::slug(words).chars().take(80).collect()
}

fn said(form: &Form, words: &str, directory: &Directory) -> Said {
    let key = key(words);
    let chosen = form.value(&format!("as-{key}"));
    if chosen == "new" {
        return Kind::from_code(form.value(&format!("kind-{key}"))).map_or(Said::Nothing, Said::New);
    }
    chosen.parse().ok().filter(|id| directory.get(*id).is_some()).map_or(Said::Nothing, Said::Known)
}

/// The typed names that neither the directory nor the form says anything about.
pub(super) fn open(form: &Form, names: &[String], directory: &Directory, on: Date) -> Vec<Ask> {
    let unknown = names.iter().filter(|n| directory.find(n, on).is_none() && matches!(said(form, n, directory), Said::Nothing));
    unknown.map(|n| Ask { key: key(n), words: n.clone(), near: door::near_names(directory, n, on), kind: Kind::of_name(n) }).collect()
}

/// The agency of a typed name; new ones are added with the kind that the person chose.
pub(super) async fn agency(tx: &mut Tx, actor: &Actor, form: &Form, words: &str, directory: &Directory, on: Date) -> Result<Option<Uuid>> {
    if let Some(id) = directory.find(words, on) {
        return Ok(Some(id));
    }
    match said(form, words, directory) {
        Said::Known(id) => {
            door::add_alias(tx, actor, id, words).await?;
            Ok(Some(id))
        }
        Said::New(kind) => {
            let new = NewAgency { name: words.to_owned(), kind: Some(kind), is_group: door::is_group_name(words), aliases: vec![], on, valid_from: None };
            door::ensure(tx, actor, new).await.map(Some)
        }
        Said::Nothing => Ok(None),
    }
}
