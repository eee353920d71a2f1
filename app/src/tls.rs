//! Chứng thư TLS of the program's own: read before the site is announced, and again on SIGHUP (`systemctl reload nhipso`), so that a
//! renewed certificate needs no restart in the middle of a game. On a terminal SIGHUP still means that the terminal is gone, and ends it.
use anyhow::{Context, Result, bail};
use axum_server::tls_rustls::RustlsConfig;
use base::Config;
use std::io::IsTerminal;
use std::path::PathBuf;

/// The certificate and key of the settings; None behind a reverse proxy or without encryption.
///
/// # Errors
/// A file that cannot be read or is no PEM certificate or key; only one of the two given.
pub async fn load(config: &Config) -> Result<Option<RustlsConfig>> {
    let pair = match (config.tls_cert.clone(), config.tls_key.clone()) {
        (Some(cert), Some(key)) => Some((cert, key)),
        (None, None) => None,
        _ => bail!("TLS cần cả tls_cert và tls_key: hãy đặt cả hai, hoặc bỏ cả hai khi đứng sau máy chủ trung gian"),
    };
    let mut own = None;
    if let Some((cert, key)) = pair {
        let tls = RustlsConfig::from_pem_file(&cert, &key).await.with_context(|| {
            format!("Không đọc được chứng thư TLS ({}) hoặc khóa riêng ({}): cần hai tệp PEM khớp nhau", cert.display(), key.display())
        })?;
        own = Some((tls, cert, key));
    }
    let tls = own.as_ref().map(|(tls, ..)| tls.clone());
    if !std::io::stdin().is_terminal() {
        tokio::spawn(reload_on_signal(own));
    }
    Ok(tls)
}

/// A renewed pair that does not fit leaves the old one in use: the site stays up and the log says why. Behind a proxy there is nothing to
/// read again, and a reload must not end the service.
async fn reload_on_signal(own: Option<(RustlsConfig, PathBuf, PathBuf)>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut hangup) = signal(SignalKind::hangup()) else { return };
    while hangup.recv().await.is_some() {
        let Some((tls, cert, key)) = &own else { continue };
        match tls.reload_from_pem_file(cert, key).await {
            Ok(()) => println!("Đã đọc lại chứng thư TLS."),
            Err(error) => tracing::error!(%error, "the renewed TLS certificate could not be read; the old one stays in use"),
        }
    }
}
