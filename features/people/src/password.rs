//! Mật khẩu: what is asked of a password (length, no name, no common pattern; never "one capital, one digit") and its
//! argon2id hash. Pasting and password managers are welcome; nothing here ever stores or logs the words themselves.
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base::{Error, Result};
use std::sync::{LazyLock, OnceLock};
use tokio::sync::Semaphore;

/// Shortest password of an account without a second factor.
pub const MIN_ALONE: usize = 14;
/// Shortest password of an account with a second factor.
pub const MIN_WITH_TOTP: usize = 10;
/// Longest password that is hashed (bytes).
const MAX: usize = 512;

/// Words that make a password guessable when it is little more than them (folded, without spaces).
const COMMON: &[&str] = &[
    "matkhau", "password", "passw0rd", "quantri", "admin", "administrator", "dangnhap", "chuyendoiso", "vietnam", "hanoi",
    "saigon", "tphcm", "xinchao", "iloveyou", "anhyeuem", "emyeuanh", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbnm",
    "1q2w3e4r", "abc", "abcdef", "welcome", "letmein", "nhipso", "ubnd", "so", "p", "pass", "khongbiet", "khongco", "macdinh",
];

/// Why a password is not taken; [`Weakness::key`] is its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than the asked characters.
    Short(usize),
    /// Longer than 512 bytes.
    Long,
    /// Holds the name or the e-mail address.
    Personal,
    /// A common word, a row of keys, one character again and again.
    Common,
}

impl Weakness {
    /// Catalogue key; takes the argument `count`.
    pub fn key(self) -> &'static str {
        match self {
            Weakness::Short(_) => "people-password-short",
            Weakness::Long => "people-password-long",
            Weakness::Personal => "people-password-personal",
            Weakness::Common => "people-password-common",
        }
    }

    /// The figure of the message.
    pub fn count(self) -> usize {
        match self {
            Weakness::Short(n) => n,
            _ => MAX,
        }
    }
}

/// Checks a new password against the rules. `personal`: name, e-mail, telephone of its owner.
pub fn check(password: &str, min: usize, personal: &[&str]) -> Option<Weakness> {
    if password.chars().count() < min {
        return Some(Weakness::Short(min));
    }
    if password.len() > MAX {
        return Some(Weakness::Long);
    }
    let folded = squeeze(password);
    if personal.iter().flat_map(|p| personal_parts(p)).any(|part| folded.contains(&part) && folded.len() < part.len() + 8) {
        return Some(Weakness::Personal);
    }
    is_common(&folded).then_some(Weakness::Common)
}

/// Lower case, without marks, spaces and punctuation.
fn squeeze(text: &str) -> String {
    vietnamese::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Name, mailbox name and telephone number, when long enough to mean something.
fn personal_parts(text: &str) -> Vec<String> {
    let mailbox = text.split('@').next().unwrap_or(text);
    [squeeze(text), squeeze(mailbox)].into_iter().filter(|p| p.chars().count() >= 5).collect()
}

fn is_common(folded: &str) -> bool {
    let letters: String = folded.trim_matches(|c: char| c.is_ascii_digit()).to_owned();
    let mut distinct: Vec<char> = folded.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let runs = folded.as_bytes().windows(2).filter(|w| w[1].wrapping_sub(w[0]) <= 1 || w[0].wrapping_sub(w[1]) == 1).count();
    distinct.len() < 5
        || letters.is_empty()
        || COMMON.iter().any(|word| letters == *word || letters == word.repeat(2))
        || runs * 10 >= folded.len().saturating_sub(1) * 8
        || repeats(folded)
}

/// One short piece again and again: `abc123abc123abc123`.
fn repeats(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=chars.len() / 2).any(|n| chars.len().is_multiple_of(n) && n <= 6 && chars.chunks(n).all(|c| c == &chars[..n]))
}

/// As many hashes at once as there are processors, at most four: memory stays bounded when a hall signs in.
static SEATS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 4)));

async fn on_a_seat<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _seat = SEATS.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// The argon2id hash (19 MiB, 2 rounds) in PHC text, to be stored.
pub(crate) async fn hash(password: &str) -> Result<Vec<u8>> {
    let password = password.to_owned();
    let hash = on_a_seat(move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string())).await?;
    Ok(hash.map_err(Error::internal)?.into_bytes())
}

/// Whether `password` fits the stored hash. Without one (no such account, no password) it takes as long and says no.
pub(crate) async fn verify(password: &str, stored: Option<Vec<u8>>) -> Result<bool> {
    static NOBODY: OnceLock<Vec<u8>> = OnceLock::new();
    let known = stored.is_some();
    let stored = match stored {
        Some(stored) => stored,
        None => match NOBODY.get() {
            Some(hash) => hash.clone(),
            None => {
                let made = hash("một mật khẩu không ai dùng").await?;
                NOBODY.get_or_init(|| made).clone()
            }
        },
    };
    let password: String = password.chars().take(MAX).collect();
    let fits = on_a_seat(move || {
        let text = String::from_utf8(stored).ok()?;
        let parsed = PasswordHash::new(&text).ok()?;
        Argon2::default().verify_password(password.as_bytes(), &parsed).ok()
    })
    .await?;
    Ok(known && fits.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_letters_not_bytes() {
        assert_eq!(check("ngắn quá", 14, &[]), Some(Weakness::Short(14)));
        assert_eq!(check("mười hai con gà mái đẻ", 14, &[]), None);
        assert_eq!(check(&"x y z ".repeat(200), 14, &[]), Some(Weakness::Long));
    }

    #[test]
    fn names_and_addresses_are_refused_unless_much_more_is_there() {
        let about = ["Nguyễn Thị Hạnh", "hanh.nguyen@coquan.example"];
        assert_eq!(check("nguyenthihanh1990", 14, &about), Some(Weakness::Personal));
        assert_eq!(check("Hanh.Nguyen@2024", 14, &about), Some(Weakness::Personal));
        assert_eq!(check("hanh.nguyen đi chợ mua cá lóc", 14, &about), None);
    }

    #[test]
    fn common_patterns_are_refused() {
        for weak in ["12345678901234", "aaaaaaaaaaaaaa", "matkhau12345678", "abc123abc123abc123", "Password@2024!", "qwertyuiop123456"] {
            assert_eq!(check(weak, 14, &[]), Some(Weakness::Common), "{weak}");
        }
        assert_eq!(check("con mèo trèo cây cau", 14, &[]), None);
    }

    #[tokio::test]
    async fn a_hash_fits_only_its_password() {
        let stored = hash("con mèo trèo cây cau").await.unwrap();
        assert!(verify("con mèo trèo cây cau", Some(stored.clone())).await.unwrap());
        assert!(!verify("con mèo trèo cây cao", Some(stored)).await.unwrap());
        assert!(!verify("một mật khẩu không ai dùng", None).await.unwrap());
    }
}
