//! Tham số (parameters) of the open data: read strictly, so that a mistyped one is told and never ignored.
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Rows in one answer unless asked otherwise.
pub const LIMIT: usize = 100;
/// Most rows in one answer.
pub const MOST: usize = 1000;
/// Longest address word.
const WORD: usize = 80;

/// What is wrong with a request.
#[derive(Clone, Debug, Serialize, ToSchema, PartialEq, Eq)]
pub struct Problem {
    /// In words, Vietnamese.
    pub error: String,
    /// The parameter that it is about; absent when it is about none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub field: Option<String>,
}

/// The parameters of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Address word of a campaign; None is the current one.
    pub campaign: Option<String>,
    /// Address word of an agency: only what it leads, helps with or hosts.
    pub agency: Option<String>,
    /// Most rows.
    pub limit: usize,
    /// Continue after the row with this key.
    pub after: Option<Uuid>,
}

/// Reads them from a raw query string.
pub fn read(query: &str) -> Result<Asked, Problem> {
    let mut asked = Asked { limit: LIMIT, ..Asked::default() };
    let mut seen: Vec<String> = Vec::new();
    for pair in query.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (Some(name), Some(value)) = (decode(name), decode(value)) else {
            return Err(problem("Tham số không phải chữ UTF-8", None));
        };
        if seen.contains(&name) {
            return Err(problem("Tham số này được ghi hai lần", Some(&name)));
        }
        match name.as_str() {
            "campaign" => asked.campaign = Some(word(&name, value)?),
            "agency" => asked.agency = Some(word(&name, value)?),
            "limit" => {
                let number = value.parse::<usize>().ok().filter(|n| (1..=MOST).contains(n) && value.bytes().all(|b| b.is_ascii_digit()));
                asked.limit = number.ok_or_else(|| problem("limit là số nguyên từ 1 đến 1000", Some(&name)))?;
            }
            "after" => {
                let key = value.parse::<Uuid>().ok().filter(|_| value.len() == 36);
                asked.after = Some(key.ok_or_else(|| problem("after là giá trị next của lần trước", Some(&name)))?);
            }
            "lang" => {}
            _ => return Err(problem("Không có tham số này; hãy dùng campaign, agency, limit, after", Some(&name))),
        }
        seen.push(name);
    }
    Ok(asked)
}

/// A problem in words.
pub fn problem(words: &str, field: Option<&str>) -> Problem {
    Problem { error: words.to_owned(), field: field.map(|f| f.chars().take(WORD).collect()) }
}

fn word(name: &str, value: String) -> Result<String, Problem> {
    let fits = !value.is_empty() && value.len() <= WORD && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits { Ok(value) } else { Err(problem("Chỉ gồm chữ thường không dấu, chữ số và gạch nối", Some(name))) }
}

fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let hex = bytes.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok())?;
            out.push(u8::from_str_radix(hex, 16).ok()?);
            at += 3;
        } else {
            out.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_strictly() {
        let id = Uuid::from_u128(7);
        let asked = read(&format!("campaign=x-2024&agency=so-y-te&limit=5&after={id}")).unwrap();
        assert_eq!(asked, Asked { campaign: Some("x-2024".into()), agency: Some("so-y-te".into()), limit: 5, after: Some(id) });
        assert_eq!(read("").unwrap().limit, LIMIT);
        for (query, field) in [
            ("limit=0", "limit"), ("limit=1001", "limit"), ("limit=%2B5", "limit"), ("limit=", "limit"), ("after=x", "after"),
            ("campaign=A", "campaign"), ("agency=", "agency"), ("khac=1", "khac"), ("limit=1&limit=2", "limit"),
        ] {
            assert_eq!(read(query).unwrap_err().field.as_deref(), Some(field), "{query}");
        }
        assert_eq!(read("limit=%FF").unwrap_err().field, None);
        assert_eq!(read("limit=%4").unwrap_err().field, None);
    }
}
