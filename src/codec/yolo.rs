//! YOLO's text labels (detect, segment, pose, oriented boxes) and `data.yaml`.
//!
//! Coordinates stay fractions of the picture; whoever knows its size makes pixels of them.
//! Format: <https://docs.ultralytics.com/datasets/>.

mod yaml;

pub use yaml::{DataYaml, YamlError, parse_data_yaml};

use std::sync::Arc;

use crate::limits::{ITEM_ANNOTATIONS, SHAPE_POINTS};
use crate::model::geometry::{Joint, Visibility};
use crate::model::{Id, Point, Rect, Shape, Source, Text};

use super::draft::{Draft, Form, Position, Problem};

/// What the rows of a dataset mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Boxes: class, centre, size; a sixth column is the confidence.
    Detect,
    /// Polygons: class and points.
    Segment,
    /// A box and key points of so many joints with two or three numbers each.
    Pose {
        /// Joints.
        joints: usize,
        /// Numbers for each: 2, or 3 with visibility.
        numbers: usize,
    },
    /// Boxes given by their four corners.
    Obb,
}

/// Gathers what tells the tasks apart, from as many label files as one likes.
#[derive(Clone, Debug, Default)]
pub struct TaskGuess {
    rows: usize,
    boxes: usize,
    nine: usize,
    columns: Option<usize>,
    mixed: bool,
    poses: bool,
}

impl TaskGuess {
    /// Looks at one label file.
    pub fn look(&mut self, text: &str) {
        for line in text.lines().take(ITEM_ANNOTATIONS) {
            let columns = line.split_ascii_whitespace().count();
            if columns < 5 {
                continue;
            }
            self.rows += 1;
            self.boxes += usize::from(columns <= 6);
            self.nine += usize::from(columns == 9);
            self.mixed |= self.columns.is_some_and(|before| before != columns);
            self.columns = Some(columns);
            let seen = line.split_ascii_whitespace().skip(7).step_by(3);
            let triples = columns > 6 && (columns - 5) % 3 == 0;
            let pose = triples
                && seen
                    .into_iter()
                    .all(|v| matches!(v.parse(), Ok(0.0 | 1.0 | 2.0_f32)));
            self.poses = pose && (self.rows == 1 || self.poses);
        }
    }

    /// The task. `kpt_shape` of the `data.yaml` decides for poses; nine columns everywhere are
    /// oriented boxes.
    pub fn task(&self, kpt_shape: Option<(usize, usize)>) -> Task {
        if let Some((joints, numbers)) = kpt_shape {
            return Task::Pose { joints, numbers };
        }
        match self.columns {
            _ if self.boxes == self.rows => Task::Detect,
            _ if self.nine == self.rows => Task::Obb,
            Some(columns) if !self.mixed && self.poses => Task::Pose {
                joints: (columns - 5) / 3,
                numbers: 3,
            },
            _ => Task::Segment,
        }
    }
}

/// Reads one label file: its drafts with coordinates as fractions, and what could not be read.
pub fn parse_labels(text: &str, task: Task) -> (Vec<Draft>, Vec<Problem>) {
    let (mut drafts, mut problems) = (Vec::new(), Vec::new());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, row) in (1_u64..).zip(text.lines()) {
        if row.trim().is_empty() {
            continue;
        }
        if drafts.len() >= ITEM_ANNOTATIONS || problems.len() >= ITEM_ANNOTATIONS {
            problems.push(at_line(
                line,
                "more rows than the limit; the rest is left out",
            ));
            break;
        }
        match parse_row(row, task) {
            Ok(mut draft) => {
                draft.id = Some(Id::Number(line));
                drafts.push(draft);
            }
            Err(why) => problems.push(at_line(line, &format!("row left out: {why}"))),
        }
    }
    (drafts, problems)
}

fn at_line(line: u64, what: &str) -> Problem {
    Problem {
        at: Position { line, column: 1 },
        image: None,
        what: Text::line(what),
    }
}

