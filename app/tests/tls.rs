//! TLS of the program's own with the real process: pages over HTTPS only, and a renewed certificate after SIGHUP without a restart.
mod program;

use program::{Program, free_port};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Writes a new pair for `localhost`; its certificate is what a browser trusts here.
fn renew(folder: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).expect("a certificate on disk");
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).expect("a key on disk");
    made.cert.der().clone()
}

/// The home page as a client sees it that trusts only this certificate.
fn home(port: u16, trusted: &CertificateDer<'static>) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).expect("a root");
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").expect("a name");
    let client = ClientConnection::new(Arc::new(config), name).expect("a client");
    let mut stream = StreamOwned::new(client, TcpStream::connect(("127.0.0.1", port))?);
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut page = Vec::new();
    stream.read_to_end(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

#[test]
fn https_with_a_certificate_that_is_renewed_while_it_runs() {
    drop(rustls::crypto::ring::default_provider().install_default());
    let folder = std::env::temp_dir().join(format!("nhipso-tls-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let first = renew(&folder);
    let (cert, key) = (folder.join("cert.pem").display().to_string(), folder.join("key.pem").display().to_string());
    let port = free_port();
    let program = Program::start_with(&folder.join("data"), port, &["--today", "2026-09-15", "--tls-cert", &cert, "--tls-key", &key]);

    let page = home(port, &first).expect("a page");
    assert!(page.starts_with("HTTP/1.1 200") && page.to_lowercase().contains("strict-transport-security"), "{}", &page[..300.min(page.len())]);
    assert!(!program.request("GET", "/", "", "").unwrap_or_default().starts_with("HTTP/1.1 200"), "no page in plain text");

    let second = renew(&folder);
    assert!(home(port, &second).is_err(), "the old certificate is still in use");
    program.signal("HUP");
    let renewed = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        home(port, &second).is_ok()
    });
    assert!(renewed, "the new certificate is served");
    std::fs::write(folder.join("key.pem"), "no key").expect("a broken key on disk");
    program.signal("HUP");
    std::thread::sleep(Duration::from_millis(300));
    assert!(home(port, &second).is_ok(), "a broken pair changes nothing");
    program.kill();
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn behind_a_proxy_a_reload_changes_nothing() {
    let data = std::env::temp_dir().join(format!("nhipso-reload-{}", uuid::Uuid::now_v7()));
    let program = Program::start(&data, free_port());
    program.signal("HUP");
    std::thread::sleep(Duration::from_millis(300));
    assert!(program.request("GET", "/", "", "").expect("still there").starts_with("HTTP/1.1 200"));
    program.kill();
    std::fs::remove_dir_all(&data).expect("removed");
}
