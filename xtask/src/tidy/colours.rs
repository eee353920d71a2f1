//! Colours are written once, in tokens.css; everything else names a token.
use super::Problem;
use super::source;
use super::tree::{File, Tree};
use anyhow::Result;
use regex::Regex;

/// Where colours may be written: the tokens, the palette that draws key visuals, and the chores.
const HOMES: &[&str] = &["crates/key-visual/", "xtask/", "tests/"];

struct Patterns {
    hex: Regex,
    function: Regex,
    reference: Regex,
    rust: Regex,
}

/// Checks style sheets, templates and the texts inside Rust code.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let patterns = Patterns {
        hex: Regex::new(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")?,
        function: Regex::new(r"\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(")?,
        reference: Regex::new(r#"(?:href|hx-[a-z]+|aria-[a-z]+|action|src|for|target)\s*=\s*["'][^"']*$|[(/]$|&$"#)?,
        rust: Regex::new(r#""[^"]*(?:#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b|\b(?:rgba?|hsla?|oklch)\()"#)?,
    };
    let mut problems = Vec::new();
    for file in tree.with(&["css", "html", "svg", "rs"]) {
        if file.name() == "tokens.css" || file.is_test() || HOMES.iter().any(|home| file.path.starts_with(home)) {
            continue;
        }
        for line in lines(file, &patterns) {
            problems.push(Problem::new(&file.path, line, "a colour outside tokens.css: name a token"));
        }
    }
    Ok(problems)
}

fn lines(file: &File, patterns: &Patterns) -> Vec<usize> {
    match file.ending() {
        "css" => css_lines(&file.text, patterns),
        "rs" => source::code_lines(&file.text).into_iter().filter(|(_, line)| patterns.rust.is_match(line)).map(|(n, _)| n).collect(),
        _ => {
            let in_line = |line: &str| {
                patterns.function.is_match(line)
                    || patterns.hex.find_iter(line).any(|found| !patterns.reference.is_match(&line[..found.start()]))
            };
            file.text.lines().enumerate().filter(|(_, line)| in_line(line)).map(|(n, _)| n + 1).collect()
        }
    }
}

/// Lines with a colour in a declaration; selectors such as `#add` and comments do not count.
fn css_lines(text: &str, patterns: &Patterns) -> Vec<usize> {
    let text = blank_comments(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (end, c) in text.char_indices().filter(|(_, c)| matches!(c, '{' | '}' | ';')).chain([(text.len(), ';')]) {
        let part = &text[start..end];
        if c != '{' {
            for place in patterns.hex.find_iter(part).chain(patterns.function.find_iter(part)) {
                found.push(text[..start + place.start()].lines().count().max(1));
            }
        }
        start = (end + 1).min(text.len());
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn blank_comments(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        clean.push_str(&rest[..start]);
        let end = rest[start..].find("*/").map_or(rest.len(), |end| start + end + 2);
        clean.extend(rest[start..end].chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
    }
    clean + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, text)])).expect("checked").into_iter().map(|p| p.line).collect()
    }

    #[test]
    fn style_sheets() {
        let css = "/* #fff\n */\n#add { color: var(--ink);\n border: 1px solid #ABC }\n.x { background: rgb(0 0 0 / .1) }\n";
        assert_eq!(found("features/x/x.css", css), [4, 5]);
        assert_eq!(found("platform/ui/tokens.css", css), Vec::<usize>::new());
        assert_eq!(found("crates/key-visual/p.css", css), Vec::<usize>::new());
    }

    #[test]
    fn templates() {
        let html = "<a href=\"#add\">x</a>\n<rect fill=\"#b4281b\"/>\n<p style=\"color:hsl(1 2% 3%)\">\n&#1234; <i data-x='#fade'>\n<use href=\"/i.svg#bed\"/>";
        assert_eq!(found("features/x/x.html", html), [2, 3, 4]);
    }

    #[test]
    fn rust() {
        let rust = "// \"#b4281b\"\nlet a = \"fill:#b4281b\";\n#[derive(Debug)]\nlet b = r#\"abc\"#;\nlet c = \"#1234\";\n";
        assert_eq!(found("features/x/src/x.rs", rust), [2]);
        assert_eq!(found("features/x/src/tests.rs", rust), Vec::<usize>::new());
    }
}
