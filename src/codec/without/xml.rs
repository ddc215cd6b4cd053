//! XML files: Pascal VOC, and CVAT for images. An element goes with the blanks before it.
//!
//! What a reader makes of an element is asked of the reader itself, with a file that holds nothing
//! else.

use std::collections::HashSet;
use std::io::{self, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::codec::cvat::tracks::Track;
use crate::codec::cvat_xml::{self, About, Receiver};
use crate::codec::draft::{Draft, ImageEntry, LabelEntry, Problem, Sink};
use crate::codec::voc;
use crate::codec::xml::{Tag, XmlError, unescaped};
use crate::model::Id;

use super::{Chains, Cuts, Drops};

/// The mark of UTF-8 that a file may begin with.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// An element right below the root of a text.
struct Child {
    name: Vec<u8>,
    /// Where the blanks before it begin.
    gap: usize,
    from: usize,
    to: usize,
}

/// The elements right below the root of a text, as far as it can be read.
fn children(text: &[u8]) -> Vec<Child> {
    let mut reader = Reader::from_reader(text);
    configure(&mut reader);
    let place = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
    let (mut depth, mut gap, mut open) = (0_usize, 0, None);
    let mut found = Vec::new();
    loop {
        let at = place(reader.buffer_position());
        let event = reader.read_event();
        let after = place(reader.buffer_position());
        match event {
            Ok(Event::Start(tag)) => {
                match depth {
                    0 => gap = after,
                    1 => open = Some((tag.local_name().as_ref().to_vec(), at)),
                    _ => {}
                }
                depth += 1;
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return found;
                }
                if let Some((name, from)) = open.take_if(|_| depth == 1) {
                    found.push(Child {
                        name,
                        gap,
                        from,
                        to: after,
                    });
                    gap = after;
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(Event::Text(text)) if text.iter().all(u8::is_ascii_whitespace) => {}
            Ok(_) if depth == 1 => gap = after,
            Ok(_) => {}
        }
    }
}

fn configure<R>(reader: &mut Reader<R>) {
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
}

/// Cuts within a file of Pascal VOC: objects (with their parts) and parts, counted as the reader
/// counts.
pub fn voc_cuts(text: &[u8], wanted: &HashSet<u32>) -> Cuts {
    let mut cuts = Cuts::default();
    let mut number = 0;
    // Places are told without the mark that a file may begin with.
    let bare = text.strip_prefix(BOM).unwrap_or(text);
    let mark = text.len() - bare.len();
    for child in children(bare) {
        let object = bare.get(child.from..child.to).unwrap_or_default();
        if child.name != b"object" {
            continue;
        }
        let count = voc_drafts(&[b"<annotation>", object, b"</annotation>"]);
        let own = number..number + count;
        let going = own.clone().filter(|at| wanted.contains(at)).count();
        if count > 0 && wanted.contains(&number) {
            cuts.cut(offset(mark + child.gap), offset(mark + child.to));
            cuts.annotations += u64::try_from(going).unwrap_or(0);
        } else if going > 0 {
            part_cuts(object, mark + child.from, number + 1, wanted, &mut cuts);
        }
        number = own.end;
    }
    cuts
}

fn part_cuts(object: &[u8], base: usize, first: u32, wanted: &HashSet<u32>, cuts: &mut Cuts) {
    /// An object that is read, for parts to be in.
    const WHOLE: &[u8] = b"<annotation><object><name>x</name><bndbox><xmin>0</xmin><ymin>0</ymin><xmax>1</xmax><ymax>1</ymax></bndbox>";
    let mut number = first;
    for child in children(object) {
        let part = object.get(child.from..child.to).unwrap_or_default();
        if child.name != b"part" {
            continue;
        }
        let read = voc_drafts(&[WHOLE, part, b"</object></annotation>"]) > 1;
        if read && wanted.contains(&number) {
            cuts.cut(offset(base + child.gap), offset(base + child.to));
            cuts.annotations += 1;
        }
        number += u32::from(read);
    }
}

fn voc_drafts(text: &[&[u8]]) -> u32 {
    let (found, _) = voc::read(&mut text.concat().as_slice());
    u32::try_from(found.drafts.len()).unwrap_or(u32::MAX)
}

fn offset(at: usize) -> u64 {
    u64::try_from(at).unwrap_or(u64::MAX)
}

/// Which pictures of a CVAT file belong to a split: those of its subset, where a file has several.
fn belongs(subset: Option<&str>, own: Option<&str>) -> bool {
    match (subset, own) {
        (Some(wanted), Some(own)) => wanted == own,
        _ => true,
    }
}

/// Learns the chains of a CVAT file for the pictures of a split.
pub struct CvatChains<'s> {
    subset: Option<&'s str>,
    /// The chains.
    pub chains: Chains,
}

impl<'s> CvatChains<'s> {
    /// For the pictures of one subset or of all.
    pub fn new(subset: Option<&'s str>) -> Self {
        Self {
            subset,
            chains: Chains::default(),
        }
    }
}

impl Sink for CvatChains<'_> {
    fn image(&mut self, image: ImageEntry) {
        self.chains.image(image);
    }
    fn label(&mut self, _: LabelEntry) {}
    fn annotation(&mut self, image: Id, draft: Draft) {
        self.chains.annotation(image, draft);
    }
    fn problem(&mut self, problem: Problem) {
        self.chains.problem(problem);
    }
    fn stopped(&self) -> bool {
        false
    }
}

impl Receiver for CvatChains<'_> {
    fn begin(&mut self, _: &About) {}
    fn wants(&mut self, tag: &Tag) -> bool {
        belongs(self.subset, tag.get("subset"))
    }
    fn track(&mut self, _: Track) {}
}

