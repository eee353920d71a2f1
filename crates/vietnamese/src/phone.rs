//! Telephone numbers of Việt Nam (số điện thoại): one stored form (E.164), one shown form.

use std::fmt;

/// A number that can be dialled in Việt Nam.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    national: String,
    kind: PhoneKind,
}

/// What the number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhoneKind {
    /// Mobile: ten digits, 03 05 07 08 09. Only these receive SMS and Zalo messages.
    Mobile,
    /// Landline: eleven digits from 02, area code first (0251 Đồng Nai, 024 Hà Nội, 028 Thành phố Hồ Chí Minh).
    Landline,
    /// Hotline 1800 (free) or 1900; it has no E.164 form.
    Hotline,
}

impl Phone {
    /// Reads a typed number: spaces, dots, hyphens, brackets, +84, 84 and 0084 are accepted.
    ///
    /// # Errors
    /// [`PhoneError`] with a message for the person who typed it.
    pub fn parse(typed: &str) -> Result<Self, PhoneError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(PhoneError::Empty);
        }
        let allowed = |c: char| {
            c.is_ascii_digit() || c.is_whitespace() || "+.-–()\u{200b}\u{202a}\u{202c}".contains(c)
        };
        if !typed.chars().all(allowed) {
            return Err(PhoneError::NotANumber);
        }
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let abroad = typed.contains('+');
        let national = match (abroad, digits.as_str()) {
            (true, d) => format!(
                "0{}",
                d.strip_prefix("84")
                    .ok_or(PhoneError::Foreign)?
                    .trim_start_matches('0')
            ),
            (false, d) if d.starts_with("0084") => format!("0{}", d[4..].trim_start_matches('0')),
            (false, d) if d.starts_with("84") && d.len() >= 11 => format!("0{}", &d[2..]),
            (false, d) => d.to_owned(),
        };
        let kind = kind_of(&national)?;
        Ok(Self { national, kind })
    }

    /// Kind of number.
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// Ten or eleven digits as dialled at home: 0912345678.
    pub fn national(&self) -> &str {
        &self.national
    }

    /// The form to store and to send messages to: +84912345678. Hotlines have none.
    pub fn e164(&self) -> Option<String> {
        (self.kind != PhoneKind::Hotline).then(|| format!("+84{}", &self.national[1..]))
    }

    /// Address of a link: tel:+84912345678, tel:19001234.
    pub fn link(&self) -> String {
        format!(
            "tel:{}",
            self.e164().unwrap_or_else(|| self.national.clone())
        )
    }

    /// For public pages: 0912 ••• 678. The middle is hidden.
    pub fn masked(&self) -> String {
        let end = self.national.len();
        format!(
            "{} ••• {}",
            &self.national[..4.min(end)],
            &self.national[end.saturating_sub(3)..]
        )
    }
}

/// The shown form: 0912 345 678, 0251 3822 501, 024 3825 1234, 1900 1234.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.national.as_str();
        match self.kind {
            PhoneKind::Mobile => write!(f, "{} {} {}", &n[..4], &n[4..7], &n[7..]),
            PhoneKind::Landline if is_big_city(n) => {
                write!(f, "{} {} {}", &n[..3], &n[3..7], &n[7..])
            }
            PhoneKind::Landline => write!(f, "{} {} {}", &n[..4], &n[4..8], &n[8..]),
            PhoneKind::Hotline => write!(f, "{} {}", &n[..4], &n[4..]),
        }
    }
}

fn is_big_city(national: &str) -> bool {
    national.starts_with("024") || national.starts_with("028")
}

