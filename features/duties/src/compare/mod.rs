//! So với ngày khác (`/nhiem-vu/so-sanh?tu=…&den=…`): two days beside each other, for anybody's own duties. The past is counted from the
//! same rows as today and by the same rules; it must never change because of what came later.
pub(crate) mod model;
pub(crate) mod store;
mod view;

use crate::door::At;
use crate::ground::{self, Ground, address};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Result, Viewer};
use jiff::ToSpan;
use jiff::civil::Date;
use model::Kind;
use serde::Deserialize;
use ui::{Choice, Form, Frame, Link, Page, Pager};

const PER_PAGE: u32 = 50;
const PATH: &str = "/nhiem-vu/so-sanh";

/// What the address may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// Earlier day, ISO or dd/mm/yyyy; a week ago when left out.
    tu: String,
    /// Later day; today when left out.
    den: String,
    thay_doi: String,
    co_quan: String,
    trang: String,
    /// `het`: every agency, not only the head of the list.
    xem: String,
}

#[derive(Template)]
#[template(path = "compare/page.html")]
struct Screen {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    presets: Vec<Link>,
    from: String,
    to: String,
    cells: Vec<view::Beside>,
    totals: (i64, i64),
    rates: (String, String),
    happened: Vec<view::Happened>,
    agencies: Vec<view::Agency>,
    /// How many there are, and the address that shows all; empty when they are shown.
    changed: usize,
    all_agencies: String,
    rows: Vec<view::Row>,
    rows_title: String,
    rows_all: String,
    pager: Pager,
    links: Vec<Link>,
}

/// `GET /nhiem-vu/so-sanh`: a constant number of statements.
pub async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let title = frame.t("duties-compare-title");
    let Some(ground) = Ground::load(&mut db, site, &viewer).await? else { return Ok(ground::nothing(&frame, &title)) };
    let (from, to) = days(&asked, ground.today());
    let moment = |day: Date| if day == ground.today() { ground.at.clone() } else { At::end_of(day) };
    let (then, now) = (At::end_of(from), moment(to));
    let kind = Kind::of(&asked.thay_doi);
    let number: u32 = asked.trang.parse().unwrap_or(1).clamp(1, 10_000);
    let agency = match asked.co_quan.as_str() {
        "" | "-" => asked.co_quan.clone(),
        other => ground.agency_of(other).map_or_else(|| "?".into(), |id| crate::scope::key(&id)),
    };
    let wanted = store::Wanted { kind, agency, limit: i64::from(PER_PAGE), offset: i64::from((number - 1) * PER_PAGE) };
    // Neither waits for the other
    let mut beside = site.db.reader();
    let (scope, id) = (&ground.scope, ground.campaign.id);
    let (shares, found) = tokio::try_join!(store::summary(&mut db, scope, id, &then, &now), store::changes(&mut beside, scope, id, &then, &now, &wanted))?;
    let total = found.first().map_or(0, |row| row.total);
    let mut all = store::Share::default();
    shares.iter().for_each(|share| all.add(share));
    let (tu, den) = (from.to_string(), to.to_string());
    let span = view::Days { from: tu.clone(), to: den.clone(), today: ground.today().to_string() };
    let here = address(PATH, &[("tu", &tu), ("den", &den), ("thay_doi", kind.code()), ("co_quan", &asked.co_quan)]);
    let (before, after) = (all.then(), all.now());
    let whole = asked.xem == "het";
    let (agencies, changed) = view::agencies(&frame, &ground, &shares, &span, if whole { usize::MAX } else { view::HEAD });
    let all_agencies = if agencies.len() == changed { String::new() } else { address(PATH, &[("tu", &tu), ("den", &den), ("xem", "het")]) + "#by" };
    let kinds = std::iter::once(Kind::Any).chain(Kind::ALL);
    let preset = |days: i64, key: &str| {
        let day = ground.today().checked_sub(days.days()).unwrap_or(ground.today());
        Link::new(frame.t(key), address(PATH, &[("tu", &day.to_string())]))
    };
    let typed = [vietnamese::dates::short(from), vietnamese::dates::short(to)];
    let form = [("tu", typed[0].as_str()), ("den", typed[1].as_str()), ("thay_doi", kind.code()), ("co_quan", asked.co_quan.as_str())];
    Ok(ui::html(&Screen {
        page: frame.page(title).noindex().working(ground.campaign.id).active(PATH),
        form: Form::from_pairs(form.map(|(k, v)| (k.to_owned(), v.to_owned()))),
        kinds: kinds.map(|k| Choice::new(k.code(), frame.t(k.key()))).collect(),
        presets: vec![preset(1, "duties-compare-yesterday"), preset(7, "duties-compare-week"), preset(30, "duties-compare-month")],
        from: vietnamese::dates::short(from),
        to: vietnamese::dates::short(to),
        cells: view::cells(&frame, before, after, &span),
        totals: (before.total(), after.total()),
        rates: (view::rate(before), view::rate(after)),
        happened: view::happened(&frame, &all, &span),
        agencies,
        changed,
        all_agencies,
        rows_title: view::rows_title(&frame, &ground, kind, &asked.co_quan, total),
        rows_all: if kind == Kind::Any && asked.co_quan.is_empty() { String::new() } else { address(PATH, &[("tu", &tu), ("den", &den)]) },
        rows: found.iter().map(|change| view::row(&frame, &ground, change)).collect(),
        pager: Pager::new(number, PER_PAGE, u64::try_from(total).unwrap_or(0), &here),
        links: ground::ways(&frame, ground.scope.is_all(), PATH),
    }))
}

/// The two days: never after today, the earlier one first; without words a week ago and today.
fn days(asked: &Asked, today: Date) -> (Date, Date) {
    let read = |text: &str| text.trim().parse::<Date>().ok().or_else(|| vietnamese::dates::parse_date(text.trim()).ok());
    let to = read(&asked.den).unwrap_or(today).min(today);
    let from = read(&asked.tu).unwrap_or_else(|| to.checked_sub(7.days()).unwrap_or(to)).min(today);
    (from.min(to), from.max(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_put_in_order_and_never_in_the_future() {
        let today = date(2024, 9, 15);
        let of = |tu: &str, den: &str| days(&Asked { tu: tu.into(), den: den.into(), ..Asked::default() }, today);
        assert_eq!(of("", ""), (date(2024, 9, 8), today));
        assert_eq!(of("01/09/2024", "2024-09-10"), (date(2024, 9, 1), date(2024, 9, 10)));
        assert_eq!(of("2024-09-12", "2024-09-10"), (date(2024, 9, 10), date(2024, 9, 12)));
        assert_eq!(of("2025-01-01", "nói bừa"), (today, today));
    }
}
