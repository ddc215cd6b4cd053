//! The sender: one task per account that takes due operations out of the outbox and hands them to
//! the platform, in order, repeating what is safe to repeat.
//!
//! It knows no platform and changes no state but the outbox's. Time comes from the clock it is
//! given. While nothing is open it sleeps without a timer.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::limits::{
    SEND_ATTEMPTS, SEND_BACKOFF_MAX_MS, SEND_BACKOFF_MS, SENDER_ASK_MS, SENDER_CONTROL,
};
use crate::model::{AccountId, Applied, NodeRef, OpId, Text, Timestamp};
use crate::platform::{Attempt, Keeping, Platform, PlatformError, Retry};
use crate::store::{Delivery, Entry, Store, StoreError};

/// Tells the time, UTC.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the sender has to report.
#[derive(Clone, Debug)]
pub enum SenderEvent {
    /// An operation has arrived.
    Delivered {
        /// The operation.
        op: OpId,
        /// What the platform answered.
        applied: Applied,
    },
    /// An operation was refused or lost on the way.
    Failed {
        /// The operation.
        op: OpId,
        /// Why.
        error: PlatformError,
        /// Whether it now waits for the reviewer; else it is repeated later.
        is_final: bool,
    },
    /// The outbox itself does not answer; the sender tries again unless the database is closed or
    /// damaged.
    Stuck {
        /// Why.
        error: StoreError,
    },
    /// Everything that was due has been dealt with.
    Idle,
}

/// Which program a sender belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// The program's random number, as in its operation ids.
    pub session: u64,
    /// Its process.
    pub pid: u32,
}

/// A handle to the sender task of one account.
#[derive(Debug)]
pub struct Sender {
    news: Arc<Notify>,
    control: mpsc::Sender<oneshot::Sender<bool>>,
    mode: watch::Sender<Mode>,
    task: JoinHandle<()>,
}

/// How the task behaves; it only ever goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    /// Sends, and waits until its events are taken.
    Run,
    /// Sends what is due, but drops events that nobody takes: the program is ending.
    Flush,
    /// Ends after the operation at hand.
    Stop,
}

impl Sender {
    /// Starts the task of the platform's account. Must be called within a tokio runtime. When
    /// `events` is full the sender waits; when nobody listens any more it goes on silently, since
    /// the journal has everything.
    pub fn start(
        platform: Arc<dyn Platform>,
        store: Store,
        program: Program,
        clock: Clock,
        events: mpsc::Sender<SenderEvent>,
    ) -> Self {
        let news = Arc::new(Notify::new());
        let (control, flushes) = mpsc::channel(SENDER_CONTROL);
        let (mode, watched) = watch::channel(Mode::Run);
        let worker = Worker {
            account: platform.account().clone(),
            platform,
            store,
            program,
            clock,
            events,
            mode: watched,
            claimed: false,
            troubles: 0,
            patience: None,
            unreached: 0,
        };
        let task = tokio::spawn(worker.run(Arc::clone(&news), flushes));
        Self {
            news,
            control,
            mode,
            task,
        }
    }

    /// Tells the sender that the outbox has changed (commit, withdraw, retry, drop).
    pub fn wake(&self) {
        self.news.notify_one();
    }

    /// The bell behind [`Sender::wake`], for tasks that change the outbox later.
    pub fn news(&self) -> Arc<Notify> {
        Arc::clone(&self.news)
    }

    /// On quitting: sends what is due, for so long at most. Held operations stay in the outbox
    /// and go out at the next start. True when everything due has been dealt with.
    pub async fn flush(&self, within: Duration) -> bool {
        self.advance(Mode::Flush);
        let (answer, done) = oneshot::channel();
        let ask = async { self.control.send(answer).await.is_ok() && done.await.unwrap_or(false) };
        timeout(within, ask).await.unwrap_or(false)
    }

    /// Finishes the operation at hand, then ends. What is not sent stays in the outbox. Takes as
    /// long as the platform does: a caller in a hurry puts a timeout around it, which loses nothing,
    /// since an operation whose answer is missing is due again at the next start.
    pub async fn stop(self) {
        self.advance(Mode::Stop);
        // An error means that the task ended on its own.
        let _ = self.task.await;
    }

    fn advance(&self, to: Mode) {
        self.mode.send_if_modified(|mode| {
            let forward = to > *mode;
            if forward {
                *mode = to;
            }
            forward
        });
    }
}

