//! What happens at a panic: the terminal first, then a report, then the usual message.
//!
//! The report says where the program was, not what it was looking at: version, terminal facts,
//! the names of the last actions, the call stack. It holds no names, no texts and no secrets of
//! the reviewer; for the same reason the panic's own message is only printed, not stored.

use std::backtrace::Backtrace;
use std::collections::VecDeque;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::panic::{self, PanicHookInfo};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use super::leftovers::forget_old;
use super::signals::{Ending, Watchdog};
use super::terminal::Restorer;
use crate::codec::GUARDED;
use crate::limits::{CRASH_ACTIONS, CRASH_FILES};
use crate::media::pool::WORKER_NAME;

/// The names of the last actions and of what they asked for, oldest first. Cheap to clone; shared
/// with the panic hook.
#[derive(Clone, Debug, Default)]
pub struct Trail(Arc<Mutex<Steps>>);

#[derive(Debug, Default)]
struct Steps {
    actions: VecDeque<&'static str>,
    effects: VecDeque<&'static str>,
}

fn note(names: &mut VecDeque<&'static str>, name: &'static str) {
    if names.len() >= CRASH_ACTIONS {
        names.pop_front();
    }
    names.push_back(name);
}

impl Trail {
    fn lock(&self) -> std::sync::MutexGuard<'_, Steps> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that an action was run, by its name in the action table.
    pub fn push(&self, action: &'static str) {
        note(&mut self.lock().actions, action);
    }

    /// Notes that an effect was asked for, by its name.
    pub fn effect(&self, effect: &'static str) {
        note(&mut self.lock().effects, effect);
    }

    /// The names of actions and of effects, oldest first.
    pub fn names(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let all = |names: &VecDeque<&'static str>| names.iter().copied().collect();
        // Never waits: the panicking thread may hold it.
        match self.0.try_lock() {
            Ok(steps) => (all(&steps.actions), all(&steps.effects)),
            Err(_) => (Vec::new(), Vec::new()),
        }
    }
}

/// What is known of the terminal, one line each; shared with the panic hook, as answers come late.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<Mutex<Vec<String>>>);

impl Known {
    /// Facts as they are at first.
    pub fn new(facts: Vec<String>) -> Self {
        Self(Arc::new(Mutex::new(facts)))
    }

    /// More has become known.
    pub fn set(&self, facts: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = facts;
    }

    fn lines(&self) -> Vec<String> {
        self.0
            .try_lock()
            .map_or_else(|_| Vec::new(), |facts| facts.clone())
    }
}

/// What the hook needs to know beforehand.
#[derive(Clone, Debug)]
pub struct CrashSetup {
    /// The state directory, where reports go.
    pub directory: PathBuf,
    /// Facts about the terminal, as `doctor` prints them.
    pub terminal: Known,
    /// The last actions.
    pub trail: Trail,
}

/// Installs the panic hook in front of the one that is there. A panic on any thread restores the
/// terminal, writes a report, prints where it is, and ends the program through the watchdog with
/// status 101 (unless the loop ends it sooner). Picture workers catch their own panics: theirs are
/// only logged.
pub fn install(setup: CrashSetup, restorer: Restorer, watchdog: Watchdog) {
    let previous = panic::take_hook();
    let reported = AtomicBool::new(false);
    panic::set_hook(Box::new(move |panic| {
        if is_caught(std::thread::current().name()) {
            // The panic's message may quote the picture's file: only its place is logged.
            tracing::error!(place = place(panic), "a worker has panicked");
            return;
        }
        restorer.restore();
        // One report a run: what panics while the first unwinds is only noise.
        if !reported.swap(true, Ordering::SeqCst) {
            let written = write_report(&setup, panic);
            // Standard error may be gone with the terminal.
            let _gone = match written {
                Ok(path) => writeln!(io::stderr(), "crash report: {}", path.display()),
                Err(e) => writeln!(io::stderr(), "no crash report could be written: {e}"),
            };
        }
        previous(panic);
        watchdog.end(Ending::Panic);
    }));
}

/// Whether a thread of this name catches its panics itself, as the picture pool does.
fn is_caught(thread: Option<&str>) -> bool {
    thread.is_some_and(|name| name.starts_with(WORKER_NAME) || name == GUARDED)
}

fn place(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(
        || "an unknown place".to_owned(),
        |at| format!("{}:{}:{}", at.file(), at.line(), at.column()),
    )
}

fn write_report(setup: &CrashSetup, panic: &PanicHookInfo<'_>) -> io::Result<PathBuf> {
    let place = place(panic);
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    // Only when RUST_BACKTRACE asks for it: finding names takes longer than ending may.
    let text = report(setup, &place, &Backtrace::capture().to_string());
    // A first start may not have got as far as making it.
    let mut directory = fs::DirBuilder::new();
    directory.recursive(true).mode(0o700);
    directory.create(&setup.directory)?;
    forget_old(&setup.directory, "crash-", CRASH_FILES);
    let name = format!("crash-{seconds:010}-{}.txt", std::process::id());
    let path = setup.directory.join(name);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    file.write_all(text.as_bytes())?;
    Ok(path)
}

fn report(setup: &CrashSetup, place: &str, stack: &str) -> String {
    let thread = std::thread::current();
    let mut lines = vec![
        format!("vidimus {} stopped at {place}", env!("CARGO_PKG_VERSION")),
        format!("thread: {}", thread.name().unwrap_or("without a name")),
        format!(
            "system: {} {}",
            std::env::consts::OS,
            std::env::consts::ARCH
        ),
        "terminal:".to_owned(),
    ];
    let indented = |line: &str| format!("  {line}");
    lines.extend(setup.terminal.lines().iter().map(|fact| indented(fact)));
    let (actions, effects) = setup.trail.names();
    for (title, names) in [("actions", actions), ("effects", effects)] {
        lines.push(format!("last {title}, oldest first:"));
        lines.extend(names.into_iter().map(indented));
    }
    lines.push("call stack:".to_owned());
    lines.push(stack.to_owned());
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_keeps_the_newest_names() {
        let trail = Trail::default();
        trail.push("first");
        for _ in 0..CRASH_ACTIONS {
            trail.push("next");
        }
        trail.effect("picture");
        let (actions, effects) = trail.names();
        assert_eq!(actions, vec!["next"; CRASH_ACTIONS]);
        assert_eq!(effects, ["picture"]);
    }

    #[test]
    fn only_picture_workers_survive_a_panic() {
        assert!(is_caught(Some("media-0")));
        assert!(is_caught(Some("media-12")));
        for other in [
            None,
            Some("main"),
            Some("signals"),
            Some("media"),
            Some("a media-0"),
        ] {
            assert!(!is_caught(other), "{other:?}");
        }
    }

    #[test]
    fn a_report_names_version_place_terminal_and_actions() {
        let trail = Trail::default();
        trail.push("accept");
        let setup = CrashSetup {
            directory: PathBuf::new(),
            terminal: Known::new(vec!["graphics: none until it answers".into()]),
            trail,
        };
        setup.terminal.set(vec!["graphics: kitty".into()]);
        let text = report(&setup, "src/x.rs:1:2", "0: main");
        for part in [
            env!("CARGO_PKG_VERSION"),
            "src/x.rs:1:2",
            "graphics: kitty",
            "accept",
            "0: main",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
