//! How far two results of one item agree: annotations of both are put in pairs, and each pair is
//! measured by what its shapes have in common.
//!
//! | shapes | measure, 0 to 1 | source |
//! | --- | --- | --- |
//! | boxes, turned boxes, polygons, ellipses, masks, cuboids | intersection over union of their areas | PASCAL VOC, COCO |
//! | spans of a text | characters in both over characters in either | intersection over union in one dimension, as Label Studio's agreement of spans |
//! | segments of a time line | time in both over time in either, on one channel | the same |
//! | points, lines | 1 at the same place, falling to 0 at a twentieth of the picture's diagonal | mean distance to the nearest point of the other, both ways (chamfer distance) |
//! | skeletons | the same joint by joint, 0 at a tenth of the object's diagonal | a linear stand-in for COCO's OKS, which needs a spread for each kind of joint |
//! | tags | 1 when label and values are the same, else 0 | equality |
//! | tracks | mean of the above over the key frames of both | spatio-temporal IoU, sampled |
//!
//! Only shapes of one kind on one picture, text or time line are comparable. Pairs of one label
//! come first, so that their measures sum up to the most there can be (`assign`); what is left
//! and lies over each other under different labels is a pair with another label, which counts as 0.
//! The score of two results is the mean over all pairs, in which an annotation without a partner
//! counts as 0; two empty results agree (1).

mod assign;
mod outline;
mod overlap;
#[cfg(test)]
mod tests;

use crate::limits::{AGREE_ANNOTATIONS, AGREE_MISLABELLED};
use crate::model::{Annotation, Rect, Shape};

use assign::assign;
use overlap::{Prepared, Reach};

/// Two annotations that mean the same object, or one that stands alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Place of the left one among the left result's annotations.
    pub left: Option<usize>,
    /// Place of the right one among the right result's annotations.
    pub right: Option<usize>,
    /// How much their shapes have in common, 0 to 1.
    pub overlap: f32,
    /// Both carry the same label.
    pub same_label: bool,
}

impl Pair {
    /// What it counts: 0 without a partner and under different labels.
    pub fn score(&self) -> f32 {
        match self.is_alone() {
            false if self.same_label => self.overlap,
            _ => 0.0,
        }
    }

    /// One side has nothing of the kind.
    pub fn is_alone(&self) -> bool {
        self.left.is_none() || self.right.is_none()
    }
}

/// How far two results agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Pairs and lone annotations, worst first.
    pub pairs: Vec<Pair>,
    /// Mean over them, 0 to 1; 1 where there are none.
    pub score: f32,
    /// Only so many annotations of each side were looked at; the rest is left out.
    pub cut: bool,
}

impl Agreement {
    /// Annotations without a partner.
    pub fn alone(&self) -> usize {
        self.pairs.iter().filter(|pair| pair.is_alone()).count()
    }

    /// Pairs under different labels.
    pub fn mislabelled(&self) -> usize {
        let pairs = self.pairs.iter();
        pairs.filter(|p| !p.is_alone() && !p.same_label).count()
    }
}

/// Compares the annotations of two results. `size` is the picture's in pixels, as far as known; it
/// tells how far apart points may lie.
pub fn agreement(left: &[Annotation], right: &[Annotation], size: Option<(u32, u32)>) -> Agreement {
    let cut = left.len().max(right.len()) > AGREE_ANNOTATIONS;
    let left = left.get(..AGREE_ANNOTATIONS).unwrap_or(left);
    let right = right.get(..AGREE_ANNOTATIONS).unwrap_or(right);
    let reach = Reach::of(size.map_or_else(|| surroundings(left, right), whole));
    let sides = Sides {
        left,
        right,
        left_shapes: left.iter().map(|a| Prepared::of(&a.shape)).collect(),
        right_shapes: right.iter().map(|a| Prepared::of(&a.shape)).collect(),
        reach,
    };
    let mut free = Free {
        left: vec![true; left.len()],
        right: vec![true; right.len()],
    };
    let mut pairs = sides.same_label(&mut free);
    pairs.extend(sides.other_label(&mut free));
    pairs.extend(free.lone());
    pairs.sort_by(|a, b| {
        let key = |pair: &Pair| (!pair.is_alone(), pair.left.is_none(), pair.left, pair.right);
        let worse = a.score().total_cmp(&b.score());
        worse.then_with(|| key(a).cmp(&key(b)))
    });
    let sum: f64 = pairs.iter().map(|pair| f64::from(pair.score())).sum();
    let score = match pairs.len() {
        0 => 1.0,
        // A mean of numbers from 0 to 1.
        count => (sum / count as f64) as f32,
    };
    Agreement { pairs, score, cut }
}

fn whole((width, height): (u32, u32)) -> Rect {
    Rect::new(0.0, 0.0, width as f32, height as f32)
}

/// What all shapes lie in, for an item whose size is not known.
fn surroundings(left: &[Annotation], right: &[Annotation]) -> Rect {
    let all = left.iter().chain(right);
    let bounds = all.filter_map(|annotation| annotation.shape.bounds());
    bounds.reduce(Rect::union).unwrap_or_default()
}

/// Which annotations have no partner yet.
struct Free {
    left: Vec<bool>,
    right: Vec<bool>,
}

impl Free {
    fn take(&mut self, left: usize, right: usize) {
        for (side, at) in [(&mut self.left, left), (&mut self.right, right)] {
            if let Some(free) = side.get_mut(at) {
                *free = false;
            }
        }
    }

