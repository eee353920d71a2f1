//! CSV for spreadsheets: UTF-8 with a byte order mark (Excel then reads Vietnamese), CRLF, and no cell that a spreadsheet
//! would run as a formula.

/// Byte order mark.
pub const BOM: char = '\u{FEFF}';

/// One cell: quoted when needed; what begins like a formula gets an apostrophe in front.
pub fn cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    let number = text.parse::<f64>().is_ok();
    let text = if risky && !number { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r', ';', '\t']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A table: head and rows.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = String::from(BOM);
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    };
    line(&mut head.iter().map(|c| cell(c)));
    for row in rows {
        line(&mut row.iter().map(|c| cell(c)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_run() {
        assert_eq!(cell("Sở Y tế"), "Sở Y tế");
        assert_eq!(cell("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for risky in ["@x", "-a", "+a", "\tx"] {
            assert!(cell(risky).trim_start_matches('"').starts_with('\''), "{risky}");
        }
        assert_eq!(cell("-3"), "-3");
        assert_eq!(table(&["a", "b"], &[vec!["1".into(), String::new()]]), "\u{FEFF}a,b\r\n1,\r\n");
    }
}
