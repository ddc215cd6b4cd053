//! The short way through the elements that nearly every COCO file is made of: plain numbers,
//! polygons, run lengths, no field that needs more care. Framing and parsing are one pass over the
//! bytes.
//!
//! It takes an element only when it is certain of it. For everything else it answers nothing, and
//! the whole way is taken, which alone knows what is wrong with an element. Both make the same
//! drafts of the same bytes.

mod number;
mod scan;
mod values;

use crate::model::geometry::Joint;
use crate::model::{Id, Point, Rect, Shape};

use crate::codec::draft::{Draft, Form, ImageEntry};
use crate::codec::frames::Passed;
use crate::codec::plain::{Outline, Plain, Rings};
use crate::codec::rle::Columns;
use scan::Scan;

/// Where the polygons of an annotation are kept, for one after the other.
#[derive(Debug, Default)]
pub struct Room {
    points: Vec<Point>,
    ends: Vec<usize>,
}

/// What an annotation says.
#[derive(Debug)]
pub enum Said<'r> {
    /// What most of them say.
    Plain(Plain<'r>),
    /// More than that; it has taken room of its own anyway.
    Draft(Box<Draft>),
}

/// An annotation at the beginning of a text: how much it takes, its image, and what it says.
pub fn annotation<'r>(text: &[u8], room: &'r mut Room) -> Option<(Passed, u64, Said<'r>)> {
    room.points.clear();
    room.ends.clear();
    let mut from = Scan::new(text);
    let mut fields = Fields::default();
    from.object(|from, key| fields.take(from, key, room))?;
    let image = fields.image?;
    Some((from.passed(), image, fields.finish(room)?))
}

/// An image at the beginning of a text, and how much it takes.
pub fn image(text: &[u8]) -> Option<(Passed, ImageEntry)> {
    let mut from = Scan::new(text);
    let (mut id, mut file, mut width, mut height) = (None, None, None, None);
    from.object(|from, key| match key {
        b"id" => once(&mut id, from.whole()?),
        b"file_name" => once(&mut file, from.plain()?),
        b"width" => once(&mut width, from.whole()?),
        b"height" => once(&mut height, from.whole()?),
        _ => from.skip(),
    })?;
    let side = |side: Option<u64>| side.map(u32::try_from).transpose().ok();
    let (width, height) = (side(width)?, side(height)?);
    let file: &str = file.filter(|file: &&str| !file.is_empty())?;
    let entry = ImageEntry {
        id: Id::Number(id?),
        file: file.to_owned(),
        size: width.zip(height).filter(|size| size.0 > 0 && size.1 > 0),
    };
    Some((from.passed(), entry))
}

/// Keeps a value; a second one of the same field is not for here.
fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    match place.replace(value) {
        None => Some(()),
        Some(_) => None,
    }
}

/// What an annotation is made of.
#[derive(Default)]
struct Fields {
    id: Option<u64>,
    image: Option<u64>,
    category: Option<u64>,
    bbox: Option<[f32; 4]>,
    segmentation: Option<Segmentation>,
    joints: Option<Vec<Joint>>,
    seen: bool,
    crowd: Option<bool>,
    score: Option<f32>,
    attributes: Option<(bool, f64)>,
}

enum Segmentation {
    /// As they lie in the room.
    Rings,
    Columns(Columns),
}

impl Fields {
    fn take(&mut self, from: &mut Scan<'_>, key: &[u8], room: &mut Room) -> Option<()> {
        match key {
            b"id" => once(&mut self.id, from.whole()?),
            b"image_id" => once(&mut self.image, from.whole()?),
            b"category_id" => once(&mut self.category, from.whole()?),
            b"bbox" => {
                let mut sides = [0.0; 4];
                let mut count = 0;
                from.array(|from| {
                    *sides.get_mut(count)? = from.number()?;
                    count += 1;
                    Some(())
                })?;
                once(&mut self.bbox, sides).filter(|()| count == 4)
            }
            b"segmentation" => {
                let value = from.segmentation(room)?;
                once(&mut self.segmentation, value)
            }
            b"keypoints" => {
                let joints = from.joints()?;
                self.seen = joints.1;
                once(&mut self.joints, joints.0)
            }
            b"iscrowd" => once(&mut self.crowd, from.whole()? != 0),
            b"score" => {
                let score = from.number()?;
                once(&mut self.score, score).filter(|()| score.is_finite())
            }
            b"attributes" => {
                let value = from.attributes()?;
                once(&mut self.attributes, value)
            }
            b"caption" | b"segments_info" => None,
            _ => from.skip(),
        }
    }

    fn finish(self, room: &Room) -> Option<Said<'_>> {
        let (occluded, rotation) = self.attributes.unwrap_or_default();
        let mut plain = Plain {
            id: self.id,
            label: self.category,
            outline: Outline::Box(Rect::default()),
            score: self.score,
            occluded,
            crowd: self.crowd.unwrap_or_default(),
        };
        // Numbers of 18 digits are finite, so that no shape needs to be asked.
        let form = match (self.joints, self.segmentation) {
            (Some(joints), _) if self.seen => Form::Shape(Shape::Skeleton {
                joints,
                edges: std::sync::Arc::from([]),
            }),
            (_, Some(Segmentation::Columns(columns))) => Form::Columns(columns),
            (_, Some(Segmentation::Rings)) if !room.ends.is_empty() => {
                plain.outline = Outline::Rings(Rings {
                    points: &room.points,
                    ends: &room.ends,
                });
                return Some(Said::Plain(plain));
            }
            _ => {
                let [x, y, width, height] = self.bbox?;
                if width < 0.0 || height < 0.0 {
                    return None;
                }
                let rect = Rect::new(x, y, width, height);
                if rotation != 0.0 {
                    plain.outline = Outline::Turned(rect, rotation as f32);
                } else {
                    plain.outline = Outline::Box(rect);
                }
                return Some(Said::Plain(plain));
            }
        };
        Some(Said::Draft(Box::new(Draft {
            form,
            ..plain.to_draft()
        })))
    }
}
