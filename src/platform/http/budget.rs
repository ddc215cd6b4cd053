//! How much runs together: parallel requests with the visible ones first, and bytes under way.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, oneshot};

use super::Urgency;

/// One request's urgency, which may rise while it waits.
#[derive(Debug)]
pub(super) struct Ticket(AtomicBool);

impl Ticket {
    pub(super) fn new(urgency: Urgency) -> Arc<Self> {
        Arc::new(Self(AtomicBool::new(urgency == Urgency::Visible)))
    }

    fn visible(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The budget of parallel requests. Pictures get half of it at most, and what is fetched ahead
/// leaves one place free, so that something visible that comes later starts at once.
#[derive(Debug)]
pub(super) struct Budget {
    places: usize,
    pictures: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    running: Count,
    ahead: Count,
    waiting: VecDeque<Waiting>,
}

#[derive(Debug, Default)]
struct Count {
    all: usize,
    pictures: usize,
}

impl Count {
    fn add(&mut self, picture: bool) {
        self.all += 1;
        self.pictures += usize::from(picture);
    }

    fn take(&mut self, picture: bool) {
        self.all -= 1;
        self.pictures -= usize::from(picture);
    }
}

#[derive(Debug)]
struct Waiting {
    ticket: Arc<Ticket>,
    picture: bool,
    go: oneshot::Sender<Permit>,
}

/// A place in the budget; given back when dropped.
#[derive(Debug)]
pub(super) struct Permit {
    budget: Arc<Budget>,
    picture: bool,
    ahead: bool,
}

impl Drop for Permit {
    fn drop(&mut self) {
        {
            let mut state = self.budget.lock();
            state.running.take(self.picture);
            if self.ahead {
                state.ahead.take(self.picture);
            }
        }
        self.budget.grant();
    }
}

impl Budget {
    pub(super) fn new(places: usize) -> Arc<Self> {
        Arc::new(Self {
            places,
            pictures: (places / 2).max(1),
            state: Mutex::default(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a place. Dropping the future leaves the queue.
    pub(super) async fn place(self: &Arc<Self>, ticket: &Arc<Ticket>, picture: bool) -> Permit {
        let (go, granted) = oneshot::channel();
        self.lock().waiting.push_back(Waiting {
            ticket: Arc::clone(ticket),
            picture,
            go,
        });
        self.grant();
        match granted.await {
            Ok(permit) => permit,
            // Only with the budget gone, which we hold.
            Err(_) => pending().await,
        }
    }

    /// Somebody looks at what this request fetches now.
    pub(super) fn raise(self: &Arc<Self>, ticket: &Ticket) {
        ticket.0.store(true, Ordering::Release);
        self.grant();
    }

    /// Starts whatever may start.
    fn grant(self: &Arc<Self>) {
        loop {
            let next = {
                let mut state = self.lock();
                state.waiting.retain(|one| !one.go.is_closed());
                self.next(&state).and_then(|at| {
                    let one = state.waiting.remove(at)?;
                    let ahead = !one.ticket.visible();
                    state.running.add(one.picture);
                    if ahead {
                        state.ahead.add(one.picture);
                    }
                    Some((one, ahead))
                })
            };
            let Some((one, ahead)) = next else { return };
            // Outside of the lock: a permit that nobody takes any more is given back here.
            let _ = one.go.send(Permit {
                budget: Arc::clone(self),
                picture: one.picture,
                ahead,
            });
        }
    }

    /// The first visible request that fits, else the first of the others.
    fn next(&self, state: &State) -> Option<usize> {
        let waiting = || state.waiting.iter().enumerate();
        let visible = waiting().find(|(_, one)| {
            one.ticket.visible()
                && self.fits(&state.running, one.picture, self.places, self.pictures)
        });
        let found = visible.or_else(|| {
            waiting().find(|(_, one)| {
                let spared = |places: usize| places.saturating_sub(1).max(1);
                let (all, pictures) = (spared(self.places), spared(self.pictures));
                !one.ticket.visible()
                    && self.fits(&state.running, one.picture, self.places, self.pictures)
                    && self.fits(&state.ahead, one.picture, all, pictures)
            })
        });
        found.map(|(at, _)| at)
    }

    fn fits(&self, count: &Count, picture: bool, all: usize, pictures: usize) -> bool {
        count.all < all && (!picture || count.pictures < pictures)
    }
}

/// The bytes of all answers being received. One answer alone may go beyond the bound (it has a
/// limit of its own), so that answers that each wait for room cannot block each other for good.
#[derive(Debug)]
pub(super) struct Tank {
    bound: u64,
    level: Mutex<Level>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct Level {
    used: u64,
    beyond: bool,
}

/// One answer's share of the tank; given back when dropped.
#[derive(Debug)]
pub(super) struct Share<'a> {
    tank: &'a Tank,
    used: u64,
    beyond: bool,
}

impl Tank {
    pub(super) fn new(bound: u64) -> Self {
        Self {
            bound,
            level: Mutex::default(),
            freed: Notify::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Level> {
        self.level.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn share(&self) -> Share<'_> {
        Share {
            tank: self,
            used: 0,
            beyond: false,
        }
    }
}

impl Share<'_> {
    /// Takes room for further bytes, waiting for it if need be.
    pub(super) async fn grow(&mut self, bytes: u64) {
        loop {
            let freed = self.tank.freed.notified();
            tokio::pin!(freed);
            // Counts as waiting from here on: room made between the look and the wait is not missed.
            freed.as_mut().enable();
            if self.take(bytes) {
                return;
            }
            freed.await;
        }
    }

    fn take(&mut self, bytes: u64) -> bool {
        let mut level = self.tank.lock();
        let fits = level.used.saturating_add(bytes) <= self.tank.bound;
        if !fits && !self.beyond {
            if level.beyond {
                return false;
            }
            level.beyond = true;
            self.beyond = true;
        }
        level.used = level.used.saturating_add(bytes);
        self.used = self.used.saturating_add(bytes);
        true
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        {
            let mut level = self.tank.lock();
            level.used = level.used.saturating_sub(self.used);
            if self.beyond {
                level.beyond = false;
            }
        }
        self.tank.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A request that waits for its place in a task of its own.
    fn wait(
        budget: &Arc<Budget>,
        ticket: &Arc<Ticket>,
        picture: bool,
    ) -> tokio::task::JoinHandle<Permit> {
        let (budget, ticket) = (Arc::clone(budget), Arc::clone(ticket));
        tokio::spawn(async move { budget.place(&ticket, picture).await })
    }

    async fn settle() {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn half_of_the_places_are_for_pictures_and_visible_ones_go_first() {
        let budget = Budget::new(4);
        let (visible, ahead) = (Ticket::new(Urgency::Visible), Ticket::new(Urgency::Ahead));
        let first = budget.place(&visible, true).await;
        let _second = budget.place(&visible, true).await;
        let late = wait(&budget, &ahead, true);
        settle().await;
        let soon = wait(&budget, &visible, true);
        settle().await;
        assert!(!late.is_finished() && !soon.is_finished());
        // Data still starts beside them.
        let _data = budget.place(&visible, false).await;
        drop(first);
        settle().await;
        assert!(soon.is_finished() && !late.is_finished());
    }

    #[tokio::test]
    async fn what_is_fetched_ahead_leaves_a_place_free() {
        let budget = Budget::new(3);
        let ahead = Ticket::new(Urgency::Ahead);
        let _one = budget.place(&ahead, false).await;
        let _two = budget.place(&ahead, false).await;
        let third = wait(&budget, &ahead, false);
        settle().await;
        assert!(!third.is_finished());
        let visible = Ticket::new(Urgency::Visible);
        let _now = budget.place(&visible, false).await;
    }

    #[tokio::test]
    async fn somebody_who_looks_raises_a_request_that_waits() {
        let budget = Budget::new(1);
        let running = budget.place(&Ticket::new(Urgency::Visible), false).await;
        let (first, second) = (Ticket::new(Urgency::Ahead), Ticket::new(Urgency::Ahead));
        let one = wait(&budget, &first, false);
        settle().await;
        let two = wait(&budget, &second, false);
        settle().await;
        budget.raise(&second);
        drop(running);
        settle().await;
        assert!(two.is_finished() && !one.is_finished());
    }

    #[tokio::test]
    async fn a_request_given_up_while_it_waits_takes_no_place() {
        let budget = Budget::new(1);
        let ticket = Ticket::new(Urgency::Visible);
        let running = budget.place(&ticket, false).await;
        let gone = wait(&budget, &ticket, false);
        settle().await;
        gone.abort();
        settle().await;
        drop(running);
        let _next = budget.place(&ticket, false).await;
        assert_eq!(budget.lock().running.all, 1);
    }

    #[tokio::test]
    async fn answers_wait_for_room_but_never_for_each_other() {
        let tank = Arc::new(Tank::new(100));
        let mut first = tank.share();
        first.grow(60).await;
        let mut second = tank.share();
        second.grow(40).await;
        // The first goes beyond alone, a third waits until it is done.
        first.grow(50).await;
        let waiting = {
            let tank = Arc::clone(&tank);
            tokio::spawn(async move { tank.share().grow(10).await })
        };
        settle().await;
        assert!(!waiting.is_finished());
        drop(first);
        waiting.await.unwrap();
        drop(second);
        assert_eq!(tank.lock().used, 0);
    }
}
