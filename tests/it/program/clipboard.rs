//! Copying: the link goes to the clipboard of whoever sits at the terminal.

use std::os::unix::fs::PermissionsExt;

use super::place::{Place, assert_alive};
use crate::terminal::session::Session;

/// A program of this name in a folder of its own that keeps what it is given.
fn program(place: &Place, name: &str, script: &str) -> String {
    let folder = place.tmp().join("bin");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var("PATH").unwrap();
    format!("{}:{path}", folder.display())
}

fn open(place: &Place, variables: &[(&str, &str)]) -> Session {
    let mut command = place.command(&["open", place.data().to_str().unwrap()]);
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut session = Session::launch(command, 100, 30);
    session.wait("items 1");
    session
}

#[test]
fn over_ssh_the_terminal_itself_copies() {
    let place = Place::with_images(2);
    let mut session = open(&place, &[("SSH_TTY", "/dev/pts/9"), ("DISPLAY", ":0")]);
    session.send(b"y");
    // "vidimus://" in base64.
    session.wait_bytes(b"\x1b]52;c;dmlkaW11czov");
    session.wait("copied to the terminal's clipboard");
    assert_alive(session);
}

#[test]
fn inside_tmux_it_is_tmux_that_copies() {
    let place = Place::with_images(2);
    let kept = place.tmp().join("kept");
    // It is asked about the terminal too, at any time: only what is copied is kept.
    let keep = format!("cat > '{0}'; echo \"$*\" > '{0}.how'", kept.display());
    let script = format!("case $1 in load-buffer) {keep};; *) exit 1;; esac");
    let path = program(&place, "tmux", &script);
    let mut session = open(&place, &[("TMUX", "/tmp/none,1,0"), ("PATH", &path)]);
    session.send(b"y");
    session.wait("copied to tmux and the terminal's clipboard");
    let text = std::fs::read_to_string(&kept).unwrap();
    assert!(text.starts_with("vidimus://"), "{text}");
    let how = std::fs::read_to_string(kept.with_extension("how")).unwrap();
    assert_eq!(how, "load-buffer -w -\n");
    assert!(!session.has_written(b"\x1b]52;"));
    assert_alive(session);
}

#[test]
fn on_a_desktop_its_programs_copy_and_the_terminal_when_they_fail() {
    let place = Place::with_images(2);
    let kept = place.tmp().join("kept");
    let path = program(&place, "xclip", &format!("cat > '{}'", kept.display()));
    let mut session = open(&place, &[("DISPLAY", ":0"), ("PATH", &path)]);
    session.type_until("\r", "0001.png  64×48");
    session.type_until(":copy name\r", "copied to the clipboard");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "0001.png");
    program(&place, "xclip", "exit 1");
    program(&place, "xsel", "exit 1");
    session.send(b":copy id\r");
    session.wait("copied to the terminal's clipboard");
    session.type_until(":copy nonsense\r", "cannot copy 'nonsense'");
    assert_alive(session);
}
