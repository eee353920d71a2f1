//! Đặt tên ngắn: short names of duties and activities, citations of sections, name, place and year of a campaign.
//! Pure rules over words; nothing of one province is in here.

mod campaign;
mod duty;
mod plain;

pub use campaign::{campaign_name, theme_lines, title_case};
pub use duty::{ToName, duty_names};

/// Longest short name of an activity or a campaign in characters; duties have theirs.
pub const SHORT: usize = 40;
const SHORTEST: usize = 12;
/// Words at which a phrase may end.
const BREAKS: [&str; 16] =
    [" để ", " nhằm ", " trên ", " cho ", " và ", " theo ", " trong ", " tại ", " với ", " của ", " về ", " từ ", " qua ", " đến ", " do ", " không "];
/// Words that a name must not end with.
const DANGLING: [&str; 27] = [
    "và", "các", "của", "cho", "để", "trên", "với", "về", "tại", "trong", "theo", "những", "một", "từ", "đến", "qua", "do", "được",
    "là", "có", "hoặc", "không", "sau", "bằng", "cùng", "việc", "gồm",
];

/// At most 40 characters, cut at the end of a phrase where one is near, else at a word, never in the middle of one.
pub fn short_name(text: &str) -> String {
    let text = vietnamese::normalize_line(text);
    let text = text.trim_matches(|c: char| c.is_whitespace() || ".;:,-–+*".contains(c));
    if length(text) <= SHORT {
        return text.to_owned();
    }
    let marks = text.char_indices().filter(|(_, c)| matches!(c, ':' | ';' | ',' | '(' | '“' | '–')).map(|(at, _)| at);
    let words = BREAKS.iter().flat_map(|b| text.match_indices(b).map(|(at, _)| at));
    let fits = |at: &usize| (SHORTEST..=SHORT).contains(&length(text[..*at].trim_end()));
    let phrase = marks.chain(words).filter(fits).filter(|at| balanced(&text[..*at])).max();
    if let Some(at) = phrase {
        let cut = tidy(&text[..at]);
        if length(cut) >= SHORTEST {
            return cut.to_owned();
        }
    }
    let end = text.char_indices().filter(|(at, c)| c.is_whitespace() && length(&text[..*at]) < SHORT).map(|(at, _)| at).next_back().unwrap_or(0);
    let cut = if end == 0 { text.char_indices().nth(SHORT - 1).map_or(text, |(at, _)| &text[..at]) } else { tidy(&text[..end]) };
    let closing = if balanced(cut) { "" } else { "”" };
    let cut = if closing.is_empty() || length(cut) < SHORT - 1 { cut } else { cut.rsplit_once(' ').map_or(cut, |(a, _)| a) };
    format!("{cut}…{closing}")
}

/// Short name of an activity: from the word that says what it is, if the title begins with a verb.
pub fn activity_name(title: &str) -> String {
    let title = vietnamese::normalize_line(title);
    let low = title.to_lowercase();
    if low.len() != title.len() {
        return short_name(&title);
    }
    let at = NOUNS.iter().filter_map(|n| low.match_indices(n).map(|(at, _)| at).find(|at| *at == 0 || low[..*at].ends_with(' '))).min();
    short_name(&vietnamese::upper_first(&title[at.filter(|at| length(&title[..*at]) <= SHORT).unwrap_or(0)..]))
}

/// Words that say what an activity is.
const NOUNS: [&str; 17] = [
    "giải thưởng", "giải đấu", "giải thể thao", "cuộc thi", "hội thi", "gameshow", "livestream", "chương trình", "không gian", "diễn tập",
    "book tour", "lễ ", "triển lãm", "hội chợ", "hội thảo", "tọa đàm", "ngày hội",
];

fn length(text: &str) -> usize {
    text.chars().count()
}

fn balanced(text: &str) -> bool {
    text.matches('“').count() == text.matches('”').count() && text.matches('"').count().is_multiple_of(2)
}

fn tidy(text: &str) -> &str {
    let mut text = text.trim_end_matches(|c: char| c.is_whitespace() || ",;:-–(“\"".contains(c));
    while let Some((head, last)) = text.rsplit_once(' ') {
        if !DANGLING.contains(&last.to_lowercase().as_str()) {
            break;
        }
        text = head.trim_end_matches(|c: char| c.is_whitespace() || ",;:-–".contains(c));
    }
    text
}

