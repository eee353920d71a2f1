//! One date expression (một biểu thức ngày) without its neighbours: day, month, quarter, year, part of a month.

use jiff::civil::{Date, date};
use regex::Regex;
use std::sync::LazyLock;

/// A civil day.
pub type Day = Date;

/// ISO form.
pub fn iso(d: Day) -> String {
    d.to_string()
}

/// What an expression covers before words such as "trước" are weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// Byte offsets in the text it was found in.
    pub at: usize,
    /// One past its end.
    pub end: usize,
    /// Day of the month, if said.
    pub day: Option<i8>,
    /// Month, if said.
    pub month: Option<i8>,
    /// Quarter or half-year as first and last month.
    pub months: Option<(i8, i8)>,
    /// Year, if said.
    pub year: Option<i16>,
    /// Last year of "2026–2027".
    pub last_year: Option<i16>,
    /// 1 đầu, 2 giữa, 3 cuối.
    pub part: Option<u8>,
    /// Last day of "ngày 05 và 06/9/2024".
    pub last_day: Option<i8>,
}

// Order matters: longer forms first.
static ATOM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?: (?P<part>đầu|giữa|cuối)\s+ (?:(?:của|trong)\s+)? )?
        (?:
          (?:ngày\s*)? (?P<d1>[0-9]{1,2}) (?: \s*(?:,|và|-|–|—|&|đến)\s*(?:ngày\s*)?(?P<d1b>[0-9]{1,2}) )? \s+ (?: \(?(?:thứ\s\S+|chủ\snhật)\)?\s* )? tháng \s* (?P<m1>[0-9]{1,2}) (?: [\s,]+ năm \s* (?P<y1>[0-9]{4}) | / (?P<y1b>[0-9]{4}) )?
        | (?:ngày\s*)? (?: (?P<d2b>[0-9]{1,2}) \s*(?:,|và|-|–|—|&|đến)\s*(?:ngày\s*)? )? (?P<d2>[0-9]{1,2}) [/.-] (?P<m2>[0-9]{1,2}) [/.-] (?P<y2>[0-9]{4}) (?-u:\b)
        | (?P<my>tháng) \s* (?P<m3>[0-9]{1,2}) (?: \s* [/.-] \s* (?P<y3>[0-9]{4}) (?-u:\b) | \s*,?\s+ năm \s+ (?P<y3b>[0-9]{4}) )?
        | (?P<q>quý) \s* (?P<q1>IV|III|II|I|[1-4]) (?-u:\b) (?: \s*(?:-|–|,|và|đến)\s* (?:quý\s*)? (?P<q2>IV|III|II|I|[1-4]) (?-u:\b) )? (?: \s*/\s*(?P<yq>[0-9]{4}) | \s*,?\s* năm\s+(?P<yqb>[0-9]{4}) )?
        | (?: 6 | sáu ) \s+ tháng \s+ (?P<half>đầu|cuối) \s+ năm (?: \s+(?P<yh>[0-9]{4}) )?
        | năm \s+ (?P<y4>[0-9]{4}) (?: \s*(?:-|–|đến)\s* (?:năm\s*)? (?P<y4b>[0-9]{4}) )?
        | (?-u:\b) (?P<y5>20[0-9]{2}) \s*[-–]\s* (?P<y5b>20[0-9]{2}) (?-u:\b)
        | (?-u:\b)(?P<m6>[0-9]{1,2})/(?P<y6>20[0-9]{2}) (?-u:\b)
        | (?:ngày\s+) (?: (?P<d7b>[0-9]{1,2}) \s*(?:,|và|-|–|—|&)\s*(?:ngày\s*)? )? (?P<d7>[0-9]{1,2}) (?: [/-] (?P<m7>[0-9]{1,2}) )? (?-u:\b)
        | (?-u:\b) (?: (?P<d8b>[0-9]{1,2}) \s*(?:và|-|–|—|&|đến)\s*(?:ngày\s*)? )? (?P<d8>[0-9]{1,2}) / (?P<m8>[0-9]{1,2}) (?-u:\b)
        )",
    )
    .expect("the date pattern is fixed")
});

fn quarter(s: &str) -> i8 {
    match s.to_uppercase().as_str() {
        "I" | "1" => 1,
        "II" | "2" => 2,
        "III" | "3" => 3,
        _ => 4,
    }
}

