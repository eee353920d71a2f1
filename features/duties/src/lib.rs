//! Nhiệm vụ (duties): who does what of the plan by when, from giving to confirmation. State and deadlines live in standings through
//! time, so that every figure can be had for any past day. It must never type a cell, change a first deadline, or forget who decided.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod calendar;
mod compare;
mod counted;
mod desk;
pub mod door;
mod duty;
mod ground;
mod leader;
mod list;
mod keep;
mod live;
mod meanwhile;
mod model;
mod notices;
pub mod prepare;
mod public;
mod remind;
mod scope;
mod sent_up;
mod staff;
mod store;
mod sync;
mod table;
mod timeline;
mod views;
mod words;
#[cfg(test)]
mod tests;

use base::naming::Naming;
use base::{Feature, MenuEntry, Migration, Result, Routes, Site, Who};

/// May see duties: a coordinator and a leader all of the campaign, an officer those of the own agency.
pub const VIEW: &str = "duties.view";
/// May work on the duties of the own agency.
pub const WORK: &str = "duties.work";
/// Acts for the coordinating department: gives, confirms, sends back, proposes.
pub const MANAGE: &str = "duties.manage";
/// Decides what is sent up to the leaders.
pub const DECIDE: &str = "duties.decide";
/// May see the leaders' screen: all agencies beside each other.
pub const OVERVIEW: &str = "duties.overview";

