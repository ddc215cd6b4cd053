//! A home of its own for the program, and a folder of images made on the spot.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::{Rgb, RgbImage};
use portable_pty::CommandBuilder;
use serde_json::{Value, json};
use tempfile::TempDir;
use vidimus::store::{Entry, EntryFilter, Store};

use crate::terminal::session::Session;

const PROGRAM: &str = env!("CARGO_BIN_EXE_vidimus");
/// Variables of the caller that could change what the program does.
const FOREIGN: [&str; 24] = [
    "VIDIMUS_CONFIG",
    "VIDIMUS_CACHE",
    "NO_COLOR",
    "TMUX",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "TERM_PROGRAM",
    "KITTY_WINDOW_ID",
    "WEZTERM_PANE",
    "STY",
    "LC_TERMINAL",
    "LC_TERMINAL_VERSION",
    "TERM_PROGRAM_VERSION",
    "TMUX_PANE",
    "KONSOLE_VERSION",
    "WT_SESSION",
    "MLTERM",
    "COLORFGBG",
    "VISUAL",
    "EDITOR",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "VTE_VERSION",
];

/// Says that a test is left out for what is not here. Where everything has to be
/// (`VIDIMUS_TEST_ALL`, which `.ci/run` sets once it has installed it), that is a failure.
pub fn left_out(why: &str) {
    let all = std::env::var_os("VIDIMUS_TEST_ALL").is_some();
    assert!(!all, "left out: {why}");
    eprintln!("left out: {why}");
}

/// Home, state directory and data of one test.
pub struct Place {
    root: TempDir,
}

impl Place {
    /// A home with an empty data folder.
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for name in ["home", "state", "data", "tmp"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
        }
        Self { root }
    }

    /// A home with so many images of two boxes each.
    pub fn with_images(count: usize) -> Self {
        let place = Self::new();
        place.write_images(count);
        place
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        let at = |name: &str| self.root.path().join(name).to_string_lossy().into_owned();
        vec![
            ("HOME", at("home")),
            ("XDG_CONFIG_HOME", at("home/config")),
            ("XDG_STATE_HOME", at("home/state")),
            ("XDG_CACHE_HOME", at("home/cache")),
            ("XDG_DATA_HOME", at("home/data")),
            ("TMPDIR", at("tmp")),
            ("VIDIMUS_STATE", at("state")),
            ("USER", "rev".into()),
            ("LANG", "C.UTF-8".into()),
            ("TERM", "xterm-256color".into()),
            ("COLORTERM", "truecolor".into()),
        ]
    }

    /// The state directory.
    pub fn state(&self) -> PathBuf {
        self.root.path().join("state")
    }

    /// A directory for whatever a test needs beside.
    pub fn tmp(&self) -> PathBuf {
        self.root.path().join("tmp")
    }

    /// Writes the user's configuration file.
    pub fn configure(&self, text: &str) {
        self.configure_beside("config.toml", text);
    }

    /// Writes a file where the configuration lies.
    pub fn configure_beside(&self, name: &str, text: &str) {
        let folder = self.root.path().join("home/config/vidimus");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), text).unwrap();
    }

    /// The folder of images.
    pub fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// The program's command line in a terminal.
    pub fn command(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(arguments);
        self.prepare(&mut command);
        command
    }

    /// Gives a command this home.
    pub fn prepare(&self, command: &mut CommandBuilder) {
        for name in FOREIGN {
            command.env_remove(name);
        }
        for (name, value) in self.variables() {
            command.env(name, value);
        }
        command.cwd(self.root.path());
    }

    /// Opens the data folder in a terminal of 100×30 cells.
    pub fn open(&self) -> Session {
        self.open_with(&[], 100, 30)
    }

    /// Opens the data folder with further flags.
    pub fn open_with(&self, flags: &[&str], columns: u16, rows: u16) -> Session {
        let data = self.data();
        let mut arguments = vec!["open", data.to_str().unwrap()];
        arguments.extend(flags);
        Session::launch(self.command(&arguments), columns, rows)
    }

    /// Opens the data folder and its first job in review, with the first picture drawn.
    pub fn review(&self) -> Session {
        self.review_with(&[], 100, 30)
    }

    /// The same with further flags.
    pub fn review_with(&self, flags: &[&str], columns: u16, rows: u16) -> Session {
        let mut session = self.open_with(flags, columns, rows);
        session.wait("items 1");
        session.send(b"\r");
        wait_drawn(&mut session);
        session
    }

    /// Opens the first job in review whatever verdicts its items have.
    pub fn review_again(&self, flags: &[&str], columns: u16, rows: u16) -> Session {
        let mut session = self.open_with(flags, columns, rows);
        session.wait("items 1");
        session.send(b"\r");
        session.wait_for("an item", |screen| {
            let shown = screen.contents();
            let under_way = shown.contains("reading ") || shown.contains("no item");
            shown.contains("accept") && shown.contains("skip") && !under_way
        });
        session
    }

    /// Runs a command without a terminal.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(&[], arguments)
    }

    /// Runs a command without a terminal, with more variables.
    pub fn run_with(&self, more: &[(&str, &str)], arguments: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        for name in FOREIGN {
            command.env_remove(name);
        }
        command
            .envs(self.variables())
            .envs(more.iter().copied())
            .current_dir(self.root.path())
            .output()
            .unwrap()
    }

    /// What a command on the data folder prints with `--json`.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let data = self.data();
        let mut all = arguments.to_vec();
        all.extend(["--dir", data.to_str().unwrap(), "--json"]);
        let output = self.run(&all);
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        serde_json::from_str(&shown).unwrap_or_else(|e| {
            let said = String::from_utf8_lossy(&output.stderr);
            panic!("{arguments:?}: {e}\n{shown}\n{said}")
        })
    }

    /// The journal, oldest first.
    pub fn journal(&self) -> Vec<Entry> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let store = Store::open(&self.state().join("state.db")).unwrap();
        runtime.block_on(async {
            let filter = EntryFilter {
                account: None,
                open_only: false,
                limit: 0,
            };
            let mut entries = store.entries(filter).await.unwrap();
            store.close().await;
            entries.reverse();
            entries
        })
    }

    /// Writes a file of the data folder.
    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.data().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Writes images `0001.png`… and their COCO file.
    pub fn write_images(&self, count: usize) {
        let names: Vec<String> = (1..=count)
            .map(|number| format!("{number:04}.png"))
            .collect();
        for (number, name) in (1..).zip(&names) {
            self.write(name, png(number));
        }
        self.write("instances.json", coco(&names));
    }
}

