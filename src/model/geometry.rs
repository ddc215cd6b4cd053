//! Shapes and their transforms, in image pixels: origin top left, x right, y down.
//!
//! Coordinates are those of the displayed orientation (after EXIF), continuous: the first pixel
//! covers 0.0 to 1.0. Readers convert from whatever a file format uses.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Text;

/// A point in image pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Pixels from the left edge.
    pub x: f32,
    /// Pixels from the top edge.
    pub y: f32,
}

impl Point {
    /// A point at x, y.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// This point turned clockwise (on screen) about a centre, by degrees.
    pub fn turned(self, center: Self, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (dx, dy) = (self.x - center.x, self.y - center.y);
        Self::new(
            center.x + dx * cos - dy * sin,
            center.y + dx * sin + dy * cos,
        )
    }
}

/// An upright rectangle in image pixels; width and height are never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Rect {
    /// A rectangle from its left top corner and size.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// The smallest rectangle around the points; none without points.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        let (mut low, mut high) = (first, first);
        for p in points {
            low = Point::new(low.x.min(p.x), low.y.min(p.y));
            high = Point::new(high.x.max(p.x), high.y.max(p.y));
        }
        Some(Self::new(low.x, low.y, high.x - low.x, high.y - low.y))
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        let x = self.x.min(other.x);
        let y = self.y.min(other.y);
        let right = (self.x + self.width).max(other.x + other.width);
        let bottom = (self.y + self.height).max(other.y + other.height);
        Self::new(x, y, right - x, bottom - y)
    }

    /// The middle.
    pub fn center(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The corners clockwise from the left top.
    pub fn corners(self) -> [Point; 4] {
        let (right, bottom) = (self.x + self.width, self.y + self.height);
        [
            Point::new(self.x, self.y),
            Point::new(right, self.y),
            Point::new(right, bottom),
            Point::new(self.x, bottom),
        ]
    }

    /// Area in square pixels.
    pub fn area(self) -> f32 {
        self.width * self.height
    }
}

/// A bitmap mask as run lengths: row by row from the left top of its own rectangle, alternating
/// background and foreground, starting with background (possibly zero).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mask {
    /// Left edge of the mask's rectangle, in image pixels.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Width of the rectangle.
    pub width: u32,
    /// Height of the rectangle.
    pub height: u32,
    /// Run lengths; their sum is at most width × height, the rest is background.
    pub runs: Arc<[u32]>,
}

impl Mask {
    /// Foreground pixels.
    pub fn area(&self) -> u64 {
        self.runs
            .iter()
            .skip(1)
            .step_by(2)
            .map(|&run| u64::from(run))
            .sum()
    }

    /// The foreground as horizontal spans `(y, x from, x to)` in image pixels, `to` exclusive.
    pub fn spans(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let width = u64::from(self.width.max(1));
        let end = u64::from(self.width) * u64::from(self.height);
        let mut at = 0_u64;
        let runs = self
            .runs
            .iter()
            .enumerate()
            .filter_map(move |(index, &run)| {
                let from = at;
                at = (at + u64::from(run)).min(end);
                (index % 2 == 1 && at > from).then_some((from, at))
            });
        runs.flat_map(move |(from, to)| {
            (from / width..=(to - 1) / width).map(move |row| {
                let left = from.max(row * width) - row * width;
                let right = to.min((row + 1) * width) - row * width;
                // Bounded by the mask's own u32 sides.
                let cast = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
                (
                    self.y.saturating_add(cast(row)),
                    self.x.saturating_add(cast(left)),
                    self.x.saturating_add(cast(right)),
                )
            })
        })
    }
}

/// How sure the annotator was of a key point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Not labelled: not drawn.
    Absent,
    /// Labelled but hidden behind something.
    Hidden,
    /// Visible.
    Visible,
}

/// One key point of a skeleton.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joint {
    /// Its place in image pixels.
    pub point: Point,
    /// Whether and how it is seen.
    pub visibility: Visibility,
}

/// One key frame of a track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyFrame {
    /// Frame number from zero.
    pub frame: u32,
    /// The shape there.
    pub shape: Shape,
    /// Whether the object has left the picture from here on.
    pub outside: bool,
}

