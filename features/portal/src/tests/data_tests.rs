//! Open data: rows, paging, filters, refusals.
use super::support::{features, publish};
use axum::http::StatusCode;
use base::testing::each_database;
use serde_json::Value;

#[tokio::test]
async fn every_set_answers_in_both_formats_and_to_every_origin() {
    each_database(features, async |t| {
        for published in [false, true] {
            if published {
                publish(&t, 2024, 2).await;
            }
            for set in crate::data::DATASETS {
                let json = t.get(&format!("/du-lieu/{}.json", set.name), "").await;
                assert_eq!(json.status, StatusCode::OK, "{}", set.name);
                assert_eq!(json.headers["access-control-allow-origin"], "*");
                let value: Value = serde_json::from_str(&json.text).unwrap();
                let rows = value["data"].as_array().unwrap();
                assert_eq!(rows.is_empty(), !published || set.name == "programme", "{}", set.name);
                let csv = t.get(&format!("/du-lieu/{}.csv", set.name), "").await;
                assert!(csv.text.starts_with('\u{FEFF}') && csv.text.ends_with("\r\n"));
                assert!(csv.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
            }
        }
        let page = t.get("/du-lieu", "").await.text;
        assert!(page.contains("/du-lieu/openapi.json") && page.contains("assignments.csv"));
    })
    .await;
}

#[tokio::test]
async fn rows_come_in_parts_and_by_agency() {
    each_database(features, async |t| {
        publish(&t, 2024, 5).await;
        let (mut after, mut seen) = (String::new(), Vec::new());
        loop {
            let answer = t.get(&format!("/du-lieu/activities.json?limit=2{after}"), "").await;
            let value: Value = serde_json::from_str(&answer.text).unwrap();
            seen.extend(value["data"].as_array().unwrap().iter().map(|r| r["slug"].as_str().unwrap().to_owned()));
            let Some(next) = value["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen.len(), 5);
        let all: Value = serde_json::from_str(&t.get("/du-lieu/assignments.json", "").await.text).unwrap();
        let agency = all["data"].as_array().unwrap().iter().find_map(|r| r["lead"][0]["slug"].as_str()).unwrap().to_owned();
        let some: Value = serde_json::from_str(&t.get(&format!("/du-lieu/assignments.json?agency={agency}"), "").await.text).unwrap();
        assert!(some["total"].as_u64().unwrap() < all["total"].as_u64().unwrap() && some["total"].as_u64().unwrap() > 0);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_parameter_is_told() {
    each_database(features, async |t| {
        publish(&t, 2024, 1).await;
        for (path, status) in [
            ("/du-lieu/activities.json?limit=0", 422),
            ("/du-lieu/activities.csv?after=x", 422),
            ("/du-lieu/programme.json?agency=a", 422),
            ("/du-lieu/campaigns.json?campaign=a", 422),
            ("/du-lieu/activities.json?khac=1", 422),
            ("/du-lieu/activities.json?limit=%FF", 422),
            ("/du-lieu/activities.json?campaign=khong-co", 404),
            ("/du-lieu/activities.json?agency=khong-co", 404),
            ("/du-lieu/activities.json?after=00000000-0000-0000-0000-000000000000", 404),
            ("/du-lieu/khac.json", 404),
            ("/du-lieu/activities.xml", 404),
        ] {
            let answer = t.get(path, "").await;
            assert_eq!(answer.status.as_u16(), status, "{path}");
            let value: Value = serde_json::from_str(&answer.text).unwrap();
            assert!(!value["error"].as_str().unwrap().is_empty(), "{path}");
        }
    })
    .await;
}
