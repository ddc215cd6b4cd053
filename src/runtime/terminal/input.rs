//! The reader: one thread that waits for the terminal and sends what it says.
//!
//! It sleeps in `poll` on the terminal and a wake pipe, without a time-out while nothing is open:
//! no wakeup while idle. A terminal that is gone ends it after one [`Input::Hangup`]. It never
//! reads on while its channel is full (keys then wait in the terminal), and it never decides what
//! a key does.

use std::collections::VecDeque;
use std::io::{PipeReader, PipeWriter, Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use tokio::sync::mpsc::Sender;
use tokio::sync::mpsc::error::TrySendError;

use super::decode::{Decoder, Input};
use super::tty::{TerminalError, Tty, timespec};

/// While the channel is full, how often a slot is looked for.
const RETRY: Duration = Duration::from_millis(5);
/// How long pausing waits for the thread; it never blocks longer than one `read`.
const ACKNOWLEDGE: Duration = Duration::from_millis(500);

/// What the reader is to do, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Reading,
    Paused,
    Ended,
}

#[derive(Debug)]
struct Modes {
    wanted: Mode,
    actual: Mode,
}

#[derive(Debug)]
struct Control {
    modes: Mutex<Modes>,
    changed: Condvar,
}

impl Control {
    fn lock(&self) -> MutexGuard<'_, Modes> {
        self.modes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn become_mode(&self, mode: Mode) {
        self.lock().actual = mode;
        self.changed.notify_all();
    }
}

/// The handle to the reader thread; dropping it ends the thread.
#[derive(Debug)]
pub struct InputReader {
    control: Arc<Control>,
    wake: PipeWriter,
    thread: Option<JoinHandle<()>>,
}

impl InputReader {
    /// Starts reading. `on_hangup` is called on the reader's thread when the terminal is gone,
    /// before [`Input::Hangup`] is sent (arm the watchdog there).
    ///
    /// # Errors
    /// [`TerminalError::Io`] when the system gives no thread or pipe.
    pub fn start(
        tty: Arc<Tty>,
        sender: Sender<Input>,
        on_hangup: impl FnOnce() + Send + 'static,
    ) -> Result<Self, TerminalError> {
        let failed = |e| TerminalError::io("starting its reader", e);
        let (woken, wake) = std::io::pipe().map_err(failed)?;
        let modes = Modes {
            wanted: Mode::Reading,
            actual: Mode::Reading,
        };
        let control = Arc::new(Control {
            modes: Mutex::new(modes),
            changed: Condvar::new(),
        });
        let mut reader = Reader {
            tty,
            woken,
            sender,
            control: Arc::clone(&control),
            decoder: Decoder::default(),
            waiting: VecDeque::new(),
            started: Instant::now(),
        };
        let thread = std::thread::Builder::new()
            .name("terminal input".into())
            .spawn(move || {
                if reader.run() == End::Hangup {
                    on_hangup();
                    // With the loop gone there is nobody to tell.
                    let _gone = reader.sender.blocking_send(Input::Hangup);
                }
                reader.control.become_mode(Mode::Ended);
            })
            .map_err(failed)?;
        Ok(Self {
            control,
            wake,
            thread: Some(thread),
        })
    }

    /// Stops reading, and returns when the thread has stopped: from then on another program (an
    /// editor, the shell) gets all keys.
    pub fn pause(&mut self) {
        self.want(Mode::Paused);
        let modes = self.control.lock();
        let reading = |modes: &mut Modes| modes.actual == Mode::Reading;
        // A reader that does not answer is stuck in a dead terminal: it takes no keys either.
        drop(
            self.control
                .changed
                .wait_timeout_while(modes, ACKNOWLEDGE, reading),
        );
    }

    /// Reads on after [`InputReader::pause`].
    pub fn resume(&mut self) {
        self.want(Mode::Reading);
    }

    fn want(&mut self, mode: Mode) {
        self.control.lock().wanted = mode;
        self.control.changed.notify_all();
        // The pipe breaks only when the thread has ended, which is what waking is for.
        let _ended = self.wake.write(&[0]);
    }
}

