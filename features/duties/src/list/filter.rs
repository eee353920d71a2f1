//! Bộ lọc: which duties a list shows, as the address says it and as the queries take it. The same words make the address again, so that
//! every number can link to its rows.
use crate::model::{Cell, State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the address may say; the names are those of the form.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub(crate) struct Asked {
    pub q: String,
    pub so: String,
    pub co_quan: String,
    pub loai: String,
    pub muc: String,
    pub trang_thai: String,
    pub o: String,
    pub tu: String,
    pub den: String,
    pub theo_doi: String,
    pub ngay: String,
    pub xep: String,
    pub trang: String,
}

/// Who follows the duties that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Followed {
    /// Whoever.
    #[default]
    Any,
    /// This account.
    By(Uuid),
    /// Nobody.
    Nobody,
}

/// Order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// The plan's.
    #[default]
    Plan,
    /// Nearest deadline first.
    Deadline,
    /// Farthest first.
    DeadlineDown,
    /// Longest in its state first.
    Since,
    /// Changed last first.
    Newest,
}

impl Order {
    /// The word of the address.
    pub fn word(self) -> &'static str {
        match self {
            Order::Plan => "",
            Order::Deadline => "han",
            Order::DeadlineDown => "han-xa",
            Order::Since => "cho-lau",
            Order::Newest => "moi",
        }
    }

    /// Reads it; anything else is the plan's order.
    pub fn of(word: &str) -> Order {
        [Order::Deadline, Order::DeadlineDown, Order::Since, Order::Newest].into_iter().find(|o| o.word() == word).unwrap_or_default()
    }
}

/// A filter, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Agency key, `-` for duties that nobody has, empty for all.
    pub agency: String,
    /// Code of a kind, or empty.
    pub kind: String,
    /// Section with all below it, or empty.
    pub path: String,
    /// Only this state; None leaves withdrawn duties out.
    pub state: Option<State>,
    /// Only this cell.
    pub cell: Option<Cell>,
    /// Deadline from this day.
    pub from: Option<Date>,
    /// Deadline to this day.
    pub to: Option<Date>,
    /// Words without marks.
    pub words: String,
    /// Number of the plan's line; 0 for all.
    pub number: i64,
    /// Who follows.
    pub followed: Followed,
    /// As it stood at the end of this day; None is now.
    pub past: Option<Date>,
    /// Order.
    pub order: Order,
}

impl Filter {
    /// Reads what the address says; what cannot be read counts as not said. A day that has not ended is now.
    pub fn of(asked: &Asked, me: Uuid, today: Date) -> Filter {
        let agency = match asked.co_quan.parse::<Uuid>() {
            Ok(id) => crate::scope::key(&id),
            Err(_) if asked.co_quan == "-" => "-".into(),
            Err(_) => String::new(),
        };
        let words = vietnamese::fold(&vietnamese::normalize_line(&asked.q)).chars().filter(|c| !"%_\\".contains(*c)).take(100).collect();
        let followed = match asked.theo_doi.as_str() {
            "toi" => Followed::By(me),
            "-" => Followed::Nobody,
            other => other.parse().map_or(Followed::Any, Followed::By),
        };
        Filter {
            agency,
            kind: asked.loai.clone(),
            path: asked.muc.chars().filter(|c| !"%_\\".contains(*c)).collect(),
            state: State::of(&asked.trang_thai),
            cell: Cell::of(&asked.o),
            from: day(&asked.tu),
            to: day(&asked.den),
            words,
            number: asked.so.trim().parse().ok().filter(|n| *n > 0).unwrap_or(0),
            followed,
            past: day(&asked.ngay).filter(|d| *d < today),
            order: Order::of(&asked.xep),
        }
    }
}

/// A day as people type it or as addresses hold it.
fn day(typed: &str) -> Option<Date> {
    vietnamese::dates::parse_date(typed).ok().or_else(|| typed.parse().ok())
}

