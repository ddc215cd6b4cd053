//! Identical reads in flight share one request. It ends when nobody waits for it any more.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::watch;
use tokio::task::AbortHandle;

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
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) ticket: Arc<Ticket>,
    outcome: watch::Receiver<Option<Outcome>>,
    task: AbortHandle,
    key: Key,
    table: Arc<Table>,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.task.abort();
        forget(&self.table, &self.key);
    }
}

fn lock(table: &Table) -> MutexGuard<'_, HashMap<Key, Weak<Flight>>> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes a flight nobody waits for any more, unless its place is taken by a new one.
fn forget(table: &Table, key: &Key) {
    let mut table = lock(table);
    if table
        .get(key)
        .is_some_and(|flight| flight.strong_count() == 0)
    {
        table.remove(key);
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
        let (tell, outcome) = watch::channel(None);
        let (shared, own) = (Arc::clone(&self.0), key.clone());
        let request = request();
        let task = tokio::spawn(async move {
            let outcome = request.await;
            // Whoever comes from now on asks anew: this answer is already a thing of the past.
            lock(&shared).remove(&own);
            tell.send_replace(Some(outcome));
        });
        let flight = Arc::new(Flight {
            ticket: Arc::clone(ticket),
            outcome,
            task: task.abort_handle(),
            key: key.clone(),
            table: Arc::clone(&self.0),
        });
        table.insert(key, Arc::downgrade(&flight));
        (flight, false)
    }
}

impl Flight {
    /// The outcome; none if the request's task has died.
    pub(super) async fn wait(self: Arc<Self>) -> Option<Outcome> {
        let mut outcome = self.outcome.clone();
        let outcome = outcome.wait_for(Option::is_some).await.ok()?;
        outcome.clone()
    }
}
