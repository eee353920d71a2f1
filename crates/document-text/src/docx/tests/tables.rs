//! Tables, merged cells, and the frames that are no tables.

use super::*;

const LINES: &str = "<w:tblPr><w:tblBorders><w:top w:val=\"single\"/></w:tblBorders></w:tblPr>";

fn cell(properties: &str, paragraphs: &[&str]) -> String {
    let inner: String = paragraphs.iter().map(|text| p(text)).collect();
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(properties: &str, rows: &[String]) -> String {
    format!(
        "<w:tbl>{properties}<w:tblGrid><w:gridCol/></w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

#[test]
fn duty_table() {
    let body = table(
        LINES,
        &[
            row(&[
                cell("", &["TT"]),
                cell("", &["Nhiệm vụ"]),
                cell("", &["Đơn vị chủ trì"]),
            ]),
            row(&[cell("<w:gridSpan w:val=\"3\"/>", &["I. Truyền thông"])]),
            row(&[
                cell("", &["1"]),
                cell("", &["Treo pa nô", "a|b"]),
                cell("<w:vMerge w:val=\"restart\"/>", &["Sở Y tế"]),
            ]),
            row(&[
                cell("", &["2"]),
                cell("", &["Phát tờ rơi"]),
                cell("<w:vMerge/>", &[""]),
            ]),
            row(&[cell("", &[""]), cell("", &[""]), cell("", &[""])]),
        ],
    );
    assert_eq!(
        text_of(&(p("Trước") + &body + &p("Sau"))),
        "Trước\n\n| TT | Nhiệm vụ | Đơn vị chủ trì |\n| I. Truyền thông | | |\n| 1 | Treo pa nô<br>a\\|b | Sở Y tế |\n| 2 | Phát tờ rơi | Sở Y tế |\n\nSau"
    );
}

#[test]
fn letterhead_and_signature() {
    let head = table(
        "",
        &[
            row(&[
                cell("", &["UBND TỈNH X", "SỞ Y TẾ"]),
                cell(
                    "",
                    &[
                        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                        "Độc lập - Tự do - Hạnh phúc",
                    ],
                ),
            ]),
            row(&[
                cell("", &["Số:      /KH-SYT"]),
                cell("", &["X, ngày    tháng 8 năm 2026"]),
            ]),
        ],
    );
    let foot = table(
        LINES,
        &[row(&[
            cell("", &["Nơi nhận:", "- Như trên;"]),
            cell("", &["GIÁM ĐỐC"]),
        ])],
    );
    let middle = table("", &[row(&[cell("", &["a"]), cell("", &["b"])])]);
    assert_eq!(
        text_of(&(head + &p("KẾ HOẠCH") + &middle + &foot)),
        "UBND TỈNH X\nSỞ Y TẾ\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: /KH-SYT\nX, ngày tháng 8 năm 2026\n\nKẾ HOẠCH\n\n| a | b |\n\nNơi nhận:\n- Như trên;\nGIÁM ĐỐC"
    );
}

#[test]
fn borderless_first_table_of_two_columns_is_a_frame() {
    let frame = table(
        "",
        &[row(&[cell("", &["TRƯỜNG A"]), cell("", &["KẾ HOẠCH"])])],
    );
    assert_eq!(
        text_of(&(frame.clone() + &p("x"))),
        "TRƯỜNG A\nKẾ HOẠCH\n\nx"
    );
    let drawn = "<w:tblPr><w:tblStyle w:val=\"Luoi\"/></w:tblPr>";
    let styles = "<w:style w:type=\"table\" w:styleId=\"Luoi\"><w:tblPr><w:tblBorders><w:insideH w:val=\"single\"/></w:tblBorders></w:tblPr></w:style>";
    let table = frame.replacen("<w:tbl>", &format!("<w:tbl>{drawn}"), 1);
    assert_eq!(text_with(&table, "", styles), "| TRƯỜNG A | KẾ HOẠCH |");
}

#[test]
fn inner_tables_shifted_rows_and_wrappers() {
    let inner = table(LINES, &[row(&[cell("", &["x"]), cell("", &["y"])])]);
    let shifted = format!(
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>",
        cell("", &["lùi"]),
        cell("", &["hai"])
    );
    let wrapped = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        row(&[
            cell("", &["a"]),
            format!("<w:tc>{inner}{}</w:tc>", p("sau")),
            cell("", &["c"])
        ])
    );
    let gone = format!(
        "<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>",
        cell("", &["bỏ"])
    );
    assert_eq!(
        text_of(&table(LINES, &[wrapped, shifted, gone])),
        "| a | x; y<br>sau | c |\n| | lùi | hai |"
    );
}
