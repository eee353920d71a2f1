//! Data of a rehearsal stay data of a rehearsal, and what counts real days or sends mail stays still there.
use crate::boot;
use base::{Config, Site};
use jiff::civil::date;

async fn start(config: &Config, today: Option<jiff::civil::Date>) -> anyhow::Result<Site> {
    let db = boot::open_database(config).await?;
    boot::migrate(config, &db).await?;
    boot::site(config.clone(), db, today).await
}

fn folder() -> Config {
    let data = std::env::temp_dir().join(format!("nhipso-rehearsal-{}", uuid::Uuid::now_v7()));
    Config { data, ..Config::default() }
}

#[tokio::test]
async fn a_rehearsal_goes_on_as_one() {
    let config = folder();
    let day = date(2024, 9, 15);
    let first = start(&config, Some(day)).await.unwrap();
    assert_eq!(first.clock.today(), day);
    first.db.close().await;
    let again = start(&config, None).await.unwrap();
    assert!(again.clock.is_rehearsal(), "a plain start must not count the years since the rehearsal");
    assert_eq!(again.clock.today(), day);
    again.db.close().await;
    let moved = start(&config, Some(date(2024, 10, 10))).await.unwrap();
    assert_eq!(moved.clock.today(), date(2024, 10, 10));
    moved.db.close().await;
    std::fs::remove_dir_all(&config.data).unwrap();
}

#[tokio::test]
async fn real_data_are_not_rehearsed_on() {
    let config = folder();
    start(&config, None).await.unwrap().db.close().await;
    let refused = start(&config, Some(date(2028, 1, 1))).await.err().expect("refused");
    assert!(refused.to_string().contains("--data"), "{refused}");
    assert!(!start(&config, None).await.unwrap().clock.is_rehearsal());
    std::fs::remove_dir_all(&config.data).unwrap();
}

#[test]
fn what_counts_real_days_says_so() {
    for job in crate::features::all().iter().flat_map(|feature| &feature.jobs) {
        let counts = ["purge", "idle", "retention", "remind"].iter().any(|word| job.name.contains(word));
        assert_eq!(job.real_days, counts, "{}", job.name);
    }
}
