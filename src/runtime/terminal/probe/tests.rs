//! Tests of `probe`.

use super::questions::{ASK_SIXEL, WANT_SIXEL_COLORS};
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
    let cases: [(&[(&str, &str)], Colors); 18] = [
        (&[], Mono),
        (&[("TERM", "no-such-terminal")], Palette16),
        (&[("TERM", "no-such-256color")], Palette256),
        (&[("TERM", "vt340")], Palette16),
        (&[("TERM", "xterm"), ("WT_SESSION", "x")], TrueColor),
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
    let mut facts = guess(&[("TERM", "xterm-256color")], Some(Graphics::Off));
    facts.learn(&ok);
    assert_eq!(facts.graphics, Graphics::Off);
    // A choice by key replaces that of the start, and none leaves it to the answers.
    facts.prefer(Some(Graphics::Blocks256));
    assert_eq!(facts.graphics, Graphics::Blocks256);
    facts.prefer(None);
    assert_eq!(facts.graphics, Graphics::Kitty);
    let console = guess(&[("TERM", "linux")], None).graphics;
    assert_eq!(console, Graphics::Blocks16);
    assert_eq!(guess(&[("TERM", "dumb")], None).graphics, Graphics::Off);
    // Half blocks are chosen in the colours that there are.
    let blocks = guess(&[("TERM", "xterm")], Some(Graphics::Blocks));
    assert_eq!(blocks.graphics, Graphics::Blocks256);
}

