//! Danh sách tài khoản và vai trò: all accounts for administrators; roles for those who may give them, each only as far
//! as their own reach.
use crate::directory::Names;
use crate::invite::{Choices, grant_words, read_grant};
use crate::model::may_give;
use crate::sign_in::Pairs;
use crate::{show as shown, store};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::identity::{Account, Grant};
use base::{Error, Fetch, Result, Viewer, args, identity};
use std::collections::HashMap;
use ui::{Choice, Form, Frame, Page, Pager, Tone};
use uuid::Uuid;

base::queries! {
    ACCOUNTS = "select id, email, name, title, phone, state, created_at, last_seen_at from account where state <> 'erased'";
    GRANTS = "select id, account, role, campaign, agency, granted_at from role_grant where revoked_at is null order by granted_at, id";
    GRANT = "select id, account, role, campaign, agency, granted_at from role_grant where id = $1 and revoked_at is null";
}

const PER_PAGE: u32 = 50;

/// A role held, with its key.
#[derive(base::FromRow, Clone, Debug)]
pub(super) struct Held {
    pub id: Uuid,
    pub account: Uuid,
    pub role: String,
    pub campaign: Option<Uuid>,
    pub agency: Option<Uuid>,
    pub granted_at: i64,
}

impl Held {
    pub(super) fn grant(&self) -> Grant {
        Grant { role: self.role.clone(), campaign: self.campaign, agency: self.agency }
    }
}

struct Row {
    id: Uuid,
    name: String,
    title: String,
    contact: String,
    roles: String,
    seen: String,
    tone: Tone,
    state: String,
}

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct AccountsPage {
    page: Page,
    form: Form,
    rows: Vec<Row>,
    states: Vec<Choice>,
    roles: Vec<Choice>,
    pager: Pager,
}

#[derive(serde::Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Filter {
    q: String,
    #[serde(rename = "vai-tro")]
    role: String,
    #[serde(rename = "trang-thai")]
    state: String,
    trang: Option<u32>,
}

/// Chip of an account's state.
pub(super) fn tone_of(state: &str) -> Tone {
    match state {
        "active" => Tone::Ok,
        "invited" => Tone::Go,
        "locked" => Tone::Warn,
        _ => Tone::Plain,
    }
}

pub(super) async fn show(frame: Frame, viewer: Viewer, Query(filter): Query<Filter>) -> Result<Response> {
    let site = &frame.site;
    let names = Names::load(site).await?;
    let mut db = site.db.reader();
    let mut accounts: Vec<Account> = db.all(ACCOUNTS, args![]).await?;
    let mut held: HashMap<Uuid, Vec<Held>> = HashMap::new();
    for grant in db.all::<Held>(GRANTS, args![]).await? {
        held.entry(grant.account).or_default().push(grant);
    }
    let fits = |a: &Account| {
        let text = format!("{} {} {} {}", a.name, a.title, a.email, a.phone);
        (filter.q.trim().is_empty() || vietnamese::contains_folded(&text, &filter.q) || text.contains(filter.q.trim()))
            && (filter.state.is_empty() || a.state == filter.state)
            && (filter.role.is_empty() || held.get(&a.id).is_some_and(|g| g.iter().any(|g| g.role == filter.role)))
    };
    accounts.retain(fits);
    accounts.sort_by_cached_key(|a| vietnamese::collate::person_key(&a.name));
    let query = format!("/quan-tri/tai-khoan?q={}&vai-tro={}&trang-thai={}", ui::page::encode(&filter.q), ui::page::encode(&filter.role), ui::page::encode(&filter.state));
    let pager = Pager::new(filter.trang.unwrap_or(1), PER_PAGE, accounts.len() as u64, &query);
    let none = Vec::new();
    let row = |a: &Account| Row {
        id: a.id,
        name: a.name.clone(),
        title: a.title.clone(),
        contact: if a.email.is_empty() { a.phone.clone() } else { a.email.clone() },
        roles: held.get(&a.id).unwrap_or(&none).iter().map(|g| grant_words(&frame, &names, &g.grant())).collect::<Vec<_>>().join("; "),
        seen: a.last_seen_at.map_or_else(|| frame.t("people-never"), shown::day),
        tone: tone_of(&a.state),
        state: frame.t(&format!("people-state-{}", a.state)),
    };
    let rows = accounts.iter().skip((pager.page as usize - 1) * PER_PAGE as usize).take(PER_PAGE as usize).map(row).collect();
    let any = |key: &str| Choice::new("", frame.t(key));
    let mut states = vec![any("people-any-state")];
    states.extend(["active", "invited", "locked"].map(|s| Choice::new(s, frame.t(&format!("people-state-{s}")))));
    let mut roles = vec![any("people-any-role")];
    roles.extend(Choices::of(&frame, &viewer, &names).roles);
    let form = Form::new().with("q", filter.q).with("vai-tro", filter.role).with("trang-thai", filter.state);
    let page = frame.page(frame.t("people-accounts")).noindex().active("/quan-tri/tai-khoan");
    Ok(ui::html(&AccountsPage { page, form, rows, states, roles, pager }))
}

