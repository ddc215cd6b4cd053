//! Pascal VOC: one XML file an image, with the extensions that common tools write (attributes,
//! polygons, turned boxes), and what lies beside it: lists of items, a label map, masks.
//!
//! Boxes are taken as they are written, as LabelImg, CVAT and Datumaro mean them. Only files of
//! the challenge itself, which name it as their database, count pixels from one: their left and
//! top edges are moved by a pixel. Format:
//! <http://host.robots.ox.ac.uk/pascal/VOC/voc2012/devkit_doc.pdf>.

mod lists;
mod masks;

use std::io::Read;

use crate::limits::{ITEM_ANNOTATIONS, SHAPE_POINTS};
use crate::model::{Attribute, Id, Point, Rect, Shape, Text};

use super::draft::{Draft, Form, Position};
use super::xml::{Node, Step, Xml, XmlError, yes};

pub use lists::{Entry, Presence, item_list, label_map, presence};
pub use masks::{Segment, colormap, palette, segments};

/// What one file holds, as far as it could be read.
#[derive(Debug, Default)]
pub struct Annotated {
    /// The picture's file name as written.
    pub file: Option<String>,
    /// Stated width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// There are masks of its objects.
    pub segmented: bool,
    /// Objects and their parts; labels are names.
    pub drafts: Vec<Draft>,
    /// What was left out, with its place.
    pub problems: Vec<(Position, Text)>,
}

/// Reads one file. Broken objects are reported and left out.
///
/// # Errors
/// When the file breaks off or is none of VOC's; what came before is in the answer all the same.
pub fn read(from: &mut dyn Read) -> (Annotated, Result<(), XmlError>) {
    let mut file = File::default();
    let mut xml = Xml::new(from);
    let result = file.read(&mut xml);
    if let Some(at) = xml.damage() {
        file.problem(
            at,
            "a text is no UTF-8: what cannot be read of it is shown as \u{fffd}",
        );
    }
    (file.finish(), result)
}

#[derive(Default)]
struct File {
    found: Annotated,
    objects: u32,
    /// Pixels are counted from one.
    from_one: bool,
}

