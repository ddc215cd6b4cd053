//! Tests of `decode`.

use proptest::prelude::*;

use super::*;

fn key(notation: &str) -> Input {
    Input::Key(notation.parse().unwrap())
}

fn kitty_ok() -> Input {
    Input::Reply(Reply::Kitty {
        image: 31,
        ok: true,
    })
}

/// Feeds pieces with so many milliseconds between them, then lets time pass.
fn decode(pieces: &[&[u8]], gap: u64) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let (mut out, mut now) = (Vec::new(), 1_000);
    for piece in pieces {
        decoder.feed(piece, now, &mut out);
        let next = now + gap;
        while let Some(deadline) = decoder.deadline().filter(|at| *at <= next) {
            decoder.expire(deadline, &mut out);
        }
        now = next;
    }
    decoder.expire(now + 10_000, &mut out);
    assert_eq!(decoder.deadline(), None, "nothing stays open");
    out
}

fn table() -> Vec<(&'static [u8], Vec<Input>)> {
    let reply = |reply| vec![Input::Reply(reply)];
    vec![
        (b"a", vec![key("a")]),
        (b"A<", vec![key("A"), key("<lt>")]),
        ("é日🦀".as_bytes(), vec![key("é"), key("日"), key("🦀")]),
        (
            b"\r\t\x7f",
            vec![key("<enter>"), key("<tab>"), key("<backspace>")],
        ),
        (
            b"\x03\x12\0\x1c",
            vec![key("<c-c>"), key("<c-r>"), key("<c-space>"), key("<c-\\>")],
        ),
        (b"\x1b", vec![key("<esc>")]),
        (b"\x1b\x1b", vec![key("<esc>"), key("<esc>")]),
        (b"\x1bx", vec![key("<a-x>")]),
        ("\x1bé".as_bytes(), vec![key("<a-é>")]),
        (b"\x1b\r", vec![key("<a-enter>")]),
        (b"\x1b_", vec![key("<a-_>")]),
        (b"\x1b_j", vec![key("<a-_>"), key("j")]),
        (b"\x1b]", vec![key("<a-]>")]),
        (b"\x1b[", vec![key("<a-[>")]),
        (b"\x1bO", vec![key("<a-O>")]),
        (
            b"\x1b[A\x1bOB\x1b[1;5C",
            vec![key("<up>"), key("<down>"), key("<c-right>")],
        ),
        (
            b"\x1b[5~\x1b[6~\x1b[Z",
            vec![key("<pgup>"), key("<pgdn>"), key("<s-tab>")],
        ),
        (
            b"\x1bOP\x1b[[A\x1b[15~",
            vec![key("<f1>"), key("<f1>"), key("<f5>")],
        ),
        (b"\x1b[R\x1b[1;2R", vec![key("<f3>"), key("<s-f3>")]),
        (b"\x1b[97;5u", vec![key("<c-a>")]),
        (b"\x1b[I\x1b[Ok", vec![key("k")]),
        (b"\x1b_Gi=31;OK\x1b\\", vec![kitty_ok()]),
        (
            b"\x1b_Gi=7,p=1;ENOENT:no such image\x1b\\",
            reply(Reply::Kitty {
                image: 7,
                ok: false,
            }),
        ),
        (b"\x1b[?62;4;52c", reply(Reply::Attributes(vec![62, 4, 52]))),
        (
            b"\x1bP>|kitty(0.31.0)\x1b\\",
            reply(Reply::Version("kitty(0.31.0)".into())),
        ),
        (b"\x1bP1$r0m\x1b\\", vec![]),
        (
            b"\x1b[?2;0;1000;800S",
            reply(Reply::SixelLimit {
                item: 2,
                values: vec![1_000, 800],
            }),
        ),
        (
            b"\x1b[?1;3;7S",
            reply(Reply::SixelLimit {
                item: 1,
                values: vec![],
            }),
        ),
        (b"\x1b[?1S\x1b[?70000;0;1S", vec![]),
        (
            b"\x1b[6;20;10t",
            reply(Reply::CellSize {
                width: 10,
                height: 20,
            }),
        ),
        (b"\x1b[0n", reply(Reply::StatusOk)),
        (b"\x1b[7;3R", reply(Reply::Cursor { column: 2, row: 6 })),
        (
            b"\x1b]11;rgb:ffff/8080/0000\x1b\\",
            reply(Reply::Background {
                red: 255,
                green: 128,
                blue: 0,
            }),
        ),
        (
            b"\x1b]11;rgb:1/2/f\x07",
            reply(Reply::Background {
                red: 17,
                green: 34,
                blue: 255,
            }),
        ),
        (
            b"\x1b[?2026;2$y\x1b[>1;10;0c\x1bP>|xterm(388)\x1b\\\x1b]4;1;rgb:0/0/0\x07",
            reply(Reply::Version("xterm(388)".into())),
        ),
        (b"\x1b[6;0;0t\x1b[3n\x1b[99999;1R\x1b_Gi=x;OK\x1b\\", vec![]),
        (b"\x1b[200~gg\x1b[201~", vec![Input::Paste("gg".into())]),
        (
            b"\x1b[200~a\r\nb\rc\x1b[A\x1b[201~x",
            vec![Input::Paste("a\nb\nc\x1b[A".into()), key("x")],
        ),
        (b"\x1b[200~\x1b\x1b[201~", vec![Input::Paste("\x1b".into())]),
        (
            b"\x1b[<65;3;4M",
            vec![Input::Mouse(Mouse {
                act: crate::config::keys::MouseAct::WheelDown,
                column: 2,
                row: 3,
            })],
        ),
        (
            b"\x1b[M !!q",
            vec![
                Input::Mouse(Mouse {
                    act: crate::config::keys::MouseAct::Press,
                    column: 0,
                    row: 0,
                }),
                key("q"),
            ],
        ),
        (b"\xff\x80\xc0q", vec![key("q")]),
    ]
}

