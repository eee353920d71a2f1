//! SQL of the table: duties by key, saved filters, acts on many.
use crate::scope::Scope;
use crate::store::{Duty, duty_columns, seen};
use base::{Arg, Error, Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    // Fifty keys, padded with the empty one
    OF_KEYS = concat!("select ", duty_columns!(), " from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where ", seen!(), " and d.id in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
        $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50,
        $51)");
    VIEWS = "select v.id, v.account, v.name, v.query, v.shared from duty_view v where v.campaign = $1 and (v.account = $2 or (v.shared = $3 and $4 = 1))
        order by v.name, v.id";
    VIEW_INSERT = "insert into duty_view (id, campaign, account, name, query, shared, created_at) values ($1, $2, $3, $4, $5, $6, $7)";
    VIEW_DELETE = "delete from duty_view where id = $1 and account = $2";
    VIEW_SHARE = "update duty_view set shared = $3 where id = $1 and account = $2 and campaign = $4";
    VIEWS_OF = "select id, account, name, query, shared from duty_view where account = $1 order by created_at";
    VIEWS_ERASE = "delete from duty_view where account = $1";
    BULKS_OF = "select at, items, undone_at from duty_bulk where account = $1 order by at";
    BULKS_ERASE = "delete from duty_bulk where account = $1";
    BULK_INSERT = "insert into duty_bulk (id, campaign, account, at, items) values ($1, $2, $3, $4, $5)";
    BULK = "select campaign, account, items, undone_at from duty_bulk where id = $1";
    BULK_KNOWN = "select count(*) from duty_bulk where id = $1";
    BULK_UNDONE = "update duty_bulk set undone_at = $2 where id = $1 and undone_at is null";
    OFFICER = "update duty set officer = $3, revision = revision + 1 where id = $1 and revision = $2";
}

/// Keys that one statement takes.
const AT_ONCE: usize = 50;

/// A saved filter.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct View {
    /// Key.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// Name.
    pub name: String,
    /// Address after `?`.
    pub query: String,
    /// Whether the department sees it.
    pub shared: bool,
}

/// Duties with these keys, as far as the scope sees them, in the order of the keys: one statement for each fifty.
pub(crate) async fn of_keys(db: &mut impl Fetch, scope: &Scope, keys: &[Uuid]) -> Result<Vec<Duty>> {
    let mut found: Vec<Duty> = Vec::with_capacity(keys.len());
    for some in keys.chunks(AT_ONCE) {
        let padding = std::iter::repeat_n(Uuid::nil(), AT_ONCE - some.len());
        let values = args![&scope.agencies].into_iter().chain(some.iter().copied().chain(padding).map(Arg::from)).collect();
        found.append(&mut db.all(OF_KEYS, values).await?);
    }
    let place: std::collections::HashMap<Uuid, usize> = keys.iter().enumerate().map(|(n, k)| (*k, n)).collect();
    found.sort_by_key(|d| place.get(&d.id).copied());
    found.retain(|d| scope.campaign.is_none_or(|c| c == d.campaign));
    Ok(found)
}

/// The filters that a person kept, and for the department those that others share. [1]
pub(crate) async fn views(db: &mut impl Fetch, campaign: Uuid, account: Uuid, department: bool) -> Result<Vec<View>> {
    db.all(VIEWS, args![campaign, account, true, i64::from(department)]).await
}

/// Sets who follows a duty, if nobody changed it since it was read.
///
/// # Errors
/// [`Error::Conflict`] when another officer was first.
pub(crate) async fn set_officer(tx: &mut Tx, duty: &Duty, officer: Option<Uuid>) -> Result<()> {
    if tx.exec(OFFICER, args![duty.id, duty.revision, officer]).await? == 0 { Err(Error::Conflict("duties-conflict".into())) } else { Ok(()) }
}