/// Why a row is left out.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
enum RowError {
    #[error("column {0} is not a number")]
    Number(usize),
    #[error("column 1 is not a class number")]
    Class,
    #[error("column {0} is {1}, but coordinates are fractions of the picture, 0 to 1")]
    Range(usize, f32),
    #[error("the box has a negative size")]
    Negative,
    #[error("{0} columns are none of 5 or 6 (box), 9 (oriented box), odd from 7 (polygon)")]
    Columns(usize),
    #[error("{0} columns, but a pose with this dataset's key points has {1}")]
    Pose(usize, usize),
}

fn parse_row(row: &str, task: Task) -> Result<Draft, RowError> {
    let mut values = Vec::new();
    for (index, word) in row.split_ascii_whitespace().take(SHAPE_POINTS).enumerate() {
        let value = word.parse::<f32>().ok().filter(|value| value.is_finite());
        values.push(value.ok_or(RowError::Number(index + 1))?);
    }
    let (&class, rest) = values.split_first().ok_or(RowError::Columns(0))?;
    if class < 0.0 || class.fract() != 0.0 || class > 1e6 {
        return Err(RowError::Class);
    }
    let mut score = None;
    let form = match (task, rest.len()) {
        (Task::Pose { joints, numbers }, count) if count != 4 => {
            pose(rest, joints, numbers).ok_or(RowError::Pose(count + 1, 5 + joints * numbers))?
        }
        (_, 4 | 5) => {
            score = rest.get(4).copied();
            boxed(rest)?
        }
        (Task::Obb, 8) => corners(rest).ok_or(RowError::Columns(9))?,
        (_, count) if count >= 6 && count % 2 == 0 => Form::Shape(Shape::Polygon {
            rings: vec![super::coco::flat_points(rest)],
        }),
        (_, count) => return Err(RowError::Columns(count + 1)),
    };
    in_range(rest, task)?;
    let mut draft = Draft::new(form);
    // A whole number up to a million.
    draft.label = Some(Id::Number(class as u64));
    draft.score = score;
    if score.is_some() {
        draft.source = Source::Model;
    }
    Ok(draft)
}

/// Tools overshoot the edge a little; numbers far outside are pixels or nonsense.
fn in_range(values: &[f32], task: Task) -> Result<(), RowError> {
    let skip = |index: usize| match task {
        Task::Pose { numbers: 3, .. } => index >= 4 && (index - 4) % 3 == 2,
        _ => false,
    };
    for (index, &value) in values.iter().enumerate() {
        if !skip(index) && !(-0.5..=1.5).contains(&value) {
            return Err(RowError::Range(index + 2, value));
        }
    }
    Ok(())
}

fn boxed(values: &[f32]) -> Result<Form, RowError> {
    let [x, y, width, height, ..] = *values else {
        return Err(RowError::Columns(values.len() + 1));
    };
    if width < 0.0 || height < 0.0 {
        return Err(RowError::Negative);
    }
    let rect = Rect::new(x - width / 2.0, y - height / 2.0, width, height);
    Ok(Form::Shape(Shape::Box { rect }))
}

fn corners(values: &[f32]) -> Option<Form> {
    let points = super::coco::flat_points(values);
    <[Point; 4]>::try_from(points).ok().map(Form::Corners)
}

/// The joints after the box; places at the very corner count as not labelled.
fn pose(values: &[f32], joints: usize, numbers: usize) -> Option<Form> {
    if !(2..=3).contains(&numbers) || values.len() != joints.checked_mul(numbers)?.checked_add(4)? {
        return None;
    }
    let joint = |chunk: &[f32]| {
        let (x, y) = (chunk.first().copied()?, chunk.get(1).copied()?);
        let visibility = match chunk.get(2) {
            Some(&seen) if seen >= 2.0 => Visibility::Visible,
            Some(&seen) if seen >= 1.0 => Visibility::Hidden,
            Some(_) => Visibility::Absent,
            None if x == 0.0 && y == 0.0 => Visibility::Absent,
            None => Visibility::Visible,
        };
        Some(Joint {
            point: Point::new(x, y),
            visibility,
        })
    };
    let joints = values
        .get(4..)?
        .chunks_exact(numbers)
        .map(joint)
        .collect::<Option<_>>()?;
    Some(Form::Shape(Shape::Skeleton {
        joints,
        edges: Arc::from([]),
    }))
}

#[cfg(test)]
mod tests;
