//! Cơ quan (agency): the kinds of organisation and the dated name. Pure rules; must never read a clock or a database.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What sort of organisation it is; the public list is grouped by it, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// People's committee, council and office of the province or the centrally-run city.
    Province,
    /// Sở, ban, ngành.
    Department,
    /// Party body.
    Party,
    /// Fatherland Front, unions and associations.
    Union,
    /// Police, army, border guard.
    Security,
    /// Offices of ministries in the province: tax, social insurance, State Bank.
    Central,
    /// Press, radio, television.
    Press,
    /// District, district town or city below a province (abolished on 1 July 2025).
    District,
    /// Commune, ward, township, special zone.
    Commune,
    /// Schools and universities.
    School,
    /// Public service units: centres, libraries, museums, theatres, hospitals.
    Service,
    /// Enterprises and banks.
    Company,
    /// Anything else.
    Other,
}

impl Kind {
    /// All kinds, in the order of the list.
    pub const ALL: [Kind; 13] = [
        Kind::Province,
        Kind::Department,
        Kind::Party,
        Kind::Union,
        Kind::Security,
        Kind::Central,
        Kind::Press,
        Kind::District,
        Kind::Commune,
        Kind::School,
        Kind::Service,
        Kind::Company,
        Kind::Other,
    ];

    /// The code in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Province => "province",
            Kind::Department => "department",
            Kind::Party => "party",
            Kind::Union => "union",
            Kind::Security => "security",
            Kind::Central => "central",
            Kind::Press => "press",
            Kind::District => "district",
            Kind::Commune => "commune",
            Kind::School => "school",
            Kind::Service => "service",
            Kind::Company => "company",
            Kind::Other => "other",
        }
    }

    /// Reads a code; `None` for a word that is no kind.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Catalogue key of its Vietnamese and English name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Province => "agencies-kind-province",
            Kind::Department => "agencies-kind-department",
            Kind::Party => "agencies-kind-party",
            Kind::Union => "agencies-kind-union",
            Kind::Security => "agencies-kind-security",
            Kind::Central => "agencies-kind-central",
            Kind::Press => "agencies-kind-press",
            Kind::District => "agencies-kind-district",
            Kind::Commune => "agencies-kind-commune",
            Kind::School => "agencies-kind-school",
            Kind::Service => "agencies-kind-service",
            Kind::Company => "agencies-kind-company",
            Kind::Other => "agencies-kind-other",
        }
    }

    /// The kind that a name suggests; a person may correct it. "UBND thành phố X" counts as a district, since the
    /// name does not say whether the city is centrally run.
    pub fn of_name(name: &str) -> Kind {
        let key = crate::matching::key(name);
        let starts = |list: &[&str]| list.iter().any(|word| key == *word || key.starts_with(&format!("{word} ")));
        let has = |list: &[&str]| list.iter().any(|word| format!(" {key} ").contains(&format!(" {word} ")));
        let body = key
            .strip_prefix("uy ban nhan dan ")
            .or_else(|| key.strip_prefix("hoi dong nhan dan "))
            .or_else(|| key.strip_prefix("van phong uy ban nhan dan "))
            .map(|rest| rest.strip_prefix("cac ").unwrap_or(rest));
        if let Some(place) = body {
            return match place {
                "thanh pho" => Kind::Province,
                _ if place.starts_with("tinh") => Kind::Province,
                _ if ["xa", "phuong", "thi tran", "dac khu"].iter().any(|w| first_words(place, w)) => Kind::Commune,
                _ if ["huyen", "quan", "thi xa", "thanh pho"].iter().any(|w| first_words(place, w)) => Kind::District,
                _ => Kind::Other,
            };
        }
        if starts(&["cong an", "bo chi huy", "bo doi bien phong", "ban chi huy", "don bien phong", "canh sat"]) {
            Kind::Security
        } else if starts(&["uy ban mat tran to quoc", "mat tran to quoc", "hoi", "doan", "tinh doan", "thanh doan", "lien minh"])
            || starts(&["huyen doan", "thi doan", "quan doan", "lien doan", "doan thanh nien", "cong doan", "lien hiep"])
        {
            Kind::Union
        } else if has(&["tinh uy", "thanh uy", "huyen uy", "dang uy", "can su dang", "tuyen giao", "dan van"]) {
            Kind::Party
        } else if starts(&["bao hiem", "thue", "cuc", "chi cuc", "ngan hang nha nuoc", "kho bac", "hai quan", "bo", "toa an", "vien kiem sat"]) {
            Kind::Central
        } else if starts(&["dai", "bao", "tap chi", "thong tan xa"]) && !starts(&["bao tang"]) {
            Kind::Press
        } else if starts(&["so", "ban", "thanh tra", "van phong", "phong", "cac so"]) {
            Kind::Department
        } else if starts(&["truong", "dai hoc", "hoc vien", "cac truong"]) {
            Kind::School
        } else if starts(&["cong ty", "tap doan", "ngan hang", "vien thong", "buu dien", "vnpt", "viettel", "mobifone", "fpt", "doanh nghiep"])
            || starts(&["tong cong ty", "hop tac xa", "cac doanh nghiep", "dien luc", "chi nhanh", "cac ngan hang"])
        {
            Kind::Company
        } else if starts(&["trung tam", "thu vien", "bao tang", "nha hat", "benh vien", "ban quan ly", "nha van hoa", "vien", "to"]) {
            Kind::Service
        } else {
            Kind::Other
        }
    }
}

