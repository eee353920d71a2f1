//! Bộ lọc (filter): which duties a figure was counted from, as rules and as words of an address. A figure carries its filter, so that
//! opening it shows the very rows behind it. No IO.
use crate::figures::DutyLine;
use duties::door::{Cell, State};
use uuid::Uuid;

/// Which duties are meant; the default means all that are not withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this agency; `Some(None)`: of nobody.
    pub agency: Option<Option<Uuid>>,
    /// In one of these cells; empty: in any.
    pub cells: Vec<Cell>,
    /// In one of these states; empty: in any but withdrawn.
    pub states: Vec<State>,
    /// In this section of the plan or below it; empty: anywhere.
    pub section: String,
    /// Only those with (true) or without (false) a report.
    pub reported: Option<bool>,
    /// Only those whose deadline lies within these ISO days, both included.
    pub due: Option<(String, String)>,
    /// Counted at this moment (unix ms) instead of that of the page.
    pub at_ms: Option<i64>,
}

/// Word of the address for duties that nobody has.
const NOBODY: &str = "khong";

impl Filter {
    /// Duties in these cells.
    pub fn cells(cells: &[Cell]) -> Filter {
        Filter { cells: cells.to_vec(), ..Filter::default() }
    }
    /// Duties in these states.
    pub fn states(states: &[State]) -> Filter {
        Filter { states: states.to_vec(), ..Filter::default() }
    }
    /// The same, of one agency.
    #[must_use]
    pub fn of(mut self, agency: Option<Uuid>) -> Filter {
        self.agency = Some(agency);
        self
    }
    /// The same, in one section.
    #[must_use]
    pub fn within(mut self, section: &str) -> Filter {
        self.section = section.to_owned();
        self
    }
    /// The same, with or without a report.
    #[must_use]
    pub fn reported(mut self, yes: bool) -> Filter {
        self.reported = Some(yes);
        self
    }

    /// The same, at another moment than the page's.
    #[must_use]
    pub fn at(mut self, ms: i64) -> Filter {
        self.at_ms = Some(ms);
        self
    }

    /// Whether a duty is meant.
    pub fn takes(&self, duty: &DutyLine) -> bool {
        let state = duty.state();
        let in_state = if self.states.is_empty() { state != State::Withdrawn } else { self.states.contains(&state) };
        in_state
            && self.agency.is_none_or(|a| a == duty.agency)
            && (self.cells.is_empty() || duty.cell().is_some_and(|c| self.cells.contains(&c)))
            && (self.section.is_empty() || is_below(&duty.path, &self.section))
            && self.reported.is_none_or(|yes| yes == duty.is_reported())
            && self.due.as_ref().is_none_or(|(from, to)| duty.deadline.as_ref().is_some_and(|d| from <= d && d <= to))
    }

    /// As words of an address: `co-quan`, `o`, `trang-thai`, `muc`, `bao-cao`, `han`, `luc`.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if let Some(agency) = self.agency {
            pairs.push(("co-quan", agency.map_or(NOBODY.to_owned(), |a| a.to_string())));
        }
        if !self.cells.is_empty() {
            pairs.push(("o", self.cells.iter().map(|c| c.code()).collect::<Vec<_>>().join(",")));
        }
        if !self.states.is_empty() {
            pairs.push(("trang-thai", self.states.iter().map(|s| s.code()).collect::<Vec<_>>().join(",")));
        }
        if !self.section.is_empty() {
            pairs.push(("muc", self.section.clone()));
        }
        if let Some(yes) = self.reported {
            pairs.push(("bao-cao", if yes { "co" } else { "chua" }.to_owned()));
        }
        if let Some((from, to)) = &self.due {
            pairs.push(("han", format!("{from},{to}")));
        }
        if let Some(ms) = self.at_ms {
            pairs.push(("luc", ms.to_string()));
        }
        pairs
    }

    /// As the query of an address, without `?`.
    pub fn query(&self) -> String {
        self.pairs().iter().map(|(name, value)| format!("{name}={}", ui::page::encode(value))).collect::<Vec<_>>().join("&")
    }

    /// Address of the same rows in the table of duties at the end of an ISO day; None where that table has no such filter.
    pub fn in_table(&self, day: &str) -> Option<String> {
        if self.cells.len() > 1 || self.states.len() > 1 || self.reported.is_some() || self.at_ms.is_some_and(|ms| vietnamese::dates::local(ms).to_string() != day) {
            return None;
        }
        let mut pairs = vec![("ngay", day.to_owned())];
        pairs.extend(self.agency.map(|a| ("co_quan", a.map_or("-".to_owned(), |a| a.to_string()))));
        pairs.extend(self.cells.first().map(|c| ("o", c.code().to_owned())));
        pairs.extend(self.states.first().map(|s| ("trang_thai", s.code().to_owned())));
        pairs.extend((!self.section.is_empty()).then(|| ("muc", self.section.clone())));
        pairs.extend(self.due.iter().flat_map(|(from, to)| [("tu", from.clone()), ("den", to.clone())]));
        Some(format!("/nhiem-vu/bang?{}", pairs.iter().map(|(n, v)| format!("{n}={}", ui::page::encode(v))).collect::<Vec<_>>().join("&")))
    }

    /// Reads the words of an address; what is not understood is left out.
    pub fn read(pairs: &[(String, String)]) -> Filter {
        let word = |name: &str| pairs.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str());
        Filter {
            agency: word("co-quan").and_then(|v| if v == NOBODY { Some(None) } else { v.parse().ok().map(Some) }),
            cells: word("o").map(|v| v.split(',').filter_map(Cell::of).collect()).unwrap_or_default(),
            states: word("trang-thai").map(|v| v.split(',').filter_map(State::of).collect()).unwrap_or_default(),
            section: word("muc").unwrap_or_default().to_owned(),
            reported: word("bao-cao").map(|v| v == "co"),
            due: word("han").and_then(|v| v.split_once(',')).map(|(a, b)| (a.to_owned(), b.to_owned())),
            at_ms: word("luc").and_then(|v| v.parse().ok()),
        }
    }
}

/// Whether a section is this one or stands below it: "III.1.2" is below "III.1", "III.10" is not.
pub fn is_below(path: &str, section: &str) -> bool {
    path.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_the_filter_says() {
        let filter = Filter {
            agency: Some(Some(Uuid::from_u128(7))),
            cells: vec![Cell::OnTime, Cell::Late],
            states: vec![State::Confirmed],
            section: "III.1".into(),
            reported: Some(false),
            due: Some(("2024-09-01".into(), "2024-09-07".into())),
            at_ms: Some(5),
        };
        let pairs: Vec<(String, String)> = filter.pairs().into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
        assert_eq!(Filter::read(&pairs), filter);
        assert_eq!(Filter::read(&[("co-quan".into(), "khong".into())]).agency, Some(None));
        assert_eq!(Filter::read(&[("o".into(), "gì đó".into())]), Filter::default());
    }

    #[test]
    fn the_table_of_duties_gets_what_it_can_show() {
        let filter = Filter::cells(&[Cell::Overdue]).of(None).within("III");
        assert_eq!(filter.in_table("2024-09-15").as_deref(), Some("/nhiem-vu/bang?ngay=2024-09-15&co_quan=-&o=overdue&muc=III"));
        assert_eq!(Filter::cells(&[Cell::OnTime, Cell::Late]).in_table("2024-09-15"), None);
    }

    #[test]
    fn a_section_holds_what_stands_below_it() {
        assert!(is_below("III.1.2", "III.1") && is_below("III.1", "III.1"));
        assert!(!is_below("III.10", "III.1") && !is_below("II", "III"));
    }
}
