//! No English sentence is left in the Vietnamese catalogue. A rule of thumb: three or more words without a Vietnamese
//! mark, at least one of which only English has.
use super::Problem;
use super::ftl;
use super::tree::Tree;
use anyhow::Result;

/// Words that English needs and unmarked Vietnamese does not have.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "or", "is", "are", "was", "were", "to", "for", "with", "your", "you", "this", "that", "please", "not",
    "no", "yes", "by", "from", "in", "on", "at", "has", "have", "will", "can", "all", "new", "more", "save", "cancel", "delete",
    "edit", "search", "sign", "page", "list", "show", "view", "back", "next", "here", "user", "error", "data", "file", "open",
];

/// Keys whose value may look English: names, formats.
const ALLOWED: &[&str] = &[];

/// Checks every Vietnamese catalogue.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for (file, messages) in ftl::catalogues(tree, "vi") {
        for message in messages {
            if looks_english(&message.words()) && !ALLOWED.contains(&message.key.as_str()) {
                problems.push(Problem::new(&file.path, message.line, format!("`{}` seems to be English: {}", message.key, message.value)));
            }
        }
    }
    Ok(problems)
}

fn looks_english(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let marked = words.iter().filter(|word| !word.is_ascii()).count();
    let english = words.iter().filter(|word| ENGLISH.contains(&word.as_str())).count();
    // Vietnamese marks at least every third word; English none
    words.len() >= 3 && english >= 1 && marked * 5 < words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_caught() {
        for text in ["Save and continue", "Sign in with your e-mail", "No duties in this plan"] {
            assert!(looks_english(text), "{text}");
        }
    }

    #[test]
    fn vietnamese_and_names_are_left_alone() {
        for text in ["Lưu và tiếp tục", "Tải tệp .docx, .pdf hoặc .txt lên", "Nhịp Số", "Email", "RSS và iCal", "Gala Dinner", "Open data (JSON, CSV) của chiến dịch được mở"] {
            assert!(!looks_english(text), "{text}");
        }
    }

    #[test]
    fn the_place_is_told() {
        let tree = Tree::of(&[("a/messages/vi.ftl", "a = Kế hoạch\nb = Please sign in\n"), ("a/messages/en.ftl", "b = Please sign in\n")]);
        let found = check(&tree).expect("checked");
        assert_eq!((found.len(), found[0].line), (1, 2));
    }
}
