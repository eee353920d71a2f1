//! Bản đồ trang (site map), robots, web manifest and the icon for home screens.
use super::{text, xml};
use crate::pictures::{answer, drawn};
use crate::snapshot::{self, Snapshot};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Error, Result, Site};
use serde_json::json;
use ui::{Frame, Shell};

/// `/sitemap.xml`: every public page of every campaign, in both languages.
pub async fn site_map(State(site): State<Site>) -> Result<Response> {
    let mut paths: Vec<String> = ["/", "/hoat-dong", "/su-kien", "/ke-hoach", "/co-quan", "/du-lieu", "/tiep-can", "/nhan-biet", "/dau-truong", "/bai-hoc", "/bai-hoc/kiem-tra"].map(str::to_owned).to_vec();
    paths.extend(gameshow::door::lessons(&mut site.db.reader()).await?.into_iter().map(|l| l.href));
    if let Some(current) = snapshot::of(&site, None).await? {
        for (slug, _) in &current.others {
            paths.extend(of_campaign(&*snapshot::must(&site, Some(slug)).await?));
        }
    }
    let mut seen = std::collections::HashSet::new();
    paths.retain(|p| seen.insert(p.clone()));
    let root = site.config.public_url();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for path in paths {
        let joint = if path.contains('?') { '&' } else { '?' };
        let (here, english) = (xml(&format!("{root}{path}")), xml(&format!("{root}{path}{joint}lang=en")));
        out.push_str(&format!("<url><loc>{here}</loc><xhtml:link rel=\"alternate\" hreflang=\"vi\" href=\"{here}\"/><xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"{english}\"/></url>\n"));
    }
    out.push_str("</urlset>\n");
    Ok(text(out, "application/xml; charset=utf-8"))
}

fn of_campaign(snap: &Snapshot) -> Vec<String> {
    let mut paths = Vec::new();
    if !snap.is_current {
        paths.extend(["/", "/hoat-dong", "/su-kien", "/ke-hoach"].map(|p| snap.at(p)));
    }
    paths.extend(snap.activities.iter().map(|a| snap.activity_href(a)));
    paths.extend(snap.stops.iter().map(|s| snap.stop_href(s)));
    paths.extend(snap.agencies.iter().map(|a| a.href()));
    paths.extend(snap.assignments.iter().map(|d| snap.at(&d.href())));
    paths
}

/// `/robots.txt`: everything public may be found; nothing else is linked.
pub async fn robots(State(site): State<Site>) -> Response {
    let root = site.config.public_url();
    let closed = ["/dang-nhap", "/tai-khoan", "/quan-tri", "/tim", "/su-kien/soan"];
    let lines: String = closed.iter().map(|path| format!("Disallow: {path}\n")).collect();
    text(format!("User-agent: *\n{lines}\nSitemap: {root}/sitemap.xml\n"), "text/plain; charset=utf-8")
}

/// `/manifest.webmanifest`.
pub async fn manifest(frame: Frame) -> Response {
    let shell = frame.site.get::<Shell>();
    let name = shell.as_deref().map(|s| format!("{} {}", s.name, s.subtitle).trim().to_owned()).filter(|n| !n.is_empty());
    let short = shell.as_deref().map(|s| s.name.clone()).filter(|n| !n.is_empty());
    let icon = |size: u32| json!({ "src": format!("/bieu-tuong/{size}.png"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": "any maskable" });
    let body = json!({
        "name": name.unwrap_or_else(|| "Nhịp Số".into()),
        "short_name": short.unwrap_or_else(|| "Nhịp Số".into()),
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": ui::tokens::colour("canvas", false),
        "theme_color": ui::tokens::colour("son-fill", false),
        "icons": [icon(192), icon(512), json!({ "src": ui::asset("mark.svg"), "sizes": "any", "type": "image/svg+xml" })],
    });
    text(body.to_string(), "application/manifest+json")
}

/// `/bieu-tuong/{size}.png`: the mark with day and month of the campaign, 180 (Apple), 192 or 512 pixels.
pub async fn icon(State(site): State<Site>, Path(file): Path<String>) -> Result<Response> {
    let size = file.strip_suffix(".png").and_then(|n| n.parse::<u32>().ok()).filter(|n| [180, 192, 512].contains(n)).ok_or(Error::NotFound)?;
    let mark = site.get::<Shell>().map(|s| s.mark.clone()).unwrap_or_default();
    let bytes = drawn(&site, &format!("icon-{size}-{}-{}", mark[0], mark[1]), || crate::preview::icon(&mark, size).map(Bytes::from))?;
    Ok(answer(bytes, "image/png", "public, max-age=86400"))
}
