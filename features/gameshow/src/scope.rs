//! Phạm vi (scope): whose games a person may run. Those that the person made, in a campaign where the person still may run games, and all
//! games of a campaign for who acts in it for all agencies; an administrator runs all. Another's game reads like one that does not exist.
//! The rule itself is in the scope of the queries (`store::OWN`, `store::MINE`), never in a handler.
use crate::RUN;
use base::identity::ADMINISTRATOR;
use base::{Site, Viewer};
use uuid::Uuid;

/// Who asks, for the queries.
pub struct Scope {
    /// Account.
    pub account: Uuid,
    /// Usable roles that may run games: ",coordinator,officer,".
    pub roles: String,
}

impl Scope {
    /// The roles of this session that may run games; withheld ones are left out.
    pub fn of(site: &Site, viewer: &Viewer) -> Scope {
        let runs = |role: &str| role == ADMINISTRATOR || site.permissions_of(role).contains(&RUN);
        let mut roles: Vec<&str> = viewer.grants.iter().map(|g| g.role.as_str()).filter(|role| runs(role)).collect();
        roles.sort_unstable();
        roles.dedup();
        Scope { account: viewer.account, roles: format!(",{},", roles.join(",")) }
    }
}