/// Cuts within a file of CVAT for images, for the pictures of one subset or of all.
///
/// # Errors
/// A file that breaks off.
pub fn cvat_cuts(
    from: &mut dyn Read,
    subset: Option<&str>,
    drops: &Drops,
) -> Result<Cuts, XmlError> {
    // Places are told without the mark that a file may begin with.
    let mut first = Vec::new();
    from.take(offset(BOM.len()))
        .read_to_end(&mut first)
        .map_err(XmlError::Io)?;
    let bare = first.strip_prefix(BOM).unwrap_or(&first);
    let mut walk = CvatWalk {
        subset,
        drops,
        cuts: Cuts::default(),
        images: 0,
        mark: offset(first.len() - bare.len()),
    };
    let mut from = bare.chain(from);
    let tee = Tee {
        from: &mut from,
        kept: Vec::new(),
        start: 0,
    };
    let mut reader = Reader::from_reader(BufReader::with_capacity(256 * 1024, tee));
    configure(&mut reader);
    let (mut depth, mut gap, mut open) = (0_usize, 0_u64, None);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let at = reader.buffer_position();
        let event = reader.read_event_into(&mut buffer);
        let after = reader.buffer_position();
        match event {
            Ok(Event::Start(tag)) => {
                match depth {
                    0 => gap = after,
                    1 => open = Some((at, walk.picture(&tag))),
                    _ => {}
                }
                depth += 1;
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                if let Some((start, image)) = open.take_if(|_| depth == 1) {
                    let body = reader.get_ref().get_ref().bytes(start, after);
                    if let Some(image) = image {
                        walk.image(&image, body, start, gap);
                    }
                    gap = after;
                }
            }
            Ok(Event::Eof) => return Ok(walk.cuts),
            Err(quick_xml::Error::Io(error)) => {
                return Err(XmlError::Io(io::Error::other(error)));
            }
            // What is no XML was refused before.
            Err(_) => return Ok(walk.cuts),
            Ok(Event::Text(text)) if text.iter().all(u8::is_ascii_whitespace) => {}
            Ok(_) if depth == 1 => gap = after,
            Ok(_) => {}
        }
        let needed = open.as_ref().map_or(after, |(start, _)| *start);
        reader.get_mut().get_mut().forget(needed);
    }
}

/// A file on its way through, with what may still be asked for.
struct Tee<'r> {
    from: &'r mut dyn Read,
    kept: Vec<u8>,
    /// Offset of what is kept.
    start: u64,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.kept
            .extend_from_slice(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl Tee<'_> {
    fn bytes(&self, from: u64, to: u64) -> &[u8] {
        let place = |at: u64| usize::try_from(at.saturating_sub(self.start)).unwrap_or(usize::MAX);
        self.kept.get(place(from)..place(to)).unwrap_or_default()
    }

    /// What lies before is not asked for any more.
    fn forget(&mut self, before: u64) {
        let gone = usize::try_from(before.saturating_sub(self.start)).unwrap_or(0);
        // Now and then, so that little is moved.
        if gone > 1 << 20 {
            self.kept.drain(..gone.min(self.kept.len()));
            self.start = before;
        }
    }
}

struct CvatWalk<'d> {
    subset: Option<&'d str>,
    drops: &'d Drops,
    cuts: Cuts,
    images: u64,
    /// Bytes before the text of the file.
    mark: u64,
}

impl CvatWalk<'_> {
    /// The id of a picture as the reader counts them, if anything of it goes.
    fn picture(&mut self, tag: &BytesStart<'_>) -> Option<Id> {
        let value = |name: &str| {
            let attribute = tag.try_get_attribute(name).ok().flatten()?;
            let raw = String::from_utf8_lossy(&attribute.value).into_owned();
            Some(unescaped(raw))
        };
        let named = value("name").is_some_and(|name| !name.is_empty());
        if tag.local_name().as_ref() != b"image" || !named {
            return None;
        }
        if !belongs(self.subset, value("subset").as_deref()) {
            return None;
        }
        self.images += 1;
        let id = Id::Number(self.images);
        self.drops.concerns(&id).then_some(id)
    }

    fn image(&mut self, id: &Id, body: &[u8], start: u64, gap: u64) {
        let (start, gap) = (self.mark + start, self.mark + gap);
        if self.drops.images.contains(id) {
            self.cuts.cut(gap, start + offset(body.len()));
            self.cuts.images += 1;
            return;
        }
        let Some(wanted) = self.drops.annotations.get(id) else {
            return;
        };
        let children = children(body);
        let head = children.first().map_or(0, |first| first.gap);
        let head = body.get(..head).unwrap_or_default();
        let mut number = 0;
        for child in &children {
            let shape = body.get(child.from..child.to).unwrap_or_default();
            let alone = [b"<annotations>", head, shape, b"</image></annotations>"].concat();
            let mut count = Count(0);
            let _ = cvat_xml::read(&mut alone.as_slice(), &mut count);
            if count.0 > 0 && wanted.contains(&number) {
                self.cuts
                    .cut(start + offset(child.gap), start + offset(child.to));
                self.cuts.annotations += 1;
            }
            number += count.0;
        }
    }
}

/// Counts annotations.
struct Count(u32);

impl Sink for Count {
    fn image(&mut self, _: ImageEntry) {}
    fn label(&mut self, _: LabelEntry) {}
    fn annotation(&mut self, _: Id, _: Draft) {
        self.0 += 1;
    }
    fn problem(&mut self, _: Problem) {}
    fn stopped(&self) -> bool {
        false
    }
}

impl Receiver for Count {
    fn begin(&mut self, _: &About) {}
    fn wants(&mut self, _: &Tag) -> bool {
        true
    }
    fn track(&mut self, _: Track) {}
}
