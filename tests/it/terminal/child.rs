//! The program under test: a tiny loop on the terminal layer.

use std::io::BufRead;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use tokio::sync::mpsc;
use vidimus::limits::INPUT_QUEUE;
use vidimus::model::picture::{Picture, Pixels};
use vidimus::runtime::crash::{self, CrashSetup, Known, Trail};
use vidimus::runtime::log;
use vidimus::runtime::signals::{self, Ending, Signal, Watchdog};
use vidimus::runtime::terminal::graphics::{self, KittyImages};
use vidimus::runtime::terminal::probe::{Facts, probe_blocking};
use vidimus::runtime::terminal::{Guard, Input, InputReader, Reply, Screen, TerminalError, Tty};

/// Set for the child; its value says how it behaves.
pub const VARIABLE: &str = "VIDIMUS_TEST_CHILD";
/// The state directory of the child.
pub const STATE: &str = "VIDIMUS_TEST_STATE";

struct Child {
    // Dropped first: what is typed after the restore belongs to the shell.
    reader: InputReader,
    guard: Guard,
    screen: Screen,
    trail: Trail,
    keys: Vec<String>,
    replies: Vec<String>,
    paste: String,
    note: String,
    hangups: u32,
    pressed: u32,
    orphan: bool,
    facts: Facts,
    images: KittyImages,
    serial: u64,
    started: Instant,
}

/// Runs until a key or signal ends it; answers the exit status.
pub fn run(wish: &str) -> i32 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let ended = match wish {
        "doctor" => doctor(),
        wish => runtime.block_on(run_loop(wish == "orphan")),
    };
    match ended {
        Ok(code) => code,
        Err(TerminalError::Gone) => i32::from(Ending::Hangup.exit_code()),
        Err(e) => {
            eprintln!("vidimus: {e}");
            2
        }
    }
}

async fn run_loop(orphan: bool) -> Result<i32, TerminalError> {
    let tty = Arc::new(Tty::open()?);
    let guard = Guard::enter(Arc::clone(&tty))?;
    let watchdog = Watchdog::new(guard.restorer());
    let log = log::start(&state(), Some(tracing::Level::INFO));
    tracing::info!(?log, "the child has started");
    let trail = Trail::default();
    let setup = CrashSetup {
        directory: state(),
        terminal: Known::new(vec!["graphics: none".into()]),
        trail: trail.clone(),
    };
    crash::install(setup, guard.restorer(), watchdog.clone());
    let (sender, mut input) = mpsc::channel(INPUT_QUEUE);
    let (signal_sender, mut signals) = mpsc::channel(16);
    let barking = watchdog.clone();
    if orphan {
        // Only the reader can notice the end then.
        ignore_hangup();
    } else {
        signals::start(watchdog.clone(), signal_sender.clone(), sender.clone())?;
    }
    let reader = InputReader::start(tty, sender, move || {
        if !orphan {
            barking.end(Ending::Hangup);
        }
    })?;
    let screen = Screen::new(guard.restorer())?;
    let mut child = Child {
        guard,
        screen,
        reader,
        trail,
        keys: Vec::new(),
        replies: Vec::new(),
        paste: String::new(),
        note: String::new(),
        hangups: 0,
        pressed: 0,
        orphan,
        facts: facts(),
        images: KittyImages::new(0, false),
        serial: 0,
        started: Instant::now(),
    };
    let mut ending = watchdog.ending();
    child.draw()?;
    let questions = child.facts.questions();
    child.screen.write_between_frames(&questions)?;
    loop {
        child.draw()?;
        let now = child.now();
        while child.screen.send_pictures(&mut child.images, 1, now)? > 0 {
            child.draw()?;
        }
        tokio::select! {
            biased;
            Ok(()) = ending.changed() => {
                return Ok(ending.borrow().map_or(0, |why| i32::from(why.exit_code())));
            }
            Some(signal) = signals.recv() => child.signal(signal)?,
            Some(event) = input.recv() => {
                if let Some(code) = child.input(event)? {
                    return Ok(code);
                }
            }
        }
    }
}

/// Keeps SIGHUP from ending the orphan, and nothing else.
fn ignore_hangup() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup()).unwrap();
    tokio::spawn(async move { while hangup.recv().await.is_some() {} });
}

fn facts() -> Facts {
    Facts::guess(&|name| std::env::var(name).ok(), None)
}

/// Not a PNG, but nobody decodes it here: two pieces of bytes.
fn picture(serial: u64) -> Picture {
    Picture {
        serial,
        base: 0,
        columns: 8,
        rows: 4,
        pixels: Pixels::Png(vec![0; 4_000].into()),
        image: (80, 80),
        crop: vidimus::model::Rect::new(0.0, 0.0, 80.0, 80.0),
        badges: Vec::new(),
    }
}

/// What `doctor` does: asks, waits, and says what it learned.
fn doctor() -> Result<i32, TerminalError> {
    let tty = Tty::open()?;
    let mut facts = facts();
    let probed = probe_blocking(&tty, &mut facts)?;
    println!("learned: {:?}", facts.graphics);
    println!("replies: {:?}", probed.replies.len());
    println!("typed: {:?}", probed.typed);
    Ok(0)
}

fn state() -> PathBuf {
    std::env::var_os(STATE).map_or_else(std::env::temp_dir, PathBuf::from)
}

