//! The loop: waits, applies what came, draws one frame, sends pieces of pictures, waits again.
//!
//! Nothing here blocks but the write to the terminal; nothing wakes while nothing happens.

mod answers;
mod backends;
mod closing;
mod frame;
mod lent;
mod line;
mod unveil;

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::{mpsc, watch};

use crate::app::effect::{Effect, PictureSlot};
use crate::app::msg::Msg;
use crate::app::state::App;
use crate::app::update::update;
use crate::config::settings::Settings;
use crate::limits::{EVENT_QUEUE, MESSAGES_PER_FRAME};
use crate::media::pool::Pool;
use crate::model::{NodeRef, Text, Timestamp};
use crate::platform::Platform;
use crate::store::Store;
use crate::ui::hits::Hits;
use crate::ui::theme::Theme;

use super::clicks::Clicks;
use super::crash::{Known, Trail};
use super::effects::{Backend, Event, Executor, Reload};
use super::opening::{Before, Opened, Stage, theme};
use super::pictures::Pictures;
use super::sender::Program;
use super::signals::{Ending, Signal, Watchdog};
use super::terminal::in_flight::InFlight;
use super::terminal::links;
use super::terminal::probe::Facts;
use super::terminal::showing::Showing;
use super::terminal::{Guard, Input, InputReader, Screen, TerminalError};

pub(super) use answers::terminal_facts;

use answers::{Hinted, in_flight, way};
use backends::{listen, start_sender, yield_to_keys};
use frame::frame_distance;
use lent::Lent;
use unveil::Veiled;

/// Threads that make pictures: one for the screen, one for what comes next.
const PICTURE_THREADS: usize = 2;
/// What is there to be read answers within this time, so that the second frame is a full one.
const FIRST_ANSWERS: Duration = Duration::from_millis(3);

/// Everything the screen needs.
pub struct Setup {
    /// The backends.
    pub platforms: Vec<Arc<dyn Platform>>,
    /// The state database.
    pub store: Store,
    /// Settings.
    pub settings: Arc<Settings>,
    /// This running program.
    pub program: Program,
    /// Operations of this program that are numbered already.
    pub numbered: u64,
    /// A place to go to at the start.
    pub start: Option<NodeRef>,
    /// What the reviewer should know from the start.
    pub notice: Option<Text>,
    /// Reads the configuration again.
    pub reload: Reload,
}

/// Why there was no screen, or no longer.
#[derive(Debug)]
pub enum RunError<E> {
    /// There is no terminal or it is lost.
    Terminal(TerminalError),
    /// What was to be shown could not be opened. The terminal is restored.
    Opening(E),
}

impl<E> From<TerminalError> for RunError<E> {
    fn from(error: TerminalError) -> Self {
        Self::Terminal(error)
    }
}

/// How the screen ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The signal that ended it, if one did.
    pub signal: Option<Ending>,
    /// Operations that are still to be sent.
    pub open: usize,
}

/// Runs the screen until the reviewer quits or a signal ends it. The first frame is drawn before
/// `opening` is begun, which opens the state and the backends.
///
/// # Errors
/// [`RunError`]; the terminal is restored before.
pub async fn run<E>(
    before: Before,
    opening: impl Future<Output = Result<Setup, E>>,
) -> Result<Ended, RunError<E>> {
    let mut stage = Stage::enter(&before)?;
    let setup = match stage.wait(opening).await {
        Opened::Done(Ok(setup)) => setup,
        Opened::Done(Err(error)) => {
            stage.leave();
            return Err(RunError::Opening(error));
        }
        Opened::GivenUp(signal) => {
            stage.leave();
            return Ok(Ended { signal, open: 0 });
        }
    };
    Ok(on_stage(stage, setup).await?)
}

async fn on_stage(stage: Stage, setup: Setup) -> Result<Ended, TerminalError> {
    let (events_sender, mut events) = mpsc::channel(EVENT_QUEUE);
    let mut ending = stage.ending.clone();
    let (mut looper, mut input, mut signals) = Loop::new(setup, stage, events_sender)?;
    let turned = turn(
        &mut looper,
        &mut ending,
        &mut signals,
        &mut input,
        &mut events,
    );
    let (signal, lost) = match turned.await {
        Ok(signal) => (signal, None),
        // A write can find out before the system's hang-up signal comes.
        Err(TerminalError::Gone) => {
            looper.watchdog.end(Ending::Hangup);
            (Some(Ending::Hangup), None)
        }
        Err(error) => (None, Some(error)),
    };
    looper.put_away();
    let ended = looper.close(signal).await?;
    lost.map_or(Ok(ended), Err)
}

