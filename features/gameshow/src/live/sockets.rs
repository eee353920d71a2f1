//! Kết nối của người chơi: the newest connection of a player wins; the one before is told to go. Counts who is connected.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// Who is connected to one game.
#[derive(Default)]
pub struct Sockets(Mutex<HashMap<u32, Arc<Notify>>>);

impl Sockets {
    /// A player connects: the connection before, if any, is told to go. The answer is what tells this one.
    pub fn enter(&self, p: u32) -> Arc<Notify> {
        let own = Arc::new(Notify::new());
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = map.insert(p, own.clone()) {
            old.notify_one();
        }
        own
    }

    /// A connection ends; a newer one of the same player stays.
    pub fn leave(&self, p: u32, own: &Arc<Notify>) {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if map.get(&p).is_some_and(|now| Arc::ptr_eq(now, own)) {
            map.remove(&p);
        }
    }

    /// Players who are connected.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_newest_socket_wins_and_the_old_one_takes_nothing_with_it() {
        let sockets = Sockets::default();
        let old = sockets.enter(1);
        let new = sockets.enter(1);
        old.notified().await;
        sockets.leave(1, &old);
        assert_eq!(sockets.count(), 1);
        sockets.leave(1, &new);
        assert_eq!(sockets.count(), 0);
    }
}
