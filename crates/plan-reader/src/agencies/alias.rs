//! Aliases (tên gọi khác): tells whether a short form stands for a long name ("Sở KH&CN", "Đài PTTH", "STTTT", "UBND").

use crate::text::words::{fold, key};

fn expand(name: &str) -> String {
    let mut k = key(name);
    for (long, short) in [("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("mat tran to quoc viet nam", "mttq"), ("mat tran to quoc", "mttq")] {
        if k.contains(long) {
            k = k.replace(long, short);
        }
    }
    if let Some(r) = k.strip_prefix("tp ") {
        k = format!("thanh pho {r}");
    }
    if k.contains(" tp ") { k.replace(" tp ", " thanh pho ") } else { k }
}

/// The same name but for case, marks, tone place, punctuation and "UBND".
pub fn same(a: &str, b: &str) -> bool {
    expand(a) == expand(b)
}

/// Comparison key of a name.
pub(crate) fn name_key(name: &str) -> String {
    expand(name)
}

fn initials(words: &[&str]) -> String {
    words.iter().filter(|w| **w != "va").filter_map(|w| w.chars().next()).collect()
}

fn abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// `short` abbreviates `long`: word by word equal, or initials of several words.
pub fn short_of(short: &str, long: &str) -> bool {
    if same(short, long) {
        return false;
    }
    let long_key = key(long);
    let long_words: Vec<&str> = long_key.split(' ').filter(|w| !w.is_empty()).collect();
    if short.split_whitespace().count() >= long_words.len() {
        return false;
    }
    let parts: Vec<(String, bool)> = short
        .split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .map(|w| {
            let letters: String = fold(w).chars().filter(|c| c.is_alphanumeric()).collect();
            (letters, abbreviation(w))
        })
        .filter(|(w, _)| w != "va")
        .collect();
    let mut i = 0;
    for (p, abbr) in &parts {
        while long_words.get(i) == Some(&"va") {
            i += 1;
        }
        if long_words.get(i) == Some(&p.as_str()) {
            i += 1;
            continue;
        }
        if !abbr {
            return false;
        }
        let want = p.chars().count();
        let Some(end) = (i + 1..=long_words.len()).find(|e| initials(&long_words[i..*e]).len() >= want) else { return false };
        if initials(&long_words[i..end]) != *p {
            return false;
        }
        i = end;
    }
    i == long_words.len() && parts.iter().any(|(_, a)| *a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms() {
        for (s, l) in [
            ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
            ("STTTT", "Sở Thông tin và Truyền thông"),
            ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
            ("Đài PTTH Đồng Nai", "Đài Phát thanh và Truyền hình Đồng Nai"),
            ("Báo và PTTH Hải Phòng", "Báo và Phát thanh, Truyền hình Hải Phòng"),
            ("Đoàn TNCS HCM tỉnh", "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh"),
        ] {
            assert!(short_of(s, l), "{s}");
        }
        assert!(same("Uỷ ban Nhân dân tỉnh", "UBND tỉnh"));
        assert!(!short_of("Sở Y tế", "Sở Giáo dục và Đào tạo"));
        assert!(!short_of("Sở TT", "Sở Tài chính"));
    }
}