/// First sentence of a text, at most `most` characters, whole words.
pub fn summary(text: &str, most: usize) -> String {
    let line = text.lines().map(|l| l.trim_start_matches(['-', '+', '*', ' '])).find(|l| length(l) > 20).unwrap_or(text);
    let line = vietnamese::normalize_line(line);
    let end = line.match_indices(['.', ';']).map(|(at, _)| at).find(|at| *at > 20 && line[*at..].chars().nth(1).is_none_or(char::is_whitespace));
    let sentence = end.map_or(line.as_str(), |at| &line[..at]);
    if length(sentence) <= most {
        return sentence.trim().to_owned();
    }
    let cut: String = sentence.chars().take(most).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| tidy(head)))
}

/// The citation of labels from the root: `III`, `1`, `1.2` give `III.1.2`, since "1.2" repeats its parent.
pub fn citation(path: &[String]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for label in path {
        let label = label.trim().trim_end_matches(['.', ')', '/', '-']);
        // "1. 2" is one number with a slip of the typist; "Phụ lục II" is words, held together: a citation is an anchor too.
        let words = label.chars().any(char::is_lowercase) && label.contains(char::is_whitespace);
        let label = label.split_whitespace().collect::<Vec<_>>().join(if words { "\u{a0}" } else { "" });
        if label.is_empty() {
            continue;
        }
        let repeats = |p: &&String| label.strip_prefix(p.as_str()).is_some_and(|rest| rest.starts_with('.'));
        if parts.last().as_ref().is_some_and(repeats) {
            parts.pop();
        }
        parts.push(label);
    }
    parts.join(".")
}

/// A slug that `taken` does not hold yet; takes it.
pub fn free_slug(text: &str, otherwise: &str, taken: &mut Vec<String>) -> String {
    let mut wanted = vietnamese::slug(text);
    wanted.truncate(60);
    let wanted = wanted.trim_matches('-');
    let wanted = if wanted.is_empty() { otherwise } else { wanted };
    let slug = std::iter::once(wanted.to_owned())
        .chain((2..).map(|n| format!("{wanted}-{n}")))
        .find(|s| !taken.contains(s))
        .unwrap_or_else(|| wanted.to_owned());
    taken.push(slug.clone());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_end_with_a_phrase() {
        let cases = [
            ("Kích hoạt tài khoản định danh điện tử, cấp đổi căn cước lưu động", "Kích hoạt tài khoản định danh điện tử"),
            ("Giải thưởng truyền thông số “Vầng trăng lan tỏa” của tỉnh", "Giải thưởng truyền thông số"),
            ("Sở Y tế", "Sở Y tế"),
            ("Tổ chức hội chợ ẩm thực không dùng tiền mặt tại các cụm", "Tổ chức hội chợ ẩm thực"),
        ];
        for (text, short) in cases {
            assert_eq!(short_name(text), short);
        }
    }

    #[test]
    fn an_activity_is_named_by_what_it_is() {
        assert_eq!(activity_name("Tổ chức phát động Giải thưởng truyền thông “Sông xanh”"), "Giải thưởng truyền thông “Sông xanh”");
        assert_eq!(activity_name("Hoạt động Book Tour"), "Book Tour");
    }

    #[test]
    fn a_short_name_never_exceeds_forty_characters_nor_cuts_a_word() {
        let text = "Đưa dịch vụ công trực tuyến đến bàn phục vụ người dân sao cho thuận tiện và hiệu quả hơn mọi năm";
        for cut in 1..text.chars().count() {
            let part: String = text.chars().take(cut).collect();
            let short = short_name(&part);
            assert!(short.chars().count() <= SHORT, "{short}");
            let words: Vec<&str> = part.split_whitespace().collect();
            assert!(short.trim_end_matches('…').split_whitespace().all(|w| words.contains(&w)), "{short}");
        }
        assert!(short_name(&"đ".repeat(100)).chars().count() <= SHORT);
    }

    #[test]
    fn citations_do_not_repeat_their_parent() {
        let path = |labels: &[&str]| citation(&labels.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>());
        assert_eq!(path(&["III", "1", "1.2"]), "III.1.2");
        assert_eq!(path(&["III.", "3", "3.1", "a)"]), "III.3.1.a");
        assert_eq!(path(&["VI", "10"]), "VI.10");
        assert_eq!(path(&["Phụ lục II", "4"]), "Phụ\u{a0}lục\u{a0}II.4");
        assert_eq!(path(&["III", "1. 2"]), "III.1.2");
    }
}
