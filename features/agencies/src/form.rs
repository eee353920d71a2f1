//! Biểu mẫu cơ quan (form): reads what a person typed about an agency and says what to correct. Touches no database.
use crate::directory::{Agency, Directory};
use crate::model::{Kind, Span, is_group_name};
use crate::store::{Details, Fields};
use crate::matching;
use jiff::civil::Date;
use ui::{Choice, Form, Frame};
use uuid::Uuid;

/// What a sent form holds: pairs as browsers send them.
pub(crate) type Sent = axum::Form<Vec<(String, String)>>;

/// A filled form, read.
pub(crate) struct Entered {
    pub name: String,
    pub aliases: Vec<String>,
    pub fields: Fields,
}

/// A plausible address: one @ between two parts without spaces.
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(a, b)| {
        !a.is_empty() && b.contains('.') && !b.starts_with('.') && !b.ends_with('.') && !b.contains('@') && !text.contains(char::is_whitespace)
    })
}

/// A name typed into field `field`; errors go into the form.
pub(crate) fn name(frame: &Frame, form: &mut Form, field: &str) -> String {
    let name = vietnamese::normalize_line(form.value(field));
    if matching::key(&name).is_empty() {
        form.fail(field, frame.t("agencies-name-empty"));
    } else if name.chars().count() > 300 || name.contains(';') {
        form.fail(field, frame.t("agencies-name-long"));
    }
    name
}

/// A day typed into field `field`: `None` when empty or wrong (then the form says so).
pub(crate) fn day(form: &mut Form, field: &str) -> Option<Date> {
    let typed = form.value(field).to_owned();
    if typed.trim().is_empty() {
        return None;
    }
    vietnamese::dates::parse_date(&typed).map_err(|error| form.fail(field, error.to_string())).ok()
}

/// Agencies named one a line in field `field`, as papers of day `on` name them.
pub(crate) fn agencies(frame: &Frame, form: &mut Form, field: &str, directory: &Directory, on: Date) -> Vec<Uuid> {
    let typed: Vec<String> = form.value(field).lines().map(vietnamese::normalize_line).filter(|l| !l.is_empty()).collect();
    let mut ids: Vec<Uuid> = Vec::new();
    for line in typed.iter().take(1_000) {
        match directory.find(line, on) {
            Some(id) if ids.contains(&id) => {}
            Some(id) => ids.push(id),
            None => form.fail(field, frame.t2("agencies-not-found-on", "name", line, "day", vietnamese::dates::short(on))),
        }
    }
    ids
}

/// Reads the whole form of an agency. Check `form.ok()` before using the answer.
pub(crate) fn read(frame: &Frame, form: &mut Form, directory: &Directory) -> Entered {
    let name = name(frame, form, "ten");
    let kind = match form.value("loai") {
        "" => Kind::of_name(&name),
        code => Kind::from_code(code).unwrap_or_else(|| {
            form.fail("loai", frame.t("agencies-kind-unknown"));
            Kind::Other
        }),
    };
    let from = day(form, "tu-ngay");
    let parent = match form.value("cap-tren") {
        "" => None,
        id => id.parse::<Uuid>().ok().filter(|id| directory.get(*id).is_some_and(|a| a.merged_into.is_none())).or_else(|| {
            form.fail("cap-tren", frame.t("agencies-parent-unknown"));
            None
        }),
    };
    let text = |field: &str| vietnamese::normalize_line(form.value(field));
    let (phone, email, address) = (text("dien-thoai"), text("email").to_lowercase(), text("dia-chi"));
    let note = vietnamese::normalize(form.value("ghi-chu")).trim().to_owned();
    let aliases: Vec<String> = form.value("ten-khac").lines().map(vietnamese::normalize_line).filter(|l| !l.is_empty()).collect();
    let is_group = if form.value("lan").is_empty() && form.value("la-nhom").is_empty() { is_group_name(&name) } else { form.has("la-nhom", "1") };
    if !phone.is_empty() && !phone.chars().any(|c| c.is_ascii_digit()) {
        form.fail("dien-thoai", frame.t("agencies-phone-wrong"));
    }
    if !email.is_empty() && !is_email(&email) {
        form.fail("email", frame.t("agencies-email-wrong"));
    }
    for (field, text, most) in [("dien-thoai", &phone, 120), ("email", &email, 120), ("dia-chi", &address, 300), ("ghi-chu", &note, 2_000)] {
        if text.chars().count() > most {
            form.fail(field, frame.t1("agencies-too-long", "most", most));
        }
    }
    let bad = aliases.iter().any(|a| matching::key(a).is_empty() || a.chars().count() > 300 || a.contains(';'));
    if bad || aliases.len() > 50 {
        form.fail("ten-khac", frame.t("agencies-aliases-wrong"));
    }
    let mut kept: Vec<String> = Vec::new();
    for alias in aliases {
        if alias != name && !kept.contains(&alias) {
            kept.push(alias);
        }
    }
    let span = Span { from, to: None };
    Entered { name, aliases: kept, fields: Fields { kind: kind.code().into(), is_group, parent, span, phone, email, address, note } }
}

/// The form as an agency fills it.
pub(crate) fn filled(agency: &Agency, details: &Details) -> Form {
    let aliases = agency.names.iter().filter(|n| n.is_alias && n.span == Span::default()).map(|n| n.name.clone());
    Form::new()
        .with("lan", details.revision.to_string())
        .with("ten", agency.latest_name().map(|n| n.name.clone()).unwrap_or_default())
        .with("loai", agency.kind.code())
        .with("la-nhom", if agency.is_group { "1" } else { "" })
        .with("ten-khac", aliases.collect::<Vec<_>>().join("\n"))
        .with("cap-tren", agency.parent.map(|p| p.to_string()).unwrap_or_default())
        .with("tu-ngay", agency.span.from.map(vietnamese::dates::short).unwrap_or_default())
        .with("dien-thoai", &details.phone)
        .with("email", &details.email)
        .with("dia-chi", &details.address)
        .with("ghi-chu", &details.note)
}

/// The kinds to choose from.
pub(crate) fn kinds(frame: &Frame) -> Vec<Choice> {
    let kinds = Kind::ALL.into_iter().map(|k| Choice::new(k.code(), frame.t(k.key())));
    std::iter::once(Choice::new("", frame.t("agencies-kind-by-name"))).chain(kinds).collect()
}

/// The agencies of a day to choose from, without `but`.
pub(crate) fn choices(frame: &Frame, directory: &Directory, on: Date, but: Option<Uuid>) -> Vec<Choice> {
    let list = directory.list(on).into_iter().filter(|a| Some(a.id) != but && !a.is_group);
    let none = Choice::new("", frame.t("agencies-none"));
    std::iter::once(none).chain(list.map(|a| Choice::new(a.id.to_string(), a.name))).collect()
}

/// The revision that the form was made from.
pub(crate) fn revision(form: &Form) -> i64 {
    form.value("lan").parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses() {
        for (text, fine) in [("a@b.vn", true), ("a b@c.vn", false), ("a@b", false), ("@b.vn", false), ("a@b@c.vn", false), ("", false)] {
            assert_eq!(super::is_email(text), fine, "{text}");
        }
    }
}
