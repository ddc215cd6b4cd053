//! Keys as plain values, and their notation: `a`, `A`, `<c-r>`, `<enter>`, `<s-tab>`, `<lt>`.
//!
//! The notation is what the configuration file, the help and the tests use. Parsing and printing
//! are inverse to each other. This module never talks to a terminal.

use std::fmt;
use std::str::FromStr;

/// Which key it is, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character as it was typed: a shifted letter is the capital letter.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Tabulator with shift.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1 to [`MAX_FUNCTION`].
    F(u8),
}

/// The highest function key that terminals report.
pub const MAX_FUNCTION: u8 = 35;

/// The keys that have a name, each with the name that is printed for it.
const NAMES: [(KeyCode, &str); 18] = [
    (KeyCode::Enter, "enter"),
    (KeyCode::Esc, "esc"),
    (KeyCode::Tab, "tab"),
    (KeyCode::Backspace, "backspace"),
    (KeyCode::Delete, "delete"),
    (KeyCode::Insert, "insert"),
    (KeyCode::Up, "up"),
    (KeyCode::Down, "down"),
    (KeyCode::Left, "left"),
    (KeyCode::Right, "right"),
    (KeyCode::Home, "home"),
    (KeyCode::End, "end"),
    (KeyCode::PageUp, "pgup"),
    (KeyCode::PageDown, "pgdn"),
    (KeyCode::Char(' '), "space"),
    (KeyCode::Char('<'), "lt"),
    (KeyCode::Char('>'), "gt"),
    (KeyCode::BackTab, "s-tab"),
];

/// Other names that are understood, as people know them from elsewhere.
const ALIASES: [(&str, KeyCode); 9] = [
    ("return", KeyCode::Enter),
    ("cr", KeyCode::Enter),
    ("escape", KeyCode::Esc),
    ("bs", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("backtab", KeyCode::BackTab),
];

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt (or Meta) was held.
    pub alt: bool,
    /// Shift was held; never set for characters, which are capital instead.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with control.
    pub const fn ctrl(c: char) -> Self {
        Self {
            ctrl: true,
            ..Self::char(c)
        }
    }

    /// The one form in which equal key presses are equal values: shift goes into the character or
    /// into [`KeyCode::BackTab`], and a letter with control is small (terminals send no other).
    #[must_use]
    pub fn normalized(mut self) -> Self {
        match self.code {
            KeyCode::Char(c) => {
                if self.shift {
                    self.code = KeyCode::Char(single(c.to_uppercase()).unwrap_or(c));
                }
                if self.ctrl && c.is_ascii() {
                    self.code = KeyCode::Char(c.to_ascii_lowercase());
                }
                self.shift = false;
            }
            KeyCode::Tab if self.shift => {
                self.code = KeyCode::BackTab;
                self.shift = false;
            }
            KeyCode::BackTab => self.shift = false,
            _ => {}
        }
        self
    }
}

/// The character of an iterator that has exactly one.
fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(c),
        _ => None,
    }
}

/// Why a text is not a key or a sequence of keys; the text names what was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing was given.
    #[error("no key given")]
    Empty,
    /// A `<` without its `>`.
    #[error("`{0}` has no closing `>` (the key < itself is written <lt>)")]
    Unclosed(String),
    /// A name that no key has.
    #[error("there is no key `<{0}>` (try <enter>, <esc>, <c-r>, <s-tab>, <pgdn>, <f5>, <lt>)")]
    Unknown(String),
    /// More than one key where one is wanted.
    #[error("`{0}` is more than one key")]
    Several(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMES.iter().find(|(code, _)| *code == self.code);
        let modified = self.ctrl || self.alt || self.shift;
        if let (KeyCode::Char(c), false, false) = (
            self.code,
            modified,
            named.is_some_and(|(_, name)| *name != "gt"),
        ) {
            return write!(f, "{c}");
        }
        f.write_str("<")?;
        for (held, mark) in [(self.ctrl, "c-"), (self.alt, "a-"), (self.shift, "s-")] {
            if held {
                f.write_str(mark)?;
            }
        }
        match (named, self.code) {
            (Some((_, name)), _) => f.write_str(name)?,
            (None, KeyCode::F(number)) => write!(f, "f{number}")?,
            (None, KeyCode::Char(c)) => write!(f, "{c}")?,
            // Every other code stands in the table.
            (None, code) => write!(f, "{code:?}")?,
        }
        f.write_str(">")
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        match parse_sequence(text)?.as_slice() {
            [key] => Ok(*key),
            _ => Err(KeyError::Several(text.into())),
        }
    }
}

/// Reads a sequence of keys such as `gg<enter>`.
///
/// # Errors
/// [`KeyError`] when it is empty or a name in `<…>` is unknown or not closed.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, KeyError> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let (name, after) = bracketed(rest)?;
            keys.push(parse_name(name)?);
            rest = after;
        } else {
            keys.push(Key::char(c));
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        }
    }
    if keys.is_empty() {
        return Err(KeyError::Empty);
    }
    Ok(keys)
}

