//! Mẫu kèm theo (shipped checklists): our own words, read once into the database, where the coordinator edits them.
use super::store;
use base::{Fetch, Result, Tx, args};
use uuid::Uuid;

const SHIPPED: &str = include_str!("kinds.txt");

/// A kind as shipped.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shipped<'a> {
    code: &'a str,
    name: &'a str,
    phrases: Vec<&'a str>,
    /// Words, days before, each day.
    lines: Vec<(&'a str, i64, bool)>,
}

/// `# code | name`, `? phrase; phrase`, `- days | words` once before the stop, `* days | words` on each of its days.
fn read(text: &str) -> Vec<Shipped<'_>> {
    let mut all: Vec<Shipped<'_>> = Vec::new();
    for line in text.lines() {
        let Some((mark, rest)) = line.split_at_checked(1) else { continue };
        let (left, right) = rest.split_once('|').map_or((rest.trim(), ""), |(a, b)| (a.trim(), b.trim()));
        if mark == "#" {
            all.push(Shipped { code: left, name: right, ..Shipped::default() });
        }
        let Some(last) = all.last_mut() else { continue };
        match mark {
            "?" => last.phrases.extend(rest.split(';').map(str::trim)),
            "-" | "*" => last.lines.push((right, left.parse().unwrap_or(0), mark == "*")),
            _ => {}
        }
    }
    all
}

/// Writes the shipped kinds into an installation that has none.
pub(super) async fn ensure(tx: &mut Tx) -> Result<()> {
    if !tx.all::<store::Kind>(store::KINDS, args![]).await?.is_empty() {
        return Ok(());
    }
    for (at, kind) in read(SHIPPED).into_iter().enumerate() {
        let id = Uuid::now_v7();
        tx.exec(store::INSERT_KIND, args![id, kind.code, at, kind.name, kind.phrases.join("\n")]).await?;
        for (n, (words, days, every)) in kind.lines.into_iter().enumerate() {
            tx.exec(store::INSERT_TEMPLATE, args![Uuid::now_v7(), id, n, words, days, every]).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_kinds_are_whole() {
        let all = read(SHIPPED);
        assert_eq!(all.len(), 7);
        for kind in &all {
            assert!(!kind.name.is_empty() && !kind.phrases.is_empty() && kind.lines.len() >= 3, "{kind:?}");
            assert!(kind.lines.iter().any(|l| l.2) && kind.lines.iter().any(|l| !l.2), "{kind:?}");
        }
    }
}