#[test]
fn the_cell_size_comes_from_the_terminal_or_its_window() {
    let mut facts = guess(&[("TERM", "xterm")], None);
    assert!(!facts.fall_back_to_window(None));
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
fn a_resized_window_may_have_other_letters() {
    let mut facts = guess(&[("TERM", "xterm")], None);
    assert!(facts.fall_back_to_window(Some((8, 16))));
    assert!(!facts.fall_back_to_window(Some((8, 16))));
    assert!(facts.fall_back_to_window(Some((12, 24))));
    assert_eq!(facts.cell_px, Some((12, 24)));
    assert_eq!(facts.resize_question(), b"\x1b[16t");
    facts.learn(&Reply::CellSize {
        width: 9,
        height: 18,
    });
    assert!(!facts.fall_back_to_window(Some((12, 24))));
    assert_eq!(facts.cell_px, Some((9, 18)));
    for quiet in ["dumb", "linux"] {
        assert!(guess(&[("TERM", quiet)], None).resize_question().is_empty());
    }
}

#[test]
fn a_choice_that_would_be_printed_is_not_followed_and_that_is_said() {
    let screen = [("TERM", "screen.xterm-256color"), ("STY", "1.x")];
    for chosen in [Graphics::Kitty, Graphics::Iterm2, Graphics::Sixel] {
        let mut facts = guess(&screen, Some(chosen));
        assert_eq!(facts.graphics, Graphics::Blocks256, "{chosen:?}");
        // It may turn out to be tmux yet.
        assert_eq!(facts.choice_hint(), None);
        facts.learn(&Reply::Attributes(vec![83]));
        let hint = facts.choice_hint().unwrap();
        assert!(hint.contains("GNU screen"), "{hint}");
        let facts = guess(&[("TERM", "dumb")], Some(chosen));
        assert_eq!(facts.graphics, Graphics::Off);
        assert!(facts.choice_hint().is_some());
        let facts = guess(&[("TERM", "linux")], Some(chosen));
        assert_eq!(facts.graphics, Graphics::Blocks16);
        // Nobody knows it: who chose may know more.
        for term in ["no-such-terminal", "xterm-256color"] {
            let mut facts = guess(&[("TERM", term)], Some(chosen));
            facts.learn(&Reply::Attributes(vec![62]));
            assert_eq!(facts.graphics, chosen);
            assert_eq!(facts.choice_hint(), None);
        }
    }
    let mut old = guess(&[("TERM", "vt240")], Some(Graphics::Sixel));
    old.learn(&Reply::Attributes(vec![62, 4]));
    assert_eq!(old.graphics, Graphics::Sixel);
}

#[test]
fn tmux_that_keeps_pictures_back_is_not_sent_any() {
    let tmux = [("TERM", "tmux-256color"), ("TMUX", "x")];
    let told = |passthrough| TmuxFacts {
        outer: Brand::answered("kitty(0.31.0)"),
        passthrough,
        origin: Some((0, 0)),
    };
    let mut facts = guess(&tmux, Some(Graphics::Kitty));
    facts.learn(&Reply::Attributes(vec![62]));
    assert_eq!(facts.graphics, Graphics::Kitty);
    facts.learn_tmux(told(false));
    assert_eq!(facts.graphics, Graphics::Blocks256);
    let hint = facts.choice_hint().unwrap();
    assert!(hint.contains(PASSTHROUGH_LINE), "{hint}");
    facts.learn_tmux(told(true));
    assert_eq!(facts.graphics, Graphics::Kitty);
    assert_eq!(facts.choice_hint(), None);
}

#[test]
fn the_questions_end_with_the_one_that_all_answer() {
    let plain = guess(&[("TERM", "xterm-256color")], None).questions();
    assert!(plain.starts_with(b"\x1b[>q\x1b_Gi=31,"));
    assert!(plain.ends_with(b"\x1b]11;?\x1b\\\x1b[16t\x1b[c"));
    let tmux = guess(&[("TERM", "tmux-256color"), ("TMUX", "x")], None).questions();
    assert!(tmux.starts_with(b"\x1b[>q\x1bPtmux;\x1b\x1b_Gi=31,"));
    assert!(tmux.ends_with(b"\x1b[c"));
    assert!(guess(&[("TERM", "dumb")], None).questions().is_empty());
    assert!(guess(&[], None).questions().is_empty());
    assert_eq!(guess(&[("TERM", "linux")], None).questions(), b"\x1b[c");
    // No control string where it would be shown.
    for vars in [
        &[("TERM", "screen"), ("STY", "1.x")][..],
        &[("TERM", "screen")],
    ] {
        assert_eq!(guess(vars, None).questions(), b"\x1b[>q\x1b[16t\x1b[c");
    }
    // A terminal nobody knows is asked more once it has answered.
    let mut unknown = guess(&[("TERM", "no-such")], None);
    assert_eq!(unknown.questions(), b"\x1b[c");
    unknown.learn(&Reply::Attributes(vec![62]));
    assert!(unknown.follow_up().starts_with(b"\x1b[>q\x1b_Gi=31,"));
    unknown.learn(&Reply::Attributes(vec![62]));
    assert!(unknown.follow_up().is_empty());
}

fn version(text: &str) -> Reply {
    Reply::Version(text.into())
}

const KITTY_OK: Reply = Reply::Kitty {
    image: 31,
    ok: true,
};
const CELL: Reply = Reply::CellSize {
    width: 9,
    height: 18,
};

/// What a terminal that answers so is shown pictures by.
fn after(vars: &[(&str, &str)], replies: &[Reply]) -> Facts {
    let mut facts = guess(vars, None);
    for reply in replies {
        facts.learn(reply);
        facts.follow_up();
    }
    facts
}

#[test]
fn the_best_way_that_a_terminal_has_is_taken() {
    use Graphics::{Blocks256, Iterm2, Kitty, Sixel};
    let sixel = || Reply::Attributes(vec![62, 4, 22]);
    let plain = || Reply::Attributes(vec![62, 22]);
    let xterm = [("TERM", "xterm-256color")];
    let cases = [
        (
            "kitty",
            vec![version("kitty(0.31.0)"), KITTY_OK, CELL, plain()],
            Kitty,
        ),
        (
            "ghostty",
            vec![version("ghostty 1.1.0"), KITTY_OK, CELL, sixel()],
            Kitty,
        ),
        (
            "konsole",
            vec![version("Konsole 23.04"), KITTY_OK, CELL, sixel()],
            Kitty,
        ),
        (
            "WezTerm",
            vec![version("WezTerm 2024"), KITTY_OK, CELL, sixel()],
            Iterm2,
        ),
        (
            "iTerm2",
            vec![version("iTerm2 3.5.0"), CELL, sixel()],
            Iterm2,
        ),
        (
            "mintty",
            vec![version("mintty 3.6.4"), CELL, sixel()],
            Iterm2,
        ),
        (
            "editor with",
            vec![version("xterm.js(5.6)"), CELL, sixel()],
            Iterm2,
        ),
        (
            "editor without",
            vec![version("xterm.js(5.6)"), CELL, plain()],
            Blocks256,
        ),
        ("foot", vec![version("foot(1.13.1)"), CELL, sixel()], Sixel),
        (
            "Windows",
            vec![CELL, Reply::Attributes(vec![61, 4, 6, 7, 14])],
            Sixel,
        ),
        (
            "no cell size",
            vec![version("foot(1.13.1)"), sixel()],
            Blocks256,
        ),
        (
            "a kind of 4",
            vec![CELL, Reply::Attributes(vec![4, 22])],
            Blocks256,
        ),
        (
            "plain",
            vec![version("XTerm(379)"), CELL, plain()],
            Blocks256,
        ),
        ("silent", vec![], Blocks256),
    ];
    for (name, replies, graphics) in cases {
        assert_eq!(after(&xterm, &replies).graphics, graphics, "{name}");
    }
}

#[test]
fn old_kitties_and_others_get_pictures_at_the_cursor() {
    let xterm = [("TERM", "xterm-256color")];
    let of = |name: &str| after(&xterm, &[version(name), KITTY_OK]).placeholders();
    assert!(of("kitty(0.31.0)") && of("ghostty 1.0"));
    assert!(!of("kitty(0.26.5)") && !of("Konsole 23.04.1"));
    assert!(after(&xterm, &[KITTY_OK]).placeholders());
}

#[test]
fn variables_name_a_terminal_until_it_answers() {
    let iterm = [("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2")];
    let attributes = Reply::Attributes(vec![62, 4]);
    assert_eq!(after(&iterm, &[]).graphics, Graphics::Blocks);
    let answered = after(&iterm, std::slice::from_ref(&attributes));
    assert_eq!(answered.graphics, Graphics::Iterm2);
    // A variable that another terminal handed on.
    let other = after(&iterm, &[version("XTerm(379)"), CELL, attributes]);
    assert_eq!(other.graphics, Graphics::Sixel);
}

#[test]
fn sixel_limits_are_asked_where_there_is_sixel() {
    let mut facts = after(&[("TERM", "xterm")], &[CELL]);
    facts.learn(&Reply::Attributes(vec![63, 4]));
    assert!(facts.follow_up().starts_with(ASK_SIXEL));
    let limit = |item, values: &[u16]| Reply::SixelLimit {
        item,
        values: values.to_vec(),
    };
    assert!(facts.learn(&limit(1, &[16])));
    // Few colours: more are asked for, once.
    assert!(facts.follow_up().starts_with(WANT_SIXEL_COLORS));
    assert!(!facts.learn(&limit(1, &[16])));
    assert!(facts.follow_up().is_empty());
    assert!(facts.learn(&limit(2, &[1_000, 800])));
    assert!(!facts.learn(&limit(2, &[])));
    assert_eq!(facts.sixel_colors, Some(16));
    assert_eq!(facts.sixel_most, Some((1_000, 800)));
}

fn around(outer: &str, passthrough: bool) -> TmuxFacts {
    TmuxFacts {
        outer: Brand::answered(outer),
        passthrough,
        origin: Some((0, 0)),
    }
}

#[test]
fn inside_tmux_the_terminal_around_counts() {
    let tmux = [("TERM", "tmux-256color"), ("TMUX", "x")];
    let plain = || Reply::Attributes(vec![1, 2]);
    let mut facts = after(&tmux, &[version("tmux 3.3a"), plain(), KITTY_OK]);
    assert_eq!(facts.graphics, Graphics::Kitty);
    assert!(facts.placeholders() && facts.through_tmux());
    // A kitty that knows no placeholders shows nothing there.
    assert!(facts.learn_tmux(around("kitty(0.26.5)", true)));
    assert_eq!(facts.graphics, Graphics::Blocks256);
    // A tmux that does sixel itself needs no passing through.
    let facts = after(&tmux, &[CELL, Reply::Attributes(vec![1, 2, 4])]);
    assert_eq!(facts.graphics, Graphics::Sixel);
    assert!(!facts.through_tmux());
    // iTerm2 around it.
    let mut facts = after(&tmux, &[plain()]);
    assert!(facts.learn_tmux(around("iTerm2 3.5.0", true)));
    assert_eq!(facts.graphics, Graphics::Iterm2);
    assert!(facts.through_tmux());
    let in_popup = TmuxFacts {
        origin: None,
        ..around("iTerm2 3.5.0", true)
    };
    facts.learn_tmux(in_popup);
    assert_eq!(facts.graphics, Graphics::Blocks256);
}

#[test]
fn the_hint_names_the_line_only_where_it_helps() {
    let hint = |outer: &str, passthrough| {
        let mut facts = guess(&[("TERM", "tmux-256color"), ("TMUX", "x")], None);
        facts.learn_tmux(around(outer, passthrough));
        facts.tmux_hint()
    };
    let told = hint("kitty(0.31.0)", false).unwrap();
    assert!(told.contains("set -g allow-passthrough on"), "{told}");
    assert!(hint("iTerm2 3.5", false).is_some());
    assert_eq!(hint("kitty(0.31.0)", true), None);
    assert_eq!(hint("kitty(0.26.5)", false), None);
    assert_eq!(hint("XTerm(379)", false), None);
}

#[test]
fn tmux_behind_ssh_is_known_by_its_answer() {
    let mut facts = guess(&[("TERM", "screen-256color"), ("SSH_TTY", "x")], None);
    assert!(facts.screen && !facts.tmux);
    assert!(facts.learn(&version("tmux 3.4")));
    facts.learn(&Reply::Attributes(vec![1, 2]));
    assert!(facts.tmux && !facts.screen);
    assert!(facts.follow_up().starts_with(b"\x1bPtmux;"));
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

#[test]
fn memory_is_offered_to_terminals_on_this_machine_alone() {
    let place = tempfile::tempdir().unwrap();
    let answers = [31, 30].map(|image| Reply::Kitty { image, ok: true });
    let here = [("TERM", "xterm-kitty")];
    let far = [("TERM", "xterm-kitty"), ("SSH_TTY", "/dev/pts/1")];
    let tmux = [("TERM", "tmux-256color"), ("TMUX", "x")];
    let dumb = [("TERM", "dumb")];
    for (vars, may) in [
        (&here[..], true),
        (&far, false),
        (&tmux, false),
        (&dumb, false),
    ] {
        assert_eq!(guess(vars, None).may_share_memory(), may, "{vars:?}");
    }
    let mut memory = Handed::within(place.path(), 7).unwrap();
    let mut facts = guess(&here, None);
    let asks = |facts: &Facts| facts.questions().escape_ascii().to_string().contains("t=s");
    // An answer without a question means nothing.
    for answer in &answers {
        facts.learn(answer);
    }
    assert!(!asks(&facts) && !facts.shares_memory());
    facts.offer_memory(&mut memory);
    assert!(asks(&facts) && !facts.shares_memory());
    assert!(facts.learn(&answers[1]) && facts.shares_memory());
    // It is inside tmux, as it says.
    facts.learn(&Reply::Version("tmux 3.5a".into()));
    assert!(!facts.shares_memory());
}