impl File {
    fn problem(&mut self, at: Position, what: &str) {
        self.found.problems.push((at, Text::line(what)));
    }

    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        loop {
            match xml.step()? {
                Step::Open(root) if root.name == "annotation" => break,
                Step::Open(root) => {
                    let what = format!("its root is <{}>, not <annotation>", root.name);
                    return Err(XmlError::Syntax {
                        at: root.at,
                        what: Text::line(&what),
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
        while xml.depth() > 0 {
            if let Step::Open(tag) = xml.step()? {
                let node = xml.node(tag)?;
                self.part(&node);
            }
        }
        Ok(())
    }

    fn part(&mut self, node: &Node) {
        match node.tag.name.as_str() {
            "filename" => {
                self.found.file = Some(node.text.clone()).filter(|name| !name.is_empty());
            }
            "size" | "imagesize" => self.size(node),
            "segmented" => self.found.segmented = yes(&node.text),
            "source" => {
                let database = node.text_of("database").unwrap_or_default();
                self.from_one = database.starts_with("The VOC");
            }
            "object" => {
                self.objects += 1;
                self.object(node);
            }
            _ => {}
        }
    }

    fn size(&mut self, node: &Node) {
        // LabelMe's own XML has rows and columns.
        let side = |name: &str, other: &str| {
            let text = node.text_of(name).or(node.text_of(other))?;
            text.parse::<f64>().ok().filter(|side| *side >= 1.0)
        };
        let sides = (side("width", "ncols"), side("height", "nrows"));
        match sides {
            // Sides beyond u32 are cut off.
            (Some(width), Some(height)) => self.found.size = Some((width as u32, height as u32)),
            _ => self.problem(
                node.tag.at,
                "field 'size': 'width' and 'height' are not both numbers of pixels",
            ),
        }
    }

    fn object(&mut self, node: &Node) {
        let number = self.objects;
        let name = node.text_of("name").unwrap_or_default().to_owned();
        // LabelMe's own XML keeps what was deleted.
        if node.text_of("deleted").is_some_and(yes) {
            return;
        }
        if self.found.drafts.len() >= ITEM_ANNOTATIONS {
            self.problem(node.tag.at, "more objects than the limit; left out");
            return;
        }
        let whole = match form(node) {
            Ok(form) => form,
            Err(why) => {
                let what = format!("object {number} ('{name}') left out: {why}");
                self.problem(node.tag.at, &what);
                return;
            }
        };
        let parts: Vec<&Node> = node
            .all("part")
            .filter(|part| part.child("bndbox").is_some())
            .collect();
        let group = (!parts.is_empty() || self.found.segmented).then_some(number);
        let mut draft = Draft::new(whole);
        draft.label = (!name.is_empty()).then(|| Id::name(&name));
        draft.occluded = node.text_of("occluded").is_some_and(occluded);
        draft.score = node
            .text_of("score")
            .or(node.text_of("confidence"))
            .and_then(|score| score.parse().ok())
            .filter(|score: &f32| score.is_finite());
        draft.attributes = attributes(node);
        draft.group = group;
        self.found.drafts.push(draft);
        for part in parts {
            let name = part.text_of("name").unwrap_or_default();
            match form(part) {
                Ok(form) => {
                    let mut draft = Draft::new(form);
                    draft.label = (!name.is_empty()).then(|| Id::name(name));
                    draft.group = group;
                    self.found.drafts.push(draft);
                }
                Err(why) => {
                    let what = format!("object {number}, part '{name}' left out: {why}");
                    self.problem(part.tag.at, &what);
                }
            }
        }
    }

    fn finish(mut self) -> Annotated {
        if self.from_one {
            for draft in &mut self.found.drafts {
                if let Form::Shape(Shape::Box { rect }) = &mut draft.form {
                    rect.x -= 1.0;
                    rect.y -= 1.0;
                    rect.width += 1.0;
                    rect.height += 1.0;
                }
            }
        }
        self.found
    }
}

/// Some tools say how it is occluded.
fn occluded(word: &str) -> bool {
    yes(word) || word.eq_ignore_ascii_case("yes")
}

/// The outline where there is one, else the turned box, else the box.
fn form(node: &Node) -> Result<Form, String> {
    let shape = if let Some(outline) = node.child("polygon") {
        Shape::Polygon {
            rings: vec![ring(outline)?],
        }
    } else if let Some(turned) = node.child("robndbox") {
        let side = |name: &str| number(turned, "robndbox", name);
        let (cx, cy, width, height) = (side("cx")?, side("cy")?, side("w")?, side("h")?);
        Shape::RotatedBox {
            rect: Rect::new(
                cx - width.abs() / 2.0,
                cy - height.abs() / 2.0,
                width.abs(),
                height.abs(),
            ),
            degrees: side("angle")?.to_degrees(),
        }
    } else {
        let edges = node.child("bndbox").ok_or("field 'bndbox' is missing")?;
        let side = |name: &str| number(edges, "bndbox", name);
        let (x1, y1, x2, y2) = (side("xmin")?, side("ymin")?, side("xmax")?, side("ymax")?);
        Shape::Box {
            rect: Rect::new(x1.min(x2), y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs()),
        }
    };
    match shape.is_finite() {
        true => Ok(Form::Shape(shape)),
        false => Err("a coordinate is no number of pixels".to_owned()),
    }
}

fn number(node: &Node, field: &str, name: &str) -> Result<f32, String> {
    let text = node
        .text_of(name)
        .ok_or_else(|| format!("field '{field}/{name}' is missing"))?;
    text.parse().map_err(|_| {
        let shown: String = text.chars().take(40).collect();
        format!("field '{field}/{name}': '{shown}' is no number")
    })
}

/// `<x1/><y1/><x2/><y2/>…` or `<pt><x/><y/></pt>…`.
fn ring(node: &Node) -> Result<Vec<Point>, String> {
    if node.children.len() > SHAPE_POINTS * 2 {
        return Err("field 'polygon' has more points than the limit".to_owned());
    }
    let mut points: Vec<Point> = Vec::new();
    for point in node.all("pt").chain(node.all("point")) {
        let (x, y) = (
            number(point, "polygon/pt", "x")?,
            number(point, "polygon/pt", "y")?,
        );
        points.push(Point::new(x, y));
    }
    if points.is_empty() {
        let sides = |letter: char| {
            node.children.iter().filter_map(move |side| {
                let number = side.tag.name.strip_prefix(letter)?.parse::<u32>().ok()?;
                Some((number, side.text.parse::<f32>().ok()))
            })
        };
        let sorted = |letter: char| {
            let mut all: Vec<_> = sides(letter).collect();
            all.sort_by_key(|(number, _)| *number);
            all
        };
        for ((x_number, x), (y_number, y)) in sorted('x').into_iter().zip(sorted('y')) {
            let (Some(x), Some(y)) = (x, y) else {
                return Err(format!("field 'polygon': point {x_number} is no number"));
            };
            if x_number != y_number {
                return Err(format!("field 'polygon': point {x_number} has no pair"));
            }
            points.push(Point::new(x, y));
        }
    }
    match points.len() < 3 {
        true => Err("field 'polygon' has fewer than three points".to_owned()),
        false => Ok(points),
    }
}

/// What is known of an object beside its place, in the file's order: marks that are set, its pose,
/// what it does, and the attributes of tools.
fn attributes(object: &Node) -> Vec<Attribute> {
    let mut all = Vec::new();
    let mut add = |name: &str, value: &str| {
        all.push(Attribute {
            name: Text::line(name),
            value: Text::line(value),
        });
    };
    for node in &object.children {
        match node.tag.name.as_str() {
            "pose" if !node.text.is_empty() => add("pose", &node.text),
            name @ ("truncated" | "difficult") if yes(&node.text) => add(name, "true"),
            "point" => {
                let side = |name: &str| node.text_of(name).unwrap_or_default();
                add("point", &format!("{}, {}", side("x"), side("y")));
            }
            "actions" => {
                for action in &node.children {
                    if yes(&action.text) {
                        add(&action.tag.name, "true");
                    }
                }
            }
            "attributes" => {
                for one in node.all("attribute") {
                    let name = one.text_of("name").unwrap_or_default();
                    add(name, one.text_of("value").unwrap_or_default());
                }
                // LabelMe's own XML has a text here.
                if !node.text.is_empty() {
                    add("attributes", &node.text);
                }
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests;
