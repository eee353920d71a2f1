//! Ghi cho bằng được: one thing that cannot be written must not take those with it that wait beside it. What fails together is tried
//! once more, then one by one; only the one that fails alone is told so.
use base::Result;
use std::time::Duration;
use tokio::time::Instant;

/// How long things are tried one by one: when the disk itself is gone, those who wait are told soon.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something that writes many in one transaction: all of them or none.
pub(super) trait Write<T, O> {
    /// The outcomes in the order of the batch.
    fn write(&self, batch: &[T]) -> impl Future<Output = Result<Vec<O>>> + Send;
}

/// Writes a batch. None stands for one that was not written.
pub(super) async fn settle<T: Sync, O: Send>(to: &(impl Write<T, O> + Sync), batch: &[T]) -> Vec<Option<O>> {
    for _ in 0..2 {
        match to.write(batch).await {
            Ok(outcomes) => return outcomes.into_iter().map(Some).collect(),
            Err(error) => tracing::warn!(%error, ballots = batch.len(), "ballots could not be written together"),
        }
    }
    let begun = Instant::now();
    let mut outcomes = Vec::with_capacity(batch.len());
    for one in batch.chunks(1) {
        let written = if batch.len() > 1 && begun.elapsed() < PATIENCE { to.write(one).await } else { Err(base::Error::internal("tried enough")) };
        let outcome = written.inspect_err(|error| tracing::error!(%error, "a ballot could not be written")).ok();
        outcomes.push(outcome.and_then(|mut outcomes| outcomes.pop()));
    }
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// Doubles numbers; refuses every batch with one of these in it, and the first so many batches. Notes the sizes of all.
    #[derive(Default)]
    struct Disk {
        bad: Vec<i32>,
        sick: usize,
        sizes: Mutex<Vec<usize>>,
    }

    impl Write<i32, i32> for Disk {
        async fn write(&self, batch: &[i32]) -> Result<Vec<i32>> {
            let mut sizes = self.sizes.lock().unwrap();
            sizes.push(batch.len());
            if sizes.len() <= self.sick || batch.iter().any(|n| self.bad.contains(n)) {
                return Err(base::Error::internal("no"));
            }
            Ok(batch.iter().map(|n| n * 2).collect())
        }
    }

    #[tokio::test]
    async fn a_disk_that_was_busy_once_is_asked_again() {
        let disk = Disk { sick: 1, ..Disk::default() };
        assert_eq!(settle(&disk, &[1, 2, 3]).await, [Some(2), Some(4), Some(6)]);
        assert_eq!(*disk.sizes.lock().unwrap(), [3, 3]);
    }

    #[tokio::test]
    async fn only_what_fails_alone_fails() {
        let disk = Disk { bad: vec![2, 4], ..Disk::default() };
        assert_eq!(settle(&disk, &[1, 2, 3, 4]).await, [Some(2), None, Some(6), None]);
        assert_eq!(*disk.sizes.lock().unwrap(), [4, 4, 1, 1, 1, 1]);
        let alone = Disk { bad: vec![2], ..Disk::default() };
        assert_eq!(settle(&alone, &[2]).await, [None]);
        assert_eq!(alone.sizes.lock().unwrap().len(), 2);
    }

    struct Gone;

    impl Write<i32, i32> for Gone {
        async fn write(&self, _: &[i32]) -> Result<Vec<i32>> {
            tokio::time::sleep(Duration::from_secs(4)).await;
            Err(base::Error::internal("gone"))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn where_the_disk_is_gone_nobody_waits_for_ever() {
        let begun = Instant::now();
        assert_eq!(settle(&Gone, &[1; 500]).await, vec![None; 500]);
        assert!(begun.elapsed() <= Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}
