//! Numbers that Word computes.

use super::*;

fn level(at: usize, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn list(id: u32, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
}

fn num(id: u32, of: u32, rest: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{of}\"/>{rest}</w:num>")
}

fn item(num: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn plan() -> String {
    let levels = level(0, "upperRoman", "%1.")
        + &level(1, "decimal", "%2.")
        + &level(2, "decimal", "%2.%3.")
        + &level(3, "lowerLetter", "%4)")
        + &level(4, "bullet", "\u{f0b7}");
    list(0, &levels) + &num(1, 0, "")
}

#[test]
fn levels_of_a_plan() {
    let body = [
        item(1, 0, "MỤC ĐÍCH"),
        item(1, 1, "Mục đích"),
        item(1, 1, "Yêu cầu"),
        item(1, 2, "Chung"),
        item(1, 2, "Riêng"),
        item(1, 3, "điểm"),
        item(1, 3, "điểm"),
        item(1, 4, "gạch"),
        item(1, 0, "NỘI DUNG"),
        item(1, 1, "Triển lãm"),
    ]
    .concat();
    let text = text_with(&body, &plan(), "");
    let lines: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(
        lines,
        [
            "I. MỤC ĐÍCH",
            "1. Mục đích",
            "2. Yêu cầu",
            "2.1. Chung",
            "2.2. Riêng",
            "a) điểm",
            "b) điểm",
            "- gạch",
            "II. NỘI DUNG",
            "1. Triển lãm"
        ]
    );
}

#[test]
fn starts_overrides_and_shared_counters() {
    let start = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let numbering =
        list(0, &level(0, "decimal", "%1.")) + &num(1, 0, "") + &num(2, 0, "") + &num(3, 0, start);
    let body = [
        item(1, 0, "a"),
        item(1, 0, "b"),
        item(2, 0, "c"),
        item(3, 0, "d"),
        item(3, 0, "e"),
        item(1, 0, "g"),
        item(0, 0, "trơn"),
    ]
    .concat();
    let text = text_with(&body, &numbering, "");
    assert_eq!(
        text.split("\n\n").collect::<Vec<_>>(),
        ["1. a", "2. b", "3. c", "5. d", "6. e", "7. g", "trơn"]
    );
}

#[test]
fn empty_and_deleted_items_and_bullet_signs() {
    let numbering =
        list(0, &(level(0, "decimal", "%1/") + &level(1, "bullet", "+"))) + &num(1, 0, "");
    let body = [
        item(1, 0, "một"),
        item(1, 0, ""),
        item(1, 0, "ba"),
        item(1, 1, "cộng"),
    ]
    .concat();
    assert_eq!(
        text_with(&body, &numbering, "")
            .split("\n\n")
            .collect::<Vec<_>>(),
        ["1/ một", "3/ ba", "+ cộng"]
    );
}

#[test]
fn skipped_levels_legal_style_and_restart() {
    let legal = "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlRestart w:val=\"0\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>";
    let numbering = list(0, &(level(0, "upperRoman", "Phần %1:") + legal)) + &num(1, 0, "");
    let body = [
        item(1, 1, "sớm"),
        item(1, 0, "đầu"),
        item(1, 1, "tiếp"),
        item(1, 0, "sau"),
        item(1, 1, "nữa"),
    ]
    .concat();
    assert_eq!(
        text_with(&body, &numbering, "")
            .split("\n\n")
            .collect::<Vec<_>>(),
        [
            "1.1 sớm",
            "Phần I: đầu",
            "1.2 tiếp",
            "Phần II: sau",
            "2.3 nữa"
        ]
    );
}

#[test]
fn numbering_through_styles() {
    let styled = |id: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Muc\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Con\"><w:basedOn w:val=\"Muc\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Chau\"><w:basedOn w:val=\"Muc\"/></w:style>";
    let numbering = list(
        0,
        &(level(0, "decimal", "%1.") + &level(1, "decimal", "%1.%2.")),
    ) + &num(1, 0, "");
    let off = "<w:p><w:pPr><w:pStyle w:val=\"Muc\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>không số</w:t></w:r></w:p>";
    let body = [
        styled("Muc", "một"),
        styled("Con", "con"),
        styled("Chau", "hai"),
        off.to_owned(),
    ]
    .concat();
    assert_eq!(
        text_with(&body, &numbering, styles)
            .split("\n\n")
            .collect::<Vec<_>>(),
        ["1. một", "1.1. con", "2. hai", "không số"]
    );
}

#[test]
fn numbers_run_on_inside_tables() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let row = |text: &str| {
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell(&item(1, 0, "x")),
            cell(&p(text)),
            cell(&p("Sở Y tế"))
        )
    };
    let numbering = list(0, &level(0, "decimal", "%1")) + &num(1, 0, "");
    let body = format!("<w:tbl>{}{}</w:tbl>", row("việc một"), row("việc hai"));
    assert_eq!(
        text_with(&body, &numbering, ""),
        "| 1 x | việc một | Sở Y tế |\n| 2 x | việc hai | Sở Y tế |"
    );
}

#[test]
fn own_zero_padded_format() {
    let level = "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><mc:AlternateContent><mc:Choice><w:numFmt w:val=\"custom\" w:format=\"001, 002, 003, ...\"/></mc:Choice><mc:Fallback><w:numFmt w:val=\"decimal\"/></mc:Fallback></mc:AlternateContent><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1-\"/></w:lvl>";
    assert_eq!(
        text_with(&item(1, 0, "a"), &(list(0, level) + &num(1, 0, "")), ""),
        "001-a"
    );
}
