//! CVAT for images 1.1 and CVAT for video 1.1: one XML file with labels, then pictures with their
//! shapes, or objects with a shape for each frame.
//!
//! The file is read forward, one shape at a time. Format:
//! <https://docs.cvat.ai/docs/manual/advanced/xml_format/>.

mod meta;
mod shape;
mod track;

use std::collections::HashMap;
use std::io::Read;

use crate::limits::{VIDEO_KEYS, VIDEO_TRACKS, XML_SNIFF_BYTES};
use crate::model::{Attribute, Id, Label, Text};

use super::cvat::labels::{Described, Labels, Spec};
use super::cvat::tracks::Track;
use super::draft::{ImageEntry, LabelEntry, Position, Problem, Sink};
use super::xml::{Node, Step, Tag, Xml, XmlError};

pub use meta::About;

/// Receives what a file of CVAT's holds.
pub trait Receiver: Sink {
    /// What the file says of itself, before anything else.
    fn begin(&mut self, about: &About);
    /// Whether a picture or track is wanted, by its opening tag.
    fn wants(&mut self, tag: &Tag) -> bool;
    /// An object over several frames.
    fn track(&mut self, track: Track);
}

/// What kind of file it is, as far as its beginning tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// It holds objects over several frames.
    pub video: bool,
    /// The subsets that it names for its pictures.
    pub subsets: Vec<String>,
}

/// Tells images and video apart after the root's tag was read: by the first picture or track, else
/// by the mode that the file states.
///
/// # Errors
/// As [`Xml::step`].
pub fn kind(xml: &mut Xml<'_>) -> Result<Kind, XmlError> {
    let mut about = About::default();
    loop {
        match xml.step()? {
            Step::Open(tag) if tag.name == "meta" => about = About::new(&xml.node(tag)?),
            Step::Open(tag) if tag.name == "track" || tag.name == "image" => {
                return Ok(Kind {
                    video: tag.name == "track",
                    subsets: about.subsets,
                });
            }
            Step::Open(_) => xml.skip()?,
            Step::Text(_) => {}
            Step::Close | Step::End => {
                return Ok(Kind {
                    video: about.video,
                    subsets: about.subsets,
                });
            }
        }
    }
}

/// Bytes from the beginning of a file that [`kind`] needs.
pub const KIND_BYTES: u64 = XML_SNIFF_BYTES;

/// Reads a file. Broken pictures, shapes and key frames are reported and left out. Answers the
/// labels, which tracks point into.
///
/// # Errors
/// When the file itself breaks off or reading is stopped; what came before stays good, and so do
/// the labels.
pub fn read(from: &mut dyn Read, out: &mut dyn Receiver) -> (Labels, Result<(), XmlError>) {
    let mut reading = Reading {
        xml: Xml::new(from),
        out,
        labels: Labels::default(),
        numbers: HashMap::new(),
        specs: 0,
        spec_numbers: HashMap::new(),
        images: 0,
        tracks: 0,
        keys: 0,
        about: About::default(),
    };
    let result = reading.file();
    if let Some(at) = reading.xml.damage() {
        let what = "a text is no UTF-8: what cannot be read of it is shown as \u{fffd}";
        reading.problem(at, None, what);
    }
    (reading.labels, result)
}

struct Reading<'r> {
    xml: Xml<'r>,
    out: &'r mut dyn Receiver,
    labels: Labels,
    /// Numbers of labels by their name and that of the label they are a joint of.
    numbers: HashMap<(Option<u64>, String), u64>,
    /// Attributes known so far.
    specs: u64,
    /// Their numbers by label and name.
    spec_numbers: HashMap<(u64, Text), u64>,
    images: u64,
    tracks: usize,
    keys: usize,
    about: About,
}

