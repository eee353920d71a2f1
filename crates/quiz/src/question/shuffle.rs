//! Xáo thứ tự: the order in which items are shown that are to be put in order: fixed for the same items, never the right one.
use sha2::{Digest, Sha256};

/// For each place shown, the place of its item in the right order.
pub(super) fn places(items: &[String]) -> Vec<usize> {
    let key = |at: usize| {
        let mut hash = Sha256::new();
        for (n, item) in items.iter().enumerate() {
            hash.update([u8::from(n == at)]);
            hash.update(item.as_bytes());
            hash.update([0]);
        }
        <[u8; 32]>::from(hash.finalize())
    };
    let mut places: Vec<usize> = (0..items.len()).collect();
    places.sort_by_key(|at| key(*at));
    if places.iter().copied().eq(0..items.len()) && items.len() > 1 {
        places.rotate_left(1);
    }
    places
}
