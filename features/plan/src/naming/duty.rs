//! Tên ngắn của nhiệm vụ: names that tell the duties of one plan apart. A name goes on until it says what is done to what, ends with a
//! phrase, and two different duties never have the same one. Pure rules over words; it must never cut a word or an agency's name.
use super::plain::{plain, quotes_short, shorter};
use super::{BREAKS, SHORTEST, balanced, length, tidy};
use std::collections::HashMap;

/// Longest name of a duty; one that says nothing yet may go on to [`LONGEST`].
pub const DUTY: usize = 64;
/// Longest name that still had to go on, or to be told from another.
pub const LONGEST: usize = 80;
/// What is left of a name that others have too, before what differs.
const HEAD: usize = 42;
/// A name that ends with a clause has at least so many characters.
pub(super) const CLAUSE: usize = 26;
/// At these words a clause ends.
const CLAUSES: [&str; 6] = [" để ", " nhằm ", " trong thời gian ", " trước ngày ", " theo đúng ", ". "];
/// Further words at which a phrase of a duty may end.
const PHRASES: [&str; 5] = [" lên ", " trình ", " hưởng ứng ", " được ", " bằng "];
/// Syllables that any duty might have: a name made of these alone has no object yet.
const HOLLOW: [&str; 56] = [
    "tổ", "chức", "triển", "khai", "thực", "hiện", "các", "những", "nội", "dung", "hoạt", "động", "nhiệm", "vụ", "công", "tác", "chủ", "trì", "phối",
    "hợp", "tham", "gia", "mưu", "xây", "dựng", "hỗ", "trợ", "tạo", "điều", "kiện", "và", "hướng", "dẫn", "chuẩn", "bị", "báo", "cáo", "chỉ", "đạo",
    "đẩy", "mạnh", "tăng", "cường", "tiếp", "tục", "việc", "một", "số", "sự", "kế", "hoạch", "phương", "án", "kịp", "thời", "thúc",
];
/// Syllables before "trình" that make one word with it.
const WITH_TRINH: [&str; 8] = [" chương", " quá", " quy", " lịch", " công", " tiến", " tờ", " giáo"];
/// A duty to be named: its words, the citation of its section, and who leads it in the plan's words.
#[derive(Clone, Copy, Debug)]
pub struct ToName<'a> {
    /// What is to be done.
    pub text: &'a str,
    /// "III.1.2".
    pub path: &'a str,
    /// First lead; empty for nobody.
    pub lead: &'a str,
}

/// Names of all duties of a plan, in their order; `names` are the agencies that the plan names. Those that begin alike go on until they
/// differ, or say what differs; the same words twice get their section, then their agency, then a number.
pub fn duty_names(duties: &[ToName<'_>], names: &[&str]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|n| shorter(&vietnamese::normalize_line(n))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let texts: Vec<String> = duties.iter().map(|d| quotes_short(plain(d.text, &names))).collect();
    let mut found: Vec<String> = texts.iter().map(|t| cut(t, &names, 0)).collect();
    apart(&mut found, |at, same| {
        beyond(&texts[at], same.iter().filter(|o| **o != at).map(|o| texts[*o].as_str()), &names)
    });
    let with = |name: &str, more: &str| (!more.is_empty()).then(|| format!("{} ({})", name.trim_end_matches('…'), shorter(more)));
    let add = |found: &mut Vec<String>, more: &dyn Fn(usize, &[usize]) -> String| {
        let names = found.clone();
        apart(found, |at, same| {
            let own = more(at, same);
            // What all of them have tells nothing apart
            same.iter().any(|o| more(*o, same) != own).then(|| with(&names[at], &own))?
        });
    };
    add(&mut found, &|at, _| duties[at].path.to_owned());
    add(&mut found, &|at, _| duties[at].lead.to_owned());
    add(&mut found, &|at, same| same.iter().position(|o| *o == at).map_or(String::new(), |n| (n + 1).to_string()));
    found
}

/// Gives each name that several duties have another one, by its place and the places of all that have the name.
fn apart(names: &mut [String], other: impl Fn(usize, &[usize]) -> Option<String>) {
    let mut of: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        of.entry(name.to_lowercase()).or_default().push(at);
    }
    for same in of.into_values().filter(|same| same.len() > 1) {
        for (at, name) in same.iter().filter_map(|at| Some((*at, other(*at, &same)?))) {
            names[at] = name;
        }
    }
}