/// The boxes of an image by its number from 1, as COCO writes them.
pub fn boxes(number: usize) -> [[f64; 4]; 2] {
    let shift = (number % 20) as f64;
    [
        [2.0 + shift, 3.0, 20.0, 12.0],
        [10.0, 20.0 + shift / 4.0, 30.0, 16.0],
    ]
}

/// A small image that differs from its neighbours.
pub fn png(number: usize) -> Vec<u8> {
    let shift = u8::try_from(number % 200).unwrap();
    let picture = RgbImage::from_fn(64, 48, |x, y| {
        Rgb([x as u8 * 3, (y as u8 * 4).wrapping_add(shift), shift])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A COCO file with two boxes on each of these images.
pub fn coco(names: &[impl AsRef<str>]) -> String {
    let images: Vec<Value> = (1..)
        .zip(names)
        .map(|(id, name)| json!({"id": id, "file_name": name.as_ref(), "width": 64, "height": 48}))
        .collect();
    let annotations: Vec<Value> = (1..=names.len())
        .flat_map(|image| (0..2).map(move |at| (image, at)))
        .map(|(image, at)| {
            json!({
                "id": image * 2 + at, "image_id": image, "category_id": at + 1, "iscrowd": 0,
                "area": 1.0, "bbox": boxes(image)[at],
            })
        })
        .collect();
    let categories = json!([{"id": 1, "name": "car"}, {"id": 2, "name": "person"}]);
    json!({"images": images, "annotations": annotations, "categories": categories}).to_string()
}

/// Waits until the picture of an item without a verdict is drawn, so that it can be judged.
pub fn wait_drawn(session: &mut Session) {
    session.wait_for("a drawn item", |screen| {
        let shown = screen.contents();
        shown.contains("UNDECIDED") && shown.contains('▀') && !shown.contains("reading ")
    });
}

/// Closes what lies over the screen, and waits: a letter right after Esc would be Alt.
pub fn escape(session: &mut Session, shown: &str) {
    session.send(b"\x1b");
    session.wait_for("the screen below", |screen| {
        !screen.contents().contains(shown)
    });
}

/// The program answers keys, and ends when told to.
pub fn assert_alive(mut session: Session) {
    session.type_until("?", "Keys here");
    escape(&mut session, "Keys here");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}
