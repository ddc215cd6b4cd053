//! The threads that make pictures: one waiting request per slot, newest wins, what is on screen
//! before what is fetched ahead.
//!
//! A superseded request is dropped while it waits, and given up between two steps while it runs;
//! its answer is never delivered. A fault in one picture ends that picture only.

mod queue;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::cache::ByteCache;
use super::decode::{self, Decoded, Reduction};
use super::error::MediaError;
use super::render;
use super::request::{RenderKey, RenderRequest};
use super::sheet;
use crate::limits::{DECODED_CACHE_BYTES, DECODED_LARGEST_BYTES, RENDERED_CACHE_BYTES};
use crate::model::Text;
use crate::model::picture::{Graphics, Picture};

use queue::{Job, Queue};

/// How the names of the threads begin; the panic hook knows by it that a panic is caught here.
pub const WORKER_NAME: &str = "media-";

/// What a picture is for. Earlier ones go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// The picture under review.
    Main,
    /// The preview beside a list.
    Preview,
    /// The picture under review again, truer than the one shown.
    MainAgain,
    /// The preview again, likewise.
    PreviewAgain,
    /// A row of the contact sheet, from the top; then those of the page after it.
    Sheet(u8),
    /// An item ahead of the one on screen, nearest first.
    Ahead(u8),
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Done {
    /// The slot that asked.
    pub slot: Slot,
    /// The generation that asked.
    pub generation: u64,
    /// The picture, or why there is none.
    pub result: Result<Arc<Picture>, MediaError>,
    /// What is wrong with the picture although it is shown (cut off, damaged).
    pub problem: Option<Text>,
}

/// A finished picture with what is wrong with it.
struct Rendered {
    picture: Arc<Picture>,
    problem: Option<Text>,
}

/// The worker threads and what they keep. Dropping it gives up everything; threads end after the
/// step they are in, without being waited for.
pub struct Pool {
    shared: Arc<Shared>,
}

struct Shared {
    queue: Mutex<Queue>,
    wake: Condvar,
    caches: Mutex<Caches>,
    on_done: Box<dyn Fn(Done) + Send + Sync>,
}

struct Caches {
    decoded: ByteCache<(String, u64, Reduction), Decoded>,
    rendered: ByteCache<RenderKey, Rendered>,
}

impl Pool {
    /// Starts so many threads (at least one). `on_done` is called on them, once for each request
    /// that was not superseded, cancelled or dropped with the pool.
    ///
    /// # Errors
    /// When the system gives no thread at all.
    pub fn new(
        threads: usize,
        on_done: impl Fn(Done) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        Self::with_start(threads, || {}, on_done)
    }

    /// The same; each thread calls `on_start` first (to lower its priority, say).
    ///
    /// # Errors
    /// As [`Pool::new`].
    pub fn with_start(
        threads: usize,
        on_start: fn(),
        on_done: impl Fn(Done) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            queue: Mutex::new(Queue::default()),
            wake: Condvar::new(),
            caches: Mutex::new(Caches {
                decoded: ByteCache::with_largest(DECODED_CACHE_BYTES, DECODED_LARGEST_BYTES),
                rendered: ByteCache::new(RENDERED_CACHE_BYTES),
            }),
            on_done: Box::new(on_done),
        });
        for number in 0..threads.max(1) {
            let shared = Arc::clone(&shared);
            let started = thread::Builder::new()
                .name(format!("{WORKER_NAME}{number}"))
                .spawn(move || {
                    on_start();
                    shared.work();
                });
            match started {
                Err(why) if number == 0 => return Err(why),
                _ => {}
            }
        }
        Ok(Self { shared })
    }

    /// Asks for a picture; an earlier request of the slot is superseded.
    pub fn submit(&self, slot: Slot, request: RenderRequest) {
        self.put(slot, request, None);
    }

    /// Asks for a picture that is begun only after some time, unless it is superseded or cancelled
    /// until then.
    pub fn submit_later(&self, slot: Slot, request: RenderRequest, rest: Duration) {
        self.put(slot, request, Instant::now().checked_add(rest));
    }

    fn put(&self, slot: Slot, request: RenderRequest, due: Option<Instant>) {
        let key = request.key();
        lock(&self.shared.queue).put(slot, key, request, due);
        // Not every sleeper can take every job (the same picture is made once), so wake all.
        self.shared.wake.notify_all();
    }

    /// Gives up what a slot asked for.
    pub fn cancel(&self, slot: Slot) {
        lock(&self.shared.queue).cancel(slot);
    }

    /// Gives up everything.
    pub fn cancel_all(&self) {
        lock(&self.shared.queue).cancel_all();
    }

    /// The picture, if it has been made before and is still kept: what was fetched ahead shows at
    /// once.
    pub fn cached(&self, request: &RenderRequest) -> Option<Arc<Picture>> {
        let key = request.key();
        let rendered = lock(&self.shared.caches).rendered.get(&key)?;
        Some(Arc::clone(&rendered.picture))
    }

    /// Whether nothing waits or runs.
    pub fn is_idle(&self) -> bool {
        lock(&self.shared.queue).is_idle()
    }

    /// Bytes held by decoded and by finished pictures.
    pub fn held(&self) -> (usize, usize) {
        let caches = lock(&self.shared.caches);
        (caches.decoded.held(), caches.rendered.held())
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        lock(&self.shared.queue).close();
        self.shared.wake.notify_all();
    }
}

