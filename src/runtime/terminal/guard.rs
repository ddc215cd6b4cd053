//! Entering the terminal and leaving it exactly as it was found.
//!
//! One routine restores, whoever calls it: leaving scope, the panic hook, a signal, suspending.
//! It is idempotent, takes no lock that a panicking thread could hold for long, and never waits
//! for a stuck terminal for more than [`RESTORE_MS`]. It is not called inside a signal handler.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Signal, getpgid, getpgrp, getpid, getsid, kill_current_process_group};
use rustix::termios::Termios;

use super::tty::{TerminalError, Tty};
use crate::limits::RESTORE_MS;

/// Alternate screen, cursor hidden, pastes marked.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h";
/// Presses and the wheel, no movement, in SGR form (xterm's modes 1000 and 1006).
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// The reverse of [`ENTER`]; ends a synchronized frame that was under way, and all attributes.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// A terminal that knows no modes: a clear screen to begin on, and another for the shell.
const PLAIN: &[u8] = b"\x1b[2J\x1b[H";
/// Ends a control string that was cut in the middle; alone it does nothing.
const END_STRING: &[u8] = b"\x1b\\";

/// Holds the terminal; dropping it restores.
#[derive(Debug)]
pub struct Guard {
    restorer: Restorer,
}

/// The restore routine, for whoever may have to end the program. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Restorer {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    tty: Arc<Tty>,
    found: Settings,
    entered: AtomicBool,
    /// It knows no modes of its own: none is set.
    plain: AtomicBool,
    /// Held while one thread restores, so that another does not exit in the middle of it.
    restoring: Mutex<()>,
    mouse: AtomicBool,
    /// What deletes our pictures from the terminal's memory.
    farewell: Mutex<Vec<u8>>,
}

struct Settings(Termios);

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Settings")
    }
}

impl Guard {
    /// Takes the terminal over: raw mode, alternate screen, hidden cursor, bracketed paste.
    ///
    /// # Errors
    /// [`TerminalError`] when it is not a terminal or gone; then nothing has been changed.
    pub fn enter(tty: Arc<Tty>) -> Result<Self, TerminalError> {
        let guard = Self::prepare(tty)?;
        guard.enter_again()?;
        Ok(guard)
    }

    /// Remembers the terminal as it is and changes nothing yet: what restores it can be set up
    /// before [`Guard::enter_again`] takes it over.
    ///
    /// # Errors
    /// [`TerminalError`] when it is not a terminal or gone.
    pub fn prepare(tty: Arc<Tty>) -> Result<Self, TerminalError> {
        let found = Settings(tty.settings()?);
        let shared = Arc::new(Shared {
            tty,
            found,
            entered: AtomicBool::new(false),
            plain: AtomicBool::new(false),
            restoring: Mutex::new(()),
            mouse: AtomicBool::new(false),
            farewell: Mutex::new(Vec::new()),
        });
        Ok(Self {
            restorer: Restorer { shared },
        })
    }

    /// Takes the terminal over after [`Guard::prepare`], again after [`Guard::leave`], or after somebody else stopped and
    /// continued the program. Everything has to be drawn anew ([`super::Screen::redraw`]); after a
    /// leave, the terminal holds no pictures of ours ([`super::graphics::KittyImages::forget`]).
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn enter_again(&self) -> Result<(), TerminalError> {
        let shared = &self.restorer.shared;
        let mut raw = shared.found.0.clone();
        raw.make_raw();
        // Settings first: in the background this stops the program before it writes anything.
        shared.tty.set(&raw)?;
        shared.entered.store(true, Ordering::SeqCst);
        // Who ends the program may have restored the terminal since: then it stays so.
        let enter = if self.restorer.plain() { PLAIN } else { ENTER };
        let written = shared.tty.write_if(&shared.entered, enter)?;
        if written && !shared.entered.load(Ordering::SeqCst) {
            return shared
                .tty
                .write(if self.restorer.plain() { PLAIN } else { LEAVE });
        }
        if self.restorer.plain() {
            return Ok(());
        }
        if shared.mouse.load(Ordering::SeqCst) {
            // Not when who ends the program has restored the terminal meanwhile.
            self.restorer.write(MOUSE_ON)?;
        }
        Ok(())
    }

    /// The terminal knows no modes (`TERM=dumb`): from now on none is set, nor any other sequence
    /// written than those that move the cursor, clear, and set attributes.
    pub fn set_plain(&self) {
        self.restorer.shared.plain.store(true, Ordering::SeqCst);
    }

