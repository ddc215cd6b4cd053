//! The terminal layer in a real pseudo-terminal: this test program starts itself again as a child
//! that runs a small loop on it, and watches screen, modes and exit status from outside.

// A test says what went wrong by panicking, in its own functions too.

mod child;
pub mod session;

use std::time::Duration;

use session::Session;

pub const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn keys_are_echoed_and_quitting_restores() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    assert!(session.screen(|screen| screen.alternate_screen() && screen.hide_cursor()));
    assert!(session.screen(vt100::Screen::bracketed_paste));
    session.send(b"jk\x1b[A");
    session.wait("keys: j k <up>");
    session.send(b"\x1b[200~q\rZ\x1b[201~");
    session.wait("paste: q|Z");
    session.send(b"q");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    let log = std::fs::read_to_string(session.state().join("vidimus.log")).unwrap();
    assert!(log.contains("the child has started"), "{log}");
    assert!(!session.has_written(b"the child has started"));
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    // `n` redraws the same frame three times; the next key shows how many bytes those were.
    session.send(b"n");
    session.wait("unchanged frames: 3, bytes: 0");
    session.send(b"q");
    session.exit_code();
}

#[test]
fn a_panic_restores_first_and_leaves_a_report() {
    for key in [b"P", b"T"] {
        let mut session = Session::start(&[]);
        session.wait("keys:");
        session.send(b"j");
        session.wait("keys: j");
        session.send(key);
        assert_eq!(session.exit_code(), 101);
        session.assert_restored();
        let shown = session.text();
        assert!(shown.contains("crash report: "), "{shown}");
        assert!(shown.contains("the panic of the test"), "{shown}");
        let reports: Vec<_> = std::fs::read_dir(session.state())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "txt"))
            .collect();
        assert_eq!(reports.len(), 1);
        let report = std::fs::read_to_string(&reports[0]).unwrap();
        assert!(report.contains("tests/it/terminal/child.rs"), "{report}");
        assert!(report.contains("  echo"), "{report}");
        assert!(!report.contains("the panic of the test"), "{report}");
    }
}

#[test]
fn a_panic_that_a_picture_worker_catches_ends_nothing() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    session.send(b"M");
    session.wait("caught: true");
    session.send(b"jk");
    session.wait("j k");
    assert!(session.screen(|screen| screen.alternate_screen()));
    session.send(b"q");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    assert!(!session.has_written(b"the panic of the test"));
    let left = std::fs::read_dir(session.state()).unwrap();
    let reports = left.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("crash-")
    });
    assert_eq!(reports.count(), 0);
}

#[test]
fn terminating_signals_restore_and_end() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let mut session = Session::start(&[]);
        session.wait("keys:");
        session.signal(signal);
        assert_eq!(session.exit_code(), code, "{signal}");
        session.assert_restored();
    }
}

#[test]
fn the_watchdog_ends_a_loop_that_is_stuck() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    session.send(b"H");
    session.wait("stuck");
    session.signal("TERM");
    assert_eq!(session.exit_code(), 143);
    session.assert_restored();
}

#[test]
fn a_terminal_that_takes_no_output_does_not_hold_the_program() {
    let mut session = Session::start(&[]);
    session.wait("graphics:");
    session.stall(true);
    // The loop hangs in the middle of writing four megabytes when the signal comes.
    session.send(b"B");
    session.signal("TERM");
    assert_eq!(session.exit_code_while_stalled(), 143);
}

#[test]
fn a_dropped_line_ends_the_program() {
    // Also with a loop that is stuck, and with one that never looks at its input.
    for keys in ["", "H"] {
        let mut session = Session::start(&[]);
        session.wait("keys:");
        session.send(keys.as_bytes());
        if !keys.is_empty() {
            session.wait("stuck");
        }
        assert_eq!(session.drop_line(), 129);
    }
}

#[test]
fn the_reader_ends_when_the_terminal_is_gone() {
    // Ignores SIGHUP and every ending, as a broken loop would, and leaves a file when the reader
    // thread is gone: a reader that spun on the dead terminal would still be there.
    let mut session = Session::start(&["orphan"]);
    session.wait("keys:");
    // It has asked everything: a write would find the end before the reader does.
    session.wait_bytes(b"\x1b[c");
    let threads = session.drop_line_of_orphan();
    assert_eq!(threads, "hangups: 1, reader alive: false");
}

#[test]
fn suspending_and_continuing_under_a_shell() {
    let Some(mut session) = Session::start_in_shell() else {
        return; // No bash on this machine.
    };
    for round in 0..2 {
        session.wait("keys:");
        session.send(b"j");
        session.wait("keys: j");
        if round == 0 {
            session.send(b"\x1a");
        } else {
            session.signal("TSTP");
        }
        session.wait_for("the shell's screen", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        // The shell reads lines again, so the settings are back.
        session.send(b"echo round$((1+1))is$((3+4))\n");
        session.wait("round2is7");
        if round == 1 {
            // In the background it touches nothing and stops again.
            session.send(b"bg\n");
            session.wait("&");
            // The shell has to know that it did: it does not wake what it takes for running.
            session.send(b"while [[ $(jobs -r) ]]; do sleep 0.02; done; echo still$((1+1))here\n");
            session.wait("still2here");
            assert!(session.screen(|screen| !screen.alternate_screen()));
        }
        session.send(b"fg\n");
        session.wait_for("our screen", vt100::Screen::alternate_screen);
        session.wait("keys: j");
        session.send(b"k");
        session.wait("keys: j k");
        session.send(b"C");
        session.wait("cleared");
    }
    session.send(b"q");
    session.wait_for("the shell's prompt", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell$")
    });
    session.send(b"exit\n");
    session.exit_code();
}

