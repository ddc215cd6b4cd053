//! Whole key sequences by termina's parser, as keys of the program.

use termina::event::{KeyCode as Code, KeyEvent, KeyEventKind, Modifiers, MouseEventKind};
use termina::{Event, Parser};

use super::Input;
use crate::config::keys::{Key, KeyCode, MAX_FUNCTION, Mouse, MouseAct};

/// Reads one whole sequence and adds what it is; sequences without a meaning add nothing.
pub(super) fn keys(sequence: &[u8], out: &mut Vec<Input>) {
    // A parser of its own for each sequence: nothing unfinished can reach the next one.
    let mut parser = Parser::default();
    parser.parse(sequence, false);
    while let Some(event) = parser.pop() {
        out.extend(match event {
            Event::Key(event) => key(event).map(Input::Key),
            Event::Mouse(event) => mouse(event.kind).map(|act| {
                let (column, row) = (event.column, event.row);
                Input::Mouse(Mouse { act, column, row })
            }),
            _ => None,
        });
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(Modifiers::CONTROL);
    let key = Key {
        code: code(event.code, ctrl)?,
        ctrl,
        alt: event.modifiers.contains(Modifiers::ALT),
        shift: event.modifiers.contains(Modifiers::SHIFT),
    };
    Some(key.normalized())
}

fn code(code: Code, ctrl: bool) -> Option<KeyCode> {
    Some(match code {
        // The parser names the control bytes 0x1c to 0x1f after the digits of a VT220.
        Code::Char(c @ '4'..='7') if ctrl => KeyCode::Char(match c {
            '4' => '\\',
            '5' => ']',
            '6' => '^',
            _ => '_',
        }),
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Backspace => KeyCode::Backspace,
        Code::Tab => KeyCode::Tab,
        Code::Escape => KeyCode::Esc,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::BackTab => KeyCode::BackTab,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Insert => KeyCode::Insert,
        Code::Delete => KeyCode::Delete,
        Code::Function(number @ 1..=MAX_FUNCTION) => KeyCode::F(number),
        _ => return None,
    })
}

fn mouse(kind: MouseEventKind) -> Option<MouseAct> {
    use termina::event::MouseButton::Left;
    Some(match kind {
        MouseEventKind::Down(Left) => MouseAct::Press,
        MouseEventKind::Drag(Left) => MouseAct::Drag,
        MouseEventKind::Up(_) => MouseAct::Release,
        MouseEventKind::ScrollUp => MouseAct::WheelUp,
        MouseEventKind::ScrollDown => MouseAct::WheelDown,
        _ => return None,
    })
}
