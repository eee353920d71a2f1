//! Niêm câu hỏi: a question goes out sealed, ahead of its moment, and is opened by a small key; so what a phone pays for a
//! slow network is the way of 32 bytes, not of the question. The key is for one showing of one question.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};

/// A sealed text with its key.
pub struct Sealed {
    /// Base64 of nonce (12 bytes) and sealed text.
    pub sealed: String,
    /// Base64 of the key.
    pub key: String,
}

/// Seals a text with these random bytes. Phones undo it with the same cipher (RFC 8439, block counter from 1).
pub fn seal(text: &str, key: [u8; 32], nonce: [u8; 12]) -> Sealed {
    let cipher = ChaCha20Poly1305::new(&Key::from(key));
    // Fails only for texts of many gigabytes.
    let sealed = cipher.encrypt(&Nonce::from(nonce), text.as_bytes()).unwrap_or_default();
    Sealed { sealed: STANDARD.encode([nonce.as_slice(), &sealed].concat()), key: STANDARD.encode(key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_question_tells_nothing_and_opens_with_its_key() {
        let sealed = seal("Câu hỏi", [7; 32], [1; 12]);
        let bytes = STANDARD.decode(&sealed.sealed).expect("base64");
        assert!(!bytes.windows(3).any(|w| w == "hỏi".as_bytes().get(..3).unwrap_or_default()));
        let key: [u8; 32] = STANDARD.decode(&sealed.key).expect("base64").try_into().expect("32 bytes");
        let nonce: [u8; 12] = bytes[..12].try_into().expect("12 bytes");
        let open = ChaCha20Poly1305::new(&Key::from(key)).decrypt(&Nonce::from(nonce), &bytes[12..]).expect("it opens");
        assert_eq!(open, "Câu hỏi".as_bytes());
    }
}
