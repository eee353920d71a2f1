//! Agencies on both databases.
use crate::door::{self, Directory, NewAgency};
use base::testing::{TestSite, each_database};
use base::{Actor, Feature, Tx, args};
use jiff::civil::{Date, date};

mod door_tests;
mod matching_properties;
mod pages_tests;
mod staff_tests;
mod succession_properties;

pub(crate) fn features() -> Vec<Feature> {
    vec![base::feature(), crate::feature()]
}

pub(crate) const DAY: Date = date(2024, 9, 15);

pub(crate) async fn add(t: &TestSite, names: &[&str]) -> Vec<uuid::Uuid> {
    let mut tx = t.site.db.write().await.unwrap();
    let new: Vec<NewAgency> = names.iter().map(|n| NewAgency::named(n, DAY)).collect();
    let ids = door::ensure_many(&mut tx, &Actor::program("test", 1), &new).await.unwrap();
    tx.commit().await.unwrap();
    ids
}
