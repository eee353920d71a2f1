//! Nạp cấu hình: defaults, then the file, then the environment, then flags; remembers where each value came from.
use crate::cli::Cli;
use anyhow::{Context, Result};
use base::Config;
use clap::CommandFactory;
use clap::parser::ValueSource;
use std::ffi::OsString;
use std::path::Path;

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Built in.
    Default,
    /// The configuration file.
    File,
    /// An environment variable.
    Environment,
    /// The command line.
    Flag,
}

/// The configuration and the source of each entry.
pub struct Settings {
    /// Values.
    pub config: Config,
    /// `(key, source)`, in the order of [`Config`].
    pub sources: Vec<(&'static str, Source)>,
    /// What stands beside the configuration: the file itself and how the log is written. `(name, value, source)`.
    pub beside: Vec<(&'static str, Option<String>, Source)>,
}

/// The variable that says what goes into the log, and what does without it.
pub const LOG: (&str, &str) = ("NHIPSO_LOG", "warn,nhipso=info");

/// Builds the configuration of this run.
pub fn load(cli: &Cli, arguments: &[OsString]) -> Result<Settings> {
    let o = &cli.overrides;
    let table = match &o.config {
        Some(path) => read_file(path)?,
        None => toml::Table::new(),
    };
    let mut config: Config = table.clone().try_into().context("Tệp cấu hình có mục không hợp lệ")?;
    let mut sources = Vec::new();
    let matches = Cli::command().try_get_matches_from(arguments).ok();
    let given = |id: &str| {
        let top = matches.as_ref()?;
        let sub = top.subcommand().map(|(_, m)| m);
        [Some(top), sub].into_iter().flatten().filter_map(|m| m.try_get_raw(id).ok().flatten().and(m.value_source(id))).next_back()
    };
    let source_of = |name: &str| match given(name) {
        Some(ValueSource::CommandLine) => Source::Flag,
        Some(ValueSource::EnvVariable) => Source::Environment,
        _ if table.contains_key(name) => Source::File,
        _ => Source::Default,
    };
    macro_rules! merge {
        ($($field:ident => $value:expr),* $(,)?) => { $(
            let source = source_of(stringify!($field));
            if let Some(value) = $value { config.$field = value; }
            sources.push((stringify!($field), source));
        )* };
    }
    merge! {
        data => o.data.clone(), listen => o.listen, database_url => o.database_url.clone().map(Some),
        nats_url => o.nats_url.clone().map(Some), public_url => o.public_url.clone().map(Some),
        trusted_proxies => o.trusted_proxies.clone(), tls_cert => o.tls_cert.clone().map(Some),
        tls_key => o.tls_key.clone().map(Some), secret_key_file => o.secret_key_file.clone().map(Some), smtp_url => o.smtp_url.clone().map(Some),
        mail_from => o.mail_from.clone(), development => o.development.then_some(true),
    }
    let beside = vec![
        ("config", o.config.as_ref().map(|path| path.display().to_string()), source_of("config")),
        ("log_json", Some(cli.log_json.to_string()), source_of("log_json")),
        log(std::env::var(LOG.0).ok()),
    ];
    Ok(Settings { config, sources, beside })
}

/// What the variable says counts only where it can be read, as at the start of the log.
fn log(said: Option<String>) -> (&'static str, Option<String>, Source) {
    match said.filter(|said| tracing_subscriber::EnvFilter::try_new(said).is_ok()) {
        Some(said) => (LOG.0, Some(said), Source::Environment),
        None => (LOG.0, Some(LOG.1.to_owned()), Source::Default),
    }
}

fn read_file(path: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(path).with_context(|| format!("Không đọc được tệp cấu hình {}", path.display()))?;
    text.parse().with_context(|| format!("Tệp cấu hình {} sai cú pháp TOML", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn load_from(words: &[&str]) -> Settings {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        load(&Cli::try_parse_from(&words).unwrap(), &words).unwrap()
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_source_is_known() {
        let file = std::env::temp_dir().join(format!("nhipso-{}.toml", uuid::Uuid::now_v7()));
        std::fs::write(&file, "listen = \"0.0.0.0:9000\"\nmail_from = \"A <a@b.vn>\"\n").unwrap();
        let s = load_from(&["nhipso", "serve", "--config", file.to_str().unwrap(), "--listen", "127.0.0.1:9"]);
        assert_eq!(s.config.listen.to_string(), "127.0.0.1:9");
        assert_eq!(s.config.mail_from, "A <a@b.vn>");
        let source = |key| s.sources.iter().find(|(k, _)| *k == key).unwrap().1;
        assert_eq!((source("listen"), source("mail_from"), source("data")), (Source::Flag, Source::File, Source::Default));
        let beside = |name| s.beside.iter().find(|(k, ..)| *k == name).map(|(_, value, source)| (value.clone().unwrap_or_default(), *source)).unwrap();
        assert_eq!(beside("config"), (file.display().to_string(), Source::Flag));
        assert_eq!(beside("log_json"), ("false".into(), Source::Default));
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn how_the_log_is_written_is_listed_with_its_source() {
        let s = load_from(&["nhipso", "--log-json", "doctor"]);
        let listed: Vec<_> = s.beside.iter().map(|(name, ..)| *name).collect();
        assert_eq!(listed, ["config", "log_json", "NHIPSO_LOG"]);
        assert_eq!((s.beside[0].1.as_deref(), s.beside[0].2), (None, Source::Default));
        assert_eq!((s.beside[1].1.as_deref(), s.beside[1].2), (Some("true"), Source::Flag));
        assert_eq!(log(Some("debug".into())), ("NHIPSO_LOG", Some("debug".into()), Source::Environment));
        assert_eq!(log(Some("=,=".into())).2, Source::Default, "what cannot be read does not count");
    }

    #[test]
    fn an_unknown_key_in_the_file_is_an_error() {
        let file = std::env::temp_dir().join(format!("nhipso-{}.toml", uuid::Uuid::now_v7()));
        std::fs::write(&file, "lissten = \"0.0.0.0:9000\"\n").unwrap();
        let words: Vec<OsString> = ["nhipso", "doctor", "--config", file.to_str().unwrap()].iter().map(OsString::from).collect();
        assert!(load(&Cli::try_parse_from(&words).unwrap(), &words).is_err());
        std::fs::remove_file(file).unwrap();
    }
}
