//! The loop: waits, applies what came, draws one frame, sends pieces of pictures, waits again.
//!
//! Nothing here blocks but the write to the terminal; nothing wakes while nothing happens.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::process::Pid;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::app::effect::{Effect, PictureSlot};
use crate::app::msg::{Msg, Slots, TerminalFacts};
use crate::app::state::App;
use crate::app::update::update;
use crate::codec::colors::LabelColors;
use crate::config::settings::{Settings, ThemeChoice};
use crate::limits::{EVENT_QUEUE, FRAME_MS, FRAME_REMOTE_MS, MESSAGES_PER_FRAME};
use crate::media::pool::Pool;
use crate::model::picture::Pixels;
use crate::model::{AccountId, NodeRef, Text, Timestamp};
use crate::platform::Platform;
use crate::store::Store;
use crate::ui;
use crate::ui::hits::Hits;
use crate::ui::theme::Theme;

use super::clicks::Clicks;
use super::crash::{Known, Trail};
use super::effects::{Backend, Event, Executor, Reload, news, sent};
use super::opening::{Before, Opened, Stage, theme};
use super::pictures::{Pictures, Way};
use super::sender::{Program, Sender};
use super::signals::{Ending, Signal, Watchdog};
use super::terminal::editor::{self, Edited, Editing};
use super::terminal::graphics::thin;
use super::terminal::in_flight::InFlight;
use super::terminal::links::{self, Links};
use super::terminal::placed::Settled;
use super::terminal::probe::Facts;
use super::terminal::probe::tmux::TmuxFacts;
use super::terminal::showing::Showing;
use super::terminal::{Guard, Input, InputReader, Reply, Screen, TerminalError, clipboard};

/// Threads that make pictures: one for the screen, one for what comes next.
const PICTURE_THREADS: usize = 2;
/// How much lower the priority of those threads is, in steps of `nice`.
#[cfg(target_os = "linux")]
const PICTURE_NICE: i32 = 10;
/// Bytes of a picture written between two looks at the keys.
const PIECE_BYTES: usize = 32 * 1024;
/// The same over a remote line.
const PIECE_REMOTE_BYTES: usize = 8 * 1024;
/// What is there to be read answers within this time, so that the second frame is a full one.
const FIRST_ANSWERS: Duration = Duration::from_millis(3);
/// What an editor may take to end with the program.
const EDITOR_END: Duration = Duration::from_millis(50);
/// What the outbox may take on quitting; what is left goes out at the next start.
const QUIT_FLUSH: Duration = Duration::from_millis(100);

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
    looper.begin();
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

