//! XML as annotation files have it: read forward, with bounds on everything and with the place of
//! everything. Entities that a file declares itself are refused before they are looked at.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{XML_ATTRIBUTES, XML_DEPTH, XML_NODE_BYTES, XML_NODES, XML_TAG_BYTES};
use crate::model::Text;

use super::draft::Position;

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
            let value = match raw.contains('&').then(|| unescape(&raw)) {
                Some(Ok(value)) => value.into_owned(),
                _ => raw,
            };
            attributes.push((key, value));
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

/// More bytes than one tag may have.
#[derive(Debug, thiserror::Error)]
#[error("more bytes than the limit")]
struct TooLong;

/// Two bytes a character.
#[derive(Debug, thiserror::Error)]
#[error("UTF-16")]
struct Wide;

/// A buffered stream that knows its line and how much one tag has taken.
struct Counted<'r> {
    from: &'r mut dyn Read,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    place: Position,
    taken: u64,
    begun: bool,
}

impl<'r> Counted<'r> {
    fn new(from: &'r mut dyn Read) -> Self {
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

    fn begin(&mut self) {
        self.taken = 0;
    }

    fn place(&self) -> Position {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Result<Vec<Step>, XmlError> {
        let mut bytes = text.as_bytes();
        let mut xml = Xml::new(&mut bytes);
        let mut all = Vec::new();
        loop {
            match xml.step()? {
                Step::End => return Ok(all),
                step => all.push(step),
            }
        }
    }

    #[test]
    fn elements_have_their_place_and_plain_values() {
        let text =
            "<?xml version=\"1.0\"?>\n<a>\n  <b n='1 &lt; &#x41;'/>x &amp; y<![CDATA[<z>]]>\n</a>";
        let all = steps(text).unwrap();
        let Step::Open(b) = &all[1] else {
            panic!("{all:?}");
        };
        assert_eq!((b.name.as_str(), b.get("n")), ("b", Some("1 < A")));
        assert_eq!(b.at, Position { line: 3, column: 3 });
        let mut bytes = text.as_bytes();
        let mut xml = Xml::new(&mut bytes);
        let Ok(Step::Open(root)) = xml.step() else {
            panic!("no root");
        };
        let node = xml.node(root).unwrap();
        assert_eq!(node.text, "x & y<z>");
        assert_eq!(node.children.len(), 1);
    }

    #[test]
    fn what_a_file_declares_itself_is_refused() {
        let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
        let error = steps(bomb).unwrap_err();
        assert!(matches!(error, XmlError::Entities { .. }), "{error}");
        assert!(error.to_string().starts_with("line 2"), "{error}");
        // A plain document type is no harm, an unknown entity stays as it is written.
        let plain = steps("<!DOCTYPE annotation><a>&c; &nbsp</a>").unwrap();
        let words: String = plain
            .iter()
            .filter_map(|step| match step {
                Step::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(words, "&c; &nbsp");
    }

    #[test]
    fn files_that_break_off_say_where() {
        for (text, line) in [("<a>\n<b>\n", 3), ("<a>\n</b>", 2), ("<a>\n<b x='1", 2)] {
            let error = steps(text).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("line {line},")),
                "{text}: {error}"
            );
        }
        let deep = "<a>".repeat(XML_DEPTH + 1);
        assert!(matches!(steps(&deep), Err(XmlError::Deep { .. })));
    }

    #[test]
    fn other_encodings_are_read_or_refused_by_name() {
        let mut latin: &[u8] = b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='caf\xe9'/>";
        let mut xml = Xml::new(&mut latin);
        let Ok(Step::Open(tag)) = xml.step() else {
            panic!("no root");
        };
        assert_eq!(tag.get("b"), Some("caf\u{e9}"));
        let mut broken: &[u8] = b"<a>\n<b c='\xff'/></a>";
        let mut xml = Xml::new(&mut broken);
        (xml.step().unwrap(), xml.step().unwrap());
        assert_eq!(xml.damage().unwrap().line, 2);
        let mut wide: &[u8] = b"\xff\xfe<\0a\0>\0";
        let error = Xml::new(&mut wide).step().unwrap_err().to_string();
        assert!(error.contains("UTF-16"), "{error}");
        let other = steps("<?xml version='1.0' encoding='Shift_JIS'?><a/>").unwrap_err();
        assert!(other.to_string().contains("Shift_JIS"), "{other}");
    }

    #[test]
    fn a_tag_above_the_limit_is_refused() {
        struct Endless(bool);
        impl Read for Endless {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                into.fill(b'1');
                if !std::mem::replace(&mut self.0, true) {
                    into[..6].copy_from_slice(b"<a b='");
                }
                Ok(into.len())
            }
        }
        let mut endless = Endless(false);
        let error = Xml::new(&mut endless).step().unwrap_err();
        assert!(matches!(error, XmlError::Long { .. }), "{error}");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let mut from = bytes.as_slice();
            let mut xml = Xml::new(&mut from);
            for _ in 0..1_000 {
                match xml.step() {
                    Ok(Step::End) | Err(_) => break,
                    Ok(_) => {}
                }
            }
        }
    }
}