/// Finds every expression of a text, left to right.
pub fn scan(text: &str) -> Vec<Atom> {
    if !text.bytes().any(|b| b.is_ascii_digit()) && !text.contains("uý") {
        return Vec::new();
    }
    ATOM.captures_iter(text)
        .filter_map(|c| {
            let all = c.get(0)?;
            let n = |name: &str| c.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
            let small = |name: &str| n(name).and_then(|v| i8::try_from(v).ok());
            let mut at = all.start();
            at += all.as_str().len() - all.as_str().trim_start().len();
            let months = match (c.name("q1"), c.name("half")) {
                (Some(q), _) => {
                    let a = quarter(q.as_str());
                    let b = c.name("q2").map_or(a, |q| quarter(q.as_str())).max(a);
                    Some((a * 3 - 2, b * 3))
                }
                (_, Some(h)) => Some(if h.as_str().to_lowercase() == "đầu" { (1, 6) } else { (7, 12) }),
                _ => None,
            };
            let day = small("d1").or(small("d2")).or(small("d7")).or(small("d8"));
            // "08 giờ 00, ngày 09/10": the minutes are no day.
            let minutes = text[..at].trim_end().ends_with(['h', 'H', ':', 'g']) || text[..at].trim_end().ends_with("giờ");
            let twin = small("d1b").or(small("d2b")).or(small("d7b")).or(small("d8b"));
            let (day, last_day) = match (day, twin) {
                (Some(a), Some(b)) if b > 0 && !minutes => (Some(a.min(b)), Some(a.max(b))),
                (d, _) => (d, None),
            };
            let part = c.name("part").map(|p| match p.as_str().to_lowercase().as_str() {
                "đầu" => 1,
                "giữa" => 2,
                _ => 3,
            });
            Some(Atom {
                at,
                end: all.end(),
                day,
                month: small("m1").or(small("m2")).or(small("m3")).or(small("m6")).or(small("m7")).or(small("m8")),
                months,
                year: ["y1", "y1b", "y2", "y3", "y3b", "yq", "yqb", "yh", "y4", "y5", "y6"].iter().find_map(|k| n(k)),
                last_year: n("y4b").or(n("y5b")),
                part,
                last_day,
            })
        })
        .collect()
}

impl Atom {
    /// A day or month that no calendar has.
    pub fn impossible(&self) -> bool {
        let month = self.month.is_some_and(|m| !(1..=12).contains(&m));
        let day = match (self.day, self.month) {
            (Some(d), Some(m)) if (1..=12).contains(&m) => Date::new(self.year.unwrap_or(2024), m, d).is_err(),
            (Some(d), _) => !(1..=31).contains(&d),
            _ => false,
        };
        month || day
    }

    /// It is a bare year, which is more often part of a title than a time.
    pub fn bare_year(&self) -> bool {
        self.day.is_none() && self.month.is_none() && self.months.is_none()
    }

    /// First and last day, given the year (and month) that the neighbours supply.
    pub fn range(&self, year: Option<i16>, month: Option<i8>) -> Option<(Day, Day)> {
        let year = self.year.or(year)?;
        if !(1900..=2200).contains(&year) || self.last_year.is_some_and(|y| !(1900..=2200).contains(&y)) {
            return None;
        }
        if let Some((a, b)) = self.months {
            return Some((date(year, a, 1), date(year, b, 1).last_of_month()));
        }
        let month = self.month.or(if self.day.is_some() { month } else { None });
        if let Some(d) = self.day {
            let month = month?;
            let first = Date::new(year, month, d).ok()?;
            let last = match self.last_day {
                Some(l) => Date::new(year, month, l).ok()?,
                None => first,
            };
            return Some((first, last));
        }
        let Some(m) = month else {
            let last = self.last_year.unwrap_or(year).max(year);
            return match self.part {
                Some(1) => Some((date(year, 1, 1), date(year, 3, 31))),
                Some(2) => Some((date(year, 6, 1), date(year, 7, 31))),
                Some(_) => Some((date(year, 10, 1), date(year, 12, 31))),
                None => Some((date(year, 1, 1), date(last, 12, 31))),
            };
        };
        let first = Date::new(year, m, 1).ok()?;
        let day = |d: i8| Date::new(year, m, d).ok();
        match self.part {
            Some(1) => Some((first, day(10)?)),
            Some(2) => Some((day(11)?, day(20)?)),
            Some(_) => Some((day(21)?, first.last_of_month())),
            None => Some((first, first.last_of_month())),
        }
    }
}