/// The shape of an annotation. Angles are in degrees, clockwise on screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Shape {
    /// Upright box.
    Box {
        /// The box.
        rect: Rect,
    },
    /// Box turned about its centre.
    RotatedBox {
        /// The box before turning.
        rect: Rect,
        /// Degrees clockwise.
        degrees: f32,
    },
    /// One or more closed rings, filled by the even-odd rule, so that a ring within a ring is a hole.
    Polygon {
        /// The rings; the last point joins the first.
        rings: Vec<Vec<Point>>,
    },
    /// An open line.
    Polyline {
        /// Its points.
        points: Vec<Point>,
    },
    /// Loose points.
    Points {
        /// The points.
        points: Vec<Point>,
    },
    /// An ellipse turned about its centre.
    Ellipse {
        /// Its centre.
        center: Point,
        /// Half the width before turning.
        rx: f32,
        /// Half the height before turning.
        ry: f32,
        /// Degrees clockwise.
        degrees: f32,
    },
    /// A bitmap.
    Mask {
        /// The bitmap.
        mask: Mask,
    },
    /// A box in space as drawn on the picture: front face clockwise from its left top, then the
    /// back face in the same order.
    Cuboid {
        /// The eight corners.
        points: [Point; 8],
    },
    /// Key points joined by the edges of the label.
    Skeleton {
        /// The joints in the label's order.
        joints: Vec<Joint>,
        /// Pairs of joint numbers (from zero) that are joined.
        edges: Arc<[(u16, u16)]>,
    },
    /// The whole item carries the label.
    Tag,
    /// A stretch of text.
    Span {
        /// First character, from zero.
        start: u32,
        /// Character after the last.
        end: u32,
        /// The text itself, as far as the platform sent it.
        text: Text,
    },
    /// A stretch of a time line, in its unit.
    Segment {
        /// Where it begins.
        start: f64,
        /// Where it ends; the same for an instant.
        end: f64,
        /// On which channel only.
        channel: Option<u16>,
    },
    /// One object over the frames of a video.
    Track {
        /// Key frames in order.
        frames: Vec<KeyFrame>,
    },
    /// A type that this program does not know: listed, never dropped.
    Unknown {
        /// The platform's word for it.
        kind: Text,
        /// Its raw value, shortened.
        raw: Text,
    },
}

impl Shape {
    /// The word shown for the type.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Box { .. } => "box",
            Self::RotatedBox { .. } => "rotated box",
            Self::Polygon { .. } => "polygon",
            Self::Polyline { .. } => "polyline",
            Self::Points { .. } => "points",
            Self::Ellipse { .. } => "ellipse",
            Self::Mask { .. } => "mask",
            Self::Cuboid { .. } => "cuboid",
            Self::Skeleton { .. } => "skeleton",
            Self::Tag => "tag",
            Self::Span { .. } => "span",
            Self::Segment { .. } => "segment",
            Self::Track { .. } => "track",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// The smallest upright rectangle around the shape in image pixels; none where it has no
    /// place in the picture (tag, span, segment, unknown, a track that is outside).
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Box { rect } => Some(*rect),
            Self::RotatedBox { rect, degrees } => {
                Rect::around(rect.corners().map(|p| p.turned(rect.center(), *degrees)))
            }
            Self::Polygon { rings } => Rect::around(rings.iter().flatten().copied()),
            Self::Polyline { points } | Self::Points { points } => {
                Rect::around(points.iter().copied())
            }
            Self::Ellipse {
                center,
                rx,
                ry,
                degrees,
            } => {
                let (sin, cos) = degrees.to_radians().sin_cos();
                let half_w = (rx * cos).hypot(ry * sin);
                let half_h = (rx * sin).hypot(ry * cos);
                Some(Rect::new(
                    center.x - half_w,
                    center.y - half_h,
                    half_w * 2.0,
                    half_h * 2.0,
                ))
            }
            Self::Mask { mask } => Some(Rect::new(
                mask.x as f32,
                mask.y as f32,
                mask.width as f32,
                mask.height as f32,
            )),
            Self::Cuboid { points } => Rect::around(points.iter().copied()),
            Self::Skeleton { joints, .. } => Rect::around(
                joints
                    .iter()
                    .filter(|joint| joint.visibility != Visibility::Absent)
                    .map(|joint| joint.point),
            ),
            Self::Track { frames } => frames
                .iter()
                .find(|frame| !frame.outside)
                .and_then(|frame| frame.shape.bounds()),
            Self::Tag | Self::Span { .. } | Self::Segment { .. } | Self::Unknown { .. } => None,
        }
    }

    /// Whether every coordinate is a finite number; readers refuse shapes that are not.
    pub fn is_finite(&self) -> bool {
        let fine = |p: &Point| p.x.is_finite() && p.y.is_finite();
        let fine_rect = |r: &Rect| {
            [r.x, r.y, r.width, r.height]
                .iter()
                .all(|value| value.is_finite())
        };
        match self {
            Self::Box { rect } => fine_rect(rect),
            Self::RotatedBox { rect, degrees } => fine_rect(rect) && degrees.is_finite(),
            Self::Polygon { rings } => rings.iter().flatten().all(fine),
            Self::Polyline { points } | Self::Points { points } => points.iter().all(fine),
            Self::Ellipse {
                center,
                rx,
                ry,
                degrees,
            } => fine(center) && rx.is_finite() && ry.is_finite() && degrees.is_finite(),
            Self::Cuboid { points } => points.iter().all(fine),
            Self::Skeleton { joints, .. } => joints.iter().all(|joint| fine(&joint.point)),
            Self::Track { frames } => frames.iter().all(|frame| frame.shape.is_finite()),
            Self::Segment { start, end, .. } => start.is_finite() && end.is_finite(),
            Self::Mask { .. } | Self::Tag | Self::Span { .. } | Self::Unknown { .. } => true,
        }
    }
}