/// What one round over the outbox came to.
enum Round {
    /// Nothing more is due; ask again at that moment, if any.
    Rest(Option<Timestamp>),
    /// Another program sends; ask again before long.
    Taken,
    /// The outbox did not answer; try again before long.
    Trouble,
    /// Stop was asked for, or the outbox is gone.
    End,
}

struct Worker {
    platform: Arc<dyn Platform>,
    account: AccountId,
    store: Store,
    program: Program,
    clock: Clock,
    events: mpsc::Sender<SenderEvent>,
    mode: watch::Receiver<Mode>,
    /// Whether this program is the account's one sender right now.
    claimed: bool,
    /// Rounds in a row that ended in trouble.
    troubles: u32,
    /// The server cannot be reached: nothing is sent to it before this moment. What is kept here
    /// (verdicts that the platform has no field for) goes on.
    patience: Option<Timestamp>,
    /// Failures to reach it in a row.
    unreached: u32,
}

/// How one attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    /// It is over, one way or the other.
    Over,
    /// Over, and it made something whose new id later operations speak of by now.
    Numbered,
    /// It will be repeated.
    Again,
}

impl Worker {
    async fn run(mut self, news: Arc<Notify>, mut flushes: mpsc::Receiver<oneshot::Sender<bool>>) {
        let mut asked: Option<oneshot::Sender<bool>> = None;
        loop {
            let round = self.round().await;
            if let Some(asked) = asked.take() {
                // Whoever asked may have given up.
                let _ = asked.send(matches!(round, Round::Rest(_)));
            }
            let pause = match round {
                Round::End => break,
                Round::Rest(next) => next.map(|next| self.until(next)),
                Round::Taken => Some(Duration::from_millis(SENDER_ASK_MS)),
                Round::Trouble => Some(self.until((self.clock)().plus_ms(backoff(self.troubles)))),
            };
            let mut mode = self.mode.clone();
            tokio::select! {
                () = rest(pause) => {}
                () = news.notified() => {}
                () = reached(&mut mode, Mode::Stop) => break,
                flush = flushes.recv() => asked = flush,
            }
        }
        self.release().await;
    }

    /// Sends everything that is due.
    async fn round(&mut self) -> Round {
        let round = match self.drain().await {
            Ok(round) => round,
            Err(error) => {
                let hopeless = matches!(error, StoreError::Closed | StoreError::Corrupt { .. });
                self.report(SenderEvent::Stuck { error }).await;
                if hopeless {
                    // Nothing more is written to a damaged file, not even the claim's end.
                    self.claimed = false;
                    Round::End
                } else {
                    Round::Trouble
                }
            }
        };
        self.troubles = match round {
            Round::Trouble => self.troubles.saturating_add(1),
            _ => 0,
        };
        round
    }

    async fn drain(&mut self) -> Result<Round, StoreError> {
        let mut sent = false;
        loop {
            if self.is_stopping() {
                return Ok(Round::End);
            }
            let now = (self.clock)();
            let (mut due, next) = self.store.due(&self.account, now).await?;
            // Somebody who asks for a repetition does not want to wait for a better moment.
            let asked = |entry: &Entry| entry.delivery == Delivery::Waiting && entry.attempts == 0;
            if due.iter().any(asked) {
                self.patience = None;
            }
            let waiting = self.patience.filter(|until| *until > now);
            if waiting.is_some() {
                due.retain(|entry| self.platform.keeping(&entry.operation) == Keeping::Here);
            }
            if due.is_empty() {
                self.release().await;
                if sent {
                    self.report(SenderEvent::Idle).await;
                }
                let soonest = [next.filter(|next| *next > now), waiting];
                return Ok(Round::Rest(soonest.into_iter().flatten().min()));
            }
            let Program { session, pid } = self.program;
            if !self.store.claim_sender(&self.account, session, pid).await? {
                self.claimed = false;
                return Ok(Round::Taken);
            }
            if !std::mem::replace(&mut self.claimed, true) {
                // What was due before the claim may have been sent by its last holder.
                continue;
            }
            sent = true;
            self.send_all(due).await?;
        }
    }

    /// Sends a batch in order. What follows a failure on the same target is left for later, and so
    /// is everything else once the batch speaks of old ids or the server cannot be reached.
    async fn send_all(&mut self, due: Vec<Entry>) -> Result<(), StoreError> {
        let mut blocked: HashSet<NodeRef> = HashSet::new();
        for entry in due {
            if self.is_stopping() {
                break;
            }
            let target = entry.operation.target.clone();
            if blocked.contains(&target) {
                continue;
            }
            match self.send(entry).await? {
                Sent::Over => {}
                Sent::Numbered => break,
                Sent::Again if self.patience.is_some_and(|until| until > (self.clock)()) => break,
                Sent::Again => {
                    blocked.insert(target);
                }
            }
        }
        Ok(())
    }

