//! One server on a data folder: a second one waits for the first to end, then is refused and told which folder it is.
use crate::boot;
use base::Config;
use std::time::Duration;

#[tokio::test]
async fn a_second_server_waits_for_the_first_and_is_refused() {
    let data = std::env::temp_dir().join(format!("nhipso-hold-{}", uuid::Uuid::now_v7()));
    let config = Config { data: data.clone(), ..Config::default() };
    let first = boot::hold_when_free(&config, Duration::ZERO).await.unwrap();
    let refused = boot::hold_when_free(&config, Duration::from_millis(250)).await.unwrap_err().to_string();
    assert!(refused.contains(&data.display().to_string()) && refused.contains("--data"), "{refused}");
    let nodes = Config { database_url: Some("postgres://nhipso".into()), ..config.clone() };
    assert!(boot::hold(&nodes).is_ok(), "on PostgreSQL several nodes may share a folder");

    let stopping = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        drop(first);
    });
    assert!(boot::hold_when_free(&config, Duration::from_secs(30)).await.is_ok(), "one that is stopping is waited for");
    stopping.await.unwrap();
    std::fs::remove_dir_all(data).unwrap();
}