impl Child {
    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap()
    }

    fn draw(&mut self) -> Result<usize, TerminalError> {
        let (columns, rows) = self.screen.size();
        let lines = [
            format!("keys: {}", self.keys.join(" ")),
            format!("paste: {}", self.paste.replace('\n', "|")),
            format!("replies: {}", self.replies.join(" ")),
            format!("size: {columns}x{rows}"),
            format!("pid: {} .", std::process::id()),
            format!("graphics: {:?}", self.facts.graphics),
            format!("keys in all: {}", self.pressed),
            self.note.clone(),
        ];
        let picture = picture(self.serial);
        self.images.begin_frame();
        let id = if self.serial > 0 {
            self.images.want(&picture)
        } else {
            None
        };
        let drawn = self.screen.draw(|frame| {
            frame.render_widget(Paragraph::new(lines.join("\n")), frame.area());
            if let Some(id) = id {
                let area = Rect::new(0, 10, 8, 4);
                graphics::fill(frame.buffer_mut(), area, id, 8, 4);
            }
        });
        // The orphan goes on without a terminal.
        if self.orphan {
            Ok(drawn.unwrap_or(0))
        } else {
            drawn
        }
    }

    fn signal(&mut self, signal: Signal) -> Result<(), TerminalError> {
        match signal {
            Signal::Suspend => self.suspend(),
            Signal::Continue => {
                if !self.guard.restorer().entered() {
                    self.images.forget();
                }
                self.guard.enter_again()?;
                self.reader.resume();
                self.screen.redraw()
            }
        }
    }

    fn suspend(&mut self) -> Result<(), TerminalError> {
        self.reader.pause();
        if let Err(e) = self.guard.suspend() {
            self.note = e.to_string();
            self.reader.resume();
        }
        Ok(())
    }

    fn input(&mut self, input: Input) -> Result<Option<i32>, TerminalError> {
        match input {
            Input::Key(key) => {
                self.trail.push("echo");
                self.pressed += 1;
                return self.key(&key.to_string());
            }
            Input::Paste(text) => self.paste = text,
            Input::Reply(reply) => {
                if self.facts.learn(&reply) {
                    let (tmux, facts) = (self.facts.through_tmux(), &self.facts);
                    let last = self.images.set_way(tmux, facts.placeholders());
                    self.screen.write_between_frames(&last)?;
                }
                let question = self.facts.follow_up();
                self.screen.write_between_frames(&question)?;
                if let Reply::Kitty { image, ok } = reply {
                    self.images.answered(image, ok);
                }
                self.replies.push(format!("{reply:?}"));
            }
            Input::Hangup => {
                self.hangups += 1;
                if self.orphan {
                    self.report_orphan();
                }
            }
            Input::Mouse(_) | Input::Resize => {}
        }
        Ok(None)
    }

    fn key(&mut self, key: &str) -> Result<Option<i32>, TerminalError> {
        match key {
            "q" => return Ok(Some(0)),
            "P" => panic!("the panic of the test"),
            "T" => {
                let thread = std::thread::spawn(|| panic!("the panic of the test"));
                while !thread.is_finished() {
                    std::thread::yield_now();
                }
                return Ok(None);
            }
            "M" => {
                // As the picture pool does: a name of its own, and its panics caught.
                let work = || std::panic::catch_unwind(|| panic!("the panic of the test"));
                let worker = std::thread::Builder::new().name("media-0".into());
                let caught = worker.spawn(work).map(|thread| thread.join());
                self.note = format!("caught: {}", matches!(caught, Ok(Ok(Err(_)))));
                self.draw()?;
                return Ok(None);
            }
            "H" => {
                self.note = "stuck".into();
                self.draw()?;
                loop {
                    std::thread::sleep(Duration::from_secs(60));
                }
            }
            "B" => {
                self.screen.write_between_frames(&vec![b' '; 4 << 20])?;
                return Ok(None);
            }
            "n" => {
                self.draw()?;
                let mut bytes = 0;
                for _ in 0..3 {
                    bytes += self.draw()?;
                }
                self.note = format!("unchanged frames: 3, bytes: {bytes}");
                return Ok(None);
            }
            "S" => {
                std::thread::sleep(Duration::from_millis(200));
                return Ok(None);
            }
            "G" => {
                self.serial += 1;
                return Ok(None);
            }
            "C" => {
                self.keys.clear();
                self.note = "cleared".into();
                return Ok(None);
            }
            "<c-z>" => {
                self.suspend()?;
                return Ok(None);
            }
            "E" => self.edit()?,
            _ => {}
        }
        self.note.clear();
        self.keys.push(key.into());
        Ok(None)
    }

    /// What `$EDITOR` would do: read a line from the terminal.
    fn edit(&mut self) -> Result<(), TerminalError> {
        self.reader.pause();
        self.guard.leave();
        println!("editor:");
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).unwrap();
        self.paste = format!("from the editor: {}", line.trim());
        self.guard.enter_again()?;
        self.reader.resume();
        self.screen.redraw()
    }

    fn report_orphan(&mut self) {
        let mut alive = true;
        for _ in 0..200 {
            alive = std::fs::read_dir("/proc/self/task").unwrap().any(|task| {
                let name = std::fs::read_to_string(task.unwrap().path().join("comm"));
                name.is_ok_and(|name| name.starts_with("terminal input"))
            });
            if !alive {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let text = format!("hangups: {}, reader alive: {alive}", self.hangups);
        std::fs::write(state().join("orphan.tmp"), text).unwrap();
        std::fs::rename(state().join("orphan.tmp"), state().join("orphan")).unwrap();
        std::process::exit(0);
    }
}
