//! Kết nối của người chơi: the newest connection of a player wins; the one before is told to go. Counts who is connected, and
//! remembers who has asked lately without a connection.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Who asks without a connection is here for so long: longer than any of those pages wait.
const HERE: Duration = Duration::from_secs(45);

/// Who is connected to one game on this node.
#[derive(Default)]
pub struct Sockets(Mutex<Known>);

#[derive(Default)]
struct Known {
    sockets: HashMap<u32, Arc<Notify>>,
    asked: HashMap<u32, Instant>,
}

impl Sockets {
    /// A player connects: the connection before, if any, is told to go. The answer is what tells this one.
    pub fn enter(&self, p: u32) -> Arc<Notify> {
        let own = Arc::new(Notify::new());
        if let Some(old) = self.known().sockets.insert(p, own.clone()) {
            old.notify_one();
        }
        own
    }

    /// A connection ends; a newer one of the same player stays.
    pub fn leave(&self, p: u32, own: &Arc<Notify>) {
        let mut known = self.known();
        if known.sockets.get(&p).is_some_and(|now| Arc::ptr_eq(now, own)) {
            known.sockets.remove(&p);
        }
    }

    /// A player asks by page or long-poll.
    pub fn asks(&self, p: u32) {
        self.known().asked.insert(p, Instant::now());
    }

    /// Whether a player is connected, or has asked a moment ago.
    pub fn is_here(&self, p: u32) -> bool {
        let known = self.known();
        known.sockets.contains_key(&p) || known.asked.get(&p).is_some_and(|at| at.elapsed() < HERE)
    }

    /// Somebody else has the place of this player now: its connection is told to go.
    pub fn expel(&self, p: u32) {
        let mut known = self.known();
        known.asked.remove(&p);
        if let Some(old) = known.sockets.remove(&p) {
            old.notify_one();
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Players who are connected.
    pub fn count(&self) -> usize {
        self.known().sockets.len()
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
        assert_eq!((sockets.count(), sockets.is_here(1)), (0, false));
    }

    #[tokio::test]
    async fn who_lost_the_place_is_told_to_go_and_who_asks_by_page_is_here() {
        let sockets = Sockets::default();
        let old = sockets.enter(1);
        sockets.asks(2);
        assert!(sockets.is_here(1) && sockets.is_here(2) && !sockets.is_here(3));
        sockets.expel(1);
        sockets.expel(2);
        old.notified().await;
        assert!(!sockets.is_here(1) && !sockets.is_here(2));
    }
}
