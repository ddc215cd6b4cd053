//! Pictures of masks: one in which a colour is a label, one in which a colour is an object. Both
//! are of palettes that follow one rule, so that colours have numbers.

use std::collections::HashMap;

use crate::codec::bitmap::of_spans;
use crate::codec::raster::Painted;
use crate::limits::MASK_COLORS;
use crate::model::{Mask, Rgb, Text};

/// What no object covers, and the edge of objects that belongs to none.
const BACKGROUND: Rgb = Rgb(0, 0, 0);
const VOID: Rgb = Rgb(224, 224, 192);

/// The colour of a number in the palettes of the challenge.
pub fn colormap(number: u8) -> Rgb {
    let (mut r, mut g, mut b) = (0_u8, 0_u8, 0_u8);
    let mut rest = number;
    for bit in (0..8).rev() {
        r |= (rest & 1) << bit;
        g |= (rest >> 1 & 1) << bit;
        b |= (rest >> 2 & 1) << bit;
        rest >>= 3;
    }
    Rgb(r, g, b)
}

/// Numbers by the colours of the palette.
pub fn palette() -> HashMap<Rgb, u8> {
    (0..=u8::MAX)
        .rev()
        .map(|number| (colormap(number), number))
        .collect()
}

/// One object, or all that carries a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The number of the object, from one, where objects are told apart.
    pub object: Option<u32>,
    /// The colour of its label, where labels are told apart; a gray level where the picture has
    /// levels instead of colours.
    pub label: Option<Rgb>,
    /// Its pixels.
    pub mask: Mask,
}

/// The objects of an image, by number; without a picture of objects, the areas of each label.
///
/// # Errors
/// In words: pictures that do not fit each other, or with more colours than masks have.
pub fn segments(labels: Option<&Painted>, objects: Option<&Painted>) -> Result<Vec<Segment>, Text> {
    if let (Some(labels), Some(objects)) = (labels, objects)
        && labels.size() != objects.size()
    {
        return Err("the masks of labels and objects are not of one size".into());
    }
    let Some(picture) = objects.or(labels) else {
        return Ok(Vec::new());
    };
    let areas = areas(picture, labels)?;
    let known = palette();
    let mut next = 256;
    let mut all: Vec<Segment> = Vec::new();
    for area in areas {
        let label = area.label();
        let object = objects.map(|picture| match picture.is_gray() {
            true => u32::from(area.color.0),
            false => known.get(&area.color).map_or_else(
                || {
                    next += 1;
                    next - 1
                },
                |number| u32::from(*number),
            ),
        });
        all.push(Segment {
            object,
            label: label.or(objects.is_none().then_some(area.color)),
            mask: of_spans(area.spans, 0, 0),
        });
    }
    all.sort_by_key(|segment| segment.object);
    Ok(all)
}

struct Area {
    color: Rgb,
    spans: Vec<(u32, u32, u32)>,
    /// Pixels of each label beneath.
    labels: HashMap<Rgb, u64>,
}

impl Area {
    /// The label that most of its pixels carry.
    fn label(&self) -> Option<Rgb> {
        let most = self
            .labels
            .iter()
            .max_by_key(|(color, count)| (**count, color.0, color.1));
        most.map(|(color, _)| *color)
    }
}

fn is_nothing(color: Rgb, gray: bool) -> bool {
    color == BACKGROUND || color == VOID || (gray && color == Rgb(255, 255, 255))
}

/// The areas of one colour each, in the order in which they begin.
fn areas(picture: &Painted, labels: Option<&Painted>) -> Result<Vec<Area>, Text> {
    let (width, _) = picture.size();
    let mut areas: Vec<Area> = Vec::new();
    let mut numbers: HashMap<Rgb, usize> = HashMap::new();
    for (y, row) in (0_u32..).zip(picture.rows()) {
        let beneath = labels.and_then(|labels| labels.row(y));
        let mut from = 0;
        for stretch in row.chunk_by(|a, b| a == b) {
            let to = from + stretch.len();
            let Some(&[r, g, b]) = stretch.first() else {
                continue;
            };
            let color = Rgb(r, g, b);
            if !is_nothing(color, picture.is_gray()) {
                let number = *numbers.entry(color).or_insert_with(|| {
                    areas.push(Area {
                        color,
                        spans: Vec::new(),
                        labels: HashMap::new(),
                    });
                    areas.len() - 1
                });
                if areas.len() > MASK_COLORS {
                    return Err("the picture has more colours than masks have".into());
                }
                if let Some(area) = areas.get_mut(number) {
                    // Both are at most the width, a u32.
                    let side = |at: usize| u32::try_from(at).unwrap_or(width);
                    area.spans.push((y, side(from), side(to)));
                    let below = beneath
                        .and_then(|row| row.get(from..to))
                        .unwrap_or_default();
                    for part in below.chunk_by(|a, b| a == b) {
                        let Some(&[r, g, b]) = part.first() else {
                            continue;
                        };
                        let gray = labels.is_some_and(Painted::is_gray);
                        if !is_nothing(Rgb(r, g, b), gray) {
                            let count = u64::try_from(part.len()).unwrap_or(0);
                            *area.labels.entry(Rgb(r, g, b)).or_default() += count;
                        }
                    }
                }
            }
            from = to;
        }
    }
    Ok(areas)
}
