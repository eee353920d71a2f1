//! Danh sách chính thức (roster): who may come in officially, pasted or uploaded as .xlsx: code, name, agency, unit.
use super::own_live;
use crate::model::RosterRow;
use crate::play::clean_code;
use crate::store;
use askama::Template;
use axum::extract::{Multipart, Path};
use axum::response::Response;
use base::{Error, Result, Viewer};
use quiz::Stage;
use std::collections::HashSet;
use ui::{Form, Frame, Page};
use uuid::Uuid;

/// Most people of one roster.
const MOST: usize = 20_000;
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "host/roster.html")]
struct RosterPage {
    page: Page,
    form: Form,
    rows: Vec<RosterRow>,
    count: usize,
    begun: bool,
}

async fn roster_page(frame: &Frame, title: &str, id: Uuid, begun: bool, form: Form) -> Result<RosterPage> {
    let mut rows = store::roster(&mut frame.site.db.reader(), id).await?;
    let count = rows.len();
    rows.truncate(SHOWN);
    let page = frame.page(frame.t("gameshow-roster")).crumb(title, format!("/dau-truong/{id}/dieu-khien")).noindex();
    Ok(RosterPage { page, form, rows, count, begun })
}

/// `GET /dau-truong/{id}/danh-sach`.
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (row, handle) = own_live(&frame.site, &viewer, id).await?;
    let begun = handle.now().view.stage != Stage::Lobby;
    Ok(ui::html(&roster_page(&frame, &row.title, id, begun, Form::new()).await?))
}

/// `POST /dau-truong/{id}/danh-sach`: the pasted text or the file takes the place of the roster.
pub async fn save(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, mut body: Multipart) -> Result<Response> {
    let (row, handle) = own_live(&frame.site, &viewer, id).await?;
    let begun = handle.now().view.stage != Stage::Lobby;
    let (mut typed, mut file) = (String::new(), Vec::new());
    while let Some(field) = body.next_field().await.map_err(|_| Error::TooLarge)? {
        match field.name() {
            Some("text") => typed = field.text().await.map_err(|_| Error::TooLarge)?,
            Some("file") => file = field.bytes().await.map_err(|_| Error::TooLarge)?.to_vec(),
            _ => {}
        }
    }
    let lines = if file.is_empty() {
        Ok(typed.lines().map(cells).collect())
    } else {
        tokio::task::spawn_blocking(move || from_sheet(&file)).await.map_err(Error::internal)?
    };
    let outcome = if begun { Err("gameshow-roster-begun") } else { lines.and_then(rows) };
    match outcome {
        Err(message) => {
            let form = Form::new().with("text", typed).failing("text", frame.t(message));
            Ok(ui::unprocessable(&roster_page(&frame, &row.title, id, begun, form).await?))
        }
        Ok(rows) => {
            let actor = viewer.actor();
            let mut tx = frame.site.db.write().await?;
            store::set_roster(&mut tx, id, &rows).await?;
            tx.audit(&actor, "quiz.roster", "quiz_game", id, row.campaign, serde_json::json!({ "people": rows.len() })).await?;
            tx.commit().await?;
            Ok(ui::done(&format!("/dau-truong/{id}/danh-sach"), &frame.t1("gameshow-roster-saved", "n", rows.len())))
        }
    }
}

fn cells(line: &str) -> Vec<String> {
    line.split(['\t', ';', ',']).map(vietnamese::normalize_line).collect()
}

fn from_sheet(bytes: &[u8]) -> std::result::Result<Vec<Vec<String>>, &'static str> {
    let first = |lines: &[sheet::Line]| (!lines.is_empty()).then(|| lines.iter().map(|line| line.cells.clone()).collect());
    let found = sheet::find(bytes, &sheet::Limits::lines(MOST + 1), first).map_err(|_| "gameshow-roster-unreadable")?;
    Ok(found.unwrap_or_default())
}

/// Lines as rows: code, name, agency, unit; a head line is left out.
pub(super) fn rows(lines: Vec<Vec<String>>) -> std::result::Result<Vec<RosterRow>, &'static str> {
    let mut known = HashSet::new();
    let mut rows = Vec::new();
    for (at, line) in lines.into_iter().filter(|line| line.iter().any(|cell| !cell.is_empty())).enumerate() {
        let cell = |n: usize| line.get(n).cloned().unwrap_or_default();
        let code = clean_code(&cell(0));
        if at == 0 && matches!(vietnamese::fold(&cell(0)).as_str(), "ma" | "code" | "ma so" | "ma can bo") {
            continue;
        }
        if code.is_empty() || cell(1).is_empty() || code.chars().count() > 40 || line.iter().any(|c| c.chars().count() > 200) {
            return Err("gameshow-roster-line");
        }
        if !known.insert(code.clone()) {
            return Err("gameshow-roster-twice");
        }
        rows.push(RosterRow { code, name: cell(1), agency: cell(2), unit: cell(3) });
    }
    match rows.len() {
        0 => Err("gameshow-roster-empty"),
        n if n > MOST => Err("gameshow-roster-long"),
        _ => Ok(rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_becomes_a_roster_or_says_why_not() {
        let lines = |text: &str| text.lines().map(cells).collect::<Vec<_>>();
        let good = rows(lines("Mã;Họ tên;Cơ quan;Đơn vị\n ab 1 ;Lê An;UBND huyện A;Văn phòng\nCB2\tTrần Bình\tUBND huyện B")).expect("fine");
        assert_eq!((good.len(), good[0].code.as_str(), good[1].agency.as_str()), (2, "AB1", "UBND huyện B"));
        assert_eq!(rows(lines("1;A\n1;B")), Err("gameshow-roster-twice"));
        assert_eq!(rows(lines("1")), Err("gameshow-roster-line"));
        assert_eq!(rows(lines("\n")), Err("gameshow-roster-empty"));
    }
}
