//! The terminal's descriptors: opening, size, raw reads and writes.
//!
//! Writes go straight to the descriptor: nothing is held in a buffer that a killed program would
//! lose half of. Never changes descriptor flags, which are shared with the shell.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{Termios, isatty, tcgetattr, tcgetwinsize};

/// What is wrong with the terminal, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TerminalError {
    /// Standard output or input is a file or a pipe.
    #[error(
        "{0} is not a terminal: start vidimus in one, or use its commands (vidimus --help) in scripts"
    )]
    NotATerminal(&'static str),
    /// The system refused; what was tried, and its word.
    #[error("the terminal failed ({what}): {why}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// The system's word.
        why: String,
    },
    /// The other side has gone (a dropped line): end as after a hang-up, nothing can be shown.
    #[error("the terminal is gone")]
    Gone,
    /// There is no shell that could continue the program.
    #[error("cannot suspend: no shell with job control would continue the program")]
    NoJobControl,
}

impl TerminalError {
    /// An error of the system while doing `what`.
    pub fn io(what: &'static str, why: impl ToString) -> Self {
        let why = why.to_string();
        Self::Io { what, why }
    }
}

/// The system's refusal, told apart from a terminal that is gone.
fn refused(what: &'static str, why: Errno) -> TerminalError {
    match why {
        Errno::IO | Errno::PIPE | Errno::NXIO | Errno::NOTTY => TerminalError::Gone,
        why => TerminalError::io(what, why),
    }
}

/// The terminal that the program was started in.
#[derive(Debug)]
pub struct Tty {
    input: OwnedFd,
    output: OwnedFd,
    /// Held while a frame is written, so that restoring does not cut it in the middle.
    writing: Mutex<()>,
}

impl Tty {
    /// Standard output and standard input, or `/dev/tty` when input is redirected.
    ///
    /// # Errors
    /// [`TerminalError::NotATerminal`] when output is redirected or there is no terminal at all.
    pub fn open() -> Result<Self, TerminalError> {
        let stdout = io::stdout();
        if !isatty(&stdout) {
            return Err(TerminalError::NotATerminal("standard output"));
        }
        let output = duplicate(stdout.as_fd())?;
        let stdin = io::stdin();
        let input = if isatty(&stdin) {
            duplicate(stdin.as_fd())?
        } else {
            std::fs::File::open("/dev/tty")
                .map_err(|_| TerminalError::NotATerminal("standard input"))?
                .into()
        };
        Ok(Self {
            input,
            output,
            writing: Mutex::new(()),
        })
    }

    /// Columns and rows; 80 × 24 when the terminal does not say.
    pub fn size(&self) -> (u16, u16) {
        match tcgetwinsize(&self.output) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => (80, 24),
        }
    }

    /// The size of a cell in pixels as the window's size tells it, if it does.
    pub fn cell_pixels(&self) -> Option<(u16, u16)> {
        let size = tcgetwinsize(&self.output).ok()?;
        let width = size.ws_xpixel.checked_div(size.ws_col)?;
        let height = size.ws_ypixel.checked_div(size.ws_row)?;
        (width > 0 && height > 0).then_some((width, height))
    }

    /// The descriptor keys are read from.
    pub fn input(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }

    /// The line settings as they are.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn settings(&self) -> Result<Termios, TerminalError> {
        tcgetattr(&self.input).map_err(|e| refused("reading its settings", e))
    }

    /// Applies line settings at once, keeping what was typed ahead.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn set(&self, settings: &Termios) -> Result<(), TerminalError> {
        use rustix::termios::{OptionalActions, tcsetattr};
        loop {
            match tcsetattr(&self.input, OptionalActions::Now, settings) {
                Ok(()) => return Ok(()),
                Err(Errno::INTR) => {}
                Err(e) => return Err(refused("changing its settings", e)),
            }
        }
    }

    /// Writes everything, waiting as long as the terminal needs.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn write(&self, bytes: &[u8]) -> Result<(), TerminalError> {
        let _held = self.writing.lock();
        self.push(bytes, None)
    }

    /// Writes everything if `wanted` holds at that moment; answers whether it did.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn write_if(&self, wanted: &AtomicBool, bytes: &[u8]) -> Result<bool, TerminalError> {
        let _held = self.writing.lock();
        if !wanted.load(Ordering::SeqCst) {
            return Ok(false);
        }
        self.push(bytes, None)?;
        Ok(true)
    }

    /// Writes what is still possible within a time: for restoring a terminal that may be stuck.
    /// Answers whether another write had to be interrupted.
    pub fn write_last(&self, bytes: impl FnOnce(bool) -> Vec<u8>, within: Duration) {
        let deadline = Instant::now() + within;
        let mut held = self.writing.try_lock();
        while held.is_err() && Instant::now() < deadline - within / 2 {
            std::thread::sleep(Duration::from_millis(1));
            held = self.writing.try_lock();
        }
        let cut = held.is_err();
        // The terminal may be gone: then there is nothing to restore on it either.
        let _gone = self.push(&bytes(cut), Some(deadline));
    }

    fn push(&self, mut bytes: &[u8], deadline: Option<Instant>) -> Result<(), TerminalError> {
        let failed = |e: Errno| refused("writing", e);
        while !bytes.is_empty() {
            if let Some(deadline) = deadline {
                // One that takes output is written to, however late a busy machine comes to it.
                let left = deadline.saturating_duration_since(Instant::now());
                if !self.writable(Some(left)).map_err(failed)? {
                    return Err(TerminalError::io("writing", "it takes no output"));
                }
            }
            match rustix::io::write(&self.output, bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or(&[]),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    self.writable(None).map_err(failed)?;
                }
                Err(e) => return Err(failed(e)),
            }
        }
        Ok(())
    }

    fn writable(&self, within: Option<Duration>) -> Result<bool, Errno> {
        let mut fds = [PollFd::new(&self.output, PollFlags::OUT)];
        match poll(&mut fds, timespec(within).as_ref()) {
            Ok(count) => Ok(count > 0),
            Err(Errno::INTR) => Ok(true),
            Err(e) => Err(e),
        }
    }
}

fn duplicate(fd: BorrowedFd<'_>) -> Result<OwnedFd, TerminalError> {
    fd.try_clone_to_owned()
        .map_err(|e| TerminalError::io("opening it", e))
}

/// A time for `poll`; none waits for ever.
pub(super) fn timespec(time: Option<Duration>) -> Option<Timespec> {
    time.and_then(|time| Timespec::try_from(time).ok())
}
