//! Kế hoạch mẫu: the sample plan that ships with the program, its dates laid around the day of the first start.
use jiff::ToSpan;
use jiff::civil::Date;

const TEMPLATE: &str = include_str!("../../examples/ke-hoach-mau.txt");

/// Name under which the sample is imported.
pub const FILE_NAME: &str = "ke-hoach-mau.txt";

/// The sample plan as of `today`.
pub fn text(today: Date) -> String {
    fill(TEMPLATE, today)
}

/// Replaces `{{D+N}}`, `{{D+N:dài}}`, `{{D+N:tháng}}`, `{{D+N:năm}}`; anything else stays as it is.
fn fill(template: &str, today: Date) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else { break };
        out.push_str(&rest[..start]);
        let inside = &rest[start + 2..start + length];
        match date(inside, today) {
            Some(text) => out.push_str(&text),
            None => out.push_str(&rest[start..start + length + 2]),
        }
        rest = &rest[start + length + 2..];
    }
    out.push_str(rest);
    out
}

fn date(inside: &str, today: Date) -> Option<String> {
    let (offset, form) = inside.split_once(':').unwrap_or((inside, ""));
    let days: i32 = match offset.trim().strip_prefix('D')? {
        "" => 0,
        n => n.parse().ok()?,
    };
    let d = today.checked_add(days.days()).ok()?;
    let (day, month, year) = (d.day(), d.month(), d.year());
    Some(match form {
        "" => format!("{day:02}/{month:02}/{year}"),
        "dài" if month <= 2 => format!("ngày {day:02} tháng {month:02} năm {year}"),
        "dài" => format!("ngày {day:02} tháng {month} năm {year}"),
        "tháng" => format!("tháng {month}/{year}"),
        "năm" => year.to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_follow_the_start_day() {
        let today = jiff::civil::date(2026, 12, 30);
        assert_eq!(fill("{{D+0}} {{D-30}} {{D+3:dài}} {{D+3:tháng}} {{D+3:năm}} {{x}}", today), "30/12/2026 30/11/2026 ngày 02 tháng 01 năm 2027 tháng 1/2027 2027 {{x}}");
    }

    #[test]
    fn the_shipped_plan_leaves_no_placeholder() {
        let text = text(jiff::civil::date(2026, 9, 15));
        assert!(!text.contains("{{") && text.len() > 5000);
    }
}
