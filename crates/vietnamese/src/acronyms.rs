//! Short names of agencies (tên viết tắt cơ quan): "Sở KH&CN", "SKHCN" and "UBND" all find the agency.
//!
//! The variants come from the words of the name; aliases that follow no rule (a nickname, an old name) are data and
//! belong to the agency's own record.

use std::collections::BTreeSet;

use crate::fold::{fold, fold_loose};
use crate::names::initials;
use crate::normal::normalize_line;
use crate::tone::canonical_tone;

/// Words that open an agency's name and usually stay written out.
const HEADS: &[&str] = &[
    "Tổng cục",
    "Chi cục",
    "Trung tâm",
    "Văn phòng",
    "Công ty",
    "Sở",
    "Bộ",
    "Ban",
    "Phòng",
    "Cục",
    "Vụ",
    "Viện",
    "Hội",
    "Đài",
    "Báo",
    "Trường",
    "Tổ",
];

/// Phrases with an abbreviation of their own inside longer names.
const PHRASES: &[(&str, &str)] = &[
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "UBMTTQVN"),
    ("Ủy ban Mặt trận Tổ quốc", "UBMTTQ"),
    ("Mặt trận Tổ quốc Việt Nam", "MTTQVN"),
    ("Mặt trận Tổ quốc", "MTTQ"),
    ("Thanh niên Cộng sản Hồ Chí Minh", "TNCS HCM"),
    ("Thanh niên Cộng sản", "TNCS"),
    ("Liên hiệp Phụ nữ", "LHPN"),
    ("Liên đoàn Lao động", "LĐLĐ"),
    ("Phát thanh và Truyền hình", "PT-TH"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban nhân dân", "UBND"),
    ("Ban Chỉ đạo", "BCĐ"),
    ("Ban Tổ chức", "BTC"),
    ("Ban Giám khảo", "BGK"),
    ("Hồ Chí Minh", "HCM"),
    ("Văn phòng", "VP"),
    ("Trung tâm", "TT"),
    ("thành phố", "TP"),
];

/// Words that begin the place at the end of an agency's name.
const PLACES: &[&str] = &[
    "tỉnh",
    "thành phố",
    "huyện",
    "quận",
    "thị xã",
    "thị trấn",
    "phường",
    "xã",
    "đặc khu",
];

/// Ways in which papers shorten an agency's name, without the name itself: "Sở Khoa học và Công nghệ" gives "SKHCN",
/// "Sở KH&CN", "Sở KHCN", "Sở KH-CN". A place at the end is kept, and left out. Sorted, without doubles.
pub fn acronyms(name: &str) -> Vec<String> {
    let name = canonical_tone(&normalize_line(name));
    let (body, place) = split_place(&name);
    let mut found = BTreeSet::new();
    for short in body_variants(body) {
        if !place.is_empty() {
            found.insert(format!("{short} {place}"));
            let place_short = initials(place);
            found.insert(format!("{short}{place_short}"));
        }
        found.insert(short);
    }
    let phrased = abbreviate(&name);
    if phrased != name {
        found.insert(phrased);
    }
    let phrased_body = abbreviate(body);
    if phrased_body != body {
        found.insert(phrased_body);
    }
    found.remove(&name);
    found.retain(|short| short.chars().count() >= 2);
    found.into_iter().collect()
}

/// True when what somebody typed is this agency's name or one of its short names, marks and spaces aside.
pub fn means_agency(name: &str, typed: &str) -> bool {
    let typed = fold_loose(typed);
    !typed.is_empty()
        && (fold_loose(name) == typed
            || acronyms(name)
                .iter()
                .any(|short| fold_loose(short) == typed))
}

/// Search key of an agency: its folded name and folded short names, separated by " | ", for a search column.
pub fn agency_search_key(name: &str) -> String {
    let mut parts = vec![fold(name)];
    for short in acronyms(name) {
        for key in [fold(&short), fold_loose(&short)] {
            if !parts.contains(&key) {
                parts.push(key);
            }
        }
    }
    parts.join(" | ")
}

fn split_place(name: &str) -> (&str, &str) {
    let at = PLACES
        .iter()
        .filter_map(|place| name.find(&format!(" {place} ")))
        .min();
    match at {
        Some(at) => (&name[..at], &name[at + 1..]),
        None => (name, ""),
    }
}

