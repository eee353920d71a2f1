//! The gallery (`/_ui`, bộ sưu tập bộ phận): every component in every state, sample pages and big screens, with texts of
//! our own. Needs no database. For people who build pages and for the accessibility test.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::messages::OwnMessages;
use crate::page::{Page, Theme};
use samples::Samples;

mod samples;

/// Query of every gallery page: `?che-do=toi&lang=en`.
type Asked = Query<std::collections::HashMap<String, String>>;

macro_rules! sheets {
    ($($name:ident $slug:literal $file:literal $title:literal),+ $(,)?) => {
        $(#[derive(Template)]
        #[template(path = $file)]
        #[allow(dead_code, reason = "some pages show words only and take no sample")]
        struct $name { page: Page, d: Samples })+

        /// Address and title of every gallery page, in the order of the index.
        pub const SHEETS: &[(&str, &str)] = &[$(($slug, $title)),+];

        fn render(slug: &str, page: Page) -> Option<askama::Result<String>> {
            let d = Samples::default();
            match slug {
                $($slug => Some($name { page: page.title($title), d }.render()),)+
                _ => None,
            }
        }
    };
}

sheets! {
    Home "trang-chu" "gallery/trang-chu.html" "Trang mẫu: trang đầu của kỳ",
    Desk "ban-lam-viec" "gallery/ban-lam-viec.html" "Trang mẫu: bàn làm việc",
    FormPage "bieu-mau" "gallery/bieu-mau.html" "Trang mẫu: biểu mẫu bị trả lại",
    BarePage "dang-nhap" "gallery/dang-nhap.html" "Trang mẫu: đăng nhập",
    StageLobby "man-hinh-cho" "gallery/man-hinh-cho.html" "Màn hình lớn: chờ",
    StageNow "man-hinh-bay-gio" "gallery/man-hinh-bay-gio.html" "Màn hình lớn: đang diễn ra",
    StageBeat "man-hinh-nhip" "gallery/man-hinh-nhip.html" "Màn hình lớn: nhịp",
    StageClock "man-hinh-dong-ho" "gallery/man-hinh-dong-ho.html" "Màn hình lớn: đồng hồ",
    Type "chu-va-mau" "gallery/chu-va-mau.html" "Chữ và màu",
    Icons "icon" "gallery/icon.html" "Biểu tượng (icon)",
    Frame "khung" "gallery/khung.html" "Khung trang (identity-strip, masthead, service-nav, breadcrumbs, page-head, footer, skip-link)",
    BottomBar "bottom-bar" "gallery/bottom-bar.html" "Thanh dưới (bottom-bar)",
    Button "button" "gallery/button.html" "Nút (button)",
    Field "field" "gallery/field.html" "Ô nhập (field)",
    Choices "choices" "gallery/choices.html" "Lựa chọn (choices)",
    DateField "date-field" "gallery/date-field.html" "Ngày (date-field)",
    FileDrop "file-drop" "gallery/file-drop.html" "Tệp (file-drop)",
    ErrorSummary "error-summary" "gallery/error-summary.html" "Tóm tắt lỗi (error-summary)",
    Stepper "stepper" "gallery/stepper.html" "Các bước (stepper)",
    Notice "notice" "gallery/notice.html" "Thông báo (notice)",
    StateChip "state-chip" "gallery/state-chip.html" "Trạng thái (state-chip)",
    SummaryList "summary-list" "gallery/summary-list.html" "Tên và giá trị (summary-list)",
    TaskRow "task-row" "gallery/task-row.html" "Nhiệm vụ (task-row)",
    Table "table" "gallery/table.html" "Bảng (table)",
    Timeline "timeline" "gallery/timeline.html" "Diễn biến (timeline)",
    EmptyState "empty-state" "gallery/empty-state.html" "Chưa có gì (empty-state)",
    PagerSheet "pager" "gallery/pager.html" "Phân trang (pager)",
    Details "details" "gallery/details.html" "Xem thêm (details)",
    Cells "cells" "gallery/cells.html" "Con số (cells)",
    BeatSheet "beat" "gallery/beat.html" "Nhịp (beat)",
    LiveDot "live-dot" "gallery/live-dot.html" "Đang diễn ra (live-dot)",
    Meter "meter" "gallery/meter.html" "Thước (meter)",
    CountdownSheet "countdown" "gallery/countdown.html" "Đếm ngược (countdown)",
    RunRowSheet "run-row" "gallery/run-row.html" "Kịch bản điều hành (run-row)",
    Toast "toast" "gallery/toast.html" "Lời nhắn (toast)",
    TicketQr "ticket-qr" "gallery/ticket-qr.html" "Mã QR (ticket-qr)",
    KeyVisual "key-visual" "gallery/key-visual.html" "Tranh chủ đề (key-visual)",
    SearchBox "search-box" "gallery/search-box.html" "Ô tìm (search-box)",
    NowNext "now-next" "gallery/now-next.html" "Bây giờ và tiếp theo (now-next)",
    ActivityList "activity-list" "gallery/activity-list.html" "Hoạt động (activity-list)",
    Autosave "autosave" "gallery/autosave.html" "Tự lưu (autosave)",
    LivePreview "live-preview" "gallery/live-preview.html" "Xem trước khi gõ (live-preview)",
    KeyList "key-list" "gallery/key-list.html" "Đi bằng bàn phím (key-list)",
    Paper "ban-in" "gallery/ban-in.html" "Bản in (paper)",
}