pub(super) struct GrantRow {
    pub id: Uuid,
    pub person: String,
    pub account: Uuid,
    pub words: String,
    pub since: String,
}

#[derive(Template)]
#[template(path = "admin/roles.html")]
struct RolesPage {
    page: Page,
    form: Form,
    rows: Vec<GrantRow>,
    choices: Choices,
    is_administrator: bool,
}

async fn page(frame: &Frame, viewer: &Viewer, names: &Names, form: Form) -> Result<RolesPage> {
    let mut db = frame.site.db.reader();
    let accounts: Vec<Account> = db.all(ACCOUNTS, args![]).await?;
    let people: HashMap<Uuid, &Account> = accounts.iter().map(|a| (a.id, a)).collect();
    let held: Vec<Held> = db.all(GRANTS, args![]).await?;
    let mut rows: Vec<GrantRow> = held
        .iter()
        .filter(|g| may_give(viewer, &g.grant()))
        .filter_map(|g| {
            let person = people.get(&g.account)?;
            let name = if person.email.is_empty() { person.name.clone() } else { format!("{} ({})", person.name, person.email) };
            Some(GrantRow { id: g.id, person: name, account: g.account, words: grant_words(frame, names, &g.grant()), since: shown::day(g.granted_at) })
        })
        .collect();
    rows.sort_by_cached_key(|r| vietnamese::collate::sort_key(&format!("{} {}", r.words, r.person)));
    let page = frame.page(frame.t("people-roles")).noindex().active("/quan-tri/vai-tro");
    Ok(RolesPage { page, form, rows, choices: Choices::of(frame, viewer, names), is_administrator: viewer.is_administrator() })
}

pub(super) async fn roles(frame: Frame, viewer: Viewer, Query(asked): Query<HashMap<String, String>>) -> Result<Response> {
    let names = Names::load(&frame.site).await?;
    let form = Form::new().with("vai-tro", "officer").with("nguoi", asked.get("nguoi").cloned().unwrap_or_default());
    Ok(ui::html(&page(&frame, &viewer, &names, form).await?))
}

pub(super) async fn grant(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let names = Names::load(&frame.site).await?;
    let mut form = Form::from_pairs(pairs);
    let grant = read_grant(&frame, &viewer, &names, &mut form)?;
    let login = crate::model::login_key(form.value("nguoi"));
    let mut tx = frame.site.db.write().await?;
    let found = store::account_by_login(&mut tx, &login).await?;
    let found = if found.is_none() && login.contains('@') { identity::account_by_email(&mut tx, &login).await? } else { found };
    if found.is_none() {
        form.fail("nguoi", frame.t("people-person-unknown"));
    }
    let (true, Some(account)) = (form.ok(), found) else {
        drop(tx);
        return Ok(ui::unprocessable(&page(&frame, &viewer, &names, form).await?));
    };
    if identity::grants(&mut tx, account.id).await?.contains(&grant) {
        drop(tx);
        form.fail("nguoi", frame.t("people-role-held"));
        return Ok(ui::unprocessable(&page(&frame, &viewer, &names, form).await?));
    }
    store::grant(&mut tx, &viewer.actor(), account.id, &grant).await?;
    tx.commit().await?;
    Ok(ui::done("/quan-tri/vai-tro", &frame.t1("people-role-given", "name", account.name)))
}

pub(super) async fn revoke(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    tx.lock("administrators").await?;
    let held: Held = tx.maybe(GRANT, args![id]).await?.filter(|g: &Held| may_give(&viewer, &g.grant())).ok_or(Error::NotFound)?;
    if held.role == identity::ADMINISTRATOR && store::is_last_administrator(&mut tx, held.account).await? {
        return Err(Error::Conflict("people-last-administrator".into()));
    }
    let actor = viewer.actor();
    tx.exec(store::GRANT_REVOKE, args![id, actor.at]).await?;
    let detail = serde_json::json!({ "role": held.role, "agency": held.agency, "account": held.account });
    tx.audit(&actor, "role.revoke", "role_grant", id, held.campaign, detail).await?;
    tx.commit().await?;
    Ok(ui::done("/quan-tri/vai-tro", &frame.t("people-role-taken")))
}
