//! Chỗ điền (blanks): `{{ten_chien_dich}}` in templates and papers stands for a fact. A name that nobody knows is an error with
//! that name; a fact that is not known yet stays an open blank, never a guess.
use crate::facts::Campaign;
use std::collections::BTreeMap;

/// Printed where a fact is not known.
pub const OPEN: &str = "……………";

/// The name of whom a paper goes to: known when it is begun for one, later when it becomes a letter to each agency.
pub const RECIPIENT: &str = "noi_nhan";

/// All names with the catalogue key that explains them, in the order of the help.
pub const NAMES: &[(&str, &str)] = &[
    ("ten_chien_dich", "papers-blank-campaign"),
    ("nam", "papers-blank-year"),
    ("dia_phuong", "papers-blank-place"),
    ("chu_de", "papers-blank-theme"),
    ("thoi_gian", "papers-blank-period"),
    ("ke_hoach", "papers-blank-plan"),
    ("co_quan_ban_hanh_ke_hoach", "papers-blank-plan-issuer"),
    ("ten_co_quan", "papers-blank-agency"),
    ("co_quan_cap_tren", "papers-blank-parent"),
    ("thu_truong", "papers-blank-chief"),
    ("noi_nhan", "papers-blank-recipient"),
    ("hom_nay", "papers-blank-today"),
];

/// Facts by name.
pub type Values = BTreeMap<&'static str, String>;

/// The facts of a campaign, an issuing agency with its parent and its head's office, and a day in words.
pub fn values(campaign: Option<&Campaign>, agency: &str, parent: &str, chief: &str, today: &str) -> Values {
    let own = [("ten_co_quan", agency), ("co_quan_cap_tren", parent), ("thu_truong", chief), ("hom_nay", today)];
    let mut values: Values = own.into_iter().map(|(name, fact)| (name, fact.to_owned())).collect();
    if let Some(c) = campaign {
        for (name, fact) in [
            ("ten_chien_dich", &c.name), ("nam", &c.year), ("dia_phuong", &c.place), ("chu_de", &c.theme),
            ("thoi_gian", &c.period), ("ke_hoach", &c.plan), ("co_quan_ban_hanh_ke_hoach", &c.issuer),
        ] {
            values.insert(name, fact.clone());
        }
    }
    values
}

/// Names in a text that are no blanks of ours, in their order.
pub fn unknown(text: &str) -> Vec<String> {
    let mut found: Vec<String> = names(text).into_iter().filter(|name| !NAMES.iter().any(|(known, _)| known == name)).map(str::to_owned).collect();
    found.dedup();
    found
}

/// Whether a text has a blank of this name.
pub fn asks(text: &str, name: &str) -> bool {
    names(text).contains(&name)
}

/// Turns our own blanks that no fact has filled into open ones. The recipient stays, for letters to each agency, and so does a name that
/// nobody knows, to be told as a fault.
pub fn open(text: &str) -> String {
    let ours: Values = NAMES.iter().filter(|(name, _)| *name != RECIPIENT).map(|(name, _)| (*name, OPEN.to_owned())).collect();
    fill(text, &ours, true)
}

/// Puts known facts in. What is not among them stays as it is when `keep`, else becomes an open blank.
pub fn fill(text: &str, values: &Values, keep: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next(rest) {
        out.push_str(before);
        match values.get(name).filter(|fact| !fact.trim().is_empty()) {
            Some(fact) => out.push_str(fact),
            None if keep => out.push_str(&format!("{{{{{name}}}}}")),
            None => out.push_str(OPEN),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn names(text: &str) -> Vec<&str> {
    let (mut all, mut rest) = (Vec::new(), text);
    while let Some((_, name, after)) = next(rest) {
        all.push(name);
        rest = after;
    }
    all
}

/// Text before the next blank, its name, and what follows.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find("{{")?;
    let end = text[start + 2..].find("}}")? + start + 2;
    Some((&text[..start], text[start + 2..end].trim(), &text[end + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_facts_are_put_in_and_others_stay_open() {
        let values = values(Some(&Campaign { name: "Ngày hội".into(), ..Campaign::default() }), "Sở A", "", "", "ngày 1");
        assert_eq!(fill("{{ten_co_quan}} mời dự {{ ten_chien_dich }} tại {{dia_phuong}}.", &values, false), format!("Sở A mời dự Ngày hội tại {OPEN}."));
        assert_eq!(fill("Gửi {{noi_nhan}}", &values, true), "Gửi {{noi_nhan}}");
        assert_eq!(fill("{{ không đóng", &values, false), "{{ không đóng");
        assert_eq!(unknown("{{ten_co_quan}} {{ten_sep}} {{}}"), ["ten_sep", ""]);
    }

    #[test]
    fn what_no_fact_fills_becomes_dots_but_the_recipient_waits() {
        assert_eq!(open("Thực hiện {{ke_hoach}}, đề nghị {{ noi_nhan }} và {{ten_sep}}"), format!("Thực hiện {OPEN}, đề nghị {{{{noi_nhan}}}} và {{{{ten_sep}}}}"));
        assert!(asks("Gửi {{ noi_nhan }}", RECIPIENT) && !asks("Gửi noi_nhan", RECIPIENT));
    }

    #[test]
    fn facts_are_never_filled_again() {
        let values = Values::from([("chu_de", "{{nam}}".to_owned()), ("nam", "2026".to_owned())]);
        assert_eq!(fill("{{chu_de}}", &values, false), "{{nam}}");
    }
}
