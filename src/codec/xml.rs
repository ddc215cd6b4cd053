//! XML as annotation files have it: read forward, with bounds on everything and with the place of
//! everything. Entities that a file declares itself are refused before they are looked at.

mod stream;

use std::io::{self, Read};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{XML_ATTRIBUTES, XML_DEPTH, XML_NODE_BYTES, XML_NODES};
use crate::model::Text;

use super::draft::Position;
use stream::{Counted, TooLong, Wide};

/// Why an XML file cannot be read on. What came before stays good.
#[derive(Debug, thiserror::Error)]
pub enum XmlError {
    /// It is not XML, or breaks off.
    #[error("{at}: not read: {what}")]
    Syntax {
        /// Where.
        at: Position,
        /// What is wrong.
        what: Text,
    },
    /// It declares entities of its own, which can grow without end.
    #[error("{at}: not read: it declares entities (<!DOCTYPE … [), which are not expanded")]
    Entities {
        /// Where.
        at: Position,
    },
    /// Its elements nest too deeply.
    #[error("{at}: not read: elements nest more than {XML_DEPTH} deep")]
    Deep {
        /// Where.
        at: Position,
    },
    /// A tag, text or element is above the limit.
    #[error("{at}: not read: {what} is larger than the limit")]
    Long {
        /// Where it begins.
        at: Position,
        /// What.
        what: &'static str,
    },
    /// It is not in an encoding that is read.
    #[error("not read: its encoding is {0}, not UTF-8")]
    Encoding(Text),
    /// The file itself.
    #[error("{0}")]
    Io(io::Error),
    /// Whoever receives asked to end.
    #[error("stopped")]
    Stopped,
}

/// The opening tag of an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name, without a name space.
    pub name: String,
    /// Where it begins.
    pub at: Position,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Its attributes in the file's order.
    pub fn attributes(&self) -> &[(String, String)] {
        &self.attributes
    }

    /// Whether an attribute says yes: `1` or `true`.
    pub fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(yes)
    }
}

/// A text with its references resolved; as it is where they cannot be.
pub fn unescaped(raw: String) -> String {
    match raw.contains('&').then(|| unescape(&raw)) {
        Some(Ok(value)) => value.into_owned(),
        _ => raw,
    }
}

/// Whether a value says yes.
pub fn yes(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "True")
}

/// One step through a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// An element begins; one without content ends right after.
    Open(Tag),
    /// The innermost element ends.
    Close,
    /// Text that is more than blanks, in one piece or several.
    Text(String),
    /// The file ends, and every element with it.
    End,
}

/// An element with everything in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its opening tag.
    pub tag: Tag,
    /// Its own text, trimmed.
    pub text: String,
    /// Elements in it.
    pub children: Vec<Node>,
}

impl Node {
    /// The first element of a name in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.tag.name == name)
    }

    /// All elements of a name in it.
    pub fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children
            .iter()
            .filter(move |child| child.tag.name == name)
    }

    /// The text of the first element of a name in it, unless that is empty.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        let text = self.child(name).map(|child| child.text.as_str());
        text.filter(|text| !text.is_empty())
    }
}

/// A file that is read forward.
pub struct Xml<'r> {
    reader: Reader<Counted<'r>>,
    buffer: Vec<u8>,
    depth: usize,
    latin: bool,
    /// A reference stood before: blanks after it are part of a text.
    referred: bool,
    /// Something was no UTF-8: where first.
    damaged: Option<Position>,
}

