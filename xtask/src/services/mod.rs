//! PostgreSQL and NATS for the tests: those that already run, else our own for the time of the run.
pub mod nats;
pub mod postgres;

use anyhow::Result;

/// Addresses that the tests are given.
pub struct Services {
    /// `DATABASE_URL`: a PostgreSQL in which schemas may be made.
    pub database_url: String,
    /// `NATS_URL`.
    pub nats_url: String,
}

/// What is found running before anything is installed.
#[derive(Default)]
pub struct Found {
    postgres: Option<String>,
    nats: Option<String>,
}

impl Found {
    /// Looks at the named addresses, then at the standard local ports. A named address that does not answer is an error.
    pub fn look() -> Result<Found> {
        Ok(Found { postgres: postgres::running()?, nats: nats::running()? })
    }

    /// Tools that must be there to start what was not found.
    pub fn needs(&self) -> Vec<crate::install::Need> {
        let mut needs = Vec::new();
        if self.postgres.is_none() {
            needs.push(crate::install::POSTGRES);
        }
        if self.nats.is_none() {
            needs.push(crate::install::NATS);
        }
        needs
    }

    /// Uses what runs and starts the rest; all of it ends with this run.
    pub fn start(self, only_own: bool) -> Result<Services> {
        // Debian starts what it installs, so look once more.
        let again = if only_own { Found::default() } else { Found::look()? };
        let database_url = match self.postgres.or(again.postgres) {
            Some(url) => {
                println!("  PostgreSQL       running: {}", hide_password(&url));
                postgres::own_database(&url)?
            }
            None => postgres::start()?,
        };
        let nats_url = match self.nats.or(again.nats) {
            Some(url) => {
                println!("  NATS             running: {url}");
                url
            }
            None => nats::start()?,
        };
        Ok(Services { database_url, nats_url })
    }
}

fn hide_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.split_once('@') {
        Some((user, place)) => format!("{scheme}://{}@{place}", user.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::hide_password;

    #[test]
    fn passwords_are_not_printed() {
        assert_eq!(hide_password("postgres://a:secret@h:1/d"), "postgres://a@h:1/d");
        assert_eq!(hide_password("postgres://h/d"), "postgres://h/d");
    }
}