    /// Sends one operation.
    async fn send(&mut self, entry: Entry) -> Result<Sent, StoreError> {
        let op = entry.operation.id;
        if !self.store.begin(op).await? {
            return Ok(Sent::Over);
        }
        let remote = self.platform.keeping(&entry.operation) != Keeping::Here;
        // A task of its own, so that a panic in a platform ends one attempt and not the sender.
        let platform = Arc::clone(&self.platform);
        // The attempts are counted anew when somebody asks for a repetition; the failure stays.
        let attempt = match (entry.attempts, &entry.error) {
            (0, None) => Attempt::First,
            _ => Attempt::Again,
        };
        let sending =
            tokio::spawn(async move { platform.apply(&entry.operation, attempt).await }).await;
        let answer = sending.unwrap_or(Err(PlatformError::Stopped));
        match answer {
            Ok(applied) => {
                if remote {
                    (self.patience, self.unreached) = (None, 0);
                }
                self.store.finish(op, applied.clone()).await?;
                let numbered = applied.created.is_some();
                self.report(SenderEvent::Delivered { op, applied }).await;
                Ok(if numbered { Sent::Numbered } else { Sent::Over })
            }
            Err(error) => {
                let attempts = entry.attempts.saturating_add(1);
                match self.note_failure(op, attempts, error).await? {
                    true => Ok(Sent::Over),
                    false => Ok(Sent::Again),
                }
            }
        }
    }

    /// Records a failure; true when it is final.
    async fn note_failure(
        &mut self,
        op: OpId,
        attempts: u32,
        error: PlatformError,
    ) -> Result<bool, StoreError> {
        let is_final = match error.retry() {
            Retry::Never => true,
            Retry::Patiently => false,
            // Platforms recognise the id of an operation, or read before they repeat.
            Retry::Later | Retry::ReadFirst => attempts >= SEND_ATTEMPTS,
        };
        let pause = match error.retry() {
            Retry::Patiently => {
                self.unreached = self.unreached.saturating_add(1);
                let pause = backoff(self.unreached);
                self.patience = Some((self.clock)().plus_ms(pause));
                pause
            }
            _ => backoff(attempts),
        };
        let retry_at = (!is_final).then(|| (self.clock)().plus_ms(pause));
        let words = Text::line(&error.to_string());
        self.store.fail(op, words, retry_at).await?;
        self.report(SenderEvent::Failed {
            op,
            error,
            is_final,
        })
        .await;
        Ok(is_final)
    }

    /// Gives the claim back: other programs may have entries too, so it is only held while sending.
    async fn release(&mut self) {
        if std::mem::take(&mut self.claimed) {
            let (store, session) = (&self.store, self.program.session);
            // A claim that cannot be given back ends with the process.
            let _ = store.release_sender(&self.account, session).await;
        }
    }

    /// Hands an event over. Once the program is ending, nobody may be left to take it.
    async fn report(&self, event: SenderEvent) {
        let mut mode = self.mode.clone();
        tokio::select! {
            biased;
            // An error means that nobody listens.
            _ = self.events.send(event) => {}
            () = reached(&mut mode, Mode::Flush) => {}
        }
    }

    fn is_stopping(&self) -> bool {
        // Without a handle nobody could ask: that counts as asked.
        *self.mode.borrow() == Mode::Stop || self.mode.has_changed().is_err()
    }

    fn until(&self, moment: Timestamp) -> Duration {
        let ms = moment.since((self.clock)()).max(1);
        Duration::from_millis(ms.unsigned_abs())
    }
}

/// Sleeps so long, or for ever.
async fn rest(pause: Option<Duration>) {
    match pause {
        Some(pause) => sleep(pause).await,
        None => std::future::pending().await,
    }
}

/// Waits until the mode has gone so far; a handle that was dropped counts as gone all the way.
async fn reached(mode: &mut watch::Receiver<Mode>, far: Mode) {
    let _ = mode.wait_for(|mode| *mode >= far).await;
}

/// Milliseconds before the attempt that follows so many.
fn backoff(attempts: u32) -> i64 {
    let doubled = 1_i64
        .checked_shl(attempts.saturating_sub(1).min(30))
        .unwrap_or(i64::MAX);
    SEND_BACKOFF_MS
        .saturating_mul(doubled)
        .min(SEND_BACKOFF_MAX_MS)
}

#[cfg(test)]
mod tests;