macro_rules! migration {
    ($name:literal) => {
        Migration {
            name: $name,
            sqlite: include_str!(concat!("migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("migrations/postgres/", $name, ".sql")),
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    migration!("0001_duties"),
    migration!("0002_sent_up"),
    migration!("0003_prepare"),
    migration!("0004_reminders"),
    migration!("0005_views"),
    migration!("0006_overview"),
    migration!("0007_desk"),
    migration!("0008_digests"),
    migration!("0009_due"),
];

const GRANTS: &[(&str, &str)] = &[
    ("coordinator", VIEW), ("coordinator", WORK), ("coordinator", MANAGE), ("coordinator", OVERVIEW), ("leader", VIEW), ("leader", DECIDE),
    ("leader", OVERVIEW), ("office", VIEW), ("office", OVERVIEW), ("officer", VIEW), ("officer", WORK), ("head", VIEW), ("head", WORK),
];

const LANDINGS: &[(&str, &str)] = &[
    ("coordinator", "/nhiem-vu"), ("leader", "/nhiem-vu/lanh-dao"), ("office", "/nhiem-vu/lanh-dao"), ("officer", "/nhiem-vu"), ("head", "/nhiem-vu"),
];

const STYLE: &str = concat!(
    include_str!("duties.css"), include_str!("sent_up/sent_up.css"), include_str!("prepare/prepare.css"), include_str!("views.css")
);

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "duty", page: "/nhiem-vu/{}", sql: concat!("select d.id, d.number || '. ' || a.short_name, '', d.id from duty d join assignment a on a.id = d.assignment where d.id in (", base::fifty!(), ")") },
    Naming { entity: "duty_part", page: "/ke-hoach/nhiem-vu/{}", sql: concat!("select p.id, a.number || '. ' || a.short_name, a.number || '?nam=' || c.slug, p.id from duty_part p join assignment a on a.id = p.assignment join campaign c on c.id = p.campaign where p.id in (", base::fifty!(), ")") },
    Naming { entity: "extension", page: "/nhiem-vu/gia-han/{}", sql: concat!("select id, reason, '', id from extension where id in (", base::fifty!(), ")") },
    Naming { entity: "matter", page: "/nhiem-vu/vuong-mac/{}", sql: concat!("select id, 'VM-' || number || '. ' || title, '', id from matter where id in (", base::fifty!(), ")") },
    Naming { entity: "difficulty", page: "/nhiem-vu/vuong-mac/phieu/{}", sql: concat!("select id, title, '', id from difficulty where id in (", base::fifty!(), ")") },
    Naming { entity: "own_task", page: "/nhiem-vu/viec/{}", sql: concat!("select id, title, '', id from own_task where id in (", base::fifty!(), ")") },
    Naming { entity: "checklist_item", page: "/nhiem-vu/muc/{}", sql: concat!("select id, words, '', id from check_item where id in (", base::fifty!(), ")") },
    Naming { entity: "check_kind", page: "/nhiem-vu/mau-kiem-tra/{}", sql: concat!("select id, name, '', id from check_kind where id in (", base::fifty!(), ")") },
    Naming { entity: "duty_view", page: "/nhiem-vu/bang", sql: concat!("select id, name, '', id from duty_view where id in (", base::fifty!(), ")") },
    Naming { entity: "prepare_file", page: "", sql: concat!("select p.id, f.name, '', p.id from prepare_file p join file f on f.id = p.file where p.id in (", base::fifty!(), ")") },
];

/// The feature as one value.
pub fn feature() -> Feature {
    let entry = |label, href, icon, permission, order| MenuEntry { label, href, icon, permission, order };
    let own = [store::QUERIES, counted::QUERIES, staff::QUERIES, duty::QUERIES, live::QUERIES, list::QUERIES, desk::QUERIES];
    let areas = [table::QUERIES, public::QUERIES, keep::QUERIES, remind::store::QUERIES];
    let feature = own.into_iter().chain(areas).chain(views::QUERIES).fold(Feature::new("duties").naming(NAMES), Feature::queries);
    feature
        .queries(&sent_up::queries())
        .queries(&prepare::queries())
        .migrations(MIGRATIONS)
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(GRANTS)
        .landings(LANDINGS)
        .routes(routes())
        .css(STYLE)
        .menu(entry("duties-leader-title", "/nhiem-vu/lanh-dao", "chart", OVERVIEW, 7))
        .menu(entry("duties-desk-title", "/nhiem-vu", "list", VIEW, 8))
        .menu(entry("duties-table-title", "/nhiem-vu/bang", "filter", VIEW, 9))
        .menu(entry("sentup-matters", sent_up::matter::HOME, "alert", VIEW, 10))
        .menu(entry("sentup-extensions", sent_up::extension::HOME, "clock", MANAGE, 10))
        .menu(entry("duties-menu-ready", prepare::BOARDS, "check", VIEW, 45))
        .menu(entry("duties-menu-remind", remind::PAGE, "bell", MANAGE, 46))
        .personal_data(calendar::HELD)
        .personal_data(table::PERSONAL)
        .personal_data(prepare::HELD)
        .personal_data(remind::HELD)
        .job(remind::REMIND)
        .job(keep::FORGET)
        .reaction("agencies.group-confirmed", sync::group_confirmed)
        .reaction("plan.published", sync::plan_changed)
        .reaction("plan.duties", sync::plan_changed)
        // After the duties themselves: checklists follow them
        .reaction("plan.published", prepare::plan_changed)
        .reaction("plan.duties", prepare::plan_changed)
        .reaction("plan.stops", prepare::plan_changed)
        .reaction("duties.given", prepare::plan_changed)
        // A request for more time ends with its duty
        .reaction("plan.published", sent_up::duties_changed)
        .reaction("plan.duties", sent_up::duties_changed)
        .reaction("duties.given", sent_up::duties_changed)
        .start(|site| Box::pin(start(site)))
}

async fn start(site: Site) -> Result<()> {
    public::start(&site);
    prepare::start(&site).await
}

fn routes() -> Routes {
    let own = Routes::new().get("/nhiem-vu", Who::Can(VIEW), desk::show).get("/nhiem-vu/dong-thoi", Who::Can(VIEW), live::all);
    let own = own.merge(duty::routes()).merge(table::routes()).merge(views::routes());
    own.merge(sent_up::routes()).merge(prepare::routes()).merge(remind::routes())
}
