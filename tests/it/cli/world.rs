//! A home for runs of the program: its own files, environment and folders of pictures.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A temporary home. Nothing of the machine's own is seen by the program.
pub struct World {
    dir: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    /// Exit code; -1 after a signal.
    pub code: i32,
    /// Standard output, byte by byte.
    pub bytes: Vec<u8>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl World {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("home")).unwrap();
        Self { dir }
    }

    /// A path in the world.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The configuration file.
    pub fn config(&self, text: &str) -> PathBuf {
        self.write("config.toml", text)
    }

    /// The program with arguments as a shell would take them; `'…'` keeps blanks together. It
    /// works in the world's directory, so that `--dir tiny` names a folder there.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vidimus"));
        command
            .args(split(line))
            .current_dir(self.dir.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .env("XDG_CONFIG_HOME", self.path("home/config"))
            .env("XDG_STATE_HOME", self.path("home/state"))
            .env("XDG_CACHE_HOME", self.path("home/cache"))
            .env("TMPDIR", self.dir.path())
            .env("VIDIMUS_CONFIG", self.path("config.toml"))
            .env("VIDIMUS_STATE", self.path("state"))
            .env("USER", "ana")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs to the end.
    pub fn run(&self, line: &str) -> Ran {
        self.run_command(self.command(line), "")
    }

    /// Runs with this on standard input.
    pub fn feed(&self, line: &str, input: &str) -> Ran {
        let mut command = self.command(line);
        command.stdin(Stdio::piped());
        self.run_command(command, input)
    }

    /// Runs a prepared command to its end.
    pub fn run_command(&self, mut command: Command, input: &str) -> Ran {
        let mut child = command.spawn().unwrap();
        if let Some(mut stdin) = child.stdin.take() {
            // A program that ends without reading is no failure of the test.
            let _ = stdin.write_all(input.as_bytes());
        }
        let done = child.wait_with_output().unwrap();
        Ran {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&done.stdout).into_owned(),
            err: String::from_utf8_lossy(&done.stderr).into_owned(),
            bytes: done.stdout,
        }
    }

    /// Runs with `--json`, which has to work; what it printed.
    pub fn json(&self, line: &str) -> Value {
        let ran = self.run(&format!("{line} --json"));
        assert_eq!(ran.code, 0, "{line}\n{}\n{}", ran.out, ran.err);
        ran.json()
    }

    /// The folder `tiny`: three pictures of 40 × 30 pixels, two boxes and a polygon, in COCO.
    pub fn tiny(self) -> Self {
        for name in ["a", "b", "c"] {
            self.write(&format!("tiny/images/{name}.png"), png(40, 30));
        }
        self.write(
            "tiny/instances.json",
            coco(
                r#"{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 10, 12.1]},
{"id": 2, "image_id": 1, "category_id": 2, "segmentation": [[1, 1, 9, 1, 9, 9]]},
{"id": 3, "image_id": 2, "category_id": 1, "bbox": [5, 5, 20, 20]}"#,
            ),
        );
        self
    }
}

/// A COCO file about `a.png`, `b.png` and `c.png` with these annotations, which begin on line 8.
pub fn coco(annotations: &str) -> String {
    format!(
        r#"{{"images": [
{{"id": 1, "file_name": "a.png", "width": 40, "height": 30}},
{{"id": 2, "file_name": "b.png", "width": 40, "height": 30}},
{{"id": 3, "file_name": "c.png", "width": 40, "height": 30}}
],
"categories": [{{"id": 1, "name": "car"}}, {{"id": 2, "name": "sign"}}],
"annotations": [
{annotations}
]}}
"#
    )
}

/// A grey picture.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(width, height, image::Rgb([128, 144, 160]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

impl Ran {
    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }

    /// Standard output as JSON, a value a line.
    pub fn json_lines(&self) -> Vec<Value> {
        let lines = self.out.lines();
        lines.map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    /// Checks the exit code, showing everything when it is another.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n{}\n{}", self.out, self.err);
        self
    }

    /// Checks that standard error says something.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.err.contains(words), "no '{words}' in: {}", self.err);
        self
    }
}

/// Words of a line; `'…'` is one word.
fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in line.split('\'').enumerate() {
        match number % 2 {
            1 => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

/// Every file below a directory with its content, to see that nothing was written.
pub fn everything(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(everything(&path)),
            false => found.push((path.clone(), std::fs::read(&path).unwrap())),
        }
    }
    found.sort();
    found
}

/// Has a shell do something before it becomes the program: limits, signals.
pub fn through_shell(command: &mut Command, before: &str) {
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(format!("{before}; exec \"$0\" \"$@\""));
    shell.arg(command.get_program()).args(command.get_args());
    shell.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    shell
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    *command = shell;
}