/// Waits, applies, draws, until the program ends; the signal that ended it, if one did.
async fn turn(
    looper: &mut Loop,
    ending: &mut watch::Receiver<Option<Ending>>,
    signals: &mut mpsc::Receiver<Signal>,
    input: &mut mpsc::Receiver<Input>,
    events: &mut mpsc::Receiver<Event>,
) -> Result<Option<Ending>, TerminalError> {
    looper.begin()?;
    looper.settle()?;
    for early in std::mem::take(&mut looper.early) {
        looper.input(early)?;
    }
    looper.settle()?;
    let mut signal = None;
    while !looper.app.ending {
        let deadline = looper.deadline();
        tokio::select! {
            biased;
            Ok(()) = ending.changed() => {
                signal = *ending.borrow();
                looper.queue.push_back(Msg::Shutdown);
            }
            Some(signal) = signals.recv() => looper.signal(signal)?,
            Some(first) = input.recv() => {
                looper.input(first)?;
                while looper.queue.len() < MESSAGES_PER_FRAME && let Ok(next) = input.try_recv() {
                    looper.input(next)?;
                }
            }
            Some(first) = events.recv() => {
                looper.event(first)?;
                while looper.queue.len() < MESSAGES_PER_FRAME && let Ok(next) = events.try_recv() {
                    looper.event(next)?;
                }
            }
            () = sleep_until(deadline), if deadline.is_some() => {}
        }
        looper.settle()?;
    }
    Ok(signal)
}

/// What is due already waits for no timer, whose ticks are milliseconds: a picture has fifty pieces.
async fn sleep_until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) if deadline <= Instant::now() => tokio::task::yield_now().await,
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => {}
    }
}

/// The present time, UTC.
pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

struct Loop {
    app: App,
    theme: Theme,
    facts: Facts,
    guard: Guard,
    screen: Screen,
    reader: Option<InputReader>,
    executor: Executor,
    events: mpsc::Sender<Event>,
    store: Store,
    trail: Trail,
    showing: Showing,
    in_flight: InFlight,
    /// What is in the way of better pictures has been said.
    hinted: Hinted,
    /// Pictures that wait until the terminal has got the last one; the newest of a slot wins.
    gated: HashMap<PictureSlot, Msg>,
    veiled: Veiled,
    queue: VecDeque<Msg>,
    wake: Option<Instant>,
    started: Instant,
    last_frame: Instant,
    /// Something changed that no key caused: the next frame keeps its distance.
    frame_due: Option<Instant>,
    /// The last frame was a key's own: the next one is what it brought in.
    answer_due: bool,
    /// The picture in the frame on screen.
    shown: Option<u64>,
    /// A picture of the frame on screen waits for the line.
    unpainted: bool,
    program: Program,
    start: Option<NodeRef>,
    notice: Option<Text>,
    /// What came before the loop began, oldest first.
    early: VecDeque<Input>,
    redraw: bool,
    /// What the frame on screen shows where.
    hits: Hits,
    clicks: Clicks,
    known: Known,
    watchdog: Watchdog,
    /// Looks up environment variables.
    var: fn(&str) -> Option<String>,
    /// The state directory.
    state: PathBuf,
    /// Names are links for the terminal.
    links: bool,
    /// The editor that has the terminal.
    editor: Option<Lent>,
    /// Actions that the trail knows of.
    ran: u64,
}

