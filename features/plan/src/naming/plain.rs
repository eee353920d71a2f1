//! Lời trần của nhiệm vụ (plain): a duty's words without what does not name it: the grounds before it, the agencies that it begins with,
//! the rest of a long quotation. Pure rules over words.
use super::duty::{CLAUSE, DUTY};
use super::{SHORTEST, balanced, length, tidy};
use vietnamese::upper_first;

/// A quotation of more than twice so many characters is said by its first words.
const QUOTE: usize = 20;
/// Words before the duty itself: from them to the comma.
const GROUNDS: [&str; 6] = ["Trên cơ sở ", "Căn cứ ", "Theo ", "Để ", "Nhằm ", "Sau khi "];
/// Ends of a text that lead on to a list.
const LEADS_ON: [&str; 5] = [", gồm", " gồm", ", bao gồm", ", cụ thể", " như sau"];
const SHORTER: [(&str, &str); 4] =
    [("Ủy ban nhân dân", "UBND"), ("Ủy ban Nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"), ("Hội đồng Nhân dân", "HĐND")];

/// The words without what comes before the duty, and without the agencies that it begins with ("Chủ trì, phối hợp với X, Y …").
pub(super) fn plain(text: &str, names: &[&str]) -> String {
    let text = shorter(&vietnamese::normalize_line(text));
    let text = text.trim_matches(|c: char| c.is_whitespace() || ".;:,-–+*".contains(c));
    let text = LEADS_ON.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    without_partners(&without_subject(&without_grounds(text, names), names), names)
}

/// "Sở X và các đơn vị liên quan báo cáo …": who does it is said beside the name.
fn without_subject(text: &str, names: &[&str]) -> String {
    if !names.iter().any(|n| prefix(text, n).is_some()) {
        return text.to_owned();
    }
    let rest = beyond_names(text, names);
    if length(rest) >= CLAUSE { upper_first(rest) } else { text.to_owned() }
}

/// What stands behind the agencies at the start of a text.
fn beyond_names<'t>(text: &'t str, names: &[&str]) -> &'t str {
    let mut names: Vec<&str> = names.to_vec();
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c == ';' || c.is_whitespace());
        rest = ["và ", "cùng ", "với "].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
        match names.iter().find_map(|n| prefix(rest, n)).or_else(|| nobody(rest)) {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}

/// In a text that must be cut, a long quotation is its first words: "“Kế hoạch tổ chức…”".
pub(super) fn quotes_short(text: String) -> String {
    if length(&text) <= DUTY {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, (quoted, after))) = rest.split_once('“').and_then(|(before, tail)| Some((before, tail.split_once('”')?))) {
        let end = quoted.char_indices().filter(|(at, c)| *c == ' ' && length(&quoted[..*at]) <= QUOTE).map(|(at, _)| at).next_back();
        let short = match end.filter(|_| length(quoted) > 2 * QUOTE) {
            Some(end) => format!("{}…", tidy(&quoted[..end])),
            None => quoted.to_owned(),
        };
        out.push_str(&format!("{before}“{short}”"));
        rest = after;
    }
    out + rest
}

pub(super) fn shorter(text: &str) -> String {
    SHORTER.iter().fold(text.to_owned(), |text, (long, short)| text.replace(long, short))
}

fn without_grounds(text: &str, names: &[&str]) -> String {
    if !GROUNDS.iter().any(|g| text.starts_with(g)) {
        return text.to_owned();
    }
    let outside = |at: &usize| text[..*at].matches('(').count() == text[..*at].matches(')').count() && balanced(&text[..*at]);
    let Some(at) = text.match_indices(", ").map(|(at, _)| at).find(outside) else { return text.to_owned() };
    let rest = text[at + 2..].trim_start();
    let rest = names.iter().filter_map(|n| prefix(rest, n)).min_by_key(|r| r.len()).map_or(rest, str::trim_start);
    if length(rest) >= CLAUSE { upper_first(rest) } else { text.to_owned() }
}

fn without_partners(text: &str, names: &[&str]) -> String {
    let starts = ["Chủ trì, phối hợp cùng ", "Chủ trì, phối hợp với ", "Chủ trì, phối hợp ", "Chủ trì phối hợp với ", "Chủ trì phối hợp ",
        "Chủ động phối hợp với ", "Chủ động phối hợp ", "Phối hợp chặt chẽ với ", "Phối hợp cùng ", "Phối hợp với ", "Phối hợp "];
    let Some(rest) = starts.iter().find_map(|s| text.strip_prefix(s)) else { return text.to_owned() };
    let rest = beyond_names(rest, names);
    if length(rest) >= SHORTEST && length(rest) < length(text) { upper_first(rest) } else { text.to_owned() }
}

/// What stands behind "các sở, ngành, đơn vị liên quan" at the start of `text`.
fn nobody(text: &str) -> Option<&str> {
    let at = text.strip_prefix("các ").and_then(|_| text.find(" liên quan "))?;
    (length(&text[..at]) <= 48).then(|| &text[at + " liên quan ".len()..])
}

/// What stands behind `name` at the start of `text`, whatever its case and tone marks.
fn prefix<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let end = text.char_indices().nth(length(name)).map_or(text.len(), |(at, _)| at);
    let whole = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    (!name.is_empty() && whole && vietnamese::same_text(&text[..end].to_lowercase(), &name.to_lowercase())).then(|| &text[end..])
}
