//! As much of Fluent's syntax as the rules need: keys, their words, their variables.
use super::tree::{File, Tree};
use std::collections::BTreeSet;

/// A message or an attribute of one (`key.attribute`).
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// Its key.
    pub key: String,
    /// Its words with placeables, lines joined by a blank.
    pub value: String,
    /// Line from 1.
    pub line: usize,
}

impl Message {
    /// Names of the variables (`{ $count }`).
    pub fn variables(&self) -> BTreeSet<&str> {
        let after_dollar = self.value.split('$').skip(1);
        after_dollar.map(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).next().unwrap_or_default()).collect()
    }

    /// The words without placeables.
    pub fn words(&self) -> String {
        let mut depth = 0;
        let plain = self.value.chars().map(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ if depth == 0 => return c,
                _ => {}
            }
            ' '
        });
        plain.collect()
    }
}

/// Reads a catalogue.
pub fn parse(text: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut parent = String::new();
    for (n, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        let split = line.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        match split {
            Some((name, value)) if !line.starts_with([' ', '\t', '}', '[', '*']) && is_name(name) => {
                name.clone_into(&mut parent);
                messages.push(Message { key: name.to_owned(), value: value.to_owned(), line: n + 1 });
            }
            Some((name, value)) if name.strip_prefix('.').is_some_and(is_name) => {
                messages.push(Message { key: format!("{parent}{name}"), value: value.to_owned(), line: n + 1 });
            }
            _ => {
                if let Some(last) = messages.last_mut() {
                    last.value.push(' ');
                    last.value.push_str(line.trim());
                }
            }
        }
    }
    messages
}

/// All catalogues of a language: `messages/vi.ftl` or `messages/vi/*.ftl`.
pub fn catalogues<'a>(tree: &'a Tree, language: &'a str) -> impl Iterator<Item = (&'a File, Vec<Message>)> {
    tree.with(&["ftl"]).filter(move |file| is_of(&file.path, language)).map(|file| (file, parse(&file.text)))
}

/// The same catalogue's path in another language, if this one is of `from`.
pub fn is_of(path: &str, language: &str) -> bool {
    path.ends_with(&format!("/{language}.ftl")) || path.contains(&format!("/{language}/"))
}

/// Path of the twin of a catalogue.
pub fn twin(path: &str, from: &str, to: &str) -> String {
    match path.strip_suffix(&format!("/{from}.ftl")) {
        Some(folder) => format!("{folder}/{to}.ftl"),
        None => path.replacen(&format!("/{from}/"), &format!("/{to}/"), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read() {
        let text = "# comment = no\nplan-title = Kế hoạch\nplan-left = { $count ->\n    [one] còn { $count } ngày\n   *[other] hết\n}\n    .label = Nhãn\n";
        let read = parse(text);
        assert_eq!(read.iter().map(|m| m.key.as_str()).collect::<Vec<_>>(), ["plan-title", "plan-left", "plan-left.label"]);
        assert_eq!(read[1].variables().into_iter().collect::<Vec<_>>(), ["count"]);
        assert_eq!(read[1].line, 3);
        assert_eq!(parse("a = Chào { $who } nhé")[0].words().split_whitespace().collect::<Vec<_>>(), ["Chào", "nhé"]);
    }

    #[test]
    fn twins_are_found() {
        assert_eq!(twin("f/messages/vi.ftl", "vi", "en"), "f/messages/en.ftl");
        assert_eq!(twin("f/messages/vi/a.ftl", "vi", "en"), "f/messages/en/a.ftl");
    }
}
