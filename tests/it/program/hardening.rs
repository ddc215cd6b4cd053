//! Hostile surroundings: storms of sizes, floods of input, no room on the disk, a state from
//! tomorrow. The program stays usable and nothing is decided that was not meant.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::place::{Place, assert_alive, escape, left_out, wait_drawn};
use crate::terminal::session::Session;

#[test]
fn a_storm_of_sizes_is_survived() {
    let place = Place::with_images(3);
    let mut session = place.review();
    // Always the same storm, but without order.
    let mut seed = 1_u32;
    let mut next = |most: u16| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from(seed >> 16).unwrap() % most + 1
    };
    for step in 0..400_u32 {
        let size = match step % 40 {
            0 => (1, 1),
            20 => (500, 200),
            _ => (next(500), next(200)),
        };
        session.resize(size.0, size.1);
        if step % 16 == 0 {
            session.watch(Duration::from_millis(1));
        }
    }
    session.resize(100, 30);
    session.wait("0001.png  64×48");
    wait_drawn(&mut session);
    session.type_until("a", "accepted 0001.png");
    assert_alive(session);
    assert_eq!(place.journal().len(), 1);
}

#[test]
fn a_paste_of_ten_megabytes_is_text_and_never_keys() {
    let place = Place::with_images(3);
    let mut session = place.review();
    let mut paste = b"\x1b[200~".to_vec();
    paste.extend(b"axgx\r\x03".repeat(10 * 1024 * 1024 / 6));
    paste.extend(b"\x1b[201~");
    session.send(&paste);
    session.wait("pasted text is only taken where text is typed");
    session.type_until("i", "New issue");
    session.send(&paste);
    session.wait("axgx");
    // What was taken is bounded, and keys go on.
    session.send(b"\x05Z\x7f\x7f");
    escape(&mut session, "New issue");
    session.type_until("f", "0002.png  64×48");
    assert_alive(session);
    assert!(place.journal().is_empty());
}

#[test]
fn a_terminal_that_answers_garbage_types_nothing() {
    let place = Place::with_images(3);
    let mut session = place.review();
    let answers = b"\x1b_Gi=7;OK\x1b\\\x1b[?62;22c\x1b[6;20;10t\x1b]11;rgb:1/2/3\x1b\\\x1b[0n\
        \x1bP>|terminal(1)\x1b\\\x1b[1;1R\x1b_Gi=31;EINVAL:no\x1b\\\x1b]11;rgb:zz\x07";
    session.send(&answers.repeat(2 * 1024 * 1024 / answers.len()));
    wait_drawn(&mut session);
    // Broken characters: ends without beginnings, which no layout types.
    let noise: Vec<u8> = (0..64 * 1024_u32)
        .map(|at| 0x80 | u8::try_from(at.wrapping_mul(2_654_435_761) >> 26).unwrap())
        .collect();
    session.send(&noise);
    // Control strings that never end, of letters that would be verdicts.
    for begin in [&b"\x1b_G"[..], b"\x1b]11;", b"\x1bP1"] {
        session.send(begin);
        session.send(&b"ax".repeat(512 * 1024));
        // An answer may be waited for so long; then whoever types is heard.
        session.watch(Duration::from_millis(500));
        session.type_until("f", "0002.png  64×48");
        session.type_until("d", "0001.png  64×48");
    }
    wait_drawn(&mut session);
    session.type_until("f", "0002.png  64×48");
    assert_alive(session);
    assert!(place.journal().is_empty());
}

#[test]
fn an_unknown_terminal_shows_what_every_terminal_can() {
    let place = Place::with_images(2);
    let mut command = portable_pty::CommandBuilder::new("env");
    command.args(["TERM=nonsense-9000", env!("CARGO_BIN_EXE_vidimus"), "open"]);
    command.arg(place.data());
    place.prepare(&mut command);
    command.env_remove("COLORTERM");
    let mut session = Session::launch(command, 100, 30);
    session.wait("items 1");
    session.type_until("\r", "0001.png  64×48");
    wait_drawn(&mut session);
    assert!(!session.has_written(b"38;2;"), "24-bit colour");
    assert!(!session.has_written(b"\x1b]8;"), "links");
    session.type_until("a", "accepted 0001.png");
    assert_alive(session);
}

#[test]
fn a_state_of_a_newer_program_is_refused_and_stays_as_it_is() {
    let place = Place::with_images(2);
    place.json(&["item", "list"]);
    let path = place.state().join("state.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database
        .execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
    drop(database);
    let before = std::fs::read(&path).unwrap();
    let mut session = place.open();
    assert_ne!(session.exit_code(), 0);
    session.assert_restored();
    let shown = session.text();
    assert!(shown.contains("is of version 99"), "{shown}");
    assert!(shown.contains("use the newer program"), "{shown}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

/// A file system of two megabytes in memory, gone with this value.
struct Small<'a>(&'a Path);

impl<'a> Small<'a> {
    /// None without the right to mount one.
    fn mount(at: &'a Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(at);
        mount.stderr(std::process::Stdio::null());
        mount.status().ok()?.success().then_some(Self(at))
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let mut mount = Command::new("mount");
        let done = mount.args(["-o", &options]).arg(self.0).status();
        assert!(done.unwrap().success());
    }

    /// Leaves no room.
    fn fill(&self) {
        use std::io::Write;
        let mut file = std::fs::File::create(self.0.join("filler")).unwrap();
        for size in [4096, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn empty(&self) {
        std::fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_refuses_decisions_plainly_until_there_is_room() {
    let place = Place::with_images(3);
    let state = place.state();
    let Some(disk) = Small::mount(&state) else {
        return left_out("no right to mount");
    };
    let mut session = place.review();
    disk.fill();
    session.type_until("a", "NOT saved: accepted 0001.png");
    session.wait("0/3 decided");
    session.wait("0001.png  64×48");
    session.type_until("i", "New issue");
    session.type_until("too early\r", "NOT saved: issue on 0001.png");
    disk.empty();
    // The text waits where it was typed.
    session.type_until("i", "too early");
    session.send(b"\r");
    session.wait_for("the issue in its thread", |screen| {
        let shown = screen.contents();
        !shown.contains("New issue") && shown.contains("issue ") && shown.contains(" open")
    });
    session.type_until("a", "1/3 decided");
    assert_alive(session);
    let titles: Vec<_> = place
        .journal()
        .iter()
        .map(|e| e.title.to_string())
        .collect();
    assert_eq!(
        titles,
        ["issue on 0001.png: too early", "accepted 0001.png"]
    );
}

#[test]
fn a_state_that_became_read_only_allows_looking() {
    let place = Place::with_images(3);
    let state = place.state();
    let Some(disk) = Small::mount(&state) else {
        return left_out("no right to mount");
    };
    let mut session = place.review();
    session.type_until("a", "accepted 0001.png");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    disk.remount("ro");
    let mut session = place.open();
    session.wait("read-only");
    session.wait("items 1");
    session.send(b"\r");
    wait_drawn(&mut session);
    session.send(b"a");
    session.wait("cannot");
    assert_alive(session);
}