#[derive(Template)]
#[template(path = "gallery/index.html")]
struct Index {
    page: Page,
    sheets: &'static [(&'static str, &'static str)],
}

/// Routes of the gallery; stateless.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/_ui", get(index))
        .route("/_ui/tranh/{name}", get(picture))
        .route("/_ui/{slug}", get(sheet))
}

fn page(asked: &Asked, path: String) -> Page {
    let word = |name: &str| asked.0.get(name).map_or("", String::as_str);
    let lang = if word("lang") == "en" { "en" } else { "vi" };
    let shell = Arc::new(samples::shell());
    Page::new(lang, "", shell, Arc::new(OwnMessages::default())).path(path).theme(Theme::parse(word("che-do")))
}

async fn index(asked: Asked) -> Response {
    let page = page(&asked, "/_ui".into()).title("Bộ phận giao diện");
    answer(Index { page, sheets: SHEETS }.render())
}

async fn sheet(Path(slug): Path<String>, asked: Asked) -> Response {
    let path = format!("/_ui/{slug}");
    let mut page = page(&asked, path);
    if !slug.starts_with("trang-") {
        page = page.crumb("Bộ phận giao diện", "/_ui");
    }
    if ["ban-lam-viec", "khung", "bieu-mau"].contains(&slug.as_str()) {
        page = page.viewer(Some(samples::viewer())).active("nhiem-vu");
    }
    if slug == "ban-lam-viec" {
        page.campaigns = samples::campaigns();
        page = page.working(samples::YEARS[1]);
    }
    if slug == "khung" {
        page = page.rehearsal(Some("10/10/2026, 07:45".into())).crumb("Kế hoạch", "/_ui/beat");
        page = page.notice(crate::Tone::Ok, "Đã lưu. Mọi người thấy bản mới từ 09:42.");
    }
    if slug == "bieu-mau" {
        page = page.crumb("Điều động thanh niên hỗ trợ", "/_ui/task-row");
    }
    render(&slug, page).map_or_else(|| StatusCode::NOT_FOUND.into_response(), answer)
}

async fn picture(Path(name): Path<String>) -> Response {
    match samples::picture(&name) {
        Some(svg) => ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(html: askama::Result<String>) -> Response {
    match html {
        Ok(html) => Html(html).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

#[cfg(test)]
mod tests;