impl Loop {
    /// A loop that takes over the terminal; beside it, where keys and signals come from.
    fn new(
        setup: Setup,
        stage: Stage,
        events: mpsc::Sender<Event>,
    ) -> Result<(Self, mpsc::Receiver<Input>, mpsc::Receiver<Signal>), TerminalError> {
        let Stage {
            guard,
            screen,
            facts,
            memory,
            trail,
            reader,
            input,
            signals,
            early,
            known,
            watchdog,
            var,
            state,
            ..
        } = stage;
        let links = links::wanted(setup.settings.links, &facts, &var);
        let done = events.clone();
        let pool = Pool::with_start(PICTURE_THREADS, yield_to_keys, move |rendered| {
            let _ended = done.blocking_send(Event::Rendered(rendered));
        });
        let pool = pool.map_err(|e| TerminalError::io("starting picture workers", e))?;
        let mut accounts = Vec::new();
        let mut kept_here = Vec::new();
        let mut backends = HashMap::new();
        for platform in setup.platforms {
            let account = platform.account().clone();
            accounts.push((account.clone(), platform.levels().to_vec()));
            kept_here.push(platform.kept_here());
            listen(&account, &*platform, &events);
            let sender = start_sender(&platform, &setup.store, setup.program, &events);
            backends.insert(account, Backend { platform, sender });
        }
        let pictures = Pictures::new(pool, way(&facts, &setup.settings));
        let mut app = App::new(
            Arc::clone(&setup.settings),
            accounts,
            setup.program.session,
            setup.numbered,
        );
        for (account, verbs) in app.accounts.iter_mut().zip(kept_here) {
            account.local_verbs = verbs;
        }
        app.terminal = terminal_facts(&facts);
        app.size = screen.size();
        let now = Instant::now();
        // The frame that stands is empty: it need not be looked at for long.
        let waited = frame_distance(&facts).saturating_sub(FIRST_ANSWERS);
        let mut showing = Showing::new(setup.program.pid, &facts);
        showing.kitty.set_memory(memory);
        let looper = Self {
            app,
            theme: theme(&setup.settings, &facts),
            showing,
            in_flight: in_flight(&facts, &setup.settings),
            hinted: Hinted::default(),
            facts,
            guard,
            screen,
            reader: Some(reader),
            executor: Executor::new(
                backends,
                setup.store.clone(),
                pictures,
                events.clone(),
                setup.reload,
            ),
            events,
            store: setup.store,
            trail,
            gated: HashMap::new(),
            veiled: Veiled::new(),
            queue: VecDeque::new(),
            wake: None,
            started: now,
            last_frame: now.checked_sub(waited).unwrap_or(now),
            frame_due: None,
            answer_due: false,
            shown: None,
            unpainted: false,
            program: setup.program,
            start: setup.start,
            notice: setup.notice,
            early,
            redraw: false,
            hits: Hits::default(),
            clicks: Clicks::default(),
            known,
            watchdog,
            var,
            state,
            links,
            editor: None,
            ran: 0,
        };
        Ok((looper, input, signals))
    }

    /// What happens before the first key.
    fn begin(&mut self) -> Result<(), TerminalError> {
        self.queue.push_back(Msg::Start);
        if let Some(start) = self.start.take() {
            self.queue.push_back(Msg::Place(start));
        }
        self.executor
            .recall(self.app.accounts.iter().map(|account| account.id.clone()));
        self.executor.look_for_others(self.program);
        self.ask_tmux();
        self.queue.extend(self.notice.take().map(Msg::Problem));
        self.hint();
        // How long a line takes is known before the first picture tells how much it takes.
        match self.facts.remote {
            true => self.ask_for_arrival(0),
            false => Ok(()),
        }
    }

    fn ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// When to wake although nothing comes: a timer of the app, an answer that is overdue, a
    /// frame that kept its distance, the next piece of a picture.
    fn deadline(&mut self) -> Option<Instant> {
        let at = |ms: u64| self.started + Duration::from_millis(ms);
        let now = self.ms();
        // While the terminal is another's, nothing of a picture can be sent.
        let ours = self.guard.restorer().entered();
        let busy = ours && self.showing.kitty.busy(now);
        let room = busy && self.in_flight.room(self.piece(), now) > 0;
        let line = self.in_flight.deadline(now).map(at);
        let gate = line.filter(|_| !self.gated.is_empty() || self.unpainted);
        let kitty = self.showing.kitty.deadline(now).filter(|_| ours).map(at);
        let unveils = ours && !self.veiled.is_empty() && self.frame_due.is_none();
        let room = room || unveils && self.room_for_rows() > 0;
        let piece = match (busy || unveils, room) {
            (true, true) => Some(Instant::now()),
            (true, false) => line,
            (false, _) => None,
        };
        [self.wake, gate, kitty, piece, self.frame_due]
            .into_iter()
            .flatten()
            .min()
    }

    fn input(&mut self, input: Input) -> Result<(), TerminalError> {
        match input {
            Input::Key(key) => {
                self.frame_due = None;
                self.queue.push_back(Msg::Key(key));
            }
            Input::Paste(text) => self.queue.push_back(Msg::Paste(text)),
            Input::Resize => {
                let (columns, rows) = self.screen.size();
                let window = self.guard.restorer().tty().cell_pixels();
                if self.facts.fall_back_to_window(window) {
                    self.learned()?;
                }
                self.screen
                    .write_between_frames(self.facts.resize_question())?;
                if self.facts.escapes_through_tmux() {
                    self.ask_tmux();
                }
                self.queue.push_back(Msg::Resize(columns, rows));
            }
            Input::Reply(reply) => {
                self.reply(&reply)?;
                let question = self.facts.follow_up();
                self.screen.write_between_frames(&question)?;
                self.allow_links();
                self.hint();
            }
            Input::Mouse(mouse) => {
                let hit = self.hits.at((mouse.column, mouse.row));
                let now = self.ms();
                if let Some((deed, hit)) = self.clicks.read(mouse, hit, now) {
                    self.frame_due = None;
                    self.queue.push_back(Msg::Mouse(deed, hit));
                }
            }
            Input::Hangup => {}
        }
        Ok(())
    }

