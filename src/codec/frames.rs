//! Cuts a JSON file of any length into the elements of its top-level arrays, without keeping more
//! than one element in memory.
//!
//! Framing comes before parsing so that one broken element (a wrong type, `NaN`, a number beyond
//! all bounds, a bomb of brackets) costs that element only, and so that elements are parsed from
//! memory at full speed. Only the text around elements must be well-formed.

mod scanner;

use std::io::Read;
use std::ops::ControlFlow;

use crate::model::Text;

use super::draft::Position;
use scanner::Scanner;

/// What to do with the value of a top-level key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Nothing.
    Skip,
    /// Hand it over whole.
    Whole,
    /// Hand over the elements of the array; anything but an array is handed over whole.
    Elements,
    /// Enough is known: stop here.
    Stop,
}

/// One element or value.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The top-level key.
    pub key: &'a str,
    /// Its text, or why it was passed over.
    pub body: Result<&'a [u8], &'static str>,
    /// Where it starts.
    pub at: Position,
    /// Bytes before it in what was read.
    pub offset: u64,
    /// Whether it is one of an array's elements.
    pub element: bool,
}

/// Why a file ends before its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Reading failed.
    #[error("reading failed: {0}")]
    Io(Text),
    /// Not JSON from here on.
    #[error("{at}: {}{what}", field.as_ref().map(|field| format!("field '{field}': ")).unwrap_or_default())]
    Syntax {
        /// Where.
        at: Position,
        /// In the value of which top-level key, if in one.
        field: Option<Text>,
        /// What was expected.
        what: &'static str,
    },
    /// Somebody asked to stop.
    #[error("stopped")]
    Stopped,
}

impl FrameError {
    /// The same, with the key in whose value it struck.
    fn within(self, key: Option<&str>) -> Self {
        match self {
            Self::Syntax { at, what, .. } => Self::Syntax {
                at,
                field: key.map(Text::line),
                what,
            },
            other => other,
        }
    }
}

/// How much of a text an element took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Bytes.
    pub length: usize,
    /// Ends of lines among them.
    pub lines: u64,
    /// Where the last of the lines begins, where there are some.
    pub line: usize,
}

/// Takes what a file is cut into.
pub trait Taker {
    /// What to do with the value of a top-level key that begins with this byte.
    fn want(&mut self, key: &str, first: u8) -> Want;

    /// An element that begins here, if it can be told without being framed: how much was passed,
    /// once it has been taken. The text may end anywhere. Anything else is framed and comes by
    /// [`Taker::found`].
    fn quick(&mut self, key: &str, text: &[u8]) -> Option<Passed> {
        let _ = (key, text);
        None
    }

    /// Whether to end early, asked after each element that was told quickly.
    fn stopped(&self) -> bool {
        false
    }

    /// One element or value.
    fn found(&mut self, frame: Frame<'_>) -> ControlFlow<()>;
}

/// Two functions as a taker.
struct Plain<'f> {
    want: &'f mut dyn FnMut(&str, u8) -> Want,
    found: &'f mut dyn FnMut(Frame<'_>) -> ControlFlow<()>,
}

impl Taker for Plain<'_> {
    fn want(&mut self, key: &str, first: u8) -> Want {
        (self.want)(key, first)
    }

    fn found(&mut self, frame: Frame<'_>) -> ControlFlow<()> {
        (self.found)(frame)
    }
}

/// Reads an object and hands out what is wanted of it. `start` is where its text begins, for
/// positions.
///
/// # Errors
/// A broken frame (what was handed over stays good), a failing reader, a stop.
pub fn frames(
    reader: &mut dyn Read,
    start: Position,
    want: &mut dyn FnMut(&str, u8) -> Want,
    found: &mut dyn FnMut(Frame<'_>) -> ControlFlow<()>,
) -> Result<(), FrameError> {
    cut(reader, start, &mut Plain { want, found })
}

/// The same for a taker, which may tell elements without having them framed.
///
/// # Errors
/// As [`frames`].
pub fn cut(
    reader: &mut dyn Read,
    start: Position,
    taker: &mut dyn Taker,
) -> Result<(), FrameError> {
    let mut scanner = Scanner::new(reader, start);
    scanner.skip_bom()?;
    match scanner.token()? {
        None => return Err(scanner.syntax("the file is empty")),
        Some(b'{') => scanner.advance(),
        Some(_) => return Err(scanner.syntax("expected '{'")),
    }
    // The key before, in or after whose value a frame breaks.
    let mut last: Option<String> = None;
    loop {
        match scanner.token()? {
            Some(b'}') => break,
            Some(b',') if last.is_some() => scanner.advance(),
            Some(b'"') if last.is_none() => {}
            _ => {
                let error = scanner.syntax("expected ',' or '}'");
                return Err(error.within(last.as_deref()));
            }
        }
        if scanner.token()? != Some(b'"') {
            return Err(scanner.syntax("expected a key in quotes"));
        }
        let key = scanner.key()?;
        if scanner.token()? != Some(b':') {
            return Err(scanner.syntax("expected ':'"));
        }
        scanner.advance();
        let Some(byte) = scanner.token()? else {
            let error = scanner.syntax("the file ends within a value");
            return Err(error.within(Some(&key)));
        };
        let read = match taker.want(&key, byte) {
            Want::Stop => return Err(FrameError::Stopped),
            Want::Skip => scanner.value(false).map(drop),
            Want::Elements if byte == b'[' => scanner.elements(&key, taker),
            Want::Whole | Want::Elements => scanner.hand_over(&key, false, taker),
        };
        read.map_err(|error| error.within(Some(&key)))?;
        last = Some(key);
    }
    scanner.advance();
    match scanner.token()? {
        None => Ok(()),
        Some(_) => Err(scanner.syntax("text after the end")),
    }
}

/// Reads a list and hands out its elements, under an empty key. `start` is where its text begins,
/// for positions.
///
/// # Errors
/// As [`frames`].
pub fn list(
    reader: &mut dyn Read,
    start: Position,
    found: &mut dyn FnMut(Frame<'_>) -> ControlFlow<()>,
) -> Result<(), FrameError> {
    let mut scanner = Scanner::new(reader, start);
    scanner.skip_bom()?;
    match scanner.token()? {
        None => return Err(scanner.syntax("the file is empty")),
        Some(b'[') => {
            let want = &mut |_: &str, _: u8| Want::Elements;
            scanner.elements("", &mut Plain { want, found })?;
        }
        Some(_) => return Err(scanner.syntax("expected '['")),
    }
    match scanner.token()? {
        None => Ok(()),
        Some(_) => Err(scanner.syntax("text after the end")),
    }
}

/// The top-level key of an object's text in whose value an offset lies; for messages.
pub fn field_at(object: &[u8], offset: usize) -> Option<&str> {
    let (mut depth, mut string_from, mut escaped) = (0_usize, None, false);
    let (mut last, mut key) = (None, None);
    for (index, &byte) in object.iter().enumerate().take(offset.saturating_add(1)) {
        if let Some(from) = string_from {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    last = object.get(from..index).filter(|_| depth == 1);
                    string_from = None;
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => string_from = Some(index + 1),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' if depth == 1 => key = last.take(),
            _ => {}
        }
    }
    std::str::from_utf8(key?).ok()
}

#[cfg(test)]
mod tests;
