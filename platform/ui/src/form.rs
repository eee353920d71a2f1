//! [`Form`]: what a person typed, and what is wrong with it (biểu mẫu). A refused form is shown again with both, so
//! nothing typed is lost.

use std::collections::BTreeMap;

/// Values and errors of one form. Field macros read it by field name.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<(String, String)>,
    csrf: String,
    within: &'static str,
}

impl Form {
    /// An empty form.
    pub fn new() -> Self {
        Self::default()
    }
    /// From name and value pairs as a browser sends them; a name may come more than once.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut form = Self::new();
        for (name, value) in pairs {
            form.values.entry(name.into()).or_default().push(value.into());
        }
        form
    }
    /// Sets the only value of a field (prefilled answer).
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), vec![value.into()]);
        self
    }
    /// Adds one more value of a field (checkboxes).
    #[must_use]
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.entry(name.to_owned()).or_default().push(value.into());
        self
    }
    /// Makes the ids of its fields differ from those of another form of the same page: `within-name`. Names stay.
    #[must_use]
    pub fn within(mut self, word: &'static str) -> Self {
        self.within = word;
        self
    }
    /// Id of a field in the page.
    pub fn id(&self, name: &str) -> String {
        if self.within.is_empty() { name.to_owned() } else { format!("{}-{name}", self.within) }
    }
    /// Hands in the token that [`Form::token`] shows; only needed where a form must carry one.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.csrf = token.into();
        self
    }
    /// The token; empty when there is none.
    pub fn token(&self) -> &str {
        &self.csrf
    }
    /// Says what is wrong with a field, in words that tell what to do. The first error of a field is shown at it.
    pub fn fail(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push((name.to_owned(), message.into()));
    }
    /// Same as [`Form::fail`], for building.
    #[must_use]
    pub fn failing(mut self, name: &str, message: impl Into<String>) -> Self {
        self.fail(name, message);
        self
    }
    /// First value of a field, trimmed of nothing; empty when there is none.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }
    /// All values of a field.
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }
    /// Whether `value` is among the values (choices).
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values(name).iter().any(|one| one == value)
    }
    /// First error of a field; empty when there is none.
    pub fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| field == name).map_or("", |(_, message)| message)
    }
    /// All errors in the order in which they were found: field name and message.
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }
    /// Whether nothing is wrong.
    pub fn ok(&self) -> bool {
        self.errors.is_empty()
    }
    /// Value of `aria-describedby`: ids of hint and error, in reading order; empty when there is neither.
    pub fn described(&self, name: &str, hint: &str) -> String {
        let id = self.id(name);
        let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
        let error = (!self.error(name).is_empty()).then(|| format!("{id}-error"));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// One option of a select, radio or checkbox group.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Value that is sent.
    pub value: String,
    /// Words.
    pub label: String,
    /// Explanation below the words; empty hides it.
    pub hint: String,
}

impl Choice {
    /// An option without explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }
    /// With an explanation.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = text.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_forms_of_a_page_have_ids_of_their_own() {
        let form = Form::new().within("them").failing("text", "x");
        assert_eq!((form.id("text").as_str(), form.described("text", "hint").as_str()), ("them-text", "them-text-hint them-text-error"));
        assert_eq!(Form::new().id("text"), "text");
    }

    #[test]
    fn a_refused_form_keeps_what_was_typed() {
        let form = Form::from_pairs([("ten", "Ẳ"), ("co-quan", "1"), ("co-quan", "2")]).failing("ten", "Viết tên");
        assert_eq!(form.value("ten"), "Ẳ");
        assert!(form.has("co-quan", "2") && !form.has("co-quan", "3"));
        assert_eq!(form.error("ten"), "Viết tên");
        assert_eq!(form.described("ten", "gợi ý"), "ten-hint ten-error");
        assert_eq!(form.described("khac", ""), "");
        assert!(!form.ok());
    }
}