fn kind_of(national: &str) -> Result<PhoneKind, PhoneError> {
    let prefix = |list: &[&str]| list.iter().any(|p| national.starts_with(p));
    if prefix(&["1800", "1900"]) {
        return if matches!(national.len(), 8 | 10) {
            Ok(PhoneKind::Hotline)
        } else {
            Err(PhoneError::Length(national.len()))
        };
    }
    if prefix(&["012", "016", "018", "019"]) && national.len() == 11 {
        return Err(PhoneError::OldMobile);
    }
    if prefix(&["03", "05", "07", "08", "09"]) {
        return if national.len() == 10 {
            Ok(PhoneKind::Mobile)
        } else {
            Err(PhoneError::Length(national.len()))
        };
    }
    if prefix(&["02"]) {
        return if national.len() == 11 {
            Ok(PhoneKind::Landline)
        } else {
            Err(PhoneError::Length(national.len()))
        };
    }
    Err(PhoneError::Prefix)
}

/// Why a typed number was refused; its text is the Vietnamese message to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneError {
    /// Nothing was typed.
    Empty,
    /// Letters or other signs in it.
    NotANumber,
    /// Too few or too many digits.
    Length(usize),
    /// A mobile number of eleven digits from before the change of 2018.
    OldMobile,
    /// Does not begin as Vietnamese numbers do.
    Prefix,
    /// A number of another country.
    Foreign,
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "Chưa nhập số điện thoại."),
            Self::NotANumber => write!(f, "Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."),
            Self::Length(digits) => {
                write!(
                    f,
                    "Số điện thoại có {digits} chữ số là chưa đúng: di động có 10 chữ số, cố định có 11 chữ số."
                )
            }
            Self::OldMobile => write!(
                f,
                "Đây là số di động 11 chữ số cũ. Hãy nhập số 10 chữ số đang dùng."
            ),
            Self::Prefix => write!(
                f,
                "Số điện thoại phải bắt đầu bằng 0, ví dụ 0912 345 678 hoặc 0251 3822 501."
            ),
            Self::Foreign => write!(f, "Chỉ nhận số điện thoại Việt Nam (+84)."),
        }
    }
}

impl std::error::Error for PhoneError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_and_shows() {
        for typed in [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "+84 912 345 678",
            "84912345678",
            "0084912345678",
            "(+84) 0912-345-678",
        ] {
            let phone = Phone::parse(typed).unwrap();
            assert_eq!(
                (phone.to_string().as_str(), phone.e164().as_deref()),
                ("0912 345 678", Some("+84912345678")),
                "{typed}"
            );
        }
        assert_eq!(
            Phone::parse("02513822501").unwrap().to_string(),
            "0251 3822 501"
        );
        assert_eq!(
            Phone::parse("02438251234").unwrap().to_string(),
            "024 3825 1234"
        );
        let hotline = Phone::parse("1900 1234").unwrap();
        assert_eq!(
            (hotline.kind(), hotline.e164(), hotline.link().as_str()),
            (PhoneKind::Hotline, None, "tel:19001234")
        );
        assert_eq!(Phone::parse("0912345678").unwrap().masked(), "0912 ••• 678");
    }

    #[test]
    fn refuses_with_a_reason() {
        for (typed, why) in [
            ("", PhoneError::Empty),
            ("chưa có", PhoneError::NotANumber),
            ("091234567", PhoneError::Length(9)),
            ("01234567890", PhoneError::OldMobile),
            ("1234567890", PhoneError::Prefix),
            ("+1 202 555 0100", PhoneError::Foreign),
        ] {
            assert_eq!(Phone::parse(typed), Err(why), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(typed in any::<String>()) {
            let _ = Phone::parse(&typed).map(|p| (p.to_string(), p.masked(), p.link()));
        }

        #[test]
        fn what_is_shown_is_read_back(typed in "(0[35789][0-9]{8}|02[0-9]{9}|1[89]00[0-9]{4})") {
            let phone = Phone::parse(&typed).unwrap();
            prop_assert_eq!(Phone::parse(&phone.to_string()).unwrap(), phone.clone());
            if let Some(e164) = phone.e164() {
                prop_assert_eq!(Phone::parse(&e164).unwrap(), phone);
            }
        }
    }
}
