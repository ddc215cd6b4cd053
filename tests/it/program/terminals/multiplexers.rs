//! tmux, GNU screen and mosh, each the real program, where it is installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use super::{CELL, KITTY_OK, SIXEL_ATTRIBUTES, count, prepare};
use crate::program::place::{Place, left_out};
use crate::terminal::PATIENCE;
use crate::terminal::session::Session;

/// The program's path, or a word about its absence.
fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .map(|dir| dir.join(name))
        .find(|path| path.is_file());
    if found.is_none() {
        left_out(&format!("{name} is not installed"));
    }
    found
}

/// A tmux server of its own that runs the program; it ends with this.
struct Tmux {
    place: Place,
    socket: PathBuf,
    conf: PathBuf,
}

impl Tmux {
    /// Nothing runs yet. `conf` is its whole configuration.
    fn new(conf: &str) -> Option<Self> {
        installed("tmux")?;
        let place = Place::with_images(3);
        let socket = place.state().join("tmux");
        let path = place.state().join("tmux.conf");
        std::fs::write(&path, format!("set -g escape-time 20\n{conf}\n")).unwrap();
        Some(Self {
            place,
            socket,
            conf: path,
        })
    }

    fn arguments(&self) -> [&Path; 4] {
        [Path::new("-S"), &self.socket, Path::new("-f"), &self.conf]
    }

    /// What starts the program on the data folder, for tmux's shell.
    fn program(&self) -> String {
        let (program, data) = (env!("CARGO_BIN_EXE_vidimus"), self.place.data());
        format!("'{program}' open '{}'", data.display())
    }

    /// The client in a terminal of 100×30, the program in its only pane.
    fn attached(&self, variables: &[(&str, Option<&str>)]) -> Session {
        self.attached_to(variables, &self.program())
    }

    fn attached_to(&self, variables: &[(&str, Option<&str>)], pane: &str) -> Session {
        let mut command = CommandBuilder::new("tmux");
        command.args(self.arguments());
        command.args(["new-session", pane]);
        self.place.prepare(&mut command);
        prepare(&mut command, variables);
        Session::launch(command, 100, 30)
    }

