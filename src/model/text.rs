//! [`Text`], the only string type that may reach the screen.
//!
//! Names and comments come from servers and files that nobody checked. A `Text` holds no control
//! characters, no escape sequences and no bidirectional overrides, because it is cleaned when made.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::{TEXT_BLOCK_CHARS, TEXT_LINE_CHARS};

/// A cleaned, immutable, cheaply cloned string. [`Text::line`] makes one line, [`Text::block`]
/// keeps line feeds.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(Arc<str>);

impl Text {
    /// One line: line feeds and tabs become spaces, control and bidi characters go, and what is
    /// longer than [`TEXT_LINE_CHARS`] ends in an ellipsis.
    pub fn line(raw: &str) -> Self {
        Self::clean(raw, false, TEXT_LINE_CHARS)
    }

    /// Several lines: as [`Text::line`], but line feeds stay, up to [`TEXT_BLOCK_CHARS`].
    pub fn block(raw: &str) -> Self {
        Self::clean(raw, true, TEXT_BLOCK_CHARS)
    }

    /// The cleaned characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing (or nothing printable) was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a character stands in a text as it is: it moves no cursor, reorders no line and
    /// hides in none.
    pub fn keeps(c: char) -> bool {
        !is_hidden(c) && !matches!(c, '\u{2028}' | '\u{2029}')
    }

    fn clean(raw: &str, block: bool, limit: usize) -> Self {
        let plain = raw.len() <= limit && raw.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        if plain {
            return Self(Arc::from(raw));
        }
        let mut out = String::with_capacity(raw.len().min(limit * 4));
        let mut chars = raw.chars().peekable();
        let mut kept = 0;
        while let Some(c) = chars.next() {
            if kept == limit {
                out.push('…');
                break;
            }
            let c = match c {
                '\x1b' => {
                    skip_escape(&mut chars);
                    continue;
                }
                '\n' if block => '\n',
                '\r' if chars.peek() == Some(&'\n') => continue,
                '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
                c if is_hidden(c) => continue,
                c => c,
            };
            out.push(c);
            kept += 1;
        }
        Self(Arc::from(out))
    }
}

/// Drops the rest of an escape sequence: CSI up to its final byte, OSC and other string sequences
/// up to BEL or ST (bounded, since the sequence may never end), else one character.
fn skip_escape(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            for _ in 0..64 {
                match chars.peek() {
                    Some('\x20'..='\x3f') => {
                        chars.next();
                    }
                    Some('\x40'..='\x7e') => {
                        chars.next();
                        return;
                    }
                    _ => return,
                }
            }
        }
        Some(']' | 'P' | '_' | '^' | 'X') => {
            for _ in 0..4_096 {
                match chars.next() {
                    None | Some('\x07' | '\u{9c}') => return,
                    Some('\x1b') => {
                        if chars.peek() == Some(&'\\') {
                            chars.next();
                        }
                        return;
                    }
                    Some(_) => {}
                }
            }
        }
        Some('\x20'..='\x7e') => {
            chars.next();
        }
        _ => {}
    }
}

/// Characters that would move the cursor, reorder the line or hide in it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{10eeee}')
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Default for Text {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::line(raw)
    }
}

impl From<String> for Text {
    fn from(raw: String) -> Self {
        Self::line(&raw)
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    /// Cleans again, as a block: what a file or database holds is not trusted either.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::block(&String::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_harmless() {
        let cases = [
            ("plain name.jpg", "plain name.jpg"),
            ("two\nlines\tand tab", "two lines and tab"),
            ("\x1b[31mred\x1b[0m", "red"),
            ("\x1b]0;title\x07shown", "shown"),
            ("\x1b]8;;http://x\x1b\\link", "link"),
            ("\x1b_Gi=31;OK\x1b\\k", "k"),
            ("\x1bPq#0\u{9c}s", "s"),
            ("cut\x1b", "cut"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("\u{9b}31mc1", "31mc1"),
            ("日本語 ñ é", "日本語 ñ é"),
            (
                "family 👨\u{200d}👩\u{200d}👧",
                "family 👨\u{200d}👩\u{200d}👧",
            ),
        ];
        for (raw, clean) in cases {
            assert_eq!(Text::line(raw).as_str(), clean, "{raw:?}");
        }
        assert_eq!(Text::block("a\r\nb\nc").as_str(), "a\nb\nc");
    }

    #[test]
    fn long_text_ends_in_an_ellipsis() {
        let text = Text::line(&"é".repeat(5_000));
        assert_eq!(text.chars().count(), TEXT_LINE_CHARS + 1);
        assert!(text.ends_with('…'));
    }

    proptest::proptest! {
        #[test]
        fn nothing_unprintable_survives(raw in "\\PC*|(.|\n|\x1b){0,40}") {
            let line = Text::line(&raw);
            proptest::prop_assert!(line.chars().all(|c| !is_hidden(c)));
            proptest::prop_assert_eq!(&Text::line(&line), &line);
        }
    }
}