fn first_words(text: &str, words: &str) -> bool {
    text == words || text.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '))
}

/// Whether a name stands for many agencies ("UBND các huyện", "các sở, ban, ngành") and so needs a group table.
pub fn is_group_name(name: &str) -> bool {
    let key = crate::matching::key(name);
    format!(" {key} ").contains(" cac ") && !key.starts_with("phong cac ")
}

/// A span of days; an open end means that it is not known or not over yet. Both ends belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Span {
    /// Whether the day lies in it.
    pub fn holds(self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
    }

    /// Whether the two spans share a day.
    pub fn meets(self, other: Span) -> bool {
        let before = |to: Option<Date>, from: Option<Date>| to.zip(from).is_some_and(|(to, from)| to < from);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

/// The name of an agency as papers of a given day write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyName {
    /// The agency; for a merged duplicate the one that it was merged into.
    pub id: Uuid,
    /// Its name on that day.
    pub name: String,
    /// Last part of its page, `/co-quan/{slug}`.
    pub slug: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether it stands for several agencies.
    pub is_group: bool,
    /// Whether it existed on that day.
    pub alive: bool,
}

impl AgencyName {
    /// Address of its page.
    pub fn href(&self) -> String {
        format!("/co-quan/{}", self.slug)
    }
}

/// An agency to be known from now on; see [`crate::door::ensure`].
#[derive(Clone, Debug)]
pub struct NewAgency {
    /// The name to show.
    pub name: String,
    /// Its kind; `None` takes what the name suggests.
    pub kind: Option<Kind>,
    /// Whether it stands for several agencies.
    pub is_group: bool,
    /// Other spellings and abbreviations.
    pub aliases: Vec<String>,
    /// The day of the paper that names it: it is looked for among the agencies of that day.
    pub on: Date,
    /// First day, if known; usually not.
    pub valid_from: Option<Date>,
}

impl NewAgency {
    /// An agency that a paper of day `on` names, with what its name alone tells.
    pub fn named(name: &str, on: Date) -> NewAgency {
        NewAgency { name: name.to_owned(), kind: None, is_group: is_group_name(name), aliases: Vec::new(), on, valid_from: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_kind() {
        for (name, kind) in [
            ("UBND tỉnh", Kind::Province),
            ("Văn phòng UBND tỉnh", Kind::Province),
            ("Ủy ban nhân dân huyện Ninh Hải", Kind::District),
            ("UBND các huyện, thành phố", Kind::District),
            ("UBND thành phố Phan Rang - Tháp Chàm", Kind::District),
            ("UBND xã Ia Grai", Kind::Commune),
            ("UBND TP. Vinh", Kind::District),
            ("UBND đặc khu Phú Quý", Kind::Commune),
            ("Sở KH&CN", Kind::Department),
            ("Công an tỉnh", Kind::Security),
            ("Tỉnh Đoàn", Kind::Union),
            ("UBMTTQVN tỉnh", Kind::Union),
            ("Ban Tuyên giáo Tỉnh ủy", Kind::Party),
            ("Đài Phát thanh - Truyền hình tỉnh", Kind::Press),
            ("Bảo hiểm xã hội tỉnh", Kind::Central),
            ("Bảo tàng tỉnh", Kind::Service),
            ("Báo Quảng Ngãi", Kind::Press),
            ("Trường Đại học Vinh", Kind::School),
            ("VNPT Gia Lai", Kind::Company),
            ("Câu lạc bộ cờ", Kind::Other),
        ] {
            assert_eq!(Kind::of_name(name), kind, "{name}");
        }
        assert!(is_group_name("UBND các huyện, thành phố") && is_group_name("Các sở, ban, ngành"));
        assert!(!is_group_name("Sở Y tế") && !is_group_name("Cacao Việt"));
    }

    #[test]
    fn codes_come_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("x"), None);
    }
}
