//! Máy chủ: listens with or without TLS of its own and stops cleanly on Ctrl-C or SIGTERM; a second one cuts the pages that are still open.
use crate::configuration::Settings;
use crate::{boot, features, restore, tls};
use anyhow::{Context, Result};
use axum::extract::Request;
use axum::{Router, ServiceExt};
use axum_server::Handle;
use base::Site;
use jiff::civil::Date;
use std::net::SocketAddr;
use std::time::Duration;

/// How long open requests may take to end once it stops.
const GRACE: Duration = Duration::from_secs(5);

/// `serve`: the server alone, on data that exist.
pub async fn run_alone(settings: Settings, today: Option<Date>) -> Result<()> {
    let _held = boot::hold_when_free(&settings.config, boot::PATIENCE).await?;
    restore::refuse_unfinished(&settings.config)?;
    let db = boot::open_database(&settings.config).await?;
    boot::migrate(&settings.config, &db).await?;
    let site = boot::site(settings.config, db, today).await?;
    run(site, |address| println!("Nhịp Số đang chạy: {address}")).await
}

/// The whole service: features, assets, error pages.
pub fn router(site: &Site) -> Router {
    let list = features::all();
    let styles: Vec<_> = list.iter().filter(|f| !f.css.is_empty()).map(|f| (f.name, f.css)).collect();
    ui::assets::install(ui::assets::Bundle::new(&styles));
    let mut extra = ui::assets::router();
    if site.config.development {
        extra = extra.merge(ui::gallery::router());
    }
    base::http::service(site.clone(), list, extra, |router| ui::error_pages(site, router))
}

/// Serves until a stop signal; `ready` is called with the public address once connections are accepted.
pub async fn run(site: Site, ready: impl FnOnce(String)) -> Result<()> {
    // A hall of ten thousand phones is ten thousand open connections: as many as this machine allows.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open connections could not be raised");
    }
    let listener = std::net::TcpListener::bind(site.config.listen)
        .with_context(|| format!("Không mở được cổng {}: có thể chương trình khác đang dùng, hãy chọn --listen khác", site.config.listen))?;
    listener.set_nonblocking(true)?;
    let tls = tls::load(&site.config).await?;
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone()));
    base::jobs::start(&site);
    base::nodes::watch(&site);
    base::settings::set_address(&site.db, &site.config.public_url(), site.clock.now_ms()).await?;
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(router(&site));
    ready(site.config.public_url());
    match tls {
        Some(tls) => axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(service).await?,
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
    }
    site.db.close().await;
    println!("Đã dừng, mọi dữ liệu đã ghi xong.");
    Ok(())
}

/// Lets open requests end for a while, until a second signal. Live pages (server-sent events, long polls) never end by themselves.
async fn stop_on_signal(handle: Handle<SocketAddr>) {
    signal_to_stop().await;
    println!("\nĐang dừng… (nhấn Ctrl-C lần nữa để ngắt ngay các trang còn mở)");
    handle.graceful_shutdown(Some(GRACE));
    signal_to_stop().await;
    handle.shutdown();
}

async fn signal_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