/// The words that several begin with, and what this text says where the others go on otherwise; None where it says the same.
fn beyond<'t>(text: &str, others: impl Iterator<Item = &'t str>, names: &[&str]) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let same = |other: &str| words.iter().zip(other.split(' ')).take_while(|(a, b)| a.trim_end_matches(MARKS) == b.trim_end_matches(MARKS)).count();
    let from = others.map(same).max().filter(|from| *from < words.len())?;
    let rest = words[from..].join(" ");
    let rest = rest.trim_start_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
    let head = cut(text, names, HEAD);
    let head = head.trim_end_matches('…');
    let said = cut(rest, names, LONGEST - length(head) - 3);
    (!said.is_empty()).then(|| format!("{head} – {said}"))
}

const MARKS: [char; 4] = ['.', ',', ';', ':'];

/// The words to the end of the last phrase that fits, else of one beyond that makes it say something, else of a word.
/// `most` characters instead of the usual ones when it is not 0.
fn cut(text: &str, names: &[&str], most: usize) -> String {
    let (most, longest) = if most == 0 { (DUTY, LONGEST) } else { (most, most) };
    if length(text) <= most {
        return text.to_owned();
    }
    let inside: Vec<(usize, usize)> = names.iter().flat_map(|n| text.match_indices(n).map(|(at, w)| (at, at + w.len()))).collect();
    let whole = |at: &usize| !inside.iter().any(|(from, to)| from < at && at < to) && balanced(&text[..*at]) && closed(&text[..*at]);
    let says = |at: &usize| says(tidy(&text[..*at]));
    let chars = |at: usize| length(text[..at].trim_end());
    let marks = || text.char_indices().filter(|(_, c)| matches!(c, ':' | ';' | ',' | '(' | '“' | '–')).map(|(at, _)| at);
    let at = |words: &[&str]| words.iter().flat_map(|w| text.match_indices(w).map(|(at, _)| at)).collect::<Vec<_>>();
    // Inside a word of two syllables no phrase ends
    let word = |b: &usize| text[*b..].starts_with(" không ") || text[*b..].starts_with(" trình ") && WITH_TRINH.iter().any(|w| text[..*b].ends_with(w));
    let ends: Vec<usize> = marks().chain(at(&CLAUSES)).chain(at(&BREAKS)).chain(at(&PHRASES)).filter(|b| !word(b)).filter(whole).filter(says).collect();
    let last = |from: usize| ends.iter().copied().filter(|b| (from..=most).contains(&chars(*b))).max();
    let beyond = || ends.iter().copied().chain([text.len()]).filter(|b| (most..=longest).contains(&chars(*b))).min();
    let best = last(CLAUSE.min(most / 2)).or_else(beyond).or_else(|| last(SHORTEST));
    if let Some(at) = best {
        let name = tidy(&text[..at]);
        // "…, sử dụng": one word after the comma says nothing without what follows it
        let short = name.rsplit_once(", ").filter(|(head, tail)| tail.split(' ').count() <= 2 && length(head) >= CLAUSE);
        return short.map_or(name, |(head, _)| tidy(head)).to_owned();
    }
    let spaces = || text.char_indices().filter(|(at, c)| c.is_whitespace() && length(&text[..*at]) < longest).map(|(at, _)| at);
    let end = spaces().rfind(|at| whole(at) && says(at)).or_else(|| spaces().next_back()).unwrap_or(0);
    let cut = if end == 0 { text.char_indices().nth(longest - 1).map_or(text, |(at, _)| &text[..at]) } else { tidy(&text[..end]) };
    format!("{cut}…")
}

/// Whether a name has an object: something besides the words that any duty might have.
fn says(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !HOLLOW.contains(&w.to_lowercase().as_str())).count() >= 2
}

