//! Finds the ends of values in a stream, and keeps those that are wanted at hand.

use std::io::Read;
use std::ops::ControlFlow;

use crate::codec::draft::Position;
use crate::limits::{JSON_BYTES, JSON_DEPTH};
use crate::model::Text;

use super::{Frame, FrameError, Taker};

/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;
/// Bytes read first: most texts are short, and zeroing room that they do not fill takes longer than
/// reading them.
const FIRST: usize = 16 * 1024;
/// Bytes that should be at hand when an element begins.
const AT_HAND: usize = 32 * 1024;

/// A text on its way through, with what is kept of it.
pub(super) struct Scanner<'r> {
    reader: &'r mut dyn Read,
    buffer: Vec<u8>,
    pos: usize,
    end: usize,
    /// The reader has said that there is no more.
    ended: bool,
    /// The last read took all the room there was.
    filled: bool,
    /// Where the value being kept starts.
    keep: Option<usize>,
    /// Bytes before the buffer.
    before: i64,
    line: u64,
    /// Offset at which the current line starts.
    line_start: i64,
}

/// Bytes at which the inner loop stops.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    let bytes = b"{}[]\"\n";
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

impl<'r> Scanner<'r> {
    pub(super) fn new(reader: &'r mut dyn Read, start: Position) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            pos: 0,
            end: 0,
            ended: false,
            filled: false,
            keep: None,
            before: 0,
            line: start.line,
            line_start: 1 - i64::try_from(start.column).unwrap_or(1),
        }
    }

    fn offset(&self, pos: usize) -> i64 {
        self.before
            .saturating_add(i64::try_from(pos).unwrap_or(i64::MAX))
    }

    fn position(&self) -> Position {
        let column = self.offset(self.pos) - self.line_start + 1;
        Position {
            line: self.line,
            column: u64::try_from(column).unwrap_or(1),
        }
    }

    pub(super) fn syntax(&self, what: &'static str) -> FrameError {
        FrameError::Syntax {
            at: self.position(),
            field: None,
            what,
        }
    }

    pub(super) fn advance(&mut self) {
        self.pos = (self.pos + 1).min(self.end);
    }

    /// Makes more bytes available; false at the end of the file.
    fn fill(&mut self) -> Result<bool, FrameError> {
        let from = self.keep.unwrap_or(self.pos).min(self.pos);
        if from > 0 {
            self.buffer.copy_within(from..self.end, 0);
            self.before = self.offset(from);
            self.pos -= from;
            self.end -= from;
            self.keep = self.keep.map(|_| 0);
        }
        let size = self.buffer.len();
        // Room that was filled to its end says that the text is long.
        let short = std::mem::take(&mut self.filled) && size < CHUNK;
        if short || self.end + size.min(CHUNK) / 4 >= size {
            // Doubling, so that a long element is not copied for every chunk.
            let size = if short { CHUNK } else { size * 2 };
            self.buffer.resize(size.max(FIRST), 0);
        }
        let space = self.buffer.get_mut(self.end..).unwrap_or_default();
        loop {
            match self.reader.read(space) {
                Ok(read) => {
                    self.filled = read == space.len();
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(FrameError::Io(Text::line(&error.to_string()))),
            }
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, FrameError> {
        if self.pos >= self.end && !self.fill()? {
            return Ok(None);
        }
        Ok(self.buffer.get(self.pos).copied())
    }

    /// The next byte that is not blank.
    pub(super) fn token(&mut self) -> Result<Option<u8>, FrameError> {
        loop {
            match self.peek()? {
                Some(b'\n') => {
                    self.advance();
                    self.new_line();
                }
                Some(b' ' | b'\t' | b'\r') => self.advance(),
                other => return Ok(other),
            }
        }
    }

    fn new_line(&mut self) {
        self.line += 1;
        self.line_start = self.offset(self.pos);
    }

    pub(super) fn skip_bom(&mut self) -> Result<(), FrameError> {
        for byte in [0xef, 0xbb, 0xbf] {
            if self.peek()? != Some(byte) {
                break;
            }
            self.advance();
        }
        Ok(())
    }

    /// A quoted key, cleaned for use and messages; long ones are cut.
    pub(super) fn key(&mut self) -> Result<String, FrameError> {
        self.advance();
        let mut key = Vec::new();
        let mut escaped = false;
        loop {
            let Some(byte) = self.peek()? else {
                return Err(self.syntax("the file ends within a key"));
            };
            self.advance();
            match byte {
                b'"' if !escaped => break,
                b'\\' if !escaped => escaped = true,
                _ => escaped = false,
            }
            if key.len() < 256 {
                key.push(byte);
            }
        }
        Ok(String::from_utf8_lossy(&key).into_owned())
    }

    pub(super) fn elements(&mut self, key: &str, taker: &mut dyn Taker) -> Result<(), FrameError> {
        self.advance();
        loop {
            match self.token()? {
                None => return Err(self.syntax("the file ends within an array")),
                Some(b']') => {
                    self.advance();
                    return Ok(());
                }
                Some(b',') => self.advance(),
                Some(b'}' | b':') => return Err(self.syntax("expected ',' or ']'")),
                Some(_) => {
                    if !self.quick(key, taker)? {
                        self.hand_over(key, true, taker)?;
                    }
                }
            }
        }
    }

    /// Lets the taker tell an element by itself.
    fn quick(&mut self, key: &str, taker: &mut dyn Taker) -> Result<bool, FrameError> {
        // Most elements are whole in what is at hand then.
        if self.end - self.pos < AT_HAND && !self.ended {
            self.ended = !self.fill()?;
        }
        let text = self.buffer.get(self.pos..self.end).unwrap_or_default();
        let Some(passed) = taker.quick(key, text) else {
            return Ok(false);
        };
        if passed.lines > 0 {
            self.line += passed.lines;
            self.line_start = self.offset(self.pos + passed.line);
        }
        self.pos = (self.pos + passed.length).min(self.end);
        match taker.stopped() {
            true => Err(FrameError::Stopped),
            false => Ok(true),
        }
    }

    pub(super) fn hand_over(
        &mut self,
        key: &str,
        element: bool,
        taker: &mut dyn Taker,
    ) -> Result<(), FrameError> {
        let at = self.position();
        let offset = u64::try_from(self.offset(self.pos)).unwrap_or(0);
        let refused = self.value(true)?;
        let from = self.keep.take().unwrap_or(self.pos);
        let body = match refused {
            Some(why) => Err(why),
            None => Ok(self.buffer.get(from..self.pos).unwrap_or_default()),
        };
        match taker.found(Frame {
            key,
            body,
            at,
            offset,
            element,
        }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(FrameError::Stopped),
        }
    }

    /// Passes over one value, keeping its text in the buffer when asked to. Answers why the text
    /// was not kept after all.
    pub(super) fn value(&mut self, keep: bool) -> Result<Option<&'static str>, FrameError> {
        self.keep = keep.then_some(self.pos);
        let (mut depth, mut refused) = (0_usize, None);
        if !matches!(self.peek()?, Some(b'{' | b'[' | b'"')) {
            self.scalar()?;
            return Ok(None);
        }
        loop {
            let rest = self.buffer.get(self.pos..self.end).unwrap_or_default();
            let Some(step) = rest.iter().position(|&byte| SPECIAL[usize::from(byte)]) else {
                self.pos = self.end;
                self.more(&mut refused, "the file ends within a value")?;
                continue;
            };
            let byte = rest.get(step).copied();
            self.pos += step + 1;
            match byte {
                Some(b'"') => self.string(&mut refused)?,
                Some(b'{' | b'[') => depth += 1,
                Some(b'\n') => self.new_line(),
                _ => depth = depth.saturating_sub(1),
            }
            if depth > JSON_DEPTH && refused.is_none() {
                refused = Some("nested too deeply");
                self.keep = None;
            }
            if depth == 0 && byte != Some(b'\n') {
                return Ok(refused);
            }
        }
    }

    /// Reads on within a value, giving up keeping it beyond [`JSON_BYTES`].
    fn more(
        &mut self,
        refused: &mut Option<&'static str>,
        at_end: &'static str,
    ) -> Result<(), FrameError> {
        if let Some(from) = self.keep
            && u64::try_from(self.end - from).unwrap_or(u64::MAX) > JSON_BYTES
        {
            *refused = Some("one element is larger than the limit of 64 MB");
            self.keep = None;
        }
        if self.fill()? {
            Ok(())
        } else {
            Err(self.syntax(at_end))
        }
    }

    /// The rest of a string after its opening quote.
    fn string(&mut self, refused: &mut Option<&'static str>) -> Result<(), FrameError> {
        let mut escaped = false;
        loop {
            let rest = self.buffer.get(self.pos..self.end).unwrap_or_default();
            if escaped && !rest.is_empty() {
                self.pos += 1;
                escaped = false;
                continue;
            }
            match rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
                Some(step) => {
                    let quote = rest.get(step) == Some(&b'"');
                    self.pos += step + 1;
                    if quote {
                        return Ok(());
                    }
                    escaped = true;
                }
                None => {
                    self.pos = self.end;
                    self.more(refused, "the file ends within a text")?;
                }
            }
        }
    }

    fn scalar(&mut self) -> Result<(), FrameError> {
        while let Some(byte) = self.peek()? {
            if matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n') {
                break;
            }
            self.advance();
            if self.keep.is_some_and(|from| self.pos - from > CHUNK) {
                return Err(self.syntax("expected a value"));
            }
        }
        Ok(())
    }
}
