//! Which picture is made next: pure bookkeeping, no threads.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use super::Slot;
use crate::limits::RENDER_SLOTS;
use crate::media::request::{RenderKey, RenderRequest};

/// One request on its way.
pub(super) struct Job {
    pub(super) slot: Slot,
    pub(super) key: RenderKey,
    pub(super) request: RenderRequest,
    /// Counts up; tells a request from a newer one of its slot.
    number: u64,
    /// Not begun before.
    due: Option<Instant>,
}

/// Waiting and running requests.
#[derive(Default)]
pub(super) struct Queue {
    waiting: BTreeMap<Slot, Job>,
    /// What is being made, by number.
    running: HashMap<u64, RenderKey>,
    /// The newest request of each slot; answers of others are dropped.
    newest: HashMap<Slot, u64>,
    last_number: u64,
    closed: bool,
}

impl Queue {
    /// Puts a request in the place of the slot's earlier one. Beyond [`RENDER_SLOTS`] the farthest
    /// ahead is forgotten.
    pub(super) fn put(
        &mut self,
        slot: Slot,
        key: RenderKey,
        request: RenderRequest,
        due: Option<Instant>,
    ) {
        self.last_number += 1;
        let number = self.last_number;
        self.newest.insert(slot, number);
        let job = Job {
            slot,
            key,
            request,
            number,
            due,
        };
        self.waiting.insert(slot, job);
        if self.waiting.len() > RENDER_SLOTS
            && let Some((farthest, _)) = self.waiting.pop_last()
        {
            self.newest.remove(&farthest);
        }
    }

    pub(super) fn cancel(&mut self, slot: Slot) {
        self.waiting.remove(&slot);
        self.newest.remove(&slot);
    }

    pub(super) fn cancel_all(&mut self) {
        self.waiting.clear();
        self.newest.clear();
    }

    pub(super) fn close(&mut self) {
        self.cancel_all();
        self.closed = true;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    pub(super) fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.running.is_empty()
    }

    /// The most urgent request that is due and whose picture nobody is making already; one that is
    /// being made is soon found in the cache.
    pub(super) fn take(&mut self, now: Instant) -> Option<Job> {
        let free = |job: &Job| !self.running.values().any(|key| *key == job.key);
        let slot = self
            .waiting
            .iter()
            .find(|(_, job)| job.due.is_none_or(|due| due <= now) && free(job))
            .map(|(slot, _)| *slot)?;
        let job = self.waiting.remove(&slot)?;
        self.running.insert(job.number, job.key.clone());
        Some(job)
    }

    /// When the next request that is not due yet will be.
    pub(super) fn next_due(&self, now: Instant) -> Option<Instant> {
        let later = self.waiting.values().filter_map(|job| job.due);
        later.filter(|due| *due > now).min()
    }

    /// Whether nobody waits for a running request: neither its slot, nor another one for the same
    /// picture.
    pub(super) fn is_given_up(&self, job: &Job) -> bool {
        self.newest.get(&job.slot) != Some(&job.number)
            && !self.waiting.values().any(|other| other.key == job.key)
    }

    /// Ends a running request; true when its answer is still wanted.
    pub(super) fn finish(&mut self, job: &Job) -> bool {
        self.running.remove(&job.number);
        let wanted = self.newest.get(&job.slot) == Some(&job.number);
        if wanted {
            self.newest.remove(&job.slot);
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::request::tests::request;

    fn put(queue: &mut Queue, slot: Slot, item: &str) {
        let mut request = request(b"", (10, 10));
        request.item = item.into();
        queue.put(slot, request.key(), request, None);
    }

    #[test]
    fn what_waits_for_its_time_holds_nothing_up() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        let later = now + std::time::Duration::from_millis(150);
        let mut sharp = request(b"", (10, 10));
        sharp.item = "sharp".into();
        queue.put(Slot::MainAgain, sharp.key(), sharp.clone(), Some(later));
        put(&mut queue, Slot::Ahead(0), "ahead");
        assert_eq!(queue.take(now).unwrap().slot, Slot::Ahead(0));
        assert!(queue.take(now).is_none());
        assert_eq!(queue.next_due(now), Some(later));
        assert_eq!(queue.next_due(later), None);
        assert_eq!(queue.take(later).unwrap().slot, Slot::MainAgain);
        // Nobody looks any more: it is never begun.
        queue.put(Slot::MainAgain, sharp.key(), sharp, Some(later));
        queue.cancel(Slot::MainAgain);
        assert!(queue.take(later).is_none() && queue.next_due(now).is_none());
    }

    #[test]
    fn urgent_first_and_newest_wins() {
        let mut queue = Queue::default();
        put(&mut queue, Slot::Ahead(1), "b");
        put(&mut queue, Slot::Ahead(0), "a");
        put(&mut queue, Slot::Preview, "p");
        put(&mut queue, Slot::Main, "old");
        put(&mut queue, Slot::Main, "m");
        let order: Vec<_> = std::iter::from_fn(|| queue.take(Instant::now())).collect();
        let items: Vec<_> = order.iter().map(|job| job.request.item.as_str()).collect();
        assert_eq!(items, ["m", "p", "a", "b"]);
        put(&mut queue, Slot::Main, "newer");
        assert!(queue.is_given_up(&order[0]) && !queue.is_given_up(&order[1]));
        assert!(!queue.finish(&order[0]) && queue.finish(&order[1]));
    }

    #[test]
    fn the_same_picture_is_made_once() {
        let mut queue = Queue::default();
        put(&mut queue, Slot::Ahead(0), "next");
        let ahead = queue.take(Instant::now()).unwrap();
        put(&mut queue, Slot::Main, "next");
        assert!(queue.take(Instant::now()).is_none(), "it is being made");
        queue.cancel(Slot::Ahead(0));
        assert!(!queue.is_given_up(&ahead), "main waits for it");
        assert!(!queue.finish(&ahead));
        assert_eq!(queue.take(Instant::now()).unwrap().slot, Slot::Main);
    }

    #[test]
    fn cancelled_slots_answer_nothing() {
        let mut queue = Queue::default();
        put(&mut queue, Slot::Main, "a");
        let job = queue.take(Instant::now()).unwrap();
        queue.cancel(Slot::Main);
        assert!(queue.is_given_up(&job) && !queue.finish(&job) && queue.is_idle());
        for ahead in 0..=u8::MAX {
            put(&mut queue, Slot::Ahead(ahead), "x");
        }
        assert_eq!(queue.waiting.len(), RENDER_SLOTS);
    }
}
