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
pub use preferences::keep;
pub use directory::{Directory, Labelled, Listing};
pub use sign_in::first_administrator_link;
pub use visit::local;

use base::naming::Naming;
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

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "account", page: "/quan-tri/tai-khoan/{}", sql: concat!("select id, name, '', id from account where id in (", base::fifty!(), ")") },
    Naming { entity: "invitation", page: "/quan-tri/tai-khoan/{}", sql: concat!("select i.id, a.name, '', a.id from invitation i join account a on a.id = i.account where i.id in (", base::fifty!(), ")") },
    Naming { entity: "role_grant", page: "/quan-tri/tai-khoan/{}", sql: concat!("select g.id, a.name, '', a.id from role_grant g join account a on a.id = g.account where g.id in (", base::fifty!(), ")") },
    Naming { entity: "session", page: "/quan-tri/tai-khoan/{}", sql: concat!("select s.id, a.name, '', a.id from session s join account a on a.id = s.account where s.id in (", base::fifty!(), ")") },
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
        .landings(&[(base::identity::ADMINISTRATOR, "/quan-tri")])
        .queries(store::QUERIES)
        .queries(invite::store::QUERIES)
        .queries(account::QUERIES)
        .queries(cli::QUERIES)
        .queries(&data::queries())
        .queries(&admin::queries())
        .css(include_str!("people.css")).naming(NAMES)
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
