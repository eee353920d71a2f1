//! Mã 6 số (TOTP, RFC 6238): the second factor. A step is taken only once; the secret is shown only while it is set up.
use totp_rs::{Builder, Secret, Totp};

/// Length of a secret in bytes, as RFC 4226 asks.
const SECRET: usize = 20;
const STEP: i64 = 30;

/// A new random secret.
pub(crate) fn new_secret() -> Vec<u8> {
    let bytes: [u8; SECRET] = rand::random();
    bytes.to_vec()
}

fn generator(secret: &[u8]) -> Totp {
    Builder::new().with_secret(Secret::from(secret.to_vec())).build_noncompliant()
}

/// The step that `code` belongs to, if it is right now (one step of tolerance) and later than `last`.
pub(crate) fn check(secret: &[u8], code: &str, now_ms: i64, last: Option<i64>) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now_ms / 1000).ok()?;
    let step = i64::try_from(generator(secret).check(&digits, seconds)?).ok()?;
    last.is_none_or(|last| step > last).then_some(step)
}

/// Whether this can be a code: six digits, perhaps with spaces.
pub(crate) fn is_code(typed: &str) -> bool {
    let mut kept = typed.chars().filter(|c| !c.is_whitespace());
    kept.clone().count() == 6 && kept.all(|c| c.is_ascii_digit())
}

/// The code at a time.
#[cfg(test)]
pub(crate) fn code_at(secret: &[u8], now_ms: i64) -> String {
    generator(secret).generate(u64::try_from(now_ms / 1000).unwrap_or(0)).to_string()
}

/// The secret in letters, in groups of four, to be typed into an authenticator.
pub(crate) fn letters(secret: &[u8]) -> String {
    let text = Secret::from(secret.to_vec()).to_base32();
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Reads the letters back (they are carried by the set-up form).
pub(crate) fn from_letters(letters: &str) -> Option<Vec<u8>> {
    let plain: String = letters.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let secret = Secret::try_from_base32(plain).ok()?;
    (secret.as_ref().len() == SECRET).then(|| secret.as_ref().to_vec())
}

/// The address that authenticators read from a QR code.
pub(crate) fn address(secret: &[u8], issuer: &str, account: &str) -> String {
    let plain = letters(secret).replace(' ', "");
    let (issuer, account) = (encode(issuer), encode(account));
    format!("otpauth://totp/{issuer}:{account}?secret={plain}&issuer={issuer}&period={STEP}&digits=6")
}

fn encode(text: &str) -> String {
    ui::page::encode(text).replace('/', "%2F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_once_and_for_a_minute() {
        let secret = new_secret();
        let now = 1_726_365_600_000;
        let code = code_at(&secret, now);
        let step = check(&secret, &format!("{} {}", &code[..3], &code[3..]), now, None).unwrap();
        assert_eq!(check(&secret, &code, now, Some(step)), None, "a used step is refused");
        assert_eq!(check(&secret, &code, now + 120_000, None), None);
        assert_eq!(check(&secret, "12345", now, None), None);
    }

    #[test]
    fn the_published_example_is_met() {
        // RFC 6238, appendix B, SHA-1, at 1970-01-01 00:00:59: 94287082 (eight digits), so the last six.
        assert_eq!(code_at(b"12345678901234567890", 59_000), "287082");
    }

    #[test]
    fn letters_come_back() {
        let secret = new_secret();
        assert_eq!(from_letters(&letters(&secret)), Some(secret));
        assert_eq!(from_letters("abc"), None);
    }
}
