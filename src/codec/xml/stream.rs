//! The bytes of an XML file as they are read: counted by line, and by what one tag takes.

use std::io::{self, BufRead, Read};

use crate::codec::draft::Position;
use crate::limits::XML_TAG_BYTES;

/// More bytes than one tag may have.
#[derive(Debug, thiserror::Error)]
#[error("more bytes than the limit")]
pub struct TooLong;

/// Two bytes a character.
#[derive(Debug, thiserror::Error)]
#[error("UTF-16")]
pub struct Wide;

/// A buffered stream that knows its line and how much one tag has taken.
pub struct Counted<'r> {
    from: &'r mut dyn Read,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    place: Position,
    taken: u64,
    begun: bool,
}

impl<'r> Counted<'r> {
    /// Of a stream from its beginning.
    pub fn new(from: &'r mut dyn Read) -> Self {
        Self {
            from,
            buffer: vec![0; 64 * 1024].into(),
            at: 0,
            end: 0,
            place: Position::START,
            taken: 0,
            begun: false,
        }
    }

    /// A tag or text begins.
    pub fn begin(&mut self) {
        self.taken = 0;
    }

    /// Where it is.
    pub fn place(&self) -> Position {
        self.place
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let held = self.fill_buf()?;
        let count = held.len().min(into.len());
        if let (Some(into), Some(held)) = (into.get_mut(..count), held.get(..count)) {
            into.copy_from_slice(held);
        }
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > XML_TAG_BYTES {
            return Err(io::Error::other(TooLong));
        }
        if self.at == self.end {
            self.at = 0;
            self.end = self.from.read(&mut self.buffer)?;
            let first = self.buffer.get(..self.end).unwrap_or_default();
            if !std::mem::replace(&mut self.begun, true)
                && (first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]))
            {
                return Err(io::Error::other(Wide));
            }
        }
        Ok(self.buffer.get(self.at..self.end).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        let to = (self.at + count).min(self.end);
        let used = self.buffer.get(self.at..to).unwrap_or_default();
        let long = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let lines = used.iter().filter(|&&byte| byte == b'\n').count();
        match used.iter().rposition(|&byte| byte == b'\n') {
            Some(last) => self.place.column = long(used.len() - last),
            None => self.place.column += long(used.len()),
        }
        self.place.line += long(lines);
        self.taken += long(used.len());
        self.at = to;
    }
}
