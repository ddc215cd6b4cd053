//! From the start to the open state: the terminal is entered and a first frame stands before
//! anything is read from disk. What the reviewer types meanwhile is kept for the loop.
//!
//! Nothing here waits for the terminal's answers, and nothing that is opened can delay the frame.

use std::collections::VecDeque;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use crate::app::state::App;
use crate::config::keys::Key;
use crate::config::settings::Settings;
use crate::limits::INPUT_QUEUE;
use crate::model::picture::Graphics;
use crate::ui;
use crate::ui::theme::{ColorDepth, Theme};

use super::crash::{self, CrashSetup, Known, Trail};
use super::signals::{self, Ending, Signal, Watchdog};
use super::terminal::handed::Handed;
use super::terminal::probe::{Colors, Facts};
use super::terminal::{Guard, Input, InputReader, Screen, TerminalError, Tty};

/// Signals that wait while the loop is busy.
const SIGNAL_QUEUE: usize = 16;
/// Gives up while something is being opened; every other key waits for the loop.
const GIVE_UP: Key = Key::ctrl('c');

/// What is known before anything has been opened.
pub struct Before {
    /// Settings, as far as the configuration and the command line give them.
    pub settings: Arc<Settings>,
    /// How pictures are to be shown, when the reviewer chose.
    pub graphics: Option<Graphics>,
    /// Where crash reports go.
    pub state: PathBuf,
    /// Looks up environment variables.
    pub var: fn(&str) -> Option<String>,
}

/// The entered terminal with a frame on it.
pub struct Stage {
    pub(super) guard: Guard,
    pub(super) screen: Screen,
    pub(super) facts: Facts,
    /// Memory that the terminal was asked about.
    pub(super) memory: Option<Handed>,
    pub(super) trail: Trail,
    pub(super) known: Known,
    pub(super) watchdog: Watchdog,
    /// Looks up environment variables.
    pub(super) var: fn(&str) -> Option<String>,
    /// The state directory.
    pub(super) state: PathBuf,
    /// Has not been looked at: what ends the program between two waits is not missed.
    pub(super) ending: watch::Receiver<Option<Ending>>,
    pub(super) reader: InputReader,
    pub(super) input: mpsc::Receiver<Input>,
    pub(super) signals: mpsc::Receiver<Signal>,
    /// What came while something was being opened, oldest first.
    pub(super) early: VecDeque<Input>,
}

/// How waiting for the opening ended.
#[derive(Debug)]
pub enum Opened<T> {
    /// With its result.
    Done(T),
    /// The reviewer gave up, or a signal came.
    GivenUp(Option<Ending>),
}

impl Stage {
    /// Enters the terminal, draws the first frame, starts listening to keys and signals, and asks
    /// the terminal what it can do.
    ///
    /// # Errors
    /// [`TerminalError`] when there is no terminal or it is lost.
    pub fn enter(before: &Before) -> Result<Self, TerminalError> {
        let tty = Arc::new(Tty::open()?);
        let mut facts = Facts::guess(&before.var, before.graphics);
        facts.fall_back_to_window(tty.cell_pixels());
        let guard = Guard::prepare(Arc::clone(&tty))?;
        if !facts.takes_sequences() {
            guard.set_plain();
        }
        let watchdog = Watchdog::new(guard.restorer());
        let trail = Trail::default();
        let known = Known::new(facts.how.clone());
        let crash_setup = CrashSetup {
            directory: before.state.clone(),
            terminal: known.clone(),
            trail: trail.clone(),
        };
        crash::install(crash_setup, guard.restorer(), watchdog.clone());
        let (input_sender, input) = mpsc::channel(INPUT_QUEUE);
        let (signal_sender, signals) = mpsc::channel(SIGNAL_QUEUE);
        // Before the terminal is taken over: a signal in between would leave it so.
        signals::start(watchdog.clone(), signal_sender, input_sender.clone())?;
        guard.enter_again()?;
        let mut screen = Screen::new(guard.restorer())?;
        first_frame(&mut screen, before, &facts)?;
        let barking = watchdog.clone();
        let reader = InputReader::start(tty, input_sender, move || barking.end(Ending::Hangup))?;
        let memory = offered_memory(&mut facts);
        screen.write_between_frames(&facts.questions())?;
        Ok(Self {
            memory,
            guard,
            screen,
            facts,
            trail,
            known,
            ending: watchdog.ending(),
            watchdog,
            var: before.var,
            state: before.state.clone(),
            reader,
            input,
            signals,
            early: VecDeque::new(),
        })
    }

    /// Waits until everything is open, or nobody wants it any more.
    pub async fn wait<T>(&mut self, opening: impl Future<Output = T>) -> Opened<T> {
        let mut opening = std::pin::pin!(opening);
        loop {
            tokio::select! {
                biased;
                Ok(()) = self.ending.changed() => {
                    return Opened::GivenUp(*self.ending.borrow());
                }
                // More than a channel full waits in the channel, and then in the terminal.
                Some(input) = self.input.recv(), if self.early.len() < INPUT_QUEUE => {
                    if matches!(input, Input::Key(GIVE_UP)) {
                        return Opened::GivenUp(None);
                    }
                    self.early.push_back(input);
                }
                result = &mut opening => return Opened::Done(result),
            }
        }
    }

    /// Gives the terminal back.
    pub fn leave(self) {
        drop(self.reader);
        self.guard.leave();
    }
}

/// The frame of a program that knows nothing yet but its settings.
fn first_frame(screen: &mut Screen, before: &Before, facts: &Facts) -> Result<(), TerminalError> {
    let mut app = App::new(Arc::clone(&before.settings), Vec::new(), 0, 0);
    app.terminal = super::run_loop::terminal_facts(facts);
    app.size = screen.size();
    let theme = theme(&before.settings, facts);
    screen.draw(|frame| {
        ui::draw(&app, &theme, frame.buffer_mut(), &mut |_, _, _| {});
    })?;
    Ok(())
}

/// Memory for pictures of a terminal that may be on this machine: it is asked whether it reads it.
fn offered_memory(facts: &mut Facts) -> Option<Handed> {
    let mut memory = Handed::new(std::process::id()).filter(|_| facts.may_share_memory())?;
    facts.offer_memory(&mut memory);
    Some(memory)
}

/// The colours that settings and terminal allow.
pub(super) fn theme(settings: &Settings, facts: &Facts) -> Theme {
    let depth = match facts.colors {
        Colors::TrueColor => ColorDepth::True,
        Colors::Palette256 => ColorDepth::P256,
        Colors::Palette16 => ColorDepth::P16,
        Colors::Mono => ColorDepth::Mono,
    };
    Theme::tinted(
        settings.theme,
        super::run_loop::terminal_facts(facts).light,
        depth,
        settings.ascii,
        &settings.tints,
    )
}
