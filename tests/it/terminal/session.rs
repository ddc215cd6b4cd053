//! One child in a pseudo-terminal, with an emulator that keeps its screen.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::Signal;
use rustix::termios::{Termios, tcgetattr};
use tempfile::TempDir;

use super::PATIENCE;
use super::child::{STATE, VARIABLE};

/// Set where a command brings a TERM of its own.
pub const OTHER_TERM: &str = "VIDIMUS_TEST_TERM";

/// A running child. Dropping it ends the child.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    bytes: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// While set, the terminal takes no output.
    stalled: Arc<AtomicBool>,
    /// Everything the child has written.
    written: Vec<u8>,
    reading: Option<std::thread::JoinHandle<()>>,
    /// Holds the terminal open, so that its settings outlive the child.
    slave: Option<std::fs::File>,
    before: Termios,
    state: TempDir,
}

impl Session {
    /// Starts the child alone in the terminal.
    pub fn start(wish: &[&str]) -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([
            "--exact",
            "terminal::child_program",
            "--nocapture",
            "--test-threads=1",
        ]);
        command.env(VARIABLE, wish.join(" "));
        Self::spawn(command, 80, 24)
    }

    /// Starts any program in a terminal of this many cells.
    pub fn launch(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        Self::spawn(command, columns, rows)
    }

    /// Starts the child from an interactive shell with job control.
    pub fn start_in_shell() -> Option<Self> {
        let bash = ["/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash"]
            .into_iter()
            .find(|path| Path::new(path).exists())?;
        let mut command = CommandBuilder::new(bash);
        command.args(["--norc", "--noprofile", "--noediting", "-i"]);
        command.env("PS1", "shell$ ");
        command.env(VARIABLE, "");
        let mut session = Self::spawn(command, 80, 24);
        session.wait("shell$");
        let program = std::env::current_exe().unwrap();
        let line = format!(
            "'{}' --exact terminal::child_program --nocapture --test-threads=1\n",
            program.display()
        );
        session.send(line.as_bytes());
        Some(session)
    }

    fn spawn(mut command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let state = tempfile::tempdir().unwrap();
        command.env(STATE, state.path());
        if command.get_env(OTHER_TERM).is_none() {
            command.env("TERM", "xterm-256color");
        }
        command.env("RUST_BACKTRACE", "0");
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let path = pair.master.tty_name().unwrap();
        let flags = rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::RDWR;
        let slave: std::fs::File = rustix::fs::open(path, flags, rustix::fs::Mode::empty())
            .unwrap()
            .into();
        let before = session_settings(&slave);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, bytes) = std::sync::mpsc::channel();
        let stalled = Arc::new(AtomicBool::new(false));
        let reading_stalled = Arc::clone(&stalled);
        let reading = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                while reading_stalled.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            bytes,
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            written: Vec::new(),
            stalled,
            reading: Some(reading),
            slave: Some(slave),
            before,
            state,
        }
    }

    /// Types.
    pub fn send(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the screen holds a text.
    pub fn wait(&mut self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as wanted.
    pub fn wait_for(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !wanted(self.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(e) => panic!("{e} waiting for {what}; the screen:\n{}", self.text()),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Waits until the child has written these bytes, and forgets everything up to their end.
    pub fn wait_bytes(&mut self, wanted: &[u8]) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self
                .written
                .windows(wanted.len())
                .position(|part| part == wanted);
            if let Some(at) = found {
                self.written.drain(..at + wanted.len());
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(e) => {
                    let wanted = wanted.escape_ascii();
                    panic!("{e} waiting for {wanted}:\n{}", self.written.escape_ascii())
                }
            }
        }
    }

    /// Whether the child has written these bytes since the last [`Session::wait_bytes`].
    pub fn has_written(&self, wanted: &[u8]) -> bool {
        self.written
            .windows(wanted.len())
            .any(|part| part == wanted)
    }

    /// Asks the screen as it is.
    pub fn screen(&self, ask: impl Fn(&vt100::Screen) -> bool) -> bool {
        ask(self.parser.screen())
    }

    /// Reads something off the screen as it is.
    pub fn screen_value<T>(&self, read: impl Fn(&vt100::Screen) -> T) -> T {
        read(self.parser.screen())
    }

    /// The screen's text.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// The child's state directory.
    pub fn state(&self) -> &Path {
        self.state.path()
    }

    /// Sends a signal to the program by its name.
    pub fn signal(&mut self, name: &str) {
        self.wait("pid: ");
        let text = self.text();
        let pid = text
            .split("pid: ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap();
        let done = std::process::Command::new("kill")
            .args([&format!("-{name}"), pid])
            .status();
        assert!(done.unwrap().success());
    }

    /// The process that was started.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal to the process that was started, by the signal's number.
    pub fn kill(&mut self, signal: Signal) {
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.pid()).unwrap()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Types and waits until the screen holds a text.
    pub fn type_until(&mut self, keys: &str, text: &str) {
        self.send(keys.as_bytes());
        self.wait(text);
    }

    /// Takes what the child writes for so long.
    pub fn watch(&mut self, time: Duration) {
        let deadline = Instant::now() + time;
        while let Ok(bytes) = self
            .bytes
            .recv_timeout(deadline.saturating_duration_since(Instant::now()))
        {
            self.take(&bytes);
        }
    }

    /// Everything the child has written since the last [`Session::wait_bytes`].
    pub fn written(&self) -> &[u8] {
        &self.written
    }

    /// Waits until what the child has written is as wanted.
    pub fn wait_written(&mut self, wanted: impl Fn(&[u8]) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !wanted(&self.written) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(e) => panic!("{e}:\n{}", self.written.escape_ascii()),
            }
        }
    }

    /// Forgets what the child has written; the screen stays.
    pub fn forget_written(&mut self) {
        self.written.clear();
    }

    /// Waits for the end of a child that was killed; what it had written is on the screen.
    pub fn bury(&mut self) {
        self.exit_code();
    }

    /// Makes the terminal take no output, as a line that hangs.
    pub fn stall(&mut self, stalled: bool) {
        self.stalled.store(stalled, Ordering::SeqCst);
    }

    /// Waits for the end while the terminal takes no output, and answers the exit status.
    pub fn exit_code_while_stalled(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.stall(false);
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "still running");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Changes the terminal's size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master
            .as_ref()
            .unwrap()
            .resize(size(columns, rows))
            .unwrap();
    }

    /// Waits for the end and answers the exit status.
    pub fn exit_code(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            // Reads on, or the child might wait for room.
            match self.bytes.recv_timeout(Duration::from_millis(2)) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(Duration::from_millis(1)),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "still running:\n{}", self.text());
        };
        while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(50)) {
            self.take(&bytes);
        }
        status.exit_code()
    }

    /// The screen, the modes and the line settings are those from before.
    pub fn assert_restored(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "alternate screen");
        assert!(!screen.hide_cursor(), "cursor");
        assert!(!screen.bracketed_paste(), "paste");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let now = session_settings(self.slave.as_ref().unwrap());
        let all = |t: &Termios| {
            (
                t.input_modes,
                t.output_modes,
                t.local_modes,
                t.control_modes,
            )
        };
        assert_eq!(all(&now), all(&self.before), "line settings");
    }

    /// Closes the terminal's other side and answers the exit status.
    pub fn drop_line(&mut self) -> u32 {
        self.close();
        self.exit_code()
    }

    /// Closes the terminal's other side and answers what the orphan found.
    pub fn drop_line_of_orphan(&mut self) -> String {
        self.close();
        self.exit_code();
        // The orphan outlives its parent: on a busy machine it writes a moment later.
        let found = self.state().join("orphan");
        for _ in 0..1_000 {
            match std::fs::read_to_string(&found) {
                Ok(words) if !words.is_empty() => return words,
                _ => std::thread::sleep(std::time::Duration::from_millis(10)),
            }
        }
        std::fs::read_to_string(found).unwrap()
    }

    fn close(&mut self) {
        let (_sender, nothing) = std::sync::mpsc::channel();
        self.bytes = nothing;
        // The reading thread holds the other side open too: something to read wakes it, and it
        // ends because nobody listens any more. Where it takes no output it holds some already,
        // and there may be no room for more.
        let mut slave = self.slave.take().unwrap();
        if !self.stalled.swap(false, Ordering::SeqCst) {
            slave.write_all(b".").unwrap();
        }
        drop(slave);
        self.reading.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It has ended already in every test that went well.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

fn session_settings(slave: &std::fs::File) -> Termios {
    tcgetattr(slave).unwrap()
}

fn cells(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}