fn closed(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Sở Y tế", "Sở Thông tin và Truyền thông", "Công an tỉnh", "Sở Tài chính"];

    fn one(text: &str) -> String {
        duty_names(&[ToName { text, path: "", lead: "" }], &NAMES).remove(0)
    }

    #[test]
    fn a_name_goes_on_until_it_has_an_object() {
        let cases = [
            ("Tổ chức các hoạt động nhằm giúp bà con vùng cao biết bán nông sản qua mạng và giữ an toàn cho tài khoản", "Tổ chức các hoạt động nhằm giúp bà con vùng cao biết bán nông sản"),
            ("Triển khai thực hiện các nội dung và quyết toán kinh phí của ngày hội, gửi hồ sơ đúng hạn", "Triển khai thực hiện các nội dung và quyết toán kinh phí"),
            ("Dạy người cao tuổi cách nhận ra tin nhắn lừa đảo, cách giữ mật khẩu cho riêng mình khi đi chợ", "Dạy người cao tuổi cách nhận ra tin nhắn lừa đảo"),
            ("Phối hợp các sở, ngành, đơn vị liên quan treo cờ phướn dọc đường ven sông trước ngày khai mạc và tháo dỡ sau đó", "Treo cờ phướn dọc đường ven sông trước ngày khai mạc"),
            ("Sở Y tế và các đơn vị liên quan chủ động phối hợp Công an tỉnh phát nước uống cho người đi hội", "Phát nước uống cho người đi hội"),
            ("Cử người đón, tiễn và hướng dẫn khách xem chương trình biểu diễn trên sông vào buổi tối, gồm", "Cử người đón, tiễn và hướng dẫn khách xem chương trình biểu diễn"),
            ("Trên cơ sở dự toán (do các đơn vị lập, gửi trước tháng 8), Sở Tài chính trình Ủy ban nhân dân tỉnh phân bổ kinh phí", "Trình UBND tỉnh phân bổ kinh phí"),
            ("Loan báo “Ngày hội bến sông thông minh và chợ nổi không tiền mặt năm 2031” trên loa của các xã", "Loan báo “Ngày hội bến sông…” trên loa của các xã"),
            ("Sở Y tế", "Sở Y tế"),
        ];
        for (text, name) in cases {
            assert_eq!(one(text), name);
        }
    }

    #[test]
    fn names_of_agencies_stay_whole() {
        assert_eq!(one("Phối hợp Sở Thông tin và Truyền thông, Công an tỉnh hướng dẫn người dân cài đặt ứng dụng số"), "Hướng dẫn người dân cài đặt ứng dụng số");
        let name = one("Tham mưu các nội dung theo yêu cầu của Sở Thông tin và Truyền thông cho lễ tổng kết tại nhà văn hóa");
        assert!(!name.ends_with("Sở Thông tin") && !name.ends_with("Truyền"), "{name}");
    }

    #[test]
    fn duties_of_a_plan_are_told_apart() {
        let of = |text, path, lead| ToName { text, path, lead };
        let duties = [
            of("Trưng bày sản phẩm số của đơn vị tại nhà triển lãm bên sông, cử hướng dẫn viên đón khách", "IV.1", "A"),
            of("Trưng bày sản phẩm số của đơn vị tại nhà triển lãm bên sông. Tặng quà cho học sinh", "IV.2", "B"),
            of("Thực hiện nhiệm vụ khác", "V.1", "C"),
            of("Thực hiện nhiệm vụ khác", "V.2", "D"),
            of("Treo băng rôn", "VI", "Xã Mây"),
            of("Treo băng rôn", "VI", "Xã Gió"),
            of("Treo băng rôn", "VI", "Xã Gió"),
        ];
        let names = duty_names(&duties, &[]);
        assert_eq!(names[..4], [
            "Trưng bày sản phẩm số của đơn vị – cử hướng dẫn viên đón khách", "Trưng bày sản phẩm số của đơn vị – Tặng quà cho học sinh",
            "Thực hiện nhiệm vụ khác (V.1)", "Thực hiện nhiệm vụ khác (V.2)",
        ]);
        assert_eq!(names[4..], ["Treo băng rôn (Xã Mây)", "Treo băng rôn (Xã Gió) (1)", "Treo băng rôn (Xã Gió) (2)"]);
    }

    #[test]
    fn a_name_is_never_too_long_nor_cuts_a_word() {
        let text = "Đưa dịch vụ công trực tuyến đến bàn phục vụ người dân sao cho thuận tiện và hiệu quả hơn mọi năm ở khắp các xã ven sông lớn";
        for end in 1..text.chars().count() {
            let part: String = text.chars().take(end).collect();
            let name = one(&part);
            assert!(length(&name) <= LONGEST, "{name}");
            let words: Vec<&str> = part.split_whitespace().collect();
            assert!(name.trim_end_matches('…').split_whitespace().all(|w| words.contains(&w)), "{name}");
        }
        assert!(length(&one(&"đ".repeat(200))) <= LONGEST);
    }
}
