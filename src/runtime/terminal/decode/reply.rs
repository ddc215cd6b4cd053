//! Reading one whole control sequence as a terminal's answer.
//!
//! Numbers that do not fit are dropped with their reply; nothing here ever becomes a key except
//! F3, whose sequence with modifiers has the form of a cursor report.

use super::Reply;
use crate::config::keys::{Key, KeyCode};

/// What a `ESC [ …` sequence is.
pub(super) enum Csi {
    /// An answer we asked for.
    Reply(Reply),
    /// F3.
    Key(Key),
    /// An answer that nobody asked for.
    Dropped,
    /// Not an answer: keys or mouse.
    Other,
}

/// Whether a control string of this kind that begins with this byte may be a terminal's answer.
pub(super) fn may_begin(kind: u8, first: u8) -> bool {
    match kind {
        b'_' => first == b'G',
        b']' => matches!(first, b'0'..=b'9' | b'l' | b'L'),
        _ => matches!(first, b'0'..=b'9' | b'>' | b'!' | b'$' | b'+'),
    }
}

/// Classifies a whole `ESC [ … final`.
pub(super) fn csi(held: &[u8]) -> Csi {
    let Some((last, body)) = held.get(2..).and_then(<[u8]>::split_last) else {
        return Csi::Dropped;
    };
    match (body.first(), *last) {
        (Some(b'?'), b'c') => found(body.get(1..).and_then(numbers).map(Reply::Attributes)),
        (Some(b'?'), b'S') => found(body.get(1..).and_then(numbers).and_then(sixel_limit)),
        // Mouse reports in SGR form.
        (Some(b'<'), b'M' | b'm') => Csi::Other,
        (Some(b'?' | b'>' | b'=' | b'<'), _) => Csi::Dropped,
        (_, b'n') => found((body == b"0").then_some(Reply::StatusOk)),
        (_, b't') => found(cell_size(body)),
        (_, b'R') => cursor_or_f3(body),
        (_, b'c' | b'I' | b'O' | b'x' | b'y') => Csi::Dropped,
        _ => Csi::Other,
    }
}

fn found(reply: Option<Reply>) -> Csi {
    reply.map_or(Csi::Dropped, Csi::Reply)
}

fn numbers(body: &[u8]) -> Option<Vec<u16>> {
    let text = std::str::from_utf8(body).ok()?;
    text.split(';').map(|part| part.parse().ok()).collect()
}

fn cell_size(body: &[u8]) -> Option<Reply> {
    match numbers(body)?.as_slice() {
        &[6, height, width] if height > 0 && width > 0 => Some(Reply::CellSize { width, height }),
        _ => None,
    }
}

/// `CSI row ; column R`, or F3: `CSI R` and `CSI 1 ; modifiers R` (xterm).
fn cursor_or_f3(body: &[u8]) -> Csi {
    let f3 = Key::plain(KeyCode::F(3));
    if body.is_empty() {
        return Csi::Key(f3);
    }
    match numbers(body).as_deref() {
        Some(&[1, mask @ 2..=8]) => {
            let bits = mask - 1;
            Csi::Key(Key {
                shift: bits & 1 != 0,
                alt: bits & 2 != 0,
                ctrl: bits & 4 != 0,
                ..f3
            })
        }
        Some(&[row, column]) if row > 0 && column > 0 => Csi::Reply(Reply::Cursor {
            column: column - 1,
            row: row - 1,
        }),
        _ => Csi::Dropped,
    }
}

/// Reads a whole control string (without its end mark).
pub(super) fn text(held: &[u8]) -> Option<Reply> {
    let body = std::str::from_utf8(held.get(2..)?).ok()?;
    match held.get(1)? {
        b'_' => kitty(body.strip_prefix('G')?),
        b']' => background(body.strip_prefix("11;")?),
        b'P' => Some(Reply::Version(body.strip_prefix(">|")?.to_owned())),
        _ => None,
    }
}

/// `? item ; status ; values S`; status 0 is success.
fn sixel_limit(numbers: Vec<u16>) -> Option<Reply> {
    let (&[item, status], values) = numbers.split_first_chunk::<2>()?;
    let values = if status == 0 { values } else { &[] };
    Some(Reply::SixelLimit {
        item,
        values: values.to_vec(),
    })
}

/// `i=31,p=1;OK` or `i=31;ENOENT:…`.
fn kitty(body: &str) -> Option<Reply> {
    let (control, message) = body.split_once(';')?;
    let image = control
        .split(',')
        .find_map(|pair| pair.strip_prefix("i="))
        .map_or(Some(0), |id| id.parse().ok())?;
    let ok = message == "OK";
    Some(Reply::Kitty { image, ok })
}

/// `rgb:RRRR/GGGG/BBBB` with one to four hexadecimal digits each, or `rgba:` with a fourth part.
fn background(body: &str) -> Option<Reply> {
    let parts = body
        .strip_prefix("rgb:")
        .or_else(|| body.strip_prefix("rgba:"))?;
    let mut channels = parts.split('/').map(channel);
    Some(Reply::Background {
        red: channels.next()??,
        green: channels.next()??,
        blue: channels.next()??,
    })
}

fn channel(digits: &str) -> Option<u8> {
    let value = u32::from_str_radix(digits, 16).ok()?;
    let most = match digits.len() {
        1 => 0xf,
        2 => 0xff,
        3 => 0xfff,
        4 => 0xffff,
        _ => return None,
    };
    u8::try_from(value * 255 / most).ok()
}
