//! Nối với văn bản: tells `papers` of a campaign, so that its papers begin with the plan's own facts.
use crate::door;
use base::feature::BoxFuture;
use base::{Result, Site};
use papers::{Campaign, Facts, Which};

/// From the start hook.
pub(crate) fn start(site: &Site) {
    Facts::provide(site, facts);
}

fn facts<'a>(site: &'a Site, which: Which<'a>) -> BoxFuture<'a, Result<Option<Campaign>>> {
    Box::pin(async move {
        let mut db = site.db.reader();
        let found = match which {
            Which::Shown => door::current(&mut db).await?,
            Which::Working(viewer) => door::working(&mut db, viewer).await?,
            Which::Known(id) => Some(door::campaign(&mut db, id).await?),
        };
        let Some(campaign) = found else { return Ok(None) };
        let document = door::document(&mut db, campaign.id).await.ok();
        Ok(Some(Campaign {
            id: campaign.id,
            name: campaign.full_name(),
            place: campaign.place.clone(),
            year: if campaign.year > 0 { campaign.year.to_string() } else { String::new() },
            theme: campaign.theme.clone(),
            period: campaign.period_text.clone(),
            plan: document.map(|d| cited(&d)).unwrap_or_default(),
            issuer: in_sentence(&campaign.issuer),
            organisers: campaign.organisers.clone(),
        }))
    })
}

/// "Kế hoạch số 227/KH-UBND ngày 01/8/2024 của Ủy ban nhân dân tỉnh"; parts that the records office has not given are left out.
pub fn cited(document: &door::Document) -> String {
    let mut words = if document.kind.trim().is_empty() { "Kế hoạch".to_owned() } else { document.kind.clone() };
    if let Some(symbol) = document.symbol.as_deref().filter(|_| document.number.is_some()) {
        words.push_str(&format!(" số {symbol}"));
    }
    if let Some(day) = door::day(document.issued_on.as_deref()) {
        words.push_str(&format!(" {}", vietnamese::dates::long(day)));
    }
    if !document.issuer.trim().is_empty() {
        words.push_str(&format!(" của {}", in_sentence(&document.issuer)));
    }
    if !document.title.trim().is_empty() {
        words.push_str(&format!(" về {}", lower_first(&document.title)));
    }
    words
}

/// "ỦY BAN NHÂN DÂN TỈNH BÌNH AN" as a paper's head prints it, in the letters of a sentence: capitals only where all were capitals
/// cannot be told back, so a known beginning is written as usual and the place keeps a capital at each syllable.
fn in_sentence(issuer: &str) -> String {
    let issuer = issuer.split_whitespace().collect::<Vec<_>>().join(" ");
    let small = issuer.to_lowercase();
    let committee = ["ủy ban nhân dân", "uỷ ban nhân dân"].iter().find_map(|begin| small.strip_prefix(begin).map(|rest| (begin.len(), rest)));
    let Some((begun, rest)) = committee else { return issuer };
    if issuer.chars().any(char::is_lowercase) {
        return format!("Ủy ban nhân dân{}", issuer.get(begun..).unwrap_or_default());
    }
    let common = ["tỉnh", "thành", "phố", "huyện", "xã", "phường"];
    let named: Vec<String> = rest.split_whitespace().map(|word| if common.contains(&word) { word.to_owned() } else { vietnamese::upper_first(word) }).collect();
    format!("Ủy ban nhân dân {}", named.join(" ")).trim().to_owned()
}

fn lower_first(words: &str) -> String {
    let words = words.trim();
    let words = ["Về việc ", "Về ", "V/v "].iter().find_map(|mark| words.strip_prefix(mark)).unwrap_or(words).trim_start();
    let mut letters = words.chars();
    if letters.clone().nth(1).is_some_and(|second| !second.is_lowercase()) {
        return words.to_owned(); // an abbreviation keeps its capitals
    }
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_in_capitals_reads_as_in_a_sentence() {
        assert_eq!(in_sentence("ỦY BAN NHÂN DÂN  TỈNH BÌNH AN"), "Ủy ban nhân dân tỉnh Bình An");
        assert_eq!(in_sentence("Sở Khoa học và Công nghệ"), "Sở Khoa học và Công nghệ");
        assert_eq!(in_sentence("Ủy ban Nhân dân tỉnh Bình An"), "Ủy ban nhân dân tỉnh Bình An");
        assert_eq!(in_sentence("BAN TỔ CHỨC"), "BAN TỔ CHỨC");
        assert_eq!(lower_first("UBND tỉnh tổ chức"), "UBND tỉnh tổ chức");
        assert_eq!(lower_first("Về việc Tổ chức ngày hội"), "tổ chức ngày hội");
    }
}
