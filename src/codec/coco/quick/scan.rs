//! Walks over JSON text that is known to be of the plain kind; anything else ends the walk.

use crate::codec::frames::Passed;

pub(super) struct Scan<'t> {
    pub(super) text: &'t [u8],
    pub(super) at: usize,
    /// Ends of lines that were passed, and where the last line begins.
    lines: u64,
    line: usize,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            at: 0,
            lines: 0,
            line: 0,
        }
    }

    /// What has been passed.
    pub(super) fn passed(&self) -> Passed {
        Passed {
            length: self.at,
            lines: self.lines,
            line: self.line,
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The next byte that is not blank, which is not passed.
    pub(super) fn token(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                // Nearly all of them.
                byte if byte > b' ' => return Some(byte),
                b'\n' => {
                    self.at += 1;
                    self.lines += 1;
                    self.line = self.at;
                }
                b' ' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        (self.token()? == byte).then(|| self.at += 1)
    }

    /// Whether another element follows: a comma, or the end, which is passed.
    #[inline]
    pub(super) fn more(&mut self, end: u8) -> Option<bool> {
        let more = match self.token()? {
            b',' => true,
            byte if byte == end => false,
            _ => return None,
        };
        self.at += 1;
        Some(more)
    }

    /// An object, each value of which `take` passes.
    pub(super) fn object(
        &mut self,
        mut take: impl FnMut(&mut Self, &'t [u8]) -> Option<()>,
    ) -> Option<()> {
        self.expect(b'{')?;
        if self.token()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            let key = self.string()?;
            // Others may be written in more than one way.
            if !key.is_ascii() {
                return None;
            }
            self.expect(b':')?;
            self.token()?;
            take(self, key)?;
            if !self.more(b'}')? {
                return Some(());
            }
        }
    }

    /// An array, each element of which `take` passes.
    pub(super) fn array(&mut self, mut take: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.expect(b'[')?;
        if self.token()? == b']' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.token()?;
            take(self)?;
            if !self.more(b']')? {
                return Some(());
            }
        }
    }

    /// A text without escapes, as its bytes.
    pub(super) fn string(&mut self) -> Option<&'t [u8]> {
        self.expect(b'"')?;
        let rest = self.text.get(self.at..)?;
        let stops = |&byte: &u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        let length = rest.iter().position(stops)?;
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        self.at += length + 1;
        rest.get(..length)
    }

    pub(super) fn plain(&mut self) -> Option<&'t str> {
        std::str::from_utf8(self.string()?).ok()
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        for (word, value) in [(&b"true"[..], true), (b"false", false)] {
            if self.text.get(self.at..)?.starts_with(word) {
                self.at += word.len();
                return Some(value);
            }
        }
        None
    }

    /// A value that does not matter: a number, a flag, a plain text.
    pub(super) fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => self.string().map(drop),
            b't' | b'f' => self.flag().map(drop),
            b'-' | b'0'..=b'9' => self.decimal().map(drop),
            _ => None,
        }
    }
}