    fn event(&mut self, event: Event) -> Result<(), TerminalError> {
        match event {
            Event::Edited(result) => self.edited(result)?,
            Event::Copied(bytes, place) => {
                self.screen.write_between_frames(&bytes)?;
                self.queue.push_back(Msg::Copied(Ok(place)));
            }
            Event::Msg(msg) => {
                self.committed(&msg);
                self.let_through(msg);
            }
            Event::Tmux(told) => self.tmux_told(told)?,
            Event::Bytes(file, result) => {
                let answers = self.executor.bytes(&file, result);
                answers.into_iter().for_each(|msg| self.gate(msg));
            }
            Event::Rendered(done) => {
                let problem = done.problem.clone();
                if let Some(msg) = self.executor.pictures().done(done) {
                    let main = matches!(
                        msg,
                        Msg::Picture {
                            slot: PictureSlot::Main,
                            ..
                        }
                    );
                    self.gate(msg);
                    if let Some(problem) = problem.filter(|_| main) {
                        self.queue.push_back(Msg::Problem(problem));
                    }
                }
            }
        }
        Ok(())
    }

    /// A decision that is on disk is due at once or later: the sender looks.
    fn committed(&self, msg: &Msg) {
        if matches!(
            msg,
            Msg::Committed { result: Ok(()), .. } | Msg::Withdrawn { .. }
        ) {
            self.executor.wake_senders();
        }
    }

    /// Applies everything that is there, draws, and goes on until drawing brings nothing new.
    fn settle(&mut self) -> Result<(), TerminalError> {
        // A decision on disk is what the key that made it waits for.
        let by_key = self.queue.iter().any(|msg| {
            msg.is_input() || matches!(msg, Msg::Committed { .. } | Msg::Withdrawn { .. })
        });
        loop {
            self.open_gate();
            if self.wake.is_some_and(|at| at <= Instant::now()) {
                self.wake = None;
                self.queue.push_back(Msg::Tick);
            }
            self.apply()?;
            if self.app.ending {
                return Ok(());
            }
            if self.must_wait(by_key) {
                break;
            }
            self.draw()?;
            if self.queue.is_empty() {
                break;
            }
        }
        self.send_piece()
    }

    fn apply(&mut self) -> Result<(), TerminalError> {
        while let Some(msg) = self.queue.pop_front() {
            if let Msg::Key(key) = &msg {
                tracing::trace!(%key, "key");
            }
            let effects = update(&mut self.app, msg, now());
            for action in self.app.ran.since(self.ran) {
                self.trail.push(action);
            }
            self.ran = self.app.ran.count;
            // A terminal that fails keeps none of them back: what is to be kept is among them.
            let mut done = Ok(());
            for effect in effects {
                self.trail.effect(effect.name());
                if let Some(own) = self.executor.run(effect) {
                    done = done.and(self.own(own));
                }
            }
            for event in self.executor.take_ready() {
                done = done.and(self.event(event));
            }
            done?;
            if self.app.ending {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Effects on the loop itself.
    fn own(&mut self, effect: Effect) -> Result<(), TerminalError> {
        match effect {
            Effect::Wake(at) => {
                let ms = u64::try_from(at.since(now()).max(0)).unwrap_or(0);
                self.wake = Some(Instant::now() + Duration::from_millis(ms));
                Ok(())
            }
            Effect::Redraw => self.redraw_all(),
            Effect::Suspend => self.suspend(),
            Effect::Theme => {
                self.learned()?;
                self.showing.wiped();
                self.screen.redraw()
            }
            Effect::Graphics(chosen) => {
                self.facts.prefer(chosen);
                self.learned()
            }
            Effect::Mouse(on) => self.guard.set_mouse(on && self.facts.takes_sequences()),
            Effect::Edit(text) => self.edit(&text),
            Effect::Copy(text) => self.copy(text),
            _ => Ok(()),
        }
    }
}