#[test]
fn suspending_without_a_shell_is_refused() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    session.send(b"\x1a");
    session.wait("cannot suspend");
    session.send(b"jq");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn another_program_gets_the_keys_while_the_reader_pauses() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    session.send(b"E");
    session.wait("editor:");
    session.send(b"typed in the editor\n");
    session.wait("from the editor: typed in the editor");
    session.wait("keys: E");
    session.send(b"jq");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}

#[test]
fn late_and_split_replies_are_never_keys() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    session.send(b"j");
    session.wait("keys: j");
    session.send(b"\x1b_Gi=31;");
    std::thread::sleep(Duration::from_millis(60));
    session.send(b"OK\x1b\\k\x1b[?62;4c");
    session.wait("keys: j k");
    session.wait("replies: Kitty { image: 31, ok: true } Attributes([62, 4])");
    session.send(b"\x1b");
    session.wait("keys: j k <esc>");
    session.send(b"q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn keys_typed_while_the_loop_is_busy_are_all_kept() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    session.send(b"S");
    // Three times what the channel holds.
    session.send(&[b'x'; 3 * vidimus::limits::INPUT_QUEUE]);
    session.send(b"C");
    session.wait(&format!(
        "keys in all: {}",
        3 * vidimus::limits::INPUT_QUEUE + 2
    ));
    session.wait("cleared");
    session.send(b"q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn the_questions_follow_the_first_frame_and_the_answers_upgrade() {
    let mut session = Session::start(&[]);
    session.wait_bytes(b"\x1b[?2026l");
    session.wait_bytes(b"a=q");
    session.wait("graphics: Blocks256");
    session.send(b"\x1b_Gi=31;OK\x1b\\\x1b[?62c");
    session.wait("graphics: Kitty");
    session.send(b"q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn pictures_go_one_at_a_time_and_are_deleted_at_the_end() {
    let mut session = Session::start(&[]);
    session.wait("keys:");
    session.send(b"G");
    session.wait_bytes(b"a=T,U=1,f=100,i=32,c=8,r=4,q=0,m=1;");
    session.wait_bytes(b"\x1b_Gm=0;");
    // Its cells come after it, and the next picture waits for the answer.
    session.wait_bytes("\u{10eeee}".as_bytes());
    session.send(b"Gj");
    session.wait("keys: j");
    assert!(!session.has_written(b"a=T"));
    session.send(b"\x1b_Gi=32;OK\x1b\\");
    session.wait_bytes(b"a=T,U=1,f=100,i=33,");
    session.send(b"k");
    session.wait("keys: j k");
    session.signal("TERM");
    assert_eq!(session.exit_code(), 143);
    session.wait_bytes(b"\x1b_Ga=d,d=I,i=32,q=2\x1b\\\x1b_Ga=d,d=I,i=33,q=2\x1b\\");
    session.assert_restored();
}

#[test]
fn doctor_asks_waits_and_keeps_what_was_typed() {
    // A terminal that answers, with keys between its answers.
    let mut session = Session::start(&["doctor"]);
    session.wait_bytes(b"\x1b[c");
    session.send(b"j\x1b_Gi=31;OK\x1b\\k\x1b[6;20;10t\x1b[?62c");
    session.wait("typed:");
    let shown = session.text();
    assert!(
        shown.contains("learned: Kitty") && shown.contains("replies: 3"),
        "{shown}"
    );
    assert!(
        shown.contains("Char('j')") && shown.contains("Char('k')"),
        "{shown}"
    );
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    // A silent one.
    let mut session = Session::start(&["doctor"]);
    session.wait("replies: 0");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}

#[test]
fn resizing_draws_the_new_size() {
    let mut session = Session::start(&[]);
    session.wait("size: 80x24");
    session.resize(100, 30);
    session.wait("size: 100x30");
    session.resize(1, 1);
    session.resize(60, 20);
    session.wait("size: 60x20");
    session.send(b"q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn output_that_is_no_terminal_is_refused_in_words() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "terminal::child_program", "--nocapture"])
        .env(child::VARIABLE, "")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stderr);
    assert!(
        shown.contains("standard output is not a terminal"),
        "{shown}"
    );
    assert!(!output.stdout.contains(&0x1b));
    assert_eq!(output.status.code(), Some(2));
}

/// Not a test: the program under test, when the variable is set.
#[test]
fn child_program() {
    if let Ok(wish) = std::env::var(child::VARIABLE) {
        std::process::exit(child::run(&wish));
    }
}
