//! Tên chiến dịch: name, place and year of a campaign from the title of its plan; the lines of its theme.
use super::{length, short_name};
use vietnamese::upper_first;

/// What a campaign is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignName {
    /// "Ngày Chuyển đổi số".
    pub name: String,
    /// "Đồng Nai".
    pub place: String,
    /// 2024.
    pub year: i64,
}

const LEVELS: [&str; 9] = ["tỉnh", "thành phố", "đặc khu", "thị xã", "huyện", "quận", "phường", "xã", "thị trấn"];

/// Takes name, place and year from the title of the paper, helped by its date line, its issuer and its period.
pub fn campaign_name(title: &str, place: Option<&str>, issuer: &str, dates: &[Option<&str>]) -> CampaignName {
    let title = vietnamese::normalize_line(title);
    let in_title = title.match_indices("năm ").filter_map(|(at, w)| year_at(&title[at + w.len()..])).last();
    let year = in_title.or_else(|| dates.iter().flatten().find_map(|d| year_at(d))).unwrap_or(0);
    let place = place_in(&title)
        .or_else(|| place.map(vietnamese::normalize_line).filter(|p| !p.is_empty()))
        .or_else(|| place_in(&title_case(issuer)))
        .unwrap_or_else(|| title_case(issuer));
    CampaignName { name: name_in(&title), place: without_level(&place), year }
}

fn year_at(text: &str) -> Option<i64> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|y| (2000..2100).contains(y))
}

fn name_in(title: &str) -> String {
    let starts = ["Ngày hội ", "Ngày ", "Tuần lễ ", "Tháng ", "Hội thi ", "Cuộc thi ", "Giải ", "Liên hoan ", "Lễ hội "];
    let from = starts.iter().filter_map(|s| title.find(s)).min().unwrap_or(0);
    let rest = &title[from..];
    let stops = [" tỉnh ", " thành phố ", " huyện ", " quận ", " thị xã ", " phường ", " xã ", " đặc khu ", " năm ", " trên địa bàn", " giai đoạn", ",", " (", " - ", " – "];
    let end = stops.iter().filter_map(|s| rest.find(s)).filter(|at| *at > 0).min().unwrap_or(rest.len());
    let mut name = rest[..end].trim();
    for prefix in ["Tổ chức ", "tổ chức ", "các hoạt động ", "Triển khai ", "triển khai ", "hưởng ứng ", "chào mừng "] {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    let name = upper_first(name);
    if name.is_empty() { short_name(title) } else { short_name(&name) }
}

fn place_in(text: &str) -> Option<String> {
    let low = text.to_lowercase();
    if low.len() != text.len() {
        return None;
    }
    LEVELS.iter().find_map(|level| {
        low.match_indices(&format!("{level} ")).find_map(|(at, word)| {
            let before = low[..at].chars().next_back();
            let rest = &text[at + word.len()..];
            let names: Vec<&str> = rest.split(' ').take_while(|w| w.chars().next().is_some_and(char::is_uppercase)).take(4).collect();
            let name = names.join(" ").trim_end_matches([',', '.', ';']).to_owned();
            (before.is_none_or(char::is_whitespace) && !name.is_empty()).then_some(name)
        })
    })
}

fn without_level(place: &str) -> String {
    let low = place.to_lowercase();
    let level = LEVELS.iter().find(|l| low.len() == place.len() && low.starts_with(&format!("{l} ")));
    level.map_or(place, |l| &place[l.len() + 1..]).trim().to_owned()
}

/// "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI" as "Ủy ban nhân dân tỉnh Đồng Nai"; text that is not all capitals stays as it is.
pub fn title_case(text: &str) -> String {
    let text = vietnamese::normalize_line(text);
    if text.chars().any(char::is_lowercase) {
        return text;
    }
    let low = text.to_lowercase();
    const COMMON: [&str; 8] = ["ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "ban tuyên giáo", "ban tổ chức", "ban chỉ đạo", "trường", "sở"];
    let body = COMMON.iter().find(|c| low.starts_with(**c)).copied().unwrap_or_default();
    let mut rest = low[body.len()..].trim_start();
    let mut out = upper_first(body);
    if let Some(level) = LEVELS.iter().find(|l| rest.starts_with(&format!("{l} "))) {
        out = format!("{out} {level}");
        rest = rest[level.len()..].trim_start();
    } else if body == "sở" || body == "trường" {
        return format!("{out} {}", upper_first(rest)).trim().to_owned();
    }
    let names: Vec<String> = rest.split_whitespace().map(upper_first).collect();
    format!("{out} {}", names.join(" ")).trim().to_owned()
}

/// The lines in which a theme is shown: at its dash or, if it is long, at its comma.
pub fn theme_lines(theme: &str) -> String {
    let theme = vietnamese::normalize_line(theme);
    for dash in [" - ", " – ", " — "] {
        if theme.contains(dash) {
            return theme.split(dash).map(str::trim).collect::<Vec<_>>().join("\n");
        }
    }
    if length(&theme) <= 28 {
        return theme;
    }
    let middle = theme.len() / 2;
    let comma = theme.match_indices(", ").map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    match comma {
        Some(at) => format!("{}\n{}", &theme[..=at], theme[at + 1..].trim()),
        None => theme,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_is_named_by_its_title() {
        let n = campaign_name("Tổ chức các hoạt động hưởng ứng Ngày Chuyển đổi số tỉnh Bến Xuân năm 2024", None, "UBND TỈNH BẾN XUÂN", &[]);
        assert_eq!(n, CampaignName { name: "Ngày Chuyển đổi số".into(), place: "Bến Xuân".into(), year: 2024 });
        let n = campaign_name("Ngày hội Chuyển đổi số", Some("Hải Nguyệt"), "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI NGUYỆT", &[Some("2026-08-06")]);
        assert_eq!(n, CampaignName { name: "Ngày hội Chuyển đổi số".into(), place: "Hải Nguyệt".into(), year: 2026 });
        assert_eq!(title_case("ỦY BAN NHÂN DÂN TỈNH BẾN XUÂN"), "Ủy ban nhân dân tỉnh Bến Xuân");
        assert_eq!(title_case("SỞ KHOA HỌC VÀ CÔNG NGHỆ"), "Sở Khoa học và công nghệ");
    }

    #[test]
    fn themes_break_at_their_dash() {
        assert_eq!(theme_lines("Bến trăng sáng - Phố biển số"), "Bến trăng sáng\nPhố biển số");
        assert_eq!(theme_lines("Ngắn"), "Ngắn");
    }
}
