//! Cấu hình: settings from a file, the environment and flags; `doctor` lists them with their source.
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Every setting of a server. Defaults suit one machine without any configuration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Folder of the embedded database, uploaded files and backups.
    pub data: PathBuf,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// `postgres://…`; without it the embedded SQLite file is used.
    pub database_url: Option<String>,
    /// `nats://…`: carries live events between several nodes.
    pub nats_url: Option<String>,
    /// Address under which people reach the site (links in mails, QR codes); default `http://<listen>`.
    pub public_url: Option<String>,
    /// Reverse proxies whose `X-Forwarded-For`/`X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// PEM certificate chain, for TLS of its own.
    pub tls_cert: Option<PathBuf>,
    /// PEM private key, for TLS of its own.
    pub tls_key: Option<PathBuf>,
    /// File of the key that seals secrets in the database; default `secret.key` in the data folder, made at the first start.
    pub secret_key_file: Option<PathBuf>,
    /// Outgoing mail server, e.g. `smtps://user:password@mail.example.vn`; without it mails wait in the outbox.
    pub smtp_url: Option<String>,
    /// Sender of mails.
    pub mail_from: String,
    /// Shows the gallery and the mailbox to administrators.
    pub development: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database_url: None,
            nats_url: None,
            public_url: None,
            trusted_proxies: Vec::new(),
            tls_cert: None,
            tls_key: None,
            secret_key_file: None,
            smtp_url: None,
            mail_from: "Nhịp Số <nhipso@localhost>".into(),
            development: false,
        }
    }
}

impl Config {
    /// Where people reach the site, without a final slash.
    pub fn public_url(&self) -> String {
        let scheme = if self.tls_cert.is_some() { "https" } else { "http" };
        self.public_url.clone().unwrap_or_else(|| format!("{scheme}://{}", self.listen)).trim_end_matches('/').to_owned()
    }

    /// Whether the address that links and QR codes carry means this very machine, so that nobody's phone reaches it.
    pub fn is_only_here(&self) -> bool {
        let url = self.public_url();
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let authority = rest.split('/').next().unwrap_or_default();
        let host = match authority.strip_prefix('[').and_then(|v6| v6.split_once(']')) {
            Some((v6, _)) => v6,
            None => authority.split(':').next().unwrap_or_default(),
        };
        match host.parse::<std::net::IpAddr>() {
            Ok(address) => address.is_loopback() || address.is_unspecified(),
            Err(_) => host.eq_ignore_ascii_case("localhost") || host.to_ascii_lowercase().ends_with(".localhost"),
        }
    }

    /// Whether cookies may be marked `Secure`: the site is reached over HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_no_phone_reaches_is_told() {
        let only_here = |url: &str| Config { public_url: Some(url.into()), ..Config::default() }.is_only_here();
        assert!(Config::default().is_only_here());
        for url in ["http://localhost:8080", "https://127.0.0.1", "http://0.0.0.0:80/", "http://[::1]:8080", "http://a.localhost"] {
            assert!(only_here(url), "{url}");
        }
        for url in ["https://ngaychuyendoiso.dongnai.gov.vn", "http://192.168.1.20:8080", "http://[fe80::1]:8080", "http://localhost.vn"] {
            assert!(!only_here(url), "{url}");
        }
    }
}
