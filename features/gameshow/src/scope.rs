//! Phạm vi (scope): whose games a person may run. Those that the person made, in a campaign where the person still may run games, and all
//! games of a campaign for who acts in it for all agencies; an administrator runs all. The same for sessions of polls. Another's game reads like one that does not exist.
//! The rule itself is in the scope of the queries (`store::run_by`), never in a handler.
use crate::RUN;
use base::Viewer;
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
    pub fn of(viewer: &Viewer) -> Scope {
        Scope { account: viewer.account, roles: viewer.roles_with(RUN) }
    }
}