async fn sleep_until(deadline: Option<Instant>) {
    if let Some(deadline) = deadline {
        tokio::time::sleep_until(deadline.into()).await;
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
        let looper = Self {
            app,
            theme: theme(&setup.settings, &facts),
            showing: Showing::new(setup.program.pid, &facts),
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
    fn begin(&mut self) {
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
        let piece = match (busy, room) {
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

    fn reply(&mut self, reply: &Reply) -> Result<(), TerminalError> {
        match *reply {
            Reply::StatusOk => {
                let now = self.ms();
                if self.in_flight.acknowledged(now) {
                    self.measured();
                }
            }
            Reply::Kitty { image, ok } if self.showing.kitty.answered(image, ok) => {
                self.redraw = true;
                if self.showing.kitty.failed() {
                    self.facts.distrust_kitty();
                    self.learned()?;
                }
            }
            _ => {
                if self.facts.learn(reply) {
                    self.learned()?;
                }
            }
        }
        Ok(())
    }

    /// Something is known anew of how fast the line is.
    fn measured(&mut self) {
        let facts = self.terminal_facts();
        if let Some(line) = facts.line {
            tracing::debug!(
                round_trip_ms = line.round_trip_ms,
                bytes_s = line.bytes_s,
                "the line to the terminal"
            );
        }
        self.queue.push_back(Msg::Terminal(facts));
    }

    fn terminal_facts(&self) -> TerminalFacts {
        TerminalFacts {
            line: self.in_flight.line(),
            ..terminal_facts(&self.facts)
        }
    }

    /// The terminal turned out to be able to do more, or less, or the reviewer wants it otherwise.
    fn learned(&mut self) -> Result<(), TerminalError> {
        self.known.set(self.facts.how.clone());
        self.executor
            .pictures()
            .set_way(way(&self.facts, &self.app.settings));
        let last = self.showing.set_way(&self.facts);
        self.screen.write_between_frames(&last)?;
        let stand_in = self.facts.behind_multiplexer();
        self.in_flight.set_stand_in(stand_in);
        self.theme = theme(&self.app.settings, &self.facts);
        let facts = self.terminal_facts();
        self.queue.push_back(Msg::Terminal(facts));
        Ok(())
    }

    /// Names become links, or no longer, by what the terminal has told.
    fn allow_links(&mut self) {
        let links = links::wanted(self.app.settings.links, &self.facts, &self.var);
        if std::mem::replace(&mut self.links, links) != links {
            self.redraw = true;
        }
    }

    /// Tells once what is in the way of better pictures.
    fn hint(&mut self) {
        let Hinted { tmux, choice } = &mut self.hinted;
        for (hint, told) in [
            (self.facts.tmux_hint(), tmux),
            (self.facts.choice_hint(), choice),
        ] {
            if let Some(hint) = hint
                && !std::mem::replace(told, true)
            {
                self.queue.push_back(Msg::Problem(Text::line(&hint)));
            }
        }
    }

    /// Asks tmux of itself, where we are in one; it answers by an event.
    fn ask_tmux(&self) {
        if let Some(question) = self.facts.tmux_question() {
            let events = self.events.clone();
            tokio::task::spawn_blocking(move || {
                if let Some(told) = question.ask() {
                    let _ended = events.blocking_send(Event::Tmux(told));
                }
            });
        }
    }

    fn signal(&mut self, signal: Signal) -> Result<(), TerminalError> {
        match signal {
            Signal::Suspend => self.suspend(),
            Signal::Continue => self.resume(),
        }
    }

    fn suspend(&mut self) -> Result<(), TerminalError> {
        if self.editor.is_some() {
            // The terminal is the editor's, which stops with us: only what is refused is of no use.
            let _refused = self.guard.suspend();
            return Ok(());
        }
        if let Some(reader) = &mut self.reader {
            reader.pause();
        }
        if let Err(error) = self.guard.suspend() {
            if let Some(reader) = &mut self.reader {
                reader.resume();
            }
            let text = Text::line(&error.to_string());
            self.queue.push_back(Msg::Problem(text));
        }
        Ok(())
    }

    fn resume(&mut self) -> Result<(), TerminalError> {
        if self.editor.is_some() {
            return Ok(());
        }
        if !self.guard.restorer().entered() {
            // Leaving deleted our pictures; a stop from outside left them where they are.
            self.showing.forget();
        }
        self.guard.enter_again()?;
        self.in_flight.forget();
        if let Some(reader) = &mut self.reader {
            reader.resume();
        }
        let (columns, rows) = self.screen.size();
        self.queue.push_back(Msg::Resize(columns, rows));
        self.redraw_all()
    }

    /// Draws everything anew from nothing, pictures too.
    fn redraw_all(&mut self) -> Result<(), TerminalError> {
        let last = self.showing.clear();
        self.screen.write_between_frames(&last)?;
        self.screen.redraw()
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
                self.queue.push_back(msg);
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

    /// tmux told of itself: perhaps that it keeps back what its terminal could show.
    fn tmux_told(&mut self, told: TmuxFacts) -> Result<(), TerminalError> {
        if self.facts.learn_tmux(told) {
            self.learned()?;
        }
        self.hint();
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

    /// Lets a picture through when the terminal has got the last one.
    fn gate(&mut self, msg: Msg) {
        match &msg {
            Msg::Picture {
                slot,
                result: Ok(picture),
                ..
            } if !matches!(picture.pixels, Pixels::Png(_))
                && !matches!(slot, PictureSlot::Ahead(_)) =>
            {
                self.gated.insert(*slot, msg);
            }
            _ => self.queue.push_back(msg),
        }
    }

    fn open_gate(&mut self) {
        let now = self.ms();
        if !self.gated.is_empty() && self.in_flight.ready(now) {
            let waiting: Vec<_> = self.gated.drain().map(|(_, msg)| msg).collect();
            self.queue.extend(waiting);
        }
        // A frame that keeps its distance must not hold it up.
        self.redraw |= self.unpainted && self.in_flight.ready(now);
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

    /// Frames that no key asked for keep their distance from the last one. The first one after a
    /// key's own is what the key has brought in (filtered rows, annotations): it comes at once.
    fn must_wait(&mut self, by_key: bool) -> bool {
        let due = self.last_frame + frame_distance(&self.facts);
        let answer = std::mem::replace(&mut self.answer_due, by_key) && !by_key;
        if by_key || answer || self.redraw || Instant::now() >= due {
            self.frame_due = None;
            return false;
        }
        self.frame_due = Some(due);
        true
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

    /// Hands the terminal to the reviewer's editor. The loop goes on, and draws nothing meanwhile.
    fn edit(&mut self, text: &str) -> Result<(), TerminalError> {
        if self.editor.is_some() {
            return Ok(());
        }
        if let Some(reader) = &mut self.reader {
            reader.pause();
        }
        self.watchdog.lend_keyboard(true);
        self.guard.leave();
        self.showing.forget();
        let command = editor::command(&self.var);
        let tty = Arc::clone(self.guard.restorer().tty());
        match Editing::start(text, &self.state, command, &tty) {
            Ok(editing) => {
                let (process, events) = (editing.process(), self.events.clone());
                let end = tokio::spawn(async move {
                    let result = editing.finish().await;
                    let _ended = events.send(Event::Edited(result)).await;
                });
                self.editor = Some(Lent { process, end });
                Ok(())
            }
            Err(error) => self.edited(Err(error)),
        }
    }

    /// The editor has ended, or never began: the terminal is ours again.
    fn edited(&mut self, result: Result<Edited, String>) -> Result<(), TerminalError> {
        self.editor = None;
        self.watchdog.lend_keyboard(false);
        let result = match result {
            Ok(edited) => Ok(edited.take()),
            Err(error) => Err(Text::line(&error)),
        };
        self.queue.push_back(Msg::Edited(result));
        self.resume()
    }

    /// Puts a text into the clipboard of the reviewer's machine.
    fn copy(&mut self, text: Text) -> Result<(), TerminalError> {
        let route = match clipboard::route(&text, &self.facts, &self.var) {
            Ok(route) => route,
            Err(error) => {
                let error = Text::line(&error);
                self.queue.push_back(Msg::Copied(Err(error)));
                return Ok(());
            }
        };
        let sequence = route.sequence;
        if let (true, Some((bytes, place))) = (route.programs.is_empty(), &sequence) {
            return self.event(Event::Copied(bytes.clone(), Text::line(place)));
        }
        let events = self.events.clone();
        tokio::spawn(async move {
            let event = match (clipboard::hand_over(&text, &route.programs).await, sequence) {
                (Ok(place), _) => Event::Msg(Msg::Copied(Ok(Text::line(place)))),
                (Err(_), Some((bytes, place))) => Event::Copied(bytes, Text::line(place)),
                (Err(error), None) => Event::Msg(Msg::Copied(Err(Text::line(&error)))),
            };
            let _ended = events.send(event).await;
        });
        Ok(())
    }

    fn draw(&mut self) -> Result<(), TerminalError> {
        let now = self.ms();
        let ready = self.in_flight.ready(now);
        let Self {
            executor,
            links,
            app,
            theme,
            showing,
            screen,
            ..
        } = self;
        let mut on_its_way = false;
        let mut settled = Settled::default();
        let mut shown = None;
        screen.draw_over(|frame| {
            let whole = frame.area();
            showing.begin_frame(whole, about(app));
            let mut place = |picture: &Arc<_>, area, buffer: &mut _| {
                on_its_way |= !showing.place(picture, area, buffer);
            };
            let drawn = ui::draw(app, theme, frame.buffer_mut(), &mut place);
            thin(frame.buffer_mut(), whole);
            if let Some((x, y)) = drawn.cursor {
                frame.set_cursor_position((x, y));
            }
            let mut leading = Links::default();
            for (area, node) in drawn.links.iter().filter(|_| *links) {
                if let Some(address) = executor.web(node) {
                    leading.add(*area, &address);
                }
            }
            shown = Some(drawn);
            settled = showing.settle(frame.buffer_mut(), ready);
            (std::mem::take(&mut settled.bytes), leading)
        })?;
        self.last_frame = Instant::now();
        self.redraw = false;
        self.unpainted = settled.waiting;
        let Some(mut shown) = shown else {
            return Ok(());
        };
        self.hits = std::mem::take(&mut shown.hits);
        self.acknowledge(&shown, settled.painted)?;
        let seen = !on_its_way && !settled.waiting;
        self.report(shown.slots, shown.item.filter(|_| seen));
        Ok(())
    }

    /// Asks the terminal to say when it has got a new picture that was written with the frame.
    fn acknowledge(&mut self, shown: &ui::Shown, painted: bool) -> Result<(), TerminalError> {
        let blocks = shown
            .pictures
            .iter()
            .find_map(|placed| match placed.picture.pixels {
                Pixels::Blocks(_) => Some(placed.picture.serial),
                Pixels::Png(_) | Pixels::Escape(_) => None,
            });
        if painted || blocks.is_some() && blocks != self.shown {
            self.ask_for_arrival(self.screen.frame_bytes())?;
        }
        self.shown = blocks;
        Ok(())
    }

    /// Asks the terminal to say when it has got so many bytes of a picture that were just written.
    fn ask_for_arrival(&mut self, bytes: usize) -> Result<(), TerminalError> {
        // What understands no sequences would show the question.
        if !self.facts.takes_sequences() {
            return Ok(());
        }
        let now = self.ms();
        let question = self.in_flight.sent(bytes, now);
        self.screen.write_between_frames(question)
    }

    fn report(&mut self, slots: Slots, item: Option<NodeRef>) {
        if slots != self.app.slots {
            self.queue.push_back(Msg::Slots(slots));
        }
        let unseen = self.app.review.as_ref().is_some_and(|review| !review.drawn);
        if let Some(item) = item.filter(|_| unseen) {
            self.queue.push_back(Msg::Drawn(item));
        }
    }

    /// Bytes of a picture between two looks at the keys.
    fn piece(&self) -> usize {
        match self.facts.remote {
            true => PIECE_REMOTE_BYTES,
            false => PIECE_BYTES,
        }
    }

    /// Writes the next piece of a kitty picture, as far as the line takes it at once; keys are
    /// looked at before the one after.
    fn send_piece(&mut self) -> Result<(), TerminalError> {
        let now = self.ms();
        if !self.showing.kitty.busy(now) {
            return Ok(());
        }
        let room = self.in_flight.room(self.piece(), now);
        if room == 0 {
            return Ok(());
        }
        let kitty = &mut self.showing.kitty;
        let bytes = self.screen.send_pictures(kitty, room, now)?;
        if bytes > 0 {
            self.ask_for_arrival(bytes)?;
        }
        Ok(())
    }

    /// However the program ends: what came before still counts, and drafts and session are kept as
    /// on quitting by key. The terminal may be gone: nothing is written to it.
    fn put_away(&mut self) {
        let waiting = std::mem::take(&mut self.queue);
        for msg in waiting.into_iter().chain([Msg::Shutdown]) {
            if self.app.ending {
                return;
            }
            for effect in update(&mut self.app, msg, now()) {
                let _of_the_terminal = self.executor.run(effect);
            }
        }
    }

    async fn close(mut self, signal: Option<Ending>) -> Result<Ended, TerminalError> {
        self.reader = None;
        let lent = self.editor.take();
        if let Some(process) = lent.as_ref().and_then(|lent| lent.process) {
            editor::end(process, signal == Some(Ending::Hangup));
        }
        self.guard.leave();
        let Self {
            executor, store, ..
        } = self;
        // What an editor does at its end is not to come after our own.
        let gone = async {
            if let Some(lent) = lent {
                let _late = tokio::time::timeout(EDITOR_END, lent.end).await;
            }
        };
        tokio::join!(executor.close(QUIT_FLUSH), gone);
        let filter = crate::store::EntryFilter {
            account: None,
            open_only: true,
            limit: 0,
        };
        let open = store
            .entries(filter)
            .await
            .map_or(0, |entries| entries.len());
        store.close().await;
        Ok(Ended { signal, open })
    }
}

/// Hands what a platform says unasked to the loop.
fn listen(account: &AccountId, platform: &dyn Platform, events: &mpsc::Sender<Event>) {
    let Some(mut stream) = platform.events() else {
        return;
    };
    let (account, events) = (account.clone(), events.clone());
    tokio::spawn(async move {
        while let Some(event) = stream.recv().await {
            if events
                .send(Event::Msg(news(&account, event)))
                .await
                .is_err()
            {
                return;
            }
        }
    });
}

fn start_sender(
    platform: &Arc<dyn Platform>,
    store: &Store,
    program: Program,
    events: &mpsc::Sender<Event>,
) -> Sender {
    let (reports, mut stream) = mpsc::channel(EVENT_QUEUE);
    let events = events.clone();
    tokio::spawn(async move {
        while let Some(event) = stream.recv().await {
            if let Some(msg) = sent(event)
                && events.send(Event::Msg(msg)).await.is_err()
            {
                return;
            }
        }
    });
    Sender::start(
        Arc::clone(platform),
        store.clone(),
        program,
        Arc::new(now),
        reports,
    )
}

/// An editor that has the terminal.
struct Lent {
    process: Option<Pid>,
    /// Ends when it has.
    end: JoinHandle<()>,
}

/// What has been said already.
#[derive(Clone, Copy, Debug, Default)]
struct Hinted {
    /// That tmux keeps pictures back.
    tmux: bool,
    /// That the reviewer's choice of graphics is not followed.
    choice: bool,
}

fn in_flight(facts: &Facts, settings: &Settings) -> InFlight {
    let budget = facts.remote.then_some(settings.remote_bytes_s);
    let mut in_flight = InFlight::new(facts.patience_ms(), budget);
    in_flight.set_stand_in(facts.behind_multiplexer());
    in_flight
}

/// A number for the item under review and which of its pictures is shown.
fn about(app: &App) -> Option<u64> {
    let review = app.review.as_ref()?;
    let mut hasher = DefaultHasher::new();
    (review.item.as_ref()?, review.number).hash(&mut hasher);
    Some(hasher.finish())
}

/// How long a frame stands that no key ends.
fn frame_distance(facts: &Facts) -> Duration {
    Duration::from_millis(if facts.remote {
        FRAME_REMOTE_MS
    } else {
        FRAME_MS
    })
}

/// Lowers the calling thread's priority: while pictures are made on all cores, keys go first.
fn yield_to_keys() {
    // On Linux a thread has a priority of its own. Elsewhere it is the whole program's, and
    // lowering that would not help.
    #[cfg(target_os = "linux")]
    let _refused = rustix::process::nice(PICTURE_NICE);
}

fn way(facts: &Facts, settings: &Settings) -> Way {
    Way {
        graphics: facts.graphics,
        cell: facts.cell_px,
        sixel_most: facts.sixel_most,
        remote: facts.remote,
        preview: settings.preview,
        labels: match settings.theme {
            ThemeChoice::ColourBlind => LabelColors::Safe,
            _ => LabelColors::Own,
        },
    }
}

/// What state knows of the terminal.
pub(super) fn terminal_facts(facts: &Facts) -> TerminalFacts {
    let light = facts.background.map(|(r, g, b)| {
        // Perceived brightness (ITU-R BT.601 weights) above the middle.
        u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114 > 127_500
    });
    TerminalFacts {
        graphics: facts.graphics,
        cell: facts.cell_px,
        remote: facts.remote,
        light,
        ways: facts.ways(),
        line: None,
    }
}
