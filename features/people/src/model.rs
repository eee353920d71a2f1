//! Người (person): what is asked of a name, an address, a telephone number; who may give which role. Pure.
use base::Viewer;
use base::identity::{ADMINISTRATOR, COORDINATOR, Grant, HEAD, LEADER, OFFICE, OFFICER};
use vietnamese::phone::Phone;

/// What an account says of a person, checked and in its stored form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Họ và tên.
    pub name: String,
    /// Chức vụ.
    pub title: String,
    /// Lower case; may be empty.
    pub email: String,
    /// National digits; may be empty.
    pub phone: String,
}

impl Person {
    /// Reads typed words; each complaint is `(field, catalogue key or sentence)`. Fields: `ten chuc-vu email dien-thoai`.
    pub fn read(name: &str, title: &str, email: &str, phone: &str) -> (Person, Vec<(&'static str, String)>) {
        let mut wrong = Vec::new();
        let name = vietnamese::normalize_line(name);
        if name.is_empty() {
            wrong.push(("ten", "people-name-missing".to_owned()));
        } else if name.chars().count() > 120 || !name.chars().any(char::is_alphabetic) {
            wrong.push(("ten", "people-name-odd".to_owned()));
        }
        let title = vietnamese::normalize_line(title);
        if title.chars().count() > 200 {
            wrong.push(("chuc-vu", "people-title-long".to_owned()));
        }
        let email = vietnamese::normalize_line(email).to_lowercase();
        if !email.is_empty() && !is_address(&email) {
            wrong.push(("email", "people-email-odd".to_owned()));
        }
        let mut national = String::new();
        if !phone.trim().is_empty() {
            match Phone::parse(phone) {
                Ok(read) => national = read.national().to_owned(),
                Err(error) => wrong.push(("dien-thoai", error.to_string())),
            }
        }
        (Person { name, title, email, phone: national }, wrong)
    }
}

/// Whether this looks like a mailbox: one @, no spaces, a dot in the domain.
pub fn is_address(email: &str) -> bool {
    let Some((user, domain)) = email.split_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>(),;:\\\"[]".contains(c);
    !user.is_empty()
        && email.len() <= 254
        && user.chars().all(plain)
        && domain.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
        && domain.split('.').count() >= 2
        && domain.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'))
}

/// What a person signs in with, in its stored form: the e-mail address, or for people without one the telephone number.
pub fn login_key(typed: &str) -> String {
    let typed = vietnamese::normalize_line(typed).to_lowercase();
    match Phone::parse(&typed) {
        Ok(phone) if !typed.contains('@') => phone.national().to_owned(),
        _ => typed,
    }
}

/// Whether this person may give or take this role: administrators all, coordinators officers, heads, leaders
/// and the office, of the campaigns that they coordinate.
pub fn may_give(viewer: &Viewer, grant: &Grant) -> bool {
    gives(&viewer.grants, grant)
}

/// Roles that a coordinator gives within the own campaign.
pub const COORDINATOR_GIVES: [&str; 4] = [OFFICER, HEAD, LEADER, OFFICE];

/// Whether somebody who holds `held` may give this role.
pub fn gives(held: &[Grant], grant: &Grant) -> bool {
    if held.iter().any(|own| own.role == ADMINISTRATOR) {
        return true;
    }
    COORDINATOR_GIVES.contains(&grant.role.as_str())
        && held.iter().any(|own| own.role == COORDINATOR && (own.campaign.is_none() || (grant.campaign.is_some() && own.campaign == grant.campaign)))
}

/// Whether this person may act on an account with these roles (new link, revocation): only if all of them are theirs to give.
pub fn may_handle(viewer: &Viewer, grants: &[Grant]) -> bool {
    viewer.is_administrator() || (!grants.is_empty() && grants.iter().all(|g| may_give(viewer, g)))
}

/// What is wrong with the shape of a grant, as `(field, catalogue key)`: an administrator holds the whole server, an
/// officer or head belongs to an agency.
pub fn grant_fault(grant: &Grant, known_roles: &[&str], agencies_known: bool) -> Option<(&'static str, &'static str)> {
    if !known_roles.contains(&grant.role.as_str()) {
        return Some(("vai-tro", "people-role-missing"));
    }
    if grant.role == ADMINISTRATOR && (grant.campaign.is_some() || grant.agency.is_some()) {
        return Some(("vai-tro", "people-role-administrator-everywhere"));
    }
    let of_agency = grant.role == OFFICER || grant.role == HEAD;
    (of_agency && grant.agency.is_none() && agencies_known).then_some(("co-quan", "people-role-officer-agency"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_read_as_people_write() {
        let (person, wrong) = Person::read("  Võ  Tấn Đức ", "Phó Giám đốc", " Duc.Vo@CoQuan.Example ", "+84 912 345 678");
        assert!(wrong.is_empty());
        assert_eq!((person.name.as_str(), person.email.as_str(), person.phone.as_str()), ("Võ Tấn Đức", "duc.vo@coquan.example", "0912345678"));
        let (_, wrong) = Person::read("", "", "a@b", "12");
        assert_eq!(wrong.iter().map(|(f, _)| *f).collect::<Vec<_>>(), ["ten", "email", "dien-thoai"]);
        assert!(Person::read("Y Moan", "", "", "").1.is_empty(), "people without e-mail and telephone exist");
    }

    #[test]
    fn addresses() {
        for good in ["a@b.vn", "ten.ho+x@so.tinh.gov.vn", "đức@tỉnh.vn"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["a", "a@b", "a b@c.vn", "a@b@c.vn", "@c.vn", "a@.vn", "<a@b.vn>", "a@b.vn\r\nBcc:c@d.vn"] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn shapes_of_grants() {
        let grant = |role: &str, agency| Grant { role: role.into(), campaign: None, agency };
        let roles = [ADMINISTRATOR, OFFICER, HEAD, OFFICE];
        assert!(grant_fault(&grant("king", None), &roles, true).is_some());
        assert!(grant_fault(&grant(OFFICER, None), &roles, true).is_some());
        assert!(grant_fault(&grant(OFFICER, None), &roles, false).is_none());
        assert!(grant_fault(&grant(HEAD, None), &roles, true).is_some());
        assert!(grant_fault(&grant(OFFICE, None), &roles, true).is_none());
        assert!(grant_fault(&grant(ADMINISTRATOR, Some(uuid::Uuid::nil())), &roles, true).is_some());
    }
}