impl Shared {
    /// A thread's life.
    fn work(&self) {
        loop {
            let job = {
                let mut queue = lock(&self.queue);
                loop {
                    if queue.is_closed() {
                        return;
                    }
                    let now = Instant::now();
                    if let Some(job) = queue.take(now) {
                        break job;
                    }
                    queue = self.sleep(queue, now);
                }
            };
            let made = catch_unwind(AssertUnwindSafe(|| self.make(&job))).unwrap_or_else(|_| {
                Err(MediaError::Fault(Text::line("a fault inside; see the log")))
            });
            let wanted = lock(&self.queue).finish(&job);
            // A job that waited for the same picture can go on.
            self.wake.notify_all();
            if wanted {
                let again = matches!(job.slot, Slot::MainAgain | Slot::PreviewAgain);
                let (result, problem) = match made {
                    Ok(rendered) => {
                        // It was told with the picture before.
                        let problem = rendered.problem.clone().filter(|_| !again);
                        (Ok(Arc::clone(&rendered.picture)), problem)
                    }
                    Err(why) => (Err(why), None),
                };
                (self.on_done)(Done {
                    slot: job.slot,
                    generation: job.request.generation,
                    result,
                    problem,
                });
            }
        }
    }

    /// Sleeps until something is asked for, or the next request that waits for its time is due.
    fn sleep<'a>(&self, queue: MutexGuard<'a, Queue>, now: Instant) -> MutexGuard<'a, Queue> {
        match queue.next_due(now) {
            None => self
                .wake
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner),
            Some(due) => {
                let woken = self.wake.wait_timeout(queue, due.duration_since(now));
                woken.unwrap_or_else(PoisonError::into_inner).0
            }
        }
    }

    fn make(&self, job: &Job) -> Result<Arc<Rendered>, MediaError> {
        if let Some(rendered) = lock(&self.caches).rendered.get(&job.key) {
            return Ok(rendered);
        }
        let stop = || lock(&self.queue).is_given_up(job);
        if job.request.graphics == Graphics::Off {
            return Err(MediaError::Off);
        }
        let (picture, problem) = match &job.request.tiles {
            Some(tiles) => {
                let decoded = |part: &RenderRequest| self.decoded(part);
                let sheet = sheet::compose(&job.request, tiles, &decoded, &stop)?;
                (sheet, None)
            }
            None => {
                let decoded = self.decoded(&job.request)?;
                let picture = render::finish(&decoded, &job.request, &stop)?;
                (picture, decoded.problem.clone())
            }
        };
        let bytes = picture.bytes() + size_of::<Rendered>();
        let rendered = Arc::new(Rendered {
            picture: Arc::new(picture),
            problem,
        });
        let mut caches = lock(&self.caches);
        caches
            .rendered
            .put(job.key.clone(), Arc::clone(&rendered), bytes);
        Ok(rendered)
    }

    /// The decoded picture, from the cache in the wanted or a finer reduction.
    fn decoded(&self, request: &RenderRequest) -> Result<Arc<Decoded>, MediaError> {
        let wanted = render::reduction(request)?;
        let key = |reduction| (request.item.clone(), request.revision, reduction);
        {
            let mut caches = lock(&self.caches);
            let fine_enough = Reduction::ALL.into_iter().filter(|found| *found <= wanted);
            for reduction in fine_enough {
                if let Some(decoded) = caches.decoded.get(&key(reduction)) {
                    return Ok(decoded);
                }
            }
        }
        let decoded = Arc::new(decode::decode(&request.bytes, wanted)?);
        let bytes = decoded.rgb.len() + size_of::<Decoded>();
        let mut caches = lock(&self.caches);
        caches.decoded.put(key(wanted), Arc::clone(&decoded), bytes);
        Ok(decoded)
    }
}

/// A fault elsewhere leaves what is locked here in order: every change is one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
