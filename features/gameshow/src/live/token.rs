//! Thẻ người chơi: a signed token that brings a phone back to its player, and the signature of a big screen's link. The key
//! is the game's secret in its row, so tokens outlive a restart.
use super::Place;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

const MAC: usize = 16;

fn mac(secret: &[u8], words: &[&[u8]]) -> [u8; MAC] {
    let mut out = [0; MAC];
    // HMAC takes keys of every length
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) {
        for word in words {
            mac.update(&(word.len() as u64).to_be_bytes());
            mac.update(word);
        }
        out.copy_from_slice(&mac.finalize().into_bytes()[..MAC]);
    }
    out
}

/// Compares without telling where the difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// The token of a place.
pub fn player(secret: &[u8], game: Uuid, place: Place) -> String {
    let place = [place.number.to_be_bytes().as_slice(), &place.seat.to_be_bytes()].concat();
    let mac = mac(secret, &[b"player", game.as_bytes(), &place]);
    URL_SAFE_NO_PAD.encode([place.as_slice(), &mac].concat())
}

/// The place whose token this is; None for a forged one or one of another game.
pub fn read_player(secret: &[u8], game: Uuid, token: &str) -> Option<Place> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (place, given) = bytes.split_at_checked(6)?;
    let [a, b, c, d, e, f] = *place else { return None };
    let (number, seat) = (u32::from_be_bytes([a, b, c, d]), u16::from_be_bytes([e, f]));
    same(given, &mac(secret, &[b"player", game.as_bytes(), place])).then_some(Place { number, seat })
}

/// The signature in a big screen's link. It opens nothing but the screen.
pub fn screen(secret: &[u8], game: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(mac(secret, &[b"screen", game.as_bytes()]))
}

/// Whether this is the signature of that link.
pub fn is_screen(secret: &[u8], game: Uuid, given: &str) -> bool {
    same(screen(secret, game).as_bytes(), given.as_bytes())
}

/// The token of a device in a session of polls: a random number that only this device has.
pub fn device(secret: &[u8], session: Uuid, device: Uuid) -> String {
    let mac = mac(secret, &[b"device", session.as_bytes(), device.as_bytes()]);
    URL_SAFE_NO_PAD.encode([device.as_bytes().as_slice(), &mac].concat())
}

/// The device whose token this is; None for a forged one or one of another session.
pub fn read_device(secret: &[u8], session: Uuid, token: &str) -> Option<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (device, given) = bytes.split_at_checked(16)?;
    let device = Uuid::from_slice(device).ok()?;
    same(given, &mac(secret, &[b"device", session.as_bytes(), device.as_bytes()])).then_some(device)
}

/// Name of the cookie that holds a player's token of a game.
pub fn cookie(game: Uuid) -> String {
    format!("dt-{}", game.simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_token_of_the_right_game_opens() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let seven = Place { number: 7, seat: 1 };
        let token = player(b"key", a, seven);
        assert_eq!(read_player(b"key", a, &token), Some(seven));
        assert_eq!(read_player(b"key", b, &token), None, "another game");
        assert_eq!(read_player(b"other", a, &token), None, "another key");
        for at in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).expect("ascii");
            assert!(read_player(b"key", a, &forged).is_none_or(|place| place == seven), "{forged}");
        }
        assert_eq!(read_player(b"key", a, &screen(b"key", a)), None);
        assert!(is_screen(b"key", a, &screen(b"key", a)) && !is_screen(b"key", b, &screen(b"key", a)) && !is_screen(b"key", a, ""));
    }
}
