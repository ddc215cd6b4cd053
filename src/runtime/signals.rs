//! Signals as events, and the watchdog that ends a program which does not end by itself.
//!
//! Signals are awaited on a thread of their own, so that a loop stuck in a write to a dead
//! terminal still ends in time. Nothing runs inside a signal handler here, and nothing wakes
//! while no signal comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};

use super::terminal::{Input, Restorer, TerminalError};
use crate::limits::{RESTORE_MS, RESTORE_START_MS, SHUTDOWN_MS};

/// Why the program has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The terminal is gone (SIGHUP, end of input).
    Hangup,
    /// SIGINT; Ctrl-C is a key, so this came from outside.
    Interrupt,
    /// SIGTERM.
    Terminate,
    /// SIGQUIT.
    Quit,
    /// A thread has panicked.
    Panic,
}

impl Ending {
    /// The exit status: 128 plus the signal's number, 101 after a panic.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Hangup => 129,
            Self::Interrupt => 130,
            Self::Quit => 131,
            Self::Terminate => 143,
            Self::Panic => 101,
        }
    }
}

/// Ends the program in time, whatever its loop does. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Watchdog {
    restorer: Restorer,
    armed: Arc<AtomicBool>,
    /// Another program has the keyboard: what it sends as signals is not meant for us.
    lent: Arc<AtomicBool>,
    ending: watch::Sender<Option<Ending>>,
}

impl Watchdog {
    /// A watchdog that is not armed yet.
    pub fn new(restorer: Restorer) -> Self {
        Self {
            restorer,
            armed: Arc::new(AtomicBool::new(false)),
            lent: Arc::new(AtomicBool::new(false)),
            ending: watch::Sender::new(None),
        }
    }

    /// Says whether another program (an editor) has the keyboard. Its Ctrl-C and Ctrl-\\ reach all
    /// programs of the terminal's foreground; ours then ignores them.
    pub fn lend_keyboard(&self, lent: bool) {
        self.lent.store(lent, Ordering::SeqCst);
    }

    /// Ends the program for a signal of the keyboard, unless that is lent.
    fn end_by_keyboard(&self, why: Ending) {
        if !self.lent.load(Ordering::SeqCst) {
            self.end(why);
        }
    }

    /// Tells the loop to end and arms the watchdog: after [`SHUTDOWN_MS`] the terminal is
    /// restored and the process exits. The first reason stays; later calls change nothing.
    pub fn end(&self, why: Ending) {
        self.ending.send_if_modified(|ending| {
            let first = ending.is_none();
            ending.get_or_insert(why);
            first
        });
        if self.armed.swap(true, Ordering::SeqCst) {
            return;
        }
        let restorer = self.restorer.clone();
        let bark = move || {
            std::thread::sleep(Duration::from_millis(SHUTDOWN_MS));
            finish(restorer, why);
        };
        let thread = std::thread::Builder::new().name("watchdog".into());
        if thread.spawn(bark).is_err() {
            finish(self.restorer.clone(), why);
        }
    }

    /// The reason to end, once there is one: the loop waits for it beside its other sources.
    pub fn ending(&self) -> watch::Receiver<Option<Ending>> {
        self.ending.subscribe()
    }
}

/// Restores the terminal as far as that is possible in time, then exits.
fn finish(restorer: Restorer, why: Ending) {
    let (done, wait) = std::sync::mpsc::channel();
    let work = move || {
        restorer.restore();
        // Nobody waits any more when it took too long.
        let _late = done.send(());
    };
    if std::thread::Builder::new().spawn(work).is_ok() {
        // Restoring gives up on a stuck terminal by itself after RESTORE_MS; what more there is
        // is for a machine too busy to run the thread at once.
        let _late = wait.recv_timeout(Duration::from_millis(RESTORE_MS + RESTORE_START_MS));
    }
    std::process::exit(why.exit_code().into());
}

/// Signals that do not end the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Somebody asks to suspend (SIGTSTP): do as Ctrl-Z does.
    Suspend,
    /// The program runs again (SIGCONT): take the terminal and draw everything.
    Continue,
}

/// Starts listening: endings go to the watchdog, size changes to the input channel as
/// [`Input::Resize`], the rest to `signals`.
///
/// # Errors
/// [`TerminalError::Io`] when the system gives no thread or refuses a handler.
pub fn start(
    watchdog: Watchdog,
    signals: mpsc::Sender<Signal>,
    input: mpsc::Sender<Input>,
) -> Result<(), TerminalError> {
    let failed = |e| TerminalError::io("listening for signals", e);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .map_err(failed)?;
    // Handlers are set before this returns, so that no early signal is missed.
    let streams = {
        let _inside = runtime.enter();
        Streams::new().map_err(failed)?
    };
    std::thread::Builder::new()
        .name("signals".into())
        .spawn(move || runtime.block_on(streams.listen(watchdog, signals, input)))
        .map_err(failed)?;
    Ok(())
}

struct Streams {
    hangup: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    quit: tokio::signal::unix::Signal,
    suspend: tokio::signal::unix::Signal,
    resume: tokio::signal::unix::Signal,
    resize: tokio::signal::unix::Signal,
}

impl Streams {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            hangup: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            quit: signal(SignalKind::quit())?,
            suspend: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
            resume: signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
            resize: signal(SignalKind::window_change())?,
        })
    }

    async fn listen(
        mut self,
        watchdog: Watchdog,
        signals: mpsc::Sender<Signal>,
        input: mpsc::Sender<Input>,
    ) {
        loop {
            // A full channel means that the loop is behind: a size it has not asked for yet will
            // be the newest anyway, and endings never pass through a channel that can be full.
            tokio::select! {
                Some(()) = self.hangup.recv() => watchdog.end(Ending::Hangup),
                Some(()) = self.interrupt.recv() => watchdog.end_by_keyboard(Ending::Interrupt),
                Some(()) = self.terminate.recv() => watchdog.end(Ending::Terminate),
                Some(()) = self.quit.recv() => watchdog.end_by_keyboard(Ending::Quit),
                Some(()) = self.suspend.recv() => drop(signals.try_send(Signal::Suspend)),
                Some(()) = self.resume.recv() => drop(signals.try_send(Signal::Continue)),
                Some(()) = self.resize.recv() => drop(input.try_send(Input::Resize)),
                else => return,
            }
        }
    }
}
