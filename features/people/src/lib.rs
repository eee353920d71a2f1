//! Người (people): accounts by invitation, sign-in, roles, sessions, the log and the outbox as pages, personal data and
//! consent. It knows campaigns and agencies only as keys (their names come through [`Directory`]); it must never tell a
//! stranger whether somebody has an account, and never store a secret in the clear.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod account;
mod admin;
pub mod cli;
mod data;
mod directory;
mod invite;
mod limits;
mod model;
mod password;
mod preferences;
mod secret;
mod show;
mod sign_in;
mod store;
#[cfg(test)]
mod tests;
mod totp;
mod visit;

pub use data::consent;
pub use directory::{Directory, Labelled, Listing};
pub use sign_in::first_administrator_link;

use base::{Feature, MenuEntry, Migration};
use std::sync::Arc;

pub(crate) const MENU: [(&str, &str, &str, &str, i32); 6] = [
    ("people-menu-accounts", "/quan-tri/tai-khoan", "people", admin::MANAGE, 900),
    ("people-menu-invitations", "/quan-tri/loi-moi", "mail", invite::PERMISSION, 910),
    ("people-menu-roles", "/quan-tri/vai-tro", "key", invite::PERMISSION, 920),
    ("people-menu-requests", "/quan-tri/du-lieu", "shield", data::PERMISSION, 930),
    ("people-menu-mailbox", "/quan-tri/hop-thu", "send", admin::MAILBOX, 940),
    ("people-menu-log", "/quan-tri/nhat-ky", "list", admin::LOG, 950),
];

/// The feature.
pub fn feature() -> Feature {
    let routes = sign_in::routes().merge(account::routes()).merge(data::routes()).merge(invite::routes());
    let routes = routes.merge(admin::routes()).merge(preferences::routes());
    let mut feature = Feature::new("people")
        .routes(routes)
        .migrations(&[Migration {
            name: "0001_people",
            sqlite: include_str!("migrations/sqlite/0001_people.sql"),
            postgres: include_str!("migrations/postgres/0001_people.sql"),
        }])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", invite::PERMISSION)])
        .queries(store::QUERIES)
        .queries(invite::store::QUERIES)
        .queries(account::QUERIES)
        .queries(cli::QUERIES)
        .queries(&data::queries())
        .queries(&admin::queries())
        .css(include_str!("people.css"))
        .personal_data(data::ACCOUNT)
        .personal_data(data::RECORDS)
        .job(data::retention::LOCK)
        .job(data::retention::ERASE)
        .start(|site| {
            Box::pin(async move {
                site.put(Arc::new(limits::Limits::default()));
                store::seal_all(&site).await
            })
        });
    for (label, href, icon, permission, order) in MENU {
        feature = feature.menu(MenuEntry { label, href, icon, permission, order });
    }
    feature
}
