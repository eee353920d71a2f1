//! Every SQL text of every feature is prepared on both engines, and every text exists in both languages.
use base::testing::{each_database, prepares};

#[tokio::test]
async fn every_query_prepares_on_both_engines() {
    each_database(crate::features::all, async |t| {
        let queries: Vec<_> = crate::features::all().iter().flat_map(|f| f.queries.clone()).collect();
        assert!(queries.len() > 40, "features list their queries");
        for (name, sql) in queries {
            if let Err(error) = prepares(&t.site.db, sql).await {
                panic!("{} on {}: {error}\n{sql}", name, t.engine);
            }
        }
    })
    .await;
}

#[test]
fn the_catalogue_is_whole() {
    let catalog = base::Catalog::new(&crate::features::all(), &[[ui::MESSAGES[0].1, ui::MESSAGES[1].1]]);
    for entry in crate::features::all().iter().flat_map(|f| f.menu.clone()) {
        assert!(catalog.knows(entry.label), "menu text {}", entry.label);
    }
}

#[test]
fn every_named_thing_leads_to_a_page_and_every_landing_too() {
    let features = crate::features::all();
    let shape = |path: &str| path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect::<Vec<_>>().join("/");
    let pages: Vec<String> = features.iter().flat_map(|f| f.routes.listed()).filter(|l| l.method == axum::http::Method::GET).map(|l| shape(l.path)).collect();
    let mut nouns = std::collections::HashSet::new();
    for naming in features.iter().flat_map(|f| f.naming.clone()) {
        assert!(naming.page.is_empty() || pages.iter().any(|p| p == naming.page), "{} has no page {}", naming.entity, naming.page);
        assert!(nouns.insert(naming.entity), "{} is named twice", naming.entity);
    }
    for (role, address) in features.iter().flat_map(|f| f.landings) {
        assert!(pages.iter().any(|p| p == address), "{role} lands nowhere: {address}");
    }
}