/// The eight orientations of EXIF tag 274: how stored pixels become the displayed picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    Normal,
    /// 2: mirrored left to right.
    MirrorHorizontal,
    /// 3: turned by 180°.
    Turn180,
    /// 4: mirrored top to bottom.
    MirrorVertical,
    /// 5: mirrored along the falling diagonal.
    Transpose,
    /// 6: turned clockwise by 90°.
    Turn90,
    /// 7: mirrored along the rising diagonal.
    Transverse,
    /// 8: turned counter-clockwise by 90°.
    Turn270,
}

impl Orientation {
    /// From the EXIF number; anything but 2 to 8 is normal.
    pub fn from_exif(number: u32) -> Self {
        match number {
            2 => Self::MirrorHorizontal,
            3 => Self::Turn180,
            4 => Self::MirrorVertical,
            5 => Self::Transpose,
            6 => Self::Turn90,
            7 => Self::Transverse,
            8 => Self::Turn270,
            _ => Self::Normal,
        }
    }

    /// Whether width and height change places.
    pub fn swaps_sides(self) -> bool {
        matches!(
            self,
            Self::Transpose | Self::Turn90 | Self::Transverse | Self::Turn270
        )
    }

    /// Where a point of the stored picture (of this stored size) lies in the displayed one.
    pub fn apply(self, p: Point, width: f32, height: f32) -> Point {
        match self {
            Self::Normal => p,
            Self::MirrorHorizontal => Point::new(width - p.x, p.y),
            Self::Turn180 => Point::new(width - p.x, height - p.y),
            Self::MirrorVertical => Point::new(p.x, height - p.y),
            Self::Transpose => Point::new(p.y, p.x),
            Self::Turn90 => Point::new(height - p.y, p.x),
            Self::Transverse => Point::new(height - p.y, width - p.x),
            Self::Turn270 => Point::new(p.y, width - p.x),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_turned_shapes() {
        let rect = Rect::new(0.0, 0.0, 10.0, 4.0);
        let turned = Shape::RotatedBox {
            rect,
            degrees: 90.0,
        }
        .bounds()
        .unwrap();
        assert!(
            (turned.x - 3.0).abs() < 1e-4 && (turned.width - 4.0).abs() < 1e-4,
            "{turned:?}"
        );
        let ellipse = Shape::Ellipse {
            center: Point::new(5.0, 5.0),
            rx: 4.0,
            ry: 1.0,
            degrees: 90.0,
        };
        let around = ellipse.bounds().unwrap();
        assert!((around.width - 2.0).abs() < 1e-4 && (around.height - 8.0).abs() < 1e-4);
        assert_eq!(Shape::Tag.bounds(), None);
    }

    #[test]
    fn orientation_maps_corners_like_the_exif_table() {
        // Where the stored left top corner of a 3 × 2 picture ends up.
        let corners = [
            (1, (0.0, 0.0)),
            (2, (3.0, 0.0)),
            (3, (3.0, 2.0)),
            (4, (0.0, 2.0)),
            (5, (0.0, 0.0)),
            (6, (2.0, 0.0)),
            (7, (2.0, 3.0)),
            (8, (0.0, 3.0)),
        ];
        for (number, (x, y)) in corners {
            let at = Orientation::from_exif(number).apply(Point::default(), 3.0, 2.0);
            assert_eq!((at.x, at.y), (x, y), "orientation {number}");
        }
        assert_eq!(Orientation::from_exif(99), Orientation::Normal);
    }

    #[test]
    fn mask_spans_wrap_and_stay_inside() {
        let mask = Mask {
            x: 10,
            y: 20,
            width: 4,
            height: 3,
            runs: Arc::from([2, 5, 1, 90]),
        };
        let spans: Vec<_> = mask.spans().collect();
        assert_eq!(spans, [(20, 12, 14), (21, 10, 13), (22, 10, 14)]);
        let empty = Mask {
            x: 0,
            y: 0,
            width: 0,
            height: 0,
            runs: Arc::from([0, 9]),
        };
        assert_eq!(empty.spans().count(), 0);
    }
}