impl Drop for InputReader {
    fn drop(&mut self) {
        self.want(Mode::Ended);
        let modes = self.control.lock();
        let running = |modes: &mut Modes| modes.actual != Mode::Ended;
        let ended = self
            .control
            .changed
            .wait_timeout_while(modes, ACKNOWLEDGE, running);
        let ended = ended.is_ok_and(|(modes, _)| modes.actual == Mode::Ended);
        if let Some(thread) = self.thread.take().filter(|_| ended) {
            let _panicked = thread.join();
        }
    }
}

/// Why the thread ends.
#[derive(PartialEq, Eq)]
enum End {
    Hangup,
    Wanted,
}

struct Reader {
    tty: Arc<Tty>,
    woken: PipeReader,
    sender: Sender<Input>,
    control: Arc<Control>,
    decoder: Decoder,
    /// Decoded but not yet sent, because the channel was full.
    waiting: VecDeque<Input>,
    started: Instant,
}

impl Reader {
    fn run(&mut self) -> End {
        loop {
            if !self.obey() || !self.send() {
                return End::Wanted;
            }
            let Ok((readable, gone, woken)) = self.wait() else {
                return End::Hangup;
            };
            if woken {
                let mut bytes = [0; 16];
                let _count = self.woken.read(&mut bytes);
                // Look at the wish first: a paused reader must not take a key.
                continue;
            }
            let mut out = Vec::new();
            let alive = !readable || self.read(&mut out);
            self.decoder.expire(self.now(), &mut out);
            self.waiting.extend(out);
            if !alive || gone && !readable {
                self.send();
                return End::Hangup;
            }
        }
    }

    /// Waits as long as a pause is wanted; false when the thread is to end.
    fn obey(&self) -> bool {
        let mut modes = self.control.lock();
        while modes.wanted == Mode::Paused {
            if modes.actual != Mode::Paused {
                modes.actual = Mode::Paused;
                self.control.changed.notify_all();
            }
            let woken = self.control.changed.wait(modes);
            modes = woken.unwrap_or_else(PoisonError::into_inner);
        }
        modes.actual = Mode::Reading;
        modes.wanted == Mode::Reading
    }

    /// Sends what fits into the channel; false when nobody listens any more.
    fn send(&mut self) -> bool {
        while let Some(input) = self.waiting.pop_front() {
            match self.sender.try_send(input) {
                Ok(()) => {}
                Err(TrySendError::Full(input)) => {
                    self.waiting.push_front(input);
                    return true;
                }
                Err(TrySendError::Closed(_)) => return false,
            }
        }
        true
    }

    /// Sleeps until the terminal has something, it is gone, or the pipe wakes.
    fn wait(&self) -> Result<(bool, bool, bool), Errno> {
        let full = !self.waiting.is_empty();
        let open = self.decoder.deadline().map(|at| {
            // One more, since poll counts whole milliseconds of its own clock.
            Duration::from_millis(at.saturating_sub(self.now()).saturating_add(1))
        });
        let time = if full { Some(RETRY) } else { open };
        // Without room for its keys only the end of the terminal is of interest.
        let interest = if full {
            PollFlags::empty()
        } else {
            PollFlags::IN
        };
        let input = self.tty.input();
        let mut fds = [
            PollFd::new(&input, interest),
            PollFd::new(&self.woken, PollFlags::IN),
        ];
        match poll(&mut fds, timespec(time).as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(e) => return Err(e),
        }
        let [tty, pipe] = &fds;
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        Ok((
            tty.revents().contains(PollFlags::IN),
            tty.revents().intersects(gone),
            !pipe.revents().is_empty(),
        ))
    }

    /// Reads once; false when the terminal has ended (end of file, EIO).
    fn read(&mut self, out: &mut Vec<Input>) -> bool {
        let mut bytes = [0; 4096];
        match rustix::io::read(self.tty.input(), &mut bytes) {
            Ok(0) => false,
            Ok(count) => {
                let now = self.now();
                self.decoder
                    .feed(bytes.get(..count).unwrap_or(&[]), now, out);
                true
            }
            Err(Errno::INTR | Errno::AGAIN) => true,
            Err(_) => false,
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
