//! Words inside the picture: escaping, wrapping, the accessible description.

use crate::{Spec, StopState};

/// Escapes for XML text and attributes; characters that XML forbids are dropped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// Breaks at spaces into lines of at most `width` letters; a longer word stays whole. At most `lines` lines, the last
/// one ends with an ellipsis when something is left.
pub fn wrap(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match out.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            last.push('…');
        }
    }
    out
}

/// What the picture shows, for those who cannot see it (Vietnamese).
pub fn describe(spec: &Spec) -> String {
    let shown: Vec<String> = spec
        .stops
        .iter()
        .take(crate::MOST_STOPS)
        .map(|stop| match stop.label.trim() {
            "" => stop.drawing.words().to_owned(),
            label => format!("{} ở {label}", stop.drawing.words()),
        })
        .collect();
    let mut text = format!("Tranh khảm vỏ trứng: {}", shown.join(", "));
    let on = spec.stops.iter().take(crate::MOST_STOPS).find(|stop| stop.state == StopState::On);
    if let Some(stop) = on.filter(|stop| !stop.label.trim().is_empty()) {
        text.push_str(&format!("; mặt trời son đứng trên {}, nơi đang diễn ra", stop.label.trim()));
    }
    text.push('.');
    text
}