/// The name with known phrases replaced; longer phrases first, letter case of the name aside.
fn abbreviate(name: &str) -> String {
    let mut out = name.to_owned();
    for (phrase, short) in PHRASES {
        let (low, wanted) = (out.to_lowercase(), phrase.to_lowercase());
        // Lower-casing Vietnamese letters keeps their length; anything else leaves the name alone.
        if let Some(at) = low.find(&wanted)
            && low.len() == out.len()
            && out.is_char_boundary(at)
            && out.is_char_boundary(at + wanted.len())
            && !out[at + wanted.len()..].starts_with(char::is_alphabetic)
        {
            out.replace_range(at..at + wanted.len(), short);
        }
    }
    out
}

fn body_variants(body: &str) -> Vec<String> {
    let head = HEADS.iter().copied().find(|head| {
        body.strip_prefix(head)
            .is_some_and(|rest| rest.starts_with(' '))
    });
    let rest = head.map_or(body, |head| body[head.len()..].trim_start());
    let groups: Vec<String> = rest
        .replace(" và ", ",")
        .replace(['&', '-', '–'], ",")
        .split(',')
        .map(initials)
        .filter(|group| !group.is_empty())
        .collect();
    let mut out = vec![initials(body)];
    if let (Some(head), false) = (head, groups.iter().all(|g| g.chars().count() < 2)) {
        let prefix = |joined: String| format!("{head} {joined}");
        out.push(prefix(groups.concat()));
        if let [before @ .., last] = groups.as_slice()
            && !before.is_empty()
        {
            out.push(prefix(format!("{}&{last}", before.concat())));
            out.push(prefix(format!("{}&{last}", before.join(","))));
            out.push(prefix(format!("{}&{last}", before.join("-"))));
            out.push(prefix(groups.join("-")));
        }
    }
    out.retain(|short| !short.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn departments() {
        let short = acronyms("Sở Khoa học và Công nghệ");
        for wanted in ["SKHCN", "Sở KH&CN", "Sở KHCN", "Sở KH-CN"] {
            assert!(
                short.iter().any(|s| s == wanted),
                "{wanted} not in {short:?}"
            );
        }
        let short = acronyms("Sở Văn hoá, Thể thao và Du lịch");
        for wanted in [
            "SVHTTDL",
            "Sở VHTT&DL",
            "Sở VH,TT&DL",
            "Sở VH-TT&DL",
            "Sở VHTTDL",
        ] {
            assert!(
                short.iter().any(|s| s == wanted),
                "{wanted} not in {short:?}"
            );
        }
    }

    #[test]
    fn committees_and_places() {
        let short = acronyms("Uỷ ban nhân dân tỉnh Đồng Nai");
        for wanted in ["UBND tỉnh Đồng Nai", "UBND", "UBNDTĐN"] {
            assert!(
                short.iter().any(|s| s == wanted),
                "{wanted} not in {short:?}"
            );
        }
        assert!(
            acronyms("Đài Phát thanh và Truyền hình Đồng Nai")
                .contains(&"Đài PT-TH Đồng Nai".to_owned())
        );
        assert!(
            acronyms("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh")
                .contains(&"Đoàn TNCS HCM tỉnh".to_owned())
        );
    }

    #[test]
    fn typed_names_find_their_agency() {
        let skhcn = "Sở Khoa học và Công nghệ";
        for typed in [
            "skhcn",
            "Sở KH & CN",
            "so kh&cn",
            "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        ] {
            assert!(means_agency(skhcn, typed), "{typed}");
        }
        assert!(!means_agency(skhcn, "STTTT"));
        assert!(!means_agency(skhcn, " "));
        assert!(means_agency(
            "Ủy ban nhân dân huyện Định Quán",
            "UBND huyện Định Quán"
        ));
        assert!(agency_search_key(skhcn).contains("so kh cn"));
    }

    proptest! {
        #[test]
        fn any_name_gives_clean_variants(name in any::<String>()) {
            let list = acronyms(&name);
            prop_assert!(list.iter().all(|s| !s.trim().is_empty()));
            let _ = means_agency(&name, &name);
        }
    }
}
