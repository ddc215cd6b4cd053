//! Cuts a JSON file of any length into the elements of its top-level arrays, without keeping more
//! than one element in memory.
//!
//! Framing comes before parsing so that one broken element (a wrong type, `NaN`, a number beyond
//! all bounds, a bomb of brackets) costs that element only, and so that elements are parsed from
//! memory at full speed. Only the text around elements must be well-formed.

use std::io::Read;
use std::ops::ControlFlow;

use crate::limits::{JSON_BYTES, JSON_DEPTH};
use crate::model::Text;

use super::draft::Position;

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

/// Takes what a file is cut into.
pub trait Taker {
    /// What to do with the value of a top-level key that begins with this byte.
    fn want(&mut self, key: &str, first: u8) -> Want;

    /// An element that begins here, if it can be told without being framed: its length, once it
    /// has been taken. The text may end anywhere. Anything else is framed and comes by
    /// [`Taker::found`].
    fn quick(&mut self, key: &str, text: &[u8]) -> Option<usize> {
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

/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;
/// Bytes read first: most texts are short, and zeroing room that they do not fill takes longer than
/// reading them.
const FIRST: usize = 16 * 1024;
/// Bytes that should be at hand when an element begins.
const AT_HAND: usize = 32 * 1024;

struct Scanner<'r> {
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
    fn new(reader: &'r mut dyn Read, start: Position) -> Self {
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

    fn syntax(&self, what: &'static str) -> FrameError {
        FrameError::Syntax {
            at: self.position(),
            field: None,
            what,
        }
    }

    fn advance(&mut self) {
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
    fn token(&mut self) -> Result<Option<u8>, FrameError> {
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

    fn skip_bom(&mut self) -> Result<(), FrameError> {
        for byte in [0xef, 0xbb, 0xbf] {
            if self.peek()? != Some(byte) {
                break;
            }
            self.advance();
        }
        Ok(())
    }

    /// A quoted key, cleaned for use and messages; long ones are cut.
    fn key(&mut self) -> Result<String, FrameError> {
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

    fn elements(&mut self, key: &str, taker: &mut dyn Taker) -> Result<(), FrameError> {
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
        let Some(length) = taker.quick(key, text) else {
            return Ok(false);
        };
        let passed = text.get(..length).unwrap_or_default();
        // Most elements are on one line, and looking for a byte is faster than counting it.
        if passed.contains(&b'\n') {
            let lines = passed.iter().filter(|&&byte| byte == b'\n').count();
            let last = passed.iter().rposition(|&byte| byte == b'\n');
            self.line += u64::try_from(lines).unwrap_or(0);
            self.line_start = self.offset(self.pos + last.unwrap_or(0) + 1);
        }
        self.pos = (self.pos + length).min(self.end);
        match taker.stopped() {
            true => Err(FrameError::Stopped),
            false => Ok(true),
        }
    }

    fn hand_over(
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
    fn value(&mut self, keep: bool) -> Result<Option<&'static str>, FrameError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads three bytes at a time, to cross buffer edges.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(3).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn all(text: &[u8]) -> (Vec<String>, Result<(), FrameError>) {
        let mut out = Vec::new();
        let result = frames(
            &mut Drip(text),
            Position::START,
            &mut |key, _| {
                if key == "skip" {
                    Want::Skip
                } else {
                    Want::Elements
                }
            },
            &mut |frame| {
                let body = frame
                    .body
                    .map(|body| String::from_utf8_lossy(body).into_owned());
                let body = body.unwrap_or_else(|why| format!("!{why}"));
                out.push(format!(
                    "{}@{}:{}={body}",
                    frame.key, frame.at.line, frame.at.column
                ));
                ControlFlow::Continue(())
            },
        );
        (out, result)
    }

    #[test]
    fn elements_come_with_their_places() {
        let text = b"\xef\xbb\xbf{ \"a\": [1, {\"x\":\"}]\\\"\"},\n  [2,[3]]], \"skip\": {\"y\": [1]},\n\"b\": \"v\"}\n";
        let (out, result) = all(text);
        assert_eq!(result, Ok(()));
        assert_eq!(
            out,
            [
                "a@1:12=1",
                "a@1:15={\"x\":\"}]\\\"\"}",
                "a@2:3=[2,[3]]",
                "b@3:6=\"v\""
            ]
        );
    }

    #[test]
    fn elements_of_a_list_come_with_their_offsets() {
        let text = b"\xef\xbb\xbf[ {\"a\":\"]\"},\n [1] ]\n";
        let mut out = Vec::new();
        let result = list(&mut Drip(text), Position::START, &mut |frame| {
            let offset = usize::try_from(frame.offset).unwrap();
            let body = frame.body.unwrap();
            assert!(text[offset..].starts_with(body));
            out.push((frame.at.line, body.to_vec()));
            ControlFlow::Continue(())
        });
        assert_eq!(result, Ok(()));
        assert_eq!(out, [(1, b"{\"a\":\"]\"}".to_vec()), (2, b"[1]".to_vec())]);
        assert!(
            list(&mut Drip(b"{}"), Position::START, &mut |_| {
                ControlFlow::Continue(())
            })
            .is_err()
        );
    }

    #[test]
    fn a_cut_or_broken_file_keeps_what_came_before() {
        for (text, kept, what) in [
            ("", 0, "the file is empty"),
            ("[1]", 0, "expected '{'"),
            ("{\"a\":[1,2", 1, "the file ends within an array"),
            ("{\"a\":[1,{\"b\"", 1, "the file ends within a value"),
            ("{\"a\":[1,\"b", 1, "the file ends within a text"),
            ("{\"a\":[1}", 1, "expected ',' or ']'"),
            ("{\"a\" 1}", 0, "expected ':'"),
            ("{\"a\":1 \"b\":2}", 1, "expected ',' or '}'"),
            ("{\"a\":1} x", 1, "text after the end"),
            ("{a:1}", 0, "expected ',' or '}'"),
        ] {
            let (out, result) = all(text.as_bytes());
            assert!(out.len() >= kept, "{text}: {out:?}");
            assert!(
                matches!(result, Err(FrameError::Syntax { what: said, .. }) if said == what),
                "{text}: {result:?}"
            );
        }
    }

    #[test]
    fn bombs_cost_one_element() {
        let bomb = format!("{{\"a\":[{}{},7]}}", "[".repeat(5_000), "]".repeat(5_000));
        let (out, result) = all(bomb.as_bytes());
        assert_eq!(result, Ok(()));
        assert_eq!(out[0], "a@1:7=!nested too deeply");
        assert_eq!(out.len(), 2);
    }

    #[test]
    fn fields_are_found_by_offset() {
        let object = br#"{"id": 1, "b:x": {"id": [2]}, "bbox": [1, "x"]}"#;
        let at = |needle: &str| String::from_utf8_lossy(object).find(needle).unwrap();
        assert_eq!(field_at(object, at("1,")), Some("id"));
        assert_eq!(field_at(object, at("2]")), Some("b:x"));
        assert_eq!(field_at(object, at("\"x\"")), Some("bbox"));
        assert_eq!(field_at(b"", 5), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(proptest::sample::select(b"{}[]\":,1a\\ \n".to_vec()), 0..60)) {
            let _ = all(&bytes);
        }
    }
}
