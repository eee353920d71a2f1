//! Câu bị bỏ: whether the question before a ranking was dropped by the host, so that the hall is told. A snapshot does not say it; the
//! journal does, and whoever has watched the game knows it by the phases: a counted question has two more on its way to the ranking.
use super::{Phase, Scene};
use crate::store;
use base::{Error, Fetch, Result};
use quiz::{Event, chain};
use std::sync::Mutex;
use uuid::Uuid;

/// The question that was last out: phase and number, from 1.
#[derive(Debug, Default)]
pub(crate) struct Dropped(Mutex<Option<(u32, u32)>>);

impl Dropped {
    /// For a screen that is opened while this is shown.
    ///
    /// # Errors
    /// The database does not answer, or the journal is broken.
    pub(crate) async fn at(db: &mut impl Fetch, id: Uuid, scene: &Scene) -> Result<Dropped> {
        let mut last = None;
        if scene.phase == Phase::Board && scene.next() > scene.counted as usize {
            let entries = store::journal(db, id, 0).await?;
            let (events, _) = chain::read_on((0, [0; 32]), &entries).map_err(|_| Error::internal(format!("the journal of game {id} is broken")))?;
            last = before_ranking(&events).map(|q| (scene.n.saturating_sub(1), q));
        }
        Ok(Dropped(Mutex::new(last)))
    }

    /// Number of the question that was dropped just before what is shown now.
    pub(crate) fn see(&self, scene: &Scene) -> Option<u32> {
        let mut last = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match scene.phase {
            Phase::Soon | Phase::Read | Phase::Open | Phase::Over => {
                *last = Some((scene.n, scene.q));
                None
            }
            Phase::Board => last.filter(|(phase, _)| phase + 1 == scene.n).map(|(_, q)| q),
            _ => None,
        }
    }
}

/// Number, from 1, of the question that was dropped last thing.
fn before_ranking(events: &[Event]) -> Option<u32> {
    let mut turns = events.iter().rev().filter(|event| event.turns());
    match (turns.next(), turns.next()) {
        (Some(Event::Skipped), Some(Event::Asked { q, .. })) => Some(u32::from(*q) + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_turn_counts() {
        let asked = |q| Event::Asked { q, show: 0, open: 1, close: 2 };
        assert_eq!(before_ranking(&[asked(2), Event::Paused { t: 1 }, Event::Skipped, Event::Locked]), Some(3));
        assert_eq!(before_ranking(&[asked(0), Event::Skipped, asked(1)]), None);
        assert_eq!(before_ranking(&[asked(0), Event::Skipped, asked(1), Event::Closed { t: 2 }, Event::Revealed, Event::Board]), None);
    }
}
