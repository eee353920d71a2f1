//! So tên cơ quan: when do two spellings mean one agency. Marks decide where both writers used them ("Tân Hòa" is not
//! "Tân Hóa"); letter case, spaces, the place of tones, i/y and abbreviations do not. Must never guess between two agencies.
use vietnamese::{canonical_tone, fold, normalize_line};

/// Abbreviations that papers use inside names, as folded words; longer ones first.
const SHORT: &[(&str, &str)] = &[
    ("UBMTTQVN", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("MTTQVN", "Mặt trận Tổ quốc Việt Nam"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("LHPN", "Liên hiệp Phụ nữ"),
    ("LĐLĐ", "Liên đoàn Lao động"),
    ("TNCSHCM", "Thanh niên Cộng sản Hồ Chí Minh"),
    ("TNCS", "Thanh niên Cộng sản"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("BTC", "Ban Tổ chức"),
    ("CNTT", "Công nghệ thông tin"),
    ("HCM", "Hồ Chí Minh"),
    ("TPHCM", "thành phố Hồ Chí Minh"),
    ("PTTH", "Phát thanh và Truyền hình"),
    ("THCS", "trung học cơ sở"),
    ("THPT", "trung học phổ thông"),
    ("VP", "Văn phòng"),
    ("TP", "thành phố"),
    ("TX", "thị xã"),
    ("BĐBP", "Bộ đội Biên phòng"),
];

/// The name with its abbreviations written out, cleaned to one line: "UBND TP.Biên Hoà" → "Ủy ban nhân dân thành phố
/// Biên Hoà". Only whole words are replaced.
pub fn expand(name: &str) -> String {
    let name = normalize_line(name).replace("T.P", "TP").replace("PT-TH", "PTTH").replace("PT&TH", "PTTH");
    let mut out = String::with_capacity(name.len() + 24);
    let mut word = String::new();
    for c in name.chars().chain([' ']) {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        let long = SHORT.iter().find(|(short, _)| *short == word || plain_upper(short) == word.to_uppercase());
        out.push_str(long.map_or(word.as_str(), |(_, long)| long));
        // "TP." and "TX." keep no dot.
        let dot = c == '.' && long.is_some();
        out.push(if dot { ' ' } else { c });
        word.clear();
    }
    normalize_line(&out)
}

/// "HĐND" as people without Vietnamese keys type it: "HDND".
fn plain_upper(short: &str) -> String {
    fold(short).to_uppercase()
}

/// Key by which names are looked up: abbreviations out, marks, case and punctuation dropped. The words "và" and "&"
/// do not count ("Báo và Phát thanh, Truyền hình" = "Báo, Phát thanh - Truyền hình").
pub fn key(name: &str) -> String {
    let folded = fold(&expand(name));
    let words: Vec<&str> = folded.split(' ').filter(|w| *w != "va" && !w.is_empty()).collect();
    words.join(" ")
}

/// How well two names with the same [`key`] agree in their marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marks {
    /// They say different things: "Tân Hòa", "Tân Hóa".
    Differ,
    /// One of them was typed without any marks.
    Missing,
    /// The same.
    Same,
}

/// Compares the marks of two names with the same [`key`].
pub fn marks(a: &str, b: &str) -> Marks {
    if marked(a) == marked(b) {
        Marks::Same
    } else if a.is_ascii() || b.is_ascii() {
        Marks::Missing
    } else {
        Marks::Differ
    }
}

/// Letters with their marks in one school's spelling, lower case, y as i, without spaces and punctuation.
fn marked(name: &str) -> String {
    use_words(&canonical_tone(&expand(name)).to_lowercase())
}

fn use_words(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && *w != "và" && *w != "va")
        .flat_map(str::chars)
        .map(|c| match c {
            'y' => 'i',
            'ý' => 'í',
            'ỳ' => 'ì',
            'ỷ' => 'ỉ',
            'ỹ' => 'ĩ',
            'ỵ' => 'ị',
            c => c,
        })
        .collect()
}

/// Whether two spellings mean one agency by their words alone (no aliases, no short names of other rules).
pub fn same_name(a: &str, b: &str) -> bool {
    let k = key(a);
    !k.is_empty() && k == key(b) && marks(a, b) != Marks::Differ
}

/// Whether one of two different names may be the other with a slip of the pen: the same letters with other marks, or one
/// letter more, less or other (two in long names). Names that differ in a number never are ("phường 1", "phường 2").
pub fn near(a: &str, b: &str) -> bool {
    let (ka, kb) = (key(a), key(b));
    let digits = |k: &str| k.chars().filter(char::is_ascii_digit).collect::<String>();
    if ka.len() < 5 || kb.len() < 5 || same_name(a, b) || digits(&ka) != digits(&kb) {
        return false;
    }
    let slips = if ka.len().min(kb.len()) >= 18 { 2 } else { 1 };
    ka.len().abs_diff(kb.len()) <= slips && strsim::damerau_levenshtein(&ka, &kb) <= slips
}

/// Short names that papers may use for this name, each with its keys: "SKHCN" → "skhcn", "Sở KH&CN" → "so kh cn", "sokhcn".
pub fn short_names(name: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for short in vietnamese::acronyms::acronyms(&expand(name)) {
        for key in [key(&short), vietnamese::fold_loose(&short)] {
            if key.len() >= 3 && !all.iter().any(|(k, s)| *k == key && *s == short) {
                all.push((key, short.clone()));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_agency() {
        for (a, b) in [
            ("UBND huyện Ninh Hải", "Uỷ ban Nhân dân huyện Ninh Hải"),
            ("UBND TP.Vinh", "Ủy ban nhân dân thành phố Vinh"),
            ("UBND TP Vinh", "ubnd tp vinh"),
            ("Sở Công thương", "Sở Công Thương"),
            ("UBND thị xã Thái Hoà", "UBND TX. Thái Hòa"),
            ("UBND xã Cẩm Mĩ", "UBND xã Cẩm Mỹ"),
            ("Đài PT-TH tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
            ("Đài Phát thanh - Truyền hình tỉnh", "Đài Phát thanh, Truyền hình tỉnh"),
            ("UBMTTQVN tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
            ("so y te", "Sở Y tế"),
            ("HDND tỉnh", "Hội đồng nhân dân tỉnh"),
        ] {
            assert!(same_name(a, b), "{a} ≠ {b}: {} / {}", key(a), key(b));
        }
        for (a, b) in [
            ("UBND xã Tân Hòa", "UBND xã Tân Hóa"),
            ("UBND xã Vinh", "UBND thành phố Vinh"),
            ("Sở Y tế", "Phòng Y tế"),
            ("", "…"),
        ] {
            assert!(!same_name(a, b), "{a} = {b}");
        }
        assert!(short_names("Sở Khoa học và Công nghệ").contains(&("skhcn".to_owned(), "SKHCN".to_owned())));
        for (a, b) in [("Sở Y té", "Sở Y tế"), ("Sở Công Thưong mại", "Sở Công thương mại"), ("Sở Tài chíng", "Sở Tài chính"), ("Sở Khoa hoc và Công ngệh", "Sở Khoa học và Công nghệ")] {
            assert!(near(a, b) || same_name(a, b), "{a} / {b}");
        }
        for (a, b) in [("UBND phường Hà Giang 1", "UBND phường Hà Giang 2"), ("Sở Y tế", "Sở Y tế"), ("Sở Nội vụ", "Sở Y tế"), ("VNPT", "VNPTs")] {
            assert!(!near(a, b), "{a} / {b}");
        }
        assert_eq!(marks("Sở Y tế", "sở y tế"), Marks::Same);
        assert_eq!(marks("Sở Y tế", "so y te"), Marks::Missing);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_keys_are_stable(name in any::<String>(), other in any::<String>()) {
            prop_assert_eq!(key(&expand(&name)), key(&name));
            prop_assert_eq!(same_name(&name, &other), same_name(&other, &name));
            prop_assert_eq!(near(&name, &other), near(&other, &name));
            prop_assert!(!near(&name, &name));
            prop_assert!(same_name(&name, &name) || key(&name).is_empty());
        }

        #[test]
        fn case_composition_and_spaces_do_not_matter(name in "(Sở|Ban|UBND xã) [A-ZĐÂ][a-zăâêôơưđáàảãạếồữ]{1,6}( [A-Za-zĐáàếồữ]{1,6}){0,3}") {
            use std::fmt::Write as _;
            let mut wide = String::new();
            for word in name.split(' ') {
                write!(wide, "  {word}").expect("a string takes text");
            }
            prop_assert!(same_name(&wide.to_uppercase(), &name), "{}", wide.to_uppercase());
        }
    }
}
