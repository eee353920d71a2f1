//! Sổ nhắc việc: every digest with its outcome, filtered by days and outcome.
use super::{PAGE, coordinated, store};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Fetch, Result, Viewer, args};
use ui::{Choice, Form, Frame, Page, Pager, Tone};

const PER_PAGE: u32 = 200;

#[derive(Template)]
#[template(path = "remind/log.html")]
struct LogPage {
    page: Page,
    rows: Vec<Row>,
    form: Form,
    outcomes: Vec<Choice>,
    pager: Pager,
    total: i64,
}

struct Row {
    when: String,
    name: String,
    lines: i64,
    tone: Tone,
    outcome: String,
    error: String,
    words: String,
    by_hand: bool,
}

/// The filter as the address has it.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    #[serde(rename = "tu-ngay")]
    from: String,
    #[serde(rename = "den-ngay")]
    to: String,
    #[serde(rename = "ket-qua")]
    outcome: String,
    trang: u32,
}

type LogRow = (String, i64, String, i64, String, String, bool, Option<i64>, Option<i64>, String);

/// GET `/nhiem-vu/nhac/so`.
pub(crate) async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let campaign = coordinated(&mut db, &viewer).await?;
    let mut form = Form::new().with("tu-ngay", asked.from.clone()).with("den-ngay", asked.to.clone()).with("ket-qua", asked.outcome.clone());
    let mut day = |field: &str, typed: &str, open: &str| match vietnamese::dates::parse_date(typed) {
        Ok(day) => day.to_string(),
        Err(_) => {
            if !typed.trim().is_empty() {
                form.fail(field, frame.t("duties-error-day"));
            }
            open.to_owned()
        }
    };
    let (from, to) = (day("tu-ngay", &asked.from, "0000-00-00"), day("den-ngay", &asked.to, "9999-99-99"));
    let outcome = ["sent", "waiting", "failed", "no_address"].into_iter().find(|o| *o == asked.outcome).unwrap_or_default();
    let total = base::feature::count(&mut db, store::LOG_COUNT, args![campaign.id, &from, &to, outcome]).await?;
    let base = format!("{PAGE}/so?tu-ngay={}&den-ngay={}&ket-qua={outcome}", ui::page::encode(&asked.from), ui::page::encode(&asked.to));
    let pager = Pager::new(asked.trang.max(1), PER_PAGE, u64::try_from(total).unwrap_or(0), &base);
    let skip = i64::from((pager.page - 1) * PER_PAGE);
    let rows: Vec<LogRow> = db.all(store::LOG, args![campaign.id, from, to, outcome, skip]).await?;
    let row = |(_, at, name, lines, words, outcome, by_hand, sent, gave_up, error): LogRow| {
        let (tone, key) = match (outcome.as_str(), sent, gave_up) {
            ("no_address", ..) => (Tone::Warn, "no_address"),
            (_, Some(_), _) => (Tone::Ok, "sent"),
            (_, _, Some(_)) => (Tone::Bad, "failed"),
            _ => (Tone::Go, "waiting"),
        };
        let when = vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(at));
        Row { when, name, lines, tone, outcome: frame.t(&format!("duties-remind-outcome-{key}")), error, words, by_hand }
    };
    let page = frame.page(frame.t("duties-remind-log")).crumb(frame.t("duties-remind-title"), PAGE).noindex().working(campaign.id);
    let word = |o: &str| Choice::new(o, frame.t(&format!("duties-remind-outcome-{o}")));
    let outcomes = vec![Choice::new("", frame.t("duties-remind-outcome-any")), word("sent"), word("waiting"), word("failed"), word("no_address")];
    Ok(ui::html(&LogPage { page, rows: rows.into_iter().map(row).collect(), form, outcomes, pager, total }))
}
