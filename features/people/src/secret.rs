//! Bí mật dùng một lần (one-time secrets): random tokens for links and recovery codes. Only hashes are ever stored;
//! a secret is shown once and must never reach a log.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Letters of recovery codes: Crockford's base 32, without letters that look like digits.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A token of 256 random bits: the text for the link, and the hash to store.
pub(crate) fn token() -> (String, Vec<u8>) {
    let bytes: [u8; 32] = rand::random();
    (URL_SAFE_NO_PAD.encode(bytes), Sha256::digest(bytes).to_vec())
}

/// The stored hash of a token that came back; None when it cannot be one of ours.
pub(crate) fn hash_of(token: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    (bytes.len() == 32).then(|| Sha256::digest(&bytes).to_vec())
}

/// A recovery code (mã dự phòng) of 80 random bits as `ABCD-1234-EFGH-5678`, and the hash to store.
pub(crate) fn recovery_code() -> (String, Vec<u8>) {
    let bytes: [u8; 16] = rand::random();
    let plain: String = bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect();
    let groups: Vec<&str> = (0..4).map(|n| &plain[n * 4..n * 4 + 4]).collect();
    (groups.join("-"), recovery_hash(&plain))
}

/// The hash of a recovery code as a person typed it: case, spaces, dashes and look-alikes do not matter.
pub(crate) fn recovery_hash(typed: &str) -> Vec<u8> {
    let plain: String = typed
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    Sha256::digest(plain.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_by_its_hash_only() {
        let (token, hash) = token();
        assert_eq!(hash_of(&token), Some(hash));
        assert_eq!(hash_of("ngắn"), None);
        assert_eq!(hash_of("AAAA"), None);
    }

    #[test]
    fn a_recovery_code_may_be_typed_carelessly() {
        let (code, hash) = recovery_code();
        assert_eq!(code.len(), 19);
        assert_eq!(recovery_hash(&code.to_lowercase().replace('-', " ")), hash);
        assert_eq!(recovery_hash(&code.replace('0', "o").replace('1', "l")), hash);
    }
}