impl<'r> Xml<'r> {
    /// Of a stream from its beginning.
    pub fn new(from: &'r mut dyn Read) -> Self {
        let mut reader = Reader::from_reader(Counted::new(from));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            latin: false,
            referred: false,
            damaged: None,
        }
    }

    /// Where the file was first not in its encoding, once; its characters there are `\u{FFFD}`.
    pub fn damage(&mut self) -> Option<Position> {
        self.damaged.take()
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next step.
    ///
    /// # Errors
    /// What keeps the file from being read on.
    pub fn step(&mut self) -> Result<Step, XmlError> {
        loop {
            let at = self.reader.get_ref().place();
            self.reader.get_mut().begin();
            // What one long tag took is given back.
            if self.buffer.capacity() > 1 << 20 {
                self.buffer = Vec::new();
            }
            self.buffer.clear();
            let mut buffer = std::mem::take(&mut self.buffer);
            let step = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => self.take(event, at),
                Err(error) => Err(self.failed(error, at)),
            };
            self.buffer = buffer;
            if let Some(step) = step? {
                return Ok(step);
            }
        }
    }

    fn failed(&self, error: quick_xml::Error, begun: Position) -> XmlError {
        match error {
            quick_xml::Error::Io(error) => match error.get_ref() {
                Some(inner) if inner.is::<TooLong>() => XmlError::Long {
                    at: begun,
                    what: "a tag or text",
                },
                Some(inner) if inner.is::<Wide>() => XmlError::Encoding("UTF-16".into()),
                _ => XmlError::Io(io::Error::new(error.kind(), error.to_string())),
            },
            error => XmlError::Syntax {
                at: self.reader.get_ref().place(),
                what: Text::line(&error.to_string()),
            },
        }
    }

    /// What an event is; nothing for those that nobody needs.
    fn take(&mut self, event: Event<'_>, at: Position) -> Result<Option<Step>, XmlError> {
        let referred = matches!(event, Event::GeneralRef(_));
        let after = std::mem::replace(&mut self.referred, referred);
        Ok(match event {
            Event::Start(start) | Event::Empty(start) => {
                self.depth += 1;
                if self.depth > XML_DEPTH {
                    return Err(XmlError::Deep { at });
                }
                Some(Step::Open(self.tag(&start, at)))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Some(Step::Close)
            }
            Event::Text(text) => self.text(&text.into_inner(), at, after),
            Event::CData(text) => self.text(&text.into_inner(), at, after),
            Event::GeneralRef(reference) => {
                let name = self.decode(&reference.into_inner(), at);
                let raw = format!("&{name};");
                let plain = unescape(&raw).map(|text| text.into_owned());
                Some(Step::Text(plain.unwrap_or(raw)))
            }
            Event::DocType(text) => {
                let text = text.into_inner();
                if text.contains(&b'[') || text.windows(7).any(|part| part == b"!ENTITY") {
                    return Err(XmlError::Entities { at });
                }
                None
            }
            Event::Decl(decl) => {
                if let Some(Ok(encoding)) = decl.encoding() {
                    self.declared(&String::from_utf8_lossy(&encoding))?;
                }
                None
            }
            Event::Eof if self.depth > 0 => {
                return Err(XmlError::Syntax {
                    at: self.reader.get_ref().place(),
                    what: "the file ends within an element".into(),
                });
            }
            Event::Eof => Some(Step::End),
            Event::Comment(_) | Event::PI(_) => None,
        })
    }

    fn declared(&mut self, encoding: &str) -> Result<(), XmlError> {
        match encoding.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => {}
            "iso-8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252" => self.latin = true,
            _ => return Err(XmlError::Encoding(Text::line(encoding))),
        }
        Ok(())
    }

    fn text(&mut self, bytes: &[u8], at: Position, after: bool) -> Option<Step> {
        let blank = bytes.iter().all(u8::is_ascii_whitespace);
        (!blank || (after && !bytes.is_empty())).then(|| Step::Text(self.decode(bytes, at)))
    }

    fn decode(&mut self, bytes: &[u8], at: Position) -> String {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // The first 256 characters of Unicode are those of ISO 8859-1.
            Err(_) if self.latin => bytes.iter().map(|&byte| char::from(byte)).collect(),
            Err(_) => {
                self.damaged.get_or_insert(at);
                String::from_utf8_lossy(bytes).into_owned()
            }
        }
    }

    fn tag(&mut self, start: &BytesStart<'_>, at: Position) -> Tag {
        let name = self.decode(start.local_name().as_ref(), at);
        let mut attributes = Vec::new();
        let mut said = start.attributes();
        // Checks for repetitions take time with the square of their number.
        said.with_checks(false);
        for attribute in said.flatten().take(XML_ATTRIBUTES) {
            let key = self.decode(attribute.key.local_name().as_ref(), at);
            let raw = self.decode(&attribute.value, at);
            attributes.push((key, unescaped(raw)));
        }
        Tag {
            name,
            at,
            attributes,
        }
    }

    /// Reads to the end of the element that was opened last.
    ///
    /// # Errors
    /// As [`Xml::step`].
    pub fn skip(&mut self) -> Result<(), XmlError> {
        let end = self.depth.saturating_sub(1);
        while self.depth > end {
            if self.step()? == Step::End {
                break;
            }
        }
        Ok(())
    }

    /// The element whose tag was read last, with everything in it.
    ///
    /// # Errors
    /// As [`Xml::step`], and for an element above the limits.
    pub fn node(&mut self, tag: Tag) -> Result<Node, XmlError> {
        let at = tag.at;
        let (mut count, mut bytes) = (0, 0);
        let mut open = vec![Node::new(tag)];
        loop {
            let step = self.step()?;
            match step {
                Step::Open(tag) => {
                    count += 1;
                    bytes += tag
                        .attributes
                        .iter()
                        .map(|(_, value)| value.len())
                        .sum::<usize>();
                    open.push(Node::new(tag));
                }
                Step::Text(text) => {
                    bytes += text.len();
                    if let Some(node) = open.last_mut() {
                        node.text.push_str(&text);
                    }
                }
                Step::Close | Step::End => {
                    let Some(mut done) = open.pop() else {
                        return Err(XmlError::Stopped);
                    };
                    done.trim();
                    match open.last_mut() {
                        Some(above) => above.children.push(done),
                        None => return Ok(done),
                    }
                }
            }
            if count > XML_NODES || bytes > XML_NODE_BYTES {
                let what = "an element";
                return Err(XmlError::Long { at, what });
            }
        }
    }
}

impl Node {
    fn new(tag: Tag) -> Self {
        Self {
            tag,
            text: String::new(),
            children: Vec::new(),
        }
    }

    fn trim(&mut self) {
        let trimmed = self.text.trim();
        if trimmed.len() < self.text.len() {
            self.text = trimmed.to_owned();
        }
    }
}

#[cfg(test)]
mod tests;
