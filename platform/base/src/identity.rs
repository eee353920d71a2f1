//! Danh tính: accounts and the roles they hold, as far as every request needs them. Pages about people live in `people`.
use crate::{Fetch, Result, args};
use uuid::Uuid;

/// May do everything on this server.
pub const ADMINISTRATOR: &str = "administrator";
/// The coordinating department of a campaign.
pub const COORDINATOR: &str = "coordinator";
/// An officer of one agency in a campaign.
pub const OFFICER: &str = "officer";
/// A leader: reads everything, decides on what is sent up.
pub const LEADER: &str = "leader";
/// Thủ trưởng đơn vị: the head of one agency; works like its officers, and hears of what they let run late.
pub const HEAD: &str = "head";
/// Văn phòng: the office of the People's Committee; reads duties, reports and papers of all agencies, changes nothing, and hears last of what runs late.
pub const OFFICE: &str = "office";

/// Roles for a whole campaign: an agency beside them says where the person works, and narrows nothing.
const WHOLE: [&str; 3] = [COORDINATOR, LEADER, OFFICE];

/// The same rule in SQL: whether a `role_grant` named `g` reaches what has an agency, named by its column.
#[macro_export]
macro_rules! grant_reaches {
    ($agency:literal) => {
        concat!("(g.agency is null or g.agency = ", $agency, " or g.role in ('coordinator', 'leader', 'office'))")
    };
}

const ACCOUNT: &str = "select id, email, name, title, phone, state, created_at, last_seen_at from account where id = $1";
const BY_EMAIL: &str = "select id, email, name, title, phone, state, created_at, last_seen_at from account
    where email = $1 and state <> 'erased'";
const GRANTS: &str = "select role, campaign, agency from role_grant where account = $1 and revoked_at is null";

/// Whether a role may be used only in sessions that a second factor opened.
pub fn demands_second_factor(role: &str) -> bool {
    role == ADMINISTRATOR || role == COORDINATOR
}

/// A person who can sign in.
#[derive(crate::FromRow, Clone, Debug)]
pub struct Account {
    /// Key.
    pub id: Uuid,
    /// Lower-cased address, unique among living accounts; empty for people who have none (they come in by link).
    pub email: String,
    /// Họ và tên, as written.
    pub name: String,
    /// Position, e.g. "Chuyên viên".
    pub title: String,
    /// Digits only, or empty.
    pub phone: String,
    /// `invited`, `active`, `locked` or `erased`.
    pub state: String,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds of the last request, rounded to ten minutes.
    pub last_seen_at: Option<i64>,
}

/// One role held, for one campaign or agency or (None) everywhere.
#[derive(crate::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Role key.
    pub role: String,
    /// Only in this campaign.
    pub campaign: Option<Uuid>,
    /// Only for this agency; for roles of a whole campaign the one where the person works.
    pub agency: Option<Uuid>,
}

impl Grant {
    /// Whether it reaches this agency.
    pub fn reaches(&self, agency: Uuid) -> bool {
        WHOLE.contains(&self.role.as_str()) || self.agency.is_none_or(|a| a == agency)
    }
}

/// The account with this key.
pub async fn account(db: &mut impl Fetch, id: Uuid) -> Result<Option<Account>> {
    db.maybe(ACCOUNT, args![id]).await
}

/// The living account with this address (compared in lower case).
pub async fn account_by_email(db: &mut impl Fetch, email: &str) -> Result<Option<Account>> {
    if email.trim().is_empty() {
        return Ok(None);
    }
    db.maybe(BY_EMAIL, args![email.trim().to_lowercase()]).await
}

/// The roles that an account holds now.
pub async fn grants(db: &mut impl Fetch, account: Uuid) -> Result<Vec<Grant>> {
    db.all(GRANTS, args![account]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_in_sql_names_the_same_roles() {
        let sql = grant_reaches!("p.agency");
        for role in [ADMINISTRATOR, COORDINATOR, OFFICER, LEADER, HEAD, OFFICE] {
            let grant = Grant { role: role.into(), campaign: None, agency: Some(Uuid::from_u128(1)) };
            assert_eq!(grant.reaches(Uuid::from_u128(2)), sql.contains(&format!("'{role}'")), "{role}");
        }
    }
}
