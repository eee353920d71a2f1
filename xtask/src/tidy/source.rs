//! Rust text without what a rule must not see: unit tests and comments. Line numbers stay as they are.

/// The text with `#[cfg(test)]` items emptied.
pub fn without_tests(text: &str) -> String {
    let mut kept = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.trim_start().starts_with("#[cfg(test)]") {
            kept.push(line);
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        kept.push("");
        let mut depth: Option<i32> = None;
        for line in lines.by_ref() {
            kept.push("");
            let code = line.trim_start();
            if depth.is_none() && (code.starts_with("#[") || code.is_empty()) {
                continue;
            }
            if depth.is_none() && !line.contains('{') && code.ends_with(';') {
                break; // `mod tests;`, `use …;`
            }
            depth = Some(depth.unwrap_or(0) + 1);
            // formatted code closes an item at the indent of its first line; a one-line body closes on that line
            let closes_here = depth == Some(1) && line.trim_end().ends_with('}') && line.contains('{');
            if closes_here || (line.starts_with(&format!("{indent}}}"))) {
                break;
            }
        }
    }
    kept.join("\n")
}

/// Whether a line is only a comment (documentation included).
pub fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// Lines of code with their numbers from 1: no unit tests, no comment lines.
pub fn code_lines(text: &str) -> Vec<(usize, String)> {
    without_tests(text).lines().enumerate().filter(|(_, line)| !is_comment(line)).map(|(n, line)| (n + 1, line.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_emptied_and_lines_kept() {
        let text = "a();\n#[cfg(test)]\nmod tests {\n    fn x() {\n    }\n}\nb();\n#[cfg(test)]\nmod more;\nc();\nimpl A {\n    #[cfg(test)]\n    fn f() {\n        g();\n    }\n    fn h() {}\n}";
        let left = without_tests(text);
        assert_eq!(left.lines().count(), text.lines().count());
        assert!(left.contains("a();") && left.contains("b();") && left.contains("c();") && left.contains("fn h()"));
        assert!(!left.contains("fn x") && !left.contains("g();") && !left.contains("more"));
    }

    #[test]
    fn comments_are_no_code() {
        assert_eq!(code_lines("// a\nlet x = 1; // b\n  /// c"), [(2, "let x = 1; // b".to_owned())]);
    }
}
