//! Người giữ vai trò (holders): accounts with their roles for agencies in a campaign: who can be made responsible, who is reminded.
use base::{Fetch, Result, args};
use uuid::Uuid;

base::queries! {
    HOLDERS = "select a.id, a.name, a.email, g.role, g.agency from role_grant g join account a on a.id = g.account
        where g.revoked_at is null and a.state in ('active', 'invited') and (g.campaign is null or g.campaign = $1)
        and g.role in ('officer', 'head', 'coordinator', 'office') order by a.name, a.id, g.role";
}

/// An account in a role.
#[derive(sqlx::FromRow, Clone, Debug)]
pub struct Holder {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Address; may be empty.
    pub email: String,
    /// Role.
    pub role: String,
    /// Agency that it is held for.
    pub agency: Option<Uuid>,
}

/// Everybody who works for the campaign. [1]
pub async fn of_campaign(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Holder>> {
    db.all(HOLDERS, args![campaign]).await
}

/// Officers and head of an agency, each once.
pub fn of_agency(all: &[Holder], agency: Uuid) -> Vec<&Holder> {
    let mut found: Vec<&Holder> = all.iter().filter(|h| h.agency == Some(agency) && matches!(h.role.as_str(), "officer" | "head")).collect();
    found.dedup_by_key(|h| h.id);
    found
}