/// Splits `<name>rest`. The name has at least one character, so that `<c->>` is a key too.
fn bracketed(text: &str) -> Result<(&str, &str), KeyError> {
    let unclosed = || KeyError::Unclosed(text.into());
    let inner = text.strip_prefix('<').ok_or_else(unclosed)?;
    let mut close = inner.find('>').ok_or_else(unclosed)?;
    if inner.get(..close).is_some_and(|name| name.ends_with('-'))
        && inner
            .get(close + 1..)
            .is_some_and(|after| after.starts_with('>'))
    {
        close += 1;
    }
    let name = inner.get(..close).ok_or_else(unclosed)?;
    Ok((name, inner.get(close + 1..).unwrap_or("")))
}

/// Reads what stands between `<` and `>`.
fn parse_name(name: &str) -> Result<Key, KeyError> {
    let unknown = || KeyError::Unknown(name.into());
    let mut key = Key::char(' ');
    let mut rest = name;
    while let Some((mark, after)) = rest.split_once('-') {
        if after.is_empty() {
            break;
        }
        match mark {
            "c" | "C" => key.ctrl = true,
            "a" | "A" | "m" | "M" => key.alt = true,
            "s" | "S" => key.shift = true,
            _ => return Err(unknown()),
        }
        rest = after;
    }
    key.code = code_of(rest).ok_or_else(unknown)?;
    Ok(key.normalized())
}

fn code_of(name: &str) -> Option<KeyCode> {
    if let Some(c) = single(name.chars()) {
        return Some(KeyCode::Char(c));
    }
    let lower = name.to_ascii_lowercase();
    if let Some((code, _)) = NAMES.iter().find(|(_, known)| *known == lower) {
        return Some(*code);
    }
    if let Some((_, code)) = ALIASES.iter().find(|(known, _)| *known == lower) {
        return Some(*code);
    }
    let number: u8 = lower.strip_prefix('f')?.parse().ok()?;
    (1..=MAX_FUNCTION)
        .contains(&number)
        .then_some(KeyCode::F(number))
}

/// What the mouse did, in cells from the left top of the screen. Off unless it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mouse {
    /// What happened.
    pub act: MouseAct,
    /// Column, from zero.
    pub column: u16,
    /// Row, from zero.
    pub row: u16,
}

/// The kinds of mouse events that the program uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MouseAct {
    /// The left button went down.
    Press,
    /// The left button moved while down.
    Drag,
    /// A button was let go.
    Release,
    /// The wheel was turned towards older rows.
    WheelUp,
    /// The wheel was turned towards later rows.
    WheelDown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn notation_reads_and_prints() {
        let cases = [
            ("a", Key::char('a'), "a"),
            ("A", Key::char('A'), "A"),
            ("<s-a>", Key::char('A'), "A"),
            ("<c-r>", Key::ctrl('r'), "<c-r>"),
            ("<C-R>", Key::ctrl('r'), "<c-r>"),
            ("<space>", Key::char(' '), "<space>"),
            (" ", Key::char(' '), "<space>"),
            ("<lt>", Key::char('<'), "<lt>"),
            (">", Key::char('>'), ">"),
            ("<cr>", Key::plain(KeyCode::Enter), "<enter>"),
            ("<s-tab>", Key::plain(KeyCode::BackTab), "<s-tab>"),
            ("<backtab>", Key::plain(KeyCode::BackTab), "<s-tab>"),
            ("<pgdn>", Key::plain(KeyCode::PageDown), "<pgdn>"),
            ("<f12>", Key::plain(KeyCode::F(12)), "<f12>"),
            ("<c-->", Key::ctrl('-'), "<c-->"),
            ("<c->>", Key::ctrl('>'), "<c-gt>"),
            ("ß", Key::char('ß'), "ß"),
        ];
        for (text, key, printed) in cases {
            assert_eq!(text.parse::<Key>().as_ref(), Ok(&key), "{text}");
            assert_eq!(key.to_string(), printed);
        }
        let chain = "<c-a-s-up>".parse::<Key>().unwrap();
        assert!(chain.ctrl && chain.alt && chain.shift && chain.code == KeyCode::Up);
    }

    #[test]
    fn bad_notation_says_what_is_wrong() {
        for text in [
            "", "<", "<enter", "<>", "<nokey>", "<x-a>", "<f0>", "<f36>", "gg",
        ] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
        assert_eq!(
            parse_sequence("gg<enter>"),
            Ok(vec![
                Key::char('g'),
                Key::char('g'),
                Key::plain(KeyCode::Enter)
            ])
        );
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            any::<char>().prop_map(KeyCode::Char),
            (1..=MAX_FUNCTION).prop_map(KeyCode::F),
            proptest::sample::select(NAMES.map(|(code, _)| code).to_vec()),
        ];
        (code, any::<[bool; 3]>()).prop_map(|(code, [ctrl, alt, shift])| {
            let key = Key {
                code,
                ctrl,
                alt,
                shift,
            };
            key.normalized()
        })
    }

    proptest! {
        #[test]
        fn printing_and_parsing_are_inverse(keys in prop::collection::vec(any_key(), 1..6)) {
            let text: String = keys.iter().map(Key::to_string).collect();
            prop_assert_eq!(parse_sequence(&text), Ok(keys));
        }

        #[test]
        fn no_text_panics(text in "\\PC*|[<>a-z-]{0,12}") {
            let _ = parse_sequence(&text);
        }
    }
}