    /// Gives the terminal back for a while: for an editor, or before suspending.
    pub fn leave(&self) {
        self.restorer.restore();
    }

    /// Gives the terminal back and stops the whole process group, as the shell's Ctrl-Z does. The
    /// caller has paused the reader; when `Continue` arrives it calls [`Guard::enter_again`].
    ///
    /// # Errors
    /// [`TerminalError::NoJobControl`] when nobody could continue it; then nothing has happened.
    pub fn suspend(&self) -> Result<(), TerminalError> {
        if !job_control() {
            return Err(TerminalError::NoJobControl);
        }
        self.leave();
        kill_current_process_group(Signal::STOP).map_err(|e| TerminalError::io("stopping", e))
    }

    /// Turns mouse reports on or off. They are off at first: they take text selection away.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn set_mouse(&self, on: bool) -> Result<(), TerminalError> {
        let shared = &self.restorer.shared;
        if shared.mouse.swap(on, Ordering::SeqCst) == on {
            return Ok(());
        }
        // While the terminal is not ours, entering it again does this.
        let bytes = if on { MOUSE_ON } else { MOUSE_OFF };
        self.restorer.write(bytes).map(|_| ())
    }

    /// The restore routine, for hooks and watchdogs.
    pub fn restorer(&self) -> Restorer {
        self.restorer.clone()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.restorer.restore();
    }
}

impl Restorer {
    /// Restores the terminal if it is taken; of any number of calls from any thread one does it,
    /// and all return when it is done (or stuck for longer than [`RESTORE_MS`]).
    pub fn restore(&self) {
        let shared = &self.shared;
        let latest = Instant::now() + Duration::from_millis(RESTORE_MS);
        let mut one = shared.restoring.try_lock();
        while one.is_err() && Instant::now() < latest {
            std::thread::sleep(Duration::from_millis(1));
            one = shared.restoring.try_lock();
        }
        // One who is at it and does not get on (a busy machine) may be cut off by the end of the
        // program that follows: then it is done a second time, which changes nothing.
        if !shared.entered.swap(false, Ordering::SeqCst) && one.is_ok() {
            return;
        }
        let farewell = {
            let mut kept = shared
                .farewell
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *kept)
        };
        let mouse = shared.mouse.load(Ordering::SeqCst);
        let last = |cut: bool| {
            let mut bytes = Vec::new();
            if cut {
                bytes.extend_from_slice(END_STRING);
            }
            bytes.extend_from_slice(&farewell);
            if self.plain() {
                bytes.extend_from_slice(b"\x1b[0m");
                bytes.extend_from_slice(PLAIN);
                return bytes;
            }
            if mouse {
                bytes.extend_from_slice(MOUSE_OFF);
            }
            bytes.extend_from_slice(LEAVE);
            bytes
        };
        shared
            .tty
            .write_last(last, Duration::from_millis(RESTORE_MS));
        // Gone terminals have no settings to restore.
        let _gone = shared.tty.set(&shared.found.0);
    }

    /// Writes while the terminal is ours; false (and nothing written) when it is not. A restore
    /// that comes meanwhile waits for the end of the write.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn write(&self, bytes: &[u8]) -> Result<bool, TerminalError> {
        self.shared.tty.write_if(&self.shared.entered, bytes)
    }

    /// Whether the terminal is ours now; frames are written only then.
    pub fn entered(&self) -> bool {
        self.shared.entered.load(Ordering::SeqCst)
    }

    /// Whether the terminal knows no modes.
    pub fn plain(&self) -> bool {
        self.shared.plain.load(Ordering::SeqCst)
    }

    /// What to write before leaving, so that no picture of ours stays in the terminal.
    pub fn set_farewell(&self, bytes: Vec<u8>) {
        let mut kept = self
            .shared
            .farewell
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *kept = bytes;
    }

    /// The terminal.
    pub fn tty(&self) -> &Arc<Tty> {
        &self.shared.tty
    }
}

/// Whether somebody would continue us after a stop: the session's leader is in another group.
fn job_control() -> bool {
    match getsid(None) {
        Ok(session) if session == getpid() => false,
        Ok(session) => getpgid(Some(session)).is_ok_and(|group| group != getpgrp()),
        Err(_) => false,
    }
}