impl Asked {
    /// The names of the fields whose words are no day.
    pub fn no_days(&self) -> impl Iterator<Item = &'static str> {
        let fields = [("tu", &self.tu), ("den", &self.den), ("ngay", &self.ngay)];
        fields.into_iter().filter(|(_, typed)| !typed.trim().is_empty() && day(typed).is_none()).map(|(name, _)| name)
    }

    /// The filter as a query string without the page, beginning with `?`; empty when nothing is asked.
    pub fn query(&self) -> String {
        let parts = [
            ("q", &self.q), ("so", &self.so), ("co_quan", &self.co_quan), ("loai", &self.loai), ("muc", &self.muc), ("trang_thai", &self.trang_thai), ("o", &self.o),
            ("tu", &self.tu), ("den", &self.den), ("theo_doi", &self.theo_doi), ("ngay", &self.ngay), ("xep", &self.xep),
        ];
        let given: Vec<String> = parts.into_iter().filter(|(_, v)| !v.trim().is_empty()).map(|(n, v)| format!("{n}={}", ui::page::encode(v.trim()))).collect();
        if given.is_empty() { String::new() } else { format!("?{}", given.join("&")) }
    }

    /// The table with this filter.
    pub fn table(&self) -> String {
        format!("/nhiem-vu/bang{}", self.query())
    }

    /// From a query string, as a saved view keeps it.
    pub fn from_query(query: &str) -> Asked {
        axum::http::Uri::builder()
            .path_and_query(format!("/{}", if query.starts_with('?') { query.to_owned() } else { format!("?{query}") }))
            .build()
            .ok()
            .and_then(|uri| axum::extract::Query::<Asked>::try_from_uri(&uri).ok())
            .map(|q| q.0)
            .unwrap_or_default()
    }

    /// The form's values, days as people write them.
    pub fn form(&self) -> ui::Form {
        let shown = |typed: &str| day(typed).map_or_else(|| typed.to_owned(), vietnamese::dates::short);
        ui::Form::from_pairs([
            ("q", self.q.clone()), ("so", self.so.clone()), ("co_quan", self.co_quan.clone()), ("loai", self.loai.clone()), ("muc", self.muc.clone()),
            ("trang_thai", self.trang_thai.clone()), ("o", self.o.clone()), ("tu", shown(&self.tu)), ("den", shown(&self.den)),
            ("theo_doi", self.theo_doi.clone()), ("ngay", shown(&self.ngay)), ("xep", self.xep.clone()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_address_is_read_and_written_again() {
        let asked = Asked { q: "Xe cứu thương".into(), so: "12".into(), o: "overdue".into(), co_quan: "-".into(), den: "20/09/2024".into(), ..Asked::default() };
        assert_eq!(Asked::from_query(&asked.query()), asked);
        let filter = Filter::of(&asked, Uuid::nil(), date(2024, 9, 15));
        assert_eq!((filter.words.as_str(), filter.cell, filter.agency.as_str(), filter.to), ("xe cuu thuong", Some(Cell::Overdue), "-", Some(date(2024, 9, 20))));
        assert_eq!(filter.number, 12);
        let odd = Asked { q: "100%_\\".into(), so: "muoi".into(), ngay: "15/09/2024".into(), tu: "mai".into(), ..Asked::default() };
        let filter = Filter::of(&odd, Uuid::nil(), date(2024, 9, 15));
        assert_eq!((filter.words.as_str(), filter.number, filter.past, filter.from), ("100", 0, None, None), "no wildcard, today is now, no day no bound");
        assert_eq!((odd.no_days().collect::<Vec<_>>(), asked.no_days().count()), (vec!["tu"], 0));
        let linked = Asked { tu: "2024-09-20".into(), ngay: "31/02/2024".into(), ..Asked::default() };
        assert_eq!((linked.form().value("tu"), linked.form().value("ngay")), ("20/09/2024", "31/02/2024"));
    }
}