impl Reading<'_> {
    fn problem(&mut self, at: Position, image: Option<u64>, what: &str) {
        self.out.problem(Problem {
            at,
            image: image.map(Id::Number),
            what: Text::line(what),
        });
    }

    fn file(&mut self) -> Result<(), XmlError> {
        loop {
            match self.xml.step()? {
                Step::Open(root) if root.name == "annotations" => break,
                Step::Open(root) => {
                    return Err(XmlError::Syntax {
                        at: root.at,
                        what: Text::line(&format!(
                            "its root is <{}>, not <annotations>",
                            root.name
                        )),
                    });
                }
                Step::End => {
                    return Err(XmlError::Syntax {
                        at: Position::START,
                        what: "the file is empty".into(),
                    });
                }
                Step::Text(_) | Step::Close => {}
            }
        }
        let mut begun = false;
        while self.xml.depth() > 0 {
            if self.out.stopped() {
                return Err(XmlError::Stopped);
            }
            let Step::Open(tag) = self.xml.step()? else {
                continue;
            };
            if tag.name == "meta" {
                self.meta(tag)?;
                continue;
            }
            if tag.name != "version" && !std::mem::replace(&mut begun, true) {
                self.out.begin(&self.about);
            }
            match tag.name.as_str() {
                "image" => self.image(tag)?,
                "track" => self.track(tag)?,
                "tag" => self.frame_tag(tag)?,
                _ => self.xml.skip()?,
            }
        }
        if !begun {
            self.out.begin(&self.about);
        }
        Ok(())
    }

    fn meta(&mut self, tag: Tag) -> Result<(), XmlError> {
        let node = self.xml.node(tag)?;
        self.about = About::new(&node);
        for label in meta::labels(&node) {
            self.define(label, None);
        }
        Ok(())
    }

    /// Takes a label with its joints over and tells it.
    fn define(&mut self, mut label: Described, parent: Option<u64>) -> u64 {
        let next = |numbers: &HashMap<_, u64>| u64::try_from(numbers.len()).unwrap_or(u64::MAX) + 1;
        label.id = next(&self.numbers);
        let key = |parent, label: &Described| (parent, label.name.to_string());
        self.numbers.insert(key(parent, &label), label.id);
        let own = label.id;
        for joint in &mut label.joints {
            joint.id = next(&self.numbers);
            self.numbers.insert(key(Some(own), joint), joint.id);
        }
        for (of, known) in std::iter::once((own, &mut label.specs))
            .chain(
                label
                    .joints
                    .iter_mut()
                    .map(|joint| (joint.id, &mut joint.specs)),
            )
            .flat_map(|(of, specs)| specs.iter_mut().map(move |spec| (of, spec)))
        {
            self.specs += 1;
            known.id = self.specs;
            self.spec_numbers
                .entry((of, known.name.clone()))
                .or_insert(known.id);
        }
        let from = self.labels.set.labels.len();
        self.labels.add(&label);
        let told: Vec<Label> = self.labels.set.labels.iter().skip(from).cloned().collect();
        for mut label in told {
            let Some(id) = label.id.take() else {
                continue;
            };
            let edges = match &id {
                Id::Number(number) => self.labels.get(*number).map(|known| known.edges.clone()),
                Id::Name(_) => None,
            };
            label.id = Some(id.clone());
            self.out.label(LabelEntry {
                id,
                label,
                edges: edges.unwrap_or_else(|| [].into()),
            });
        }
        own
    }

    /// The number of a label by its name. A name that the file does not define is a label all the
    /// same.
    fn label(&mut self, name: Option<&str>) -> Option<u64> {
        let name = Text::line(name.filter(|name| !name.is_empty())?);
        if let Some(number) = self.numbers.get(&(None, name.to_string())) {
            return Some(*number);
        }
        let described = Described {
            name,
            ..Described::default()
        };
        Some(self.define(described, None))
    }

    /// The number of a joint of a label; one that the label does not know has none of its own.
    fn joint(&self, label: Option<u64>, name: Option<&str>) -> Option<u64> {
        let key = (label, Text::line(name?).to_string());
        self.numbers.get(&key).copied()
    }

    /// The number of an attribute of a label, by its name.
    fn spec(&mut self, label: Option<u64>, name: &str) -> Option<u64> {
        let key = (label?, Text::line(name));
        if let Some(known) = self.spec_numbers.get(&key) {
            return Some(*known);
        }
        let label = self.labels.get_mut(key.0)?;
        self.specs += 1;
        label.specs.push(Spec {
            id: self.specs,
            name: key.1.clone(),
            default: Text::default(),
            mutable: true,
        });
        self.spec_numbers.insert(key, self.specs);
        Some(self.specs)
    }

    fn image(&mut self, tag: Tag) -> Result<(), XmlError> {
        let Some(file) = tag.get("name").filter(|name| !name.is_empty()) else {
            self.problem(tag.at, None, "image left out: field 'name' is missing");
            return self.xml.skip();
        };
        if !self.out.wants(&tag) {
            return self.xml.skip();
        }
        self.images += 1;
        let image = self.images;
        let side = |name: &str| tag.get(name).map(|side| side.trim().parse::<u32>());
        let size = match (side("width"), side("height")) {
            (Some(Ok(width)), Some(Ok(height))) => Some((width, height)),
            (None, None) => None,
            _ => {
                let what = "image: fields 'width' and 'height' are not both numbers of pixels";
                self.problem(tag.at, Some(image), what);
                None
            }
        };
        self.out.image(ImageEntry {
            id: Id::Number(image),
            file: file.to_owned(),
            size: size.filter(|size| size.0 > 0 && size.1 > 0),
        });
        loop {
            match self.xml.step()? {
                Step::Open(tag) => {
                    let node = self.xml.node(tag)?;
                    self.shape(&node, image);
                }
                Step::Close | Step::End => return Ok(()),
                Step::Text(_) => {}
            }
        }
    }

    fn shape(&mut self, node: &Node, image: u64) {
        match self.draft(node) {
            Ok((draft, problem)) => {
                self.out.annotation(Id::Number(image), draft);
                if let Some(what) = problem {
                    let what = format!("{}: {what}", node.tag.name);
                    self.problem(node.tag.at, Some(image), &what);
                }
            }
            Err(what) => {
                let what = format!("{} left out: {what}", node.tag.name);
                self.problem(node.tag.at, Some(image), &what);
            }
        }
    }

    /// A tag of one frame of a video.
    fn frame_tag(&mut self, tag: Tag) -> Result<(), XmlError> {
        let node = self.xml.node(tag)?;
        match shape::whole(&node.tag, "frame") {
            Ok(frame) => self.shape(&node, u64::from(frame)),
            Err(what) => {
                let what = format!("tag left out: {what}");
                self.problem(node.tag.at, None, &what);
            }
        }
        Ok(())
    }

    /// Whether there is room for another track of so many key frames.
    fn room(&mut self, keys: usize) -> bool {
        self.tracks += 1;
        self.keys = self.keys.saturating_add(keys);
        self.tracks <= VIDEO_TRACKS && self.keys <= VIDEO_KEYS
    }
}

/// The `<attribute name="…">value</attribute>` elements of a shape, in the file's order.
fn attributes(node: &Node) -> Vec<Attribute> {
    node.all("attribute")
        .map(|attribute| Attribute {
            name: Text::line(attribute.tag.get("name").unwrap_or_default()),
            value: Text::line(&attribute.text),
        })
        .collect()
}

#[cfg(test)]
mod tests;
