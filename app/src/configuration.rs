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
}

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
    macro_rules! merge {
        ($($field:ident => $value:expr),* $(,)?) => { $(
            let source = match given(stringify!($field)) {
                Some(ValueSource::CommandLine) => Source::Flag,
                Some(ValueSource::EnvVariable) => Source::Environment,
                _ if table.contains_key(stringify!($field)) => Source::File,
                _ => Source::Default,
            };
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
    Ok(Settings { config, sources })
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
        std::fs::remove_file(file).unwrap();
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