    /// One of tmux's commands, and what it prints.
    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new("tmux")
            .args(self.arguments())
            .args(arguments)
            .env("TERM", "xterm-256color")
            .env_remove("TMUX")
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until what a pane shows is as wanted.
    fn wait_pane(&self, wanted: &str) -> String {
        let started = Instant::now();
        loop {
            let shown = self.run(&["capture-pane", "-p"]);
            if shown.contains(wanted) {
                return shown;
            }
            assert!(started.elapsed() < PATIENCE, "no {wanted} in\n{shown}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

/// Answers tmux's own questions to its terminal as one that is called so.
fn introduce(session: &mut Session, name: &str, attributes: &[u8]) {
    session
        .wait_written(|written| count(written, b"\x1b[>q") > 0 || count(written, b"\x1b[>0q") > 0);
    session.send(attributes);
    session.send(format!("\x1bP>|{name}\x1b\\").as_bytes());
}

fn review(session: &mut Session) {
    session.wait("items 1");
    session.type_until("\r", "UNDECIDED");
}

#[test]
fn tmux_that_lets_nothing_through_gets_half_blocks_and_names_the_line() {
    let Some(tmux) = Tmux::new("set -g allow-passthrough off") else {
        return;
    };
    let mut session = tmux.attached(&[]);
    introduce(&mut session, "kitty(0.31.0)", b"\x1b[?62;c");
    review(&mut session);
    session.wait("▀");
    // Asked and told again when the program starts after the terminal is known.
    session.send(b"gx");
    session.exit_code();
    assert_eq!(count(session.written(), b"\x1b_G"), 0);
    let hold = tmux.attached_to(&[], "sleep 600");
    let mut hold = hold;
    introduce(&mut hold, "kitty(0.31.0)", b"\x1b[?62;c");
    while !tmux
        .run(&["display-message", "-p", "#{client_termtype}"])
        .contains("kitty")
    {
        hold.watch(Duration::from_millis(10));
    }
    let program = tmux.program();
    tmux.run(&["respawn-pane", "-k", &program]);
    hold.wait("allow-passthrough on");
    hold.wait("items 1");
}

#[test]
fn kitty_through_tmux_without_rgb_keeps_the_pictures_number() {
    let Some(tmux) =
        Tmux::new("set -g allow-passthrough on\nset -ga terminal-overrides ',*:Tc@:RGB@'")
    else {
        return;
    };
    let mut session = tmux.attached(&[("COLORTERM", None)]);
    introduce(&mut session, "kitty(0.31.0)", b"\x1b[?62;c");
    session.wait_bytes(b"\x1b_Gi=31,");
    session.send(KITTY_OK);
    review(&mut session);
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    let digits = session
        .written()
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    let id: String = digits.map(|digit| char::from(*digit)).collect();
    session.wait_written(|written| count(written, b"m=0;") > 0);
    session.send(format!("\x1b_Gi={id};OK\x1b\\").as_bytes());
    session.wait("\u{10eeee}");
    let number: u8 = id.parse().unwrap();
    let placed = session.screen_value(|screen| {
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let mut cells = cells.filter_map(|(row, column)| screen.cell(row, column));
        let cell = cells.find(|cell| cell.contents().starts_with('\u{10eeee}'));
        cell.map(vt100::Cell::fgcolor)
    });
    assert_eq!(placed, Some(vt100::Color::Idx(number)));
    session.send(b"gx");
    session.exit_code();
}

#[test]
fn tmux_over_a_terminal_with_sixel_alone_shows_half_blocks_or_its_own_sixel() {
    let Some(tmux) = Tmux::new("set -g allow-passthrough on") else {
        return;
    };
    let mut session = tmux.attached(&[]);
    introduce(&mut session, "foot(1.13.1)", SIXEL_ATTRIBUTES);
    session.send(CELL);
    review(&mut session);
    // A tmux that knows sixel draws the program's; one that does not gets half blocks.
    let blocks = "▀".as_bytes();
    session.wait_written(|written| count(written, blocks) > 0 || count(written, b"\x1bP") > 0);
    session.type_until("a", "accepted 0001.png");
    session.send(b"gx");
    session.exit_code();
    assert_eq!(tmux.place.journal().len(), 1);
}

#[test]
fn keys_come_by_send_keys_without_any_terminal() {
    let Some(tmux) = Tmux::new("set -g default-size 100x30") else {
        return;
    };
    let mut command = Command::new("tmux");
    let mut template = CommandBuilder::new("tmux");
    tmux.place.prepare(&mut template);
    command.env_clear();
    for (name, value) in template.iter_full_env_as_str() {
        command.env(name, value);
    }
    let started = command
        .args(tmux.arguments())
        .args([
            "new-session",
            "-d",
            "-x",
            "100",
            "-y",
            "30",
            &tmux.program(),
        ])
        .stdin(Stdio::null())
        .status()
        .unwrap();
    assert!(started.success());
    tmux.wait_pane("items 1");
    tmux.run(&["send-keys", "Enter"]);
    tmux.wait_pane("▀");
    tmux.run(&["send-keys", "a"]);
    tmux.wait_pane("accepted 0001.png");
    tmux.run(&["send-keys", "-l", "itoo wide"]);
    tmux.run(&["send-keys", "Enter"]);
    tmux.wait_pane("too wide");
    tmux.run(&["send-keys", "g", "x"]);
    let started = Instant::now();
    while !tmux.run(&["list-sessions"]).is_empty() {
        assert!(started.elapsed() < PATIENCE, "still running");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_popup_of_tmux_takes_keys_and_shows_half_blocks() {
    let Some(tmux) = Tmux::new("set -g allow-passthrough on") else {
        return;
    };
    let mut session = tmux.attached_to(&[], "sleep 600");
    introduce(&mut session, "kitty(0.31.0)", b"\x1b[?62;c");
    session.wait("[0]");
    // The command does not come back before the popup has closed.
    let mut popup = Command::new("tmux")
        .args(tmux.arguments())
        .args([
            "display-popup",
            "-w",
            "90",
            "-h",
            "26",
            "-E",
            &tmux.program(),
        ])
        .env_remove("TMUX")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    review(&mut session);
    session.wait("▀");
    session.type_until("a", "accepted 0001.png");
    session.send(b"gx");
    session.wait_for("the pane below", |screen| {
        !screen.contents().contains("0002.png")
    });
    popup.wait().unwrap();
    assert_eq!(tmux.place.journal().len(), 1);
}

#[test]
fn gnu_screen_gets_half_blocks_at_once() {
    if installed("screen").is_none() {
        return;
    }
    let place = Place::with_images(3);
    let sockets = place.state().join("screen");
    std::fs::create_dir(&sockets).unwrap();
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&sockets, permissions).unwrap();
    let rc = place.state().join("screenrc");
    std::fs::write(&rc, "startup_message off\ndefutf8 on\nvbell off\n").unwrap();
    let mut command = CommandBuilder::new("screen");
    command.args(["-U", "-c", rc.to_str().unwrap()]);
    command.args([
        env!("CARGO_BIN_EXE_vidimus"),
        "open",
        place.data().to_str().unwrap(),
    ]);
    place.prepare(&mut command);
    command.env("SCREENDIR", &sockets);
    let mut session = Session::launch(command, 100, 30);
    review(&mut session);
    session.wait("▀");
    session.type_until("a", "accepted 0001.png");
    let text = session.text();
    assert!(!text.contains("i=31") && !text.contains("Gi="), "{text}");
    session.send(b"gx");
    session.exit_code();
    assert_eq!(place.journal().len(), 1);
}

#[test]
fn mosh_gets_half_blocks_at_once() {
    if installed("mosh-server").is_none() || installed("mosh-client").is_none() {
        return;
    }
    let place = Place::with_images(3);
    let mut template = CommandBuilder::new("mosh-server");
    place.prepare(&mut template);
    let server = Command::new("mosh-server")
        .args(["new", "-i", "127.0.0.1", "-c", "256", "--"])
        .args([env!("CARGO_BIN_EXE_vidimus"), "open"])
        .arg(place.data())
        .env_clear()
        .envs(template.iter_full_env_as_str())
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&server.stdout).into_owned();
    let Some((port, key)) = said
        .lines()
        .find_map(|line| line.strip_prefix("MOSH CONNECT ")?.split_once(' '))
    else {
        left_out(&format!("mosh-server does not run here: {said}"));
        return;
    };
    let mut client = CommandBuilder::new("mosh-client");
    client.args(["127.0.0.1", port]);
    place.prepare(&mut client);
    client.env("MOSH_KEY", key.trim());
    client.env("LC_ALL", "C.UTF-8");
    let mut session = Session::launch(client, 100, 30);
    review(&mut session);
    session.wait("▀");
    session.type_until("a", "accepted 0001.png");
    assert_eq!(count(session.written(), b"\x1b_G"), 0);
    session.send(b"gx");
    session.exit_code();
    assert_eq!(place.journal().len(), 1);
}
