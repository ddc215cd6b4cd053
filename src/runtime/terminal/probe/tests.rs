//! Tests of `probe`.

use super::*;

fn guess(vars: &[(&str, &str)], chosen: Option<Graphics>) -> Facts {
    let var = |name: &str| {
        let found = vars.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    Facts::guess(&var, chosen)
}

#[test]
fn colours_by_environment() {
    use Colors::{Mono, Palette16, Palette256, TrueColor};
    let cases: [(&[(&str, &str)], Colors); 14] = [
        (&[], Mono),
        (&[("TERM", "dumb")], Mono),
        (&[("TERM", "vt100")], Mono),
        (&[("TERM", "linux")], Palette16),
        (&[("TERM", "xterm-256color")], Palette256),
        (&[("TERM", "xterm")], Palette256),
        (&[("TERM", "screen")], Palette256),
        (&[("TERM", "xterm-kitty")], TrueColor),
        (&[("TERM", "xterm-ghostty")], TrueColor),
        (&[("TERM", "xterm-direct")], TrueColor),
        (
            &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
            TrueColor,
        ),
        (
            &[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")],
            TrueColor,
        ),
        (
            &[
                ("TERM", "tmux-256color"),
                ("TERM_PROGRAM", "WezTerm"),
                ("TMUX", "x"),
            ],
            Palette256,
        ),
        (
            &[
                ("TERM", "xterm-kitty"),
                ("COLORTERM", "truecolor"),
                ("NO_COLOR", "1"),
            ],
            Mono,
        ),
    ];
    for (vars, colors) in cases {
        assert_eq!(guess(vars, None).colors, colors, "{vars:?}");
    }
}

#[test]
fn places_by_environment() {
    let facts = guess(
        &[("TERM", "tmux-256color"), ("SSH_TTY", "/dev/pts/1")],
        None,
    );
    assert!(facts.tmux && facts.remote && !facts.screen);
    assert_eq!(facts.patience_ms(), 1_000);
    let facts = guess(&[("TERM", "screen"), ("STY", "1.x")], None);
    assert!(facts.screen && !facts.tmux && !facts.remote);
}

#[test]
fn an_answer_upgrades_and_a_choice_stays() {
    let ok = Reply::Kitty {
        image: 31,
        ok: true,
    };
    let mut facts = guess(&[("TERM", "xterm-256color")], None);
    assert_eq!(facts.graphics, Graphics::Blocks256);
    assert!(!facts.learn(&Reply::Kitty {
        image: 40,
        ok: true
    }));
    assert!(!facts.learn(&Reply::StatusOk));
    assert!(facts.learn(&ok));
    assert_eq!(facts.graphics, Graphics::Kitty);
    assert!(!facts.learn(&ok));
    facts.distrust_kitty();
    assert_eq!(facts.graphics, Graphics::Blocks256);
    let mut facts = guess(&[("TERM", "xterm-256color")], Some(Graphics::Blocks));
    assert!(!facts.learn(&ok));
    assert_eq!(facts.graphics, Graphics::Blocks);
    assert_eq!(guess(&[("TERM", "linux")], None).graphics, Graphics::Off);
}

#[test]
fn the_cell_size_comes_from_the_terminal_or_its_window() {
    let mut facts = guess(&[("TERM", "xterm")], None);
    facts.fall_back_to_window(None);
    assert_eq!(facts.cell_px, None);
    facts.fall_back_to_window(Some((8, 16)));
    assert_eq!(facts.cell_px, Some((8, 16)));
    assert!(facts.learn(&Reply::CellSize {
        width: 9,
        height: 18
    }));
    facts.fall_back_to_window(Some((8, 16)));
    assert_eq!(facts.cell_px, Some((9, 18)));
    assert!(facts.how.iter().any(|line| line.contains("9×18")));
}

#[test]
fn the_questions_end_with_the_one_that_all_answer() {
    let plain = guess(&[("TERM", "xterm-256color")], None).questions();
    assert!(plain.starts_with(b"\x1b_Gi=31,"));
    assert!(plain.ends_with(b"\x1b[16t\x1b]11;?\x1b\\\x1b[c"));
    let tmux = guess(&[("TERM", "tmux-256color"), ("TMUX", "x")], None).questions();
    assert!(tmux.starts_with(b"\x1bPtmux;\x1b\x1b_Gi=31,"));
    assert!(tmux.ends_with(b"\x1b[c"));
    let blocks = guess(&[("TERM", "xterm")], Some(Graphics::Blocks)).questions();
    assert!(!blocks.windows(3).any(|part| part == b"\x1b_G"));
    assert!(guess(&[("TERM", "dumb")], None).questions().is_empty());
    assert_eq!(guess(&[("TERM", "linux")], None).questions(), b"\x1b[c");
    let screen = guess(&[("TERM", "screen"), ("STY", "1.x")], None).questions();
    assert_eq!(screen, b"\x1b[16t\x1b[c");
}

#[test]
fn repeated_answers_do_not_pile_up() {
    let mut facts = guess(&[("TERM", "xterm")], None);
    for height in 1..200 {
        facts.learn(&Reply::CellSize { width: 9, height });
    }
    assert_eq!(facts.how.len(), 32);
}

#[test]
fn inside_tmux_the_question_about_pictures_is_asked_once_more() {
    let attributes = Reply::Attributes(vec![1, 2]);
    let mut facts = guess(&[("TERM", "tmux-256color"), ("TMUX", "x")], None);
    assert!(facts.follow_up().is_empty());
    facts.learn(&attributes);
    assert!(facts.follow_up().starts_with(b"\x1bPtmux;"));
    facts.learn(&attributes);
    assert!(facts.follow_up().is_empty());
    // Not when it is answered already, and not outside.
    let mut facts = guess(&[("TERM", "tmux-256color"), ("TMUX", "x")], None);
    facts.learn(&Reply::Kitty {
        image: 31,
        ok: true,
    });
    facts.learn(&attributes);
    assert!(facts.follow_up().is_empty());
    let mut facts = guess(&[("TERM", "xterm")], None);
    facts.learn(&attributes);
    assert!(facts.follow_up().is_empty());
}
