//! Chọn vai trò: the choices of role, campaign and agency that a person may give, and the reading of what was chosen.
use crate::directory::{Directory, Names};
use crate::model::{COORDINATOR_GIVES, grant_fault, may_give};
use base::identity::{COORDINATOR, Grant};
use base::{Error, Result, Viewer};
use ui::{Choice, Form, Frame};
use uuid::Uuid;

/// What a person may choose from.
pub(crate) struct Choices {
    /// Roles.
    pub roles: Vec<Choice>,
    /// Campaigns, with "all" first where allowed.
    pub campaigns: Vec<Choice>,
    /// Agencies, with "none" first.
    pub agencies: Vec<Choice>,
}

impl Choices {
    /// The choices of the person who asks.
    pub(crate) fn of(frame: &Frame, viewer: &Viewer, names: &Names) -> Choices {
        let all = viewer.is_administrator();
        let given = Directory::of(&frame.site);
        let roles = given.roles().iter().filter(|r| all || COORDINATOR_GIVES.contains(r));
        let mut roles: Vec<Choice> =
            roles.map(|r| Choice::new(*r, frame.t(&format!("base-role-{r}"))).hint(frame.t(&format!("people-role-{r}-hint")))).collect();
        for role in &mut roles {
            if role.hint.starts_with("people-role-") {
                role.hint.clear();
            }
        }
        let everywhere = all || viewer.grants.iter().any(|g| g.role == COORDINATOR && g.campaign.is_none());
        let mut campaigns = Vec::new();
        if everywhere {
            campaigns.push(Choice::new("", frame.t("people-all-campaigns")));
        }
        let mine = |id: Uuid| everywhere || viewer.grants.iter().any(|g| g.role == COORDINATOR && g.campaign == Some(id));
        campaigns.extend(names.campaigns.iter().filter(|c| mine(c.id)).map(|c| Choice::new(c.id.to_string(), c.label.clone())));
        let mut agencies = vec![Choice::new("", frame.t("people-no-agency"))];
        agencies.extend(names.agencies.iter().map(|a| Choice::new(a.id.to_string(), a.label.clone())));
        Choices { roles, campaigns, agencies }
    }
}

fn id_of(typed: &str) -> Result<Option<Uuid>> {
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| Error::NotFound) }
}

/// Reads `vai-tro`, `chien-dich` and `co-quan`; complaints go to the form. A role, campaign or agency that this person
/// may not give, or that does not exist, ends the request: only a forged form can name it.
pub(crate) fn read_grant(frame: &Frame, viewer: &Viewer, names: &Names, form: &mut Form) -> Result<Grant> {
    let grant = Grant {
        role: form.value("vai-tro").to_owned(),
        campaign: id_of(form.value("chien-dich"))?,
        agency: id_of(form.value("co-quan"))?,
    };
    check_grant(viewer, names, &grant)?;
    if let Some((field, key)) = fault(frame, names, &grant) {
        form.fail(field, frame.t(key));
    }
    Ok(grant)
}

/// The complaint about the shape of a grant.
pub(crate) fn fault(frame: &Frame, names: &Names, grant: &Grant) -> Option<(&'static str, &'static str)> {
    grant_fault(grant, Directory::of(&frame.site).roles(), !names.agencies.is_empty())
}

/// Refuses what is not this person's to give.
pub(crate) fn check_grant(viewer: &Viewer, names: &Names, grant: &Grant) -> Result<()> {
    let known = |list: &[crate::directory::Labelled], id: Option<Uuid>| id.is_none_or(|id| list.iter().any(|l| l.id == id));
    if !grant.role.is_empty() && !may_give(viewer, grant) {
        return Err(Error::Forbidden);
    }
    if !known(&names.campaigns, grant.campaign) || !known(&names.agencies, grant.agency) {
        return Err(Error::NotFound);
    }
    Ok(())
}