#[test]
fn sequences_mean_the_same_however_they_are_split() {
    for (bytes, expected) in table() {
        assert_eq!(decode(&[bytes], 0), expected, "{bytes:?}");
        for cut in 1..bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            assert_eq!(decode(&[head, tail], 5), expected, "{bytes:?} cut at {cut}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decode(&single, 5), expected, "{bytes:?} byte by byte");
    }
}

#[test]
fn keys_and_replies_mixed_keep_their_order() {
    let bytes = b"j\x1b_Gi=31;OK\x1b\\k\x1b[6;20;10tG\x1b[?62c\x1b[B";
    let expected = [
        key("j"),
        kitty_ok(),
        key("k"),
        Input::Reply(Reply::CellSize {
            width: 10,
            height: 20,
        }),
        key("G"),
        Input::Reply(Reply::Attributes(vec![62])),
        key("<down>"),
    ];
    for cut in 0..=bytes.len() {
        let (head, tail) = bytes.split_at(cut);
        assert_eq!(decode(&[head, tail], 10), expected, "cut at {cut}");
    }
}

#[test]
fn the_late_rest_of_a_reply_is_no_key() {
    let replies: [&[u8]; 4] = [
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b[?62;4;52c",
        b"\x1b[6;20;10t",
        b"\x1b]11;rgb:ffff/8080/0000\x1b\\",
    ];
    for bytes in replies {
        for cut in 1..bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            let ends_alone = tail.len() == 1 && matches!(tail, [b't' | b'c']);
            for input in decode(&[head, tail], 900) {
                // The piece before the gap may be a key by itself (Esc, Alt-[); the rest never is.
                let first = matches!(input, Input::Key(key) if key.alt || key.code == KeyCode::Esc);
                assert!(
                    first && cut <= 2 || ends_alone || matches!(input, Input::Reply(_)),
                    "{bytes:?} cut at {cut}: {input:?}"
                );
            }
        }
    }
    // Real keys after a broken reply are keys.
    assert_eq!(
        decode(&[b"\x1b_Gi=31;", b"j", b"5"], 300),
        [key("j"), key("5")]
    );
    assert_eq!(decode(&[b"\x1b", b"[A"], 300).len(), 3);
}

#[test]
fn long_replies_are_dropped_whole() {
    let mut bytes = b"\x1b_Gi=31;".to_vec();
    bytes.extend(std::iter::repeat_n(b'j', 3 * REPLY_BYTES));
    bytes.extend(b"\x1b\\k");
    assert_eq!(decode(&[&bytes], 0), [key("k")]);
}

#[test]
fn long_pastes_are_cut_and_unfinished_ones_end_by_silence() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 2 * PASTE_BYTES));
    bytes.extend(b"\x1b[201~k");
    let out = decode(&[&bytes], 0);
    assert!(
        matches!(&out[..], [Input::Paste(text), k] if text.len() == PASTE_BYTES && *k == key("k"))
    );
    assert_eq!(decode(&[b"\x1b[200~ab"], 0), [Input::Paste("ab".into())]);
    // Pauses within a paste do not end it.
    assert_eq!(
        decode(&[b"\x1b[200~ab", b"cd", b"\x1b[201~"], 3_000),
        [Input::Paste("abcd".into())]
    );
}

