//! Identical reads in flight share one request. Whoever waits for it drives it on, so that no task
//! of its own is needed; it ends when nobody waits any more.

use std::collections::HashMap;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};

use super::budget::Ticket;
use super::{Body, HttpFailure};

/// What makes two reads the same: the request, and how many writes and logins came before it. A
/// read after a write never gets the answer to one before it.
pub(super) type Key = (String, u64);

type Outcome = Result<Body, HttpFailure>;
type Table = Mutex<HashMap<Key, Weak<Flight>>>;

/// The reads under way.
#[derive(Debug, Default)]
pub(super) struct Flights(Arc<Table>);

/// One request under way; whoever waits for it holds it.
pub(super) struct Flight {
    pub(super) ticket: Arc<Ticket>,
    work: Mutex<Work>,
    waiting: Arc<Waiting>,
    key: Key,
    table: Arc<Table>,
}

enum Work {
    Under(Pin<Box<dyn Future<Output = Outcome> + Send>>),
    Done(Outcome),
}

/// Everybody who waits for one request. Progress wakes them all: any of them may be the one that
/// goes on, should the others go away.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        let all = std::mem::take(&mut *lock(&self.0));
        for one in all {
            one.wake();
        }
    }
}

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut all = lock(&self.0);
        if !all.iter().any(|one| one.will_wake(waker)) {
            all.push(waker.clone());
        }
    }
}

impl fmt::Debug for Flight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flight").finish_non_exhaustive()
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Flights {
    /// The flight for this key: the one under way (then `true`), or a new one made of `request`.
    pub(super) fn join<F>(
        &self,
        key: Key,
        ticket: &Arc<Ticket>,
        request: impl FnOnce() -> F,
    ) -> (Arc<Flight>, bool)
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let mut table = lock(&self.0);
        if let Some(flight) = table.get(&key).and_then(Weak::upgrade) {
            return (flight, true);
        }
        let flight = Arc::new(Flight {
            ticket: Arc::clone(ticket),
            work: Mutex::new(Work::Under(Box::pin(request()))),
            waiting: Arc::default(),
            key: key.clone(),
            table: Arc::clone(&self.0),
        });
        table.insert(key, Arc::downgrade(&flight));
        (flight, false)
    }
}

impl Flight {
    /// The outcome, for everybody who waits.
    pub(super) async fn wait(self: Arc<Self>) -> Outcome {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&self, context: &Context<'_>) -> Poll<Outcome> {
        // First, so that progress made meanwhile is not missed.
        self.waiting.add(context.waker());
        let mut work = lock(&self.work);
        let outcome = match &mut *work {
            Work::Done(outcome) => return Poll::Ready(outcome.clone()),
            Work::Under(request) => {
                let waker = Waker::from(Arc::clone(&self.waiting));
                match request.as_mut().poll(&mut Context::from_waker(&waker)) {
                    Poll::Ready(outcome) => outcome,
                    Poll::Pending => return Poll::Pending,
                }
            }
        };
        *work = Work::Done(outcome.clone());
        drop(work);
        // Whoever comes from now on asks anew: this answer is already a thing of the past.
        self.leave();
        Arc::clone(&self.waiting).wake();
        Poll::Ready(outcome)
    }

    /// Makes room for the next request of this key, unless it has been taken already.
    fn leave(&self) {
        let mut table = lock(&self.table);
        if table
            .get(&self.key)
            .is_some_and(|flight| std::ptr::eq(flight.as_ptr(), self))
        {
            table.remove(&self.key);
        }
    }
}