    fn numbers(side: &[bool]) -> impl Iterator<Item = usize> {
        let free = side.iter().enumerate();
        free.filter(|(_, free)| **free).map(|(at, _)| at)
    }

    fn lone(&self) -> Vec<Pair> {
        let alone = |left, right| Pair {
            left,
            right,
            overlap: 0.0,
            same_label: false,
        };
        let left = Self::numbers(&self.left).map(|at| alone(Some(at), None));
        let right = Self::numbers(&self.right).map(|at| alone(None, Some(at)));
        left.chain(right).collect()
    }
}

/// What makes annotations comparable: the kind of shape, what they lie on, and for tags which
/// question they answer.
type Kind = (u8, u8, Vec<String>);

fn kind(annotation: &Annotation) -> Kind {
    let family = match &annotation.shape {
        Shape::Box { .. }
        | Shape::RotatedBox { .. }
        | Shape::Polygon { .. }
        | Shape::Ellipse { .. }
        | Shape::Mask { .. }
        | Shape::Cuboid { .. } => 0,
        Shape::Polyline { .. } => 1,
        Shape::Points { .. } => 2,
        Shape::Skeleton { .. } => 3,
        Shape::Tag => 4,
        Shape::Span { .. } => 5,
        Shape::Segment { .. } => 6,
        Shape::Track { .. } => 7,
        Shape::Unknown { .. } => 8,
    };
    let asked = match annotation.shape {
        Shape::Tag => annotation
            .attributes
            .iter()
            .map(|attribute| attribute.name.to_string())
            .collect(),
        _ => Vec::new(),
    };
    (family, annotation.on, asked)
}

struct Sides<'a> {
    left: &'a [Annotation],
    right: &'a [Annotation],
    left_shapes: Vec<Prepared<'a>>,
    right_shapes: Vec<Prepared<'a>>,
    reach: Reach,
}

impl Sides<'_> {
    /// Groups of free annotations, left and right, by a key that both sides share.
    fn groups<K: Ord>(
        &self,
        free: &Free,
        key: impl Fn(&Annotation) -> K,
    ) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut groups: std::collections::BTreeMap<K, (Vec<usize>, Vec<usize>)> =
            std::collections::BTreeMap::new();
        for at in Free::numbers(&free.left) {
            if let Some(annotation) = self.left.get(at) {
                groups.entry(key(annotation)).or_default().0.push(at);
            }
        }
        for at in Free::numbers(&free.right) {
            if let Some(annotation) = self.right.get(at) {
                groups.entry(key(annotation)).or_default().1.push(at);
            }
        }
        let both = |(left, right): &(Vec<usize>, Vec<usize>)| !left.is_empty() && !right.is_empty();
        groups.into_values().filter(both).collect()
    }

    /// How much two annotations have in common, whatever their labels.
    fn measure(&self, left: usize, right: usize) -> f32 {
        let (Some(a), Some(b)) = (self.left.get(left), self.right.get(right)) else {
            return 0.0;
        };
        if matches!(a.shape, Shape::Tag) {
            let same = a.label == b.label && a.attributes == b.attributes;
            return if same { 1.0 } else { 0.0 };
        }
        match (self.left_shapes.get(left), self.right_shapes.get(right)) {
            (Some(a), Some(b)) => overlap::measure(a, b, self.reach),
            _ => 0.0,
        }
    }

    fn same_label(&self, free: &mut Free) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (left, right) in self.groups(free, |a| (a.label, kind(a))) {
            let weight = |l: usize, r: usize| match (left.get(l), right.get(r)) {
                (Some(&l), Some(&r)) => self.measure(l, r),
                _ => 0.0,
            };
            for (l, r) in assign(left.len(), right.len(), weight) {
                let (Some(&l), Some(&r)) = (left.get(l), right.get(r)) else {
                    continue;
                };
                free.take(l, r);
                pairs.push(Pair {
                    left: Some(l),
                    right: Some(r),
                    overlap: self.measure(l, r),
                    same_label: true,
                });
            }
        }
        pairs
    }

    /// What lies over each other under different labels, and different answers to one question.
    fn other_label(&self, free: &mut Free) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (left, right) in self.groups(free, kind) {
            let weight = |l: usize, r: usize| {
                let (Some(&l), Some(&r)) = (left.get(l), right.get(r)) else {
                    return 0.0;
                };
                let (Some(a), Some(b)) = (self.left.get(l), self.right.get(r)) else {
                    return 0.0;
                };
                match a.shape {
                    Shape::Tag => 1.0,
                    _ if a.label == b.label => 0.0,
                    _ => Some(self.measure(l, r))
                        .filter(|overlap| *overlap >= AGREE_MISLABELLED)
                        .unwrap_or(0.0),
                }
            };
            for (l, r) in assign(left.len(), right.len(), weight) {
                let (Some(&l), Some(&r)) = (left.get(l), right.get(r)) else {
                    continue;
                };
                free.take(l, r);
                let labels = (self.left.get(l), self.right.get(r));
                pairs.push(Pair {
                    left: Some(l),
                    right: Some(r),
                    overlap: self.measure(l, r),
                    same_label: matches!(labels, (Some(a), Some(b)) if a.label == b.label),
                });
            }
        }
        pairs
    }
}