#[test]
fn an_answer_without_end_is_no_key_however_long_it_comes() {
    for begin in [&b"\x1b_G"[..], b"\x1b]11;", b"\x1bP1", b"\x1b[1"] {
        let mut decoder = Decoder::default();
        let (mut out, mut now) = (Vec::new(), 0);
        decoder.feed(begin, now, &mut out);
        let part = [b'1'; 1_000];
        // Pieces come late, at first within the time that an answer may take, then beyond it.
        for gap in [10; 100].into_iter().chain([REPLY_HOLD_MS + 100; 20]) {
            now += gap;
            decoder.feed(&part, now, &mut out);
        }
        let text = begin != b"\x1b[1";
        assert!(
            out.is_empty() || !text,
            "{} in {out:?}",
            begin.escape_ascii()
        );
        now += REPLY_HOLD_MS + REPLY_REST_MS;
        decoder.expire(now, &mut out);
        out.clear();
        decoder.feed(b"a", now, &mut out);
        assert_eq!(out, [key("a")], "{}", begin.escape_ascii());
    }
}

proptest! {
    /// Whatever came before: once it is over and some time has passed, every key counts.
    #[test]
    fn no_key_is_lost_after_garbage(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::collection::vec(any::<u8>(), 0..60),
                "(\x1b|\\[|\\]|_G|P|O|200~|201~|[0-9;?<>=:]|[a-zA-Z~\\\\]|\x07){0,30}"
                    .prop_map(String::into_bytes),
            ],
            0..8,
        ),
        gap in 0u64..3_000,
    ) {
        let mut decoder = Decoder::default();
        let (mut out, mut now) = (Vec::new(), 0);
        for piece in &pieces {
            decoder.feed(piece, now, &mut out);
            now += gap;
        }
        // What is open is closed by its own deadline, and its rest is waited for no longer.
        while let Some(deadline) = decoder.deadline() {
            now = now.max(deadline);
            decoder.expire(now, &mut out);
        }
        now += REPLY_REST_MS;
        for (bytes, name) in [
            (&b"j"[..], "j"),
            (b"5", "5"),
            (b"\x1b[A", "<up>"),
            ("é".as_bytes(), "é"),
            (b"\r", "<enter>"),
        ] {
            out.clear();
            decoder.feed(bytes, now, &mut out);
            prop_assert_eq!(&out[..], &[key(name)][..]);
        }
    }

    #[test]
    fn random_bytes_never_panic_or_stay_open(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8),
        gap in 0u64..400,
    ) {
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        decode(&pieces, gap);
    }

    #[test]
    fn escapes_of_every_kind_never_panic(
        text in "(\x1b|\\[|\\]|_G|P|O|[0-9;?<>=:]|[a-zA-Z~\\\\]|\x07){0,60}",
        gap in 0u64..400,
    ) {
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(3).collect();
        decode(&pieces, gap);
    }

    #[test]
    fn pastes_never_become_keys(text in "[^\x1b]{0,200}", cut in 0usize..200) {
        let mut bytes = b"\x1b[200~".to_vec();
        bytes.extend(text.as_bytes());
        bytes.extend(b"\x1b[201~");
        let (head, tail) = bytes.split_at(cut.min(bytes.len()));
        let out = decode(&[head, tail], 20);
        prop_assert!(matches!(&out[..], [Input::Paste(_)]), "{:?}", out);
    }

    #[test]
    fn late_kitty_answers_never_become_keys(
        before in "[a-z]{0,6}", after in "[a-z]{0,6}",
        cuts in prop::collection::vec(0usize..40, 0..4), gap in 0u64..29,
    ) {
        let bytes = format!("{before}\x1b_Gi=31;OK\x1b\\{after}").into_bytes();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        // An empty piece would be a pause without a read, twice as long as meant.
        cuts.dedup();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        let out = decode(&pieces, gap);
        prop_assert_eq!(out.iter().filter(|input| matches!(input, Input::Key(_))).count(),
            before.len() + after.len());
        prop_assert_eq!(out.iter().filter(|input| **input == kitty_ok()).count(), 1);
    }
}
