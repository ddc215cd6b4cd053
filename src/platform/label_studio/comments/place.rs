//! Places on a picture in words, for servers whose comments have none: `(at 10, 20.5)`,
//! `(box 10, 20, 30 x 40)`, `(outline 1, 2; 3, 4; 5, 6)` on a last line of its own.

use crate::model::{Place, Point, Rect};

/// A place in words; none for the whole item.
pub fn words(place: &Place) -> Option<String> {
    Some(match place {
        Place::Item => return None,
        Place::At { point } => format!("(at {}, {})", point.x, point.y),
        Place::Within { rect } => format!(
            "(box {}, {}, {} x {})",
            rect.x, rect.y, rect.width, rect.height
        ),
        Place::Outline { points } => {
            let all: Vec<String> = points
                .iter()
                .map(|point| format!("{}, {}", point.x, point.y))
                .collect();
            format!("(outline {})", all.join("; "))
        }
    })
}

/// A text with a place behind it.
pub fn joined(text: &str, place: &Place) -> String {
    match words(place) {
        Some(words) => format!("{}\n{words}", text.trim_end()),
        None => text.to_owned(),
    }
}

/// A text without the place that stands behind it, and that place. What is no place by these rules
/// is part of the text.
pub fn split(text: &str) -> (Option<Place>, &str) {
    let text = text.trim_end();
    let (before, last) = text.rsplit_once('\n').unwrap_or(("", text));
    match read(last.trim()) {
        Some(place) => (Some(place), before.trim_end()),
        None => (None, text),
    }
}

fn read(line: &str) -> Option<Place> {
    let inner = line.strip_prefix('(')?.strip_suffix(')')?;
    let (kind, rest) = inner.split_once(' ')?;
    match kind {
        "at" => Some(Place::At {
            point: point(rest)?,
        }),
        "box" => {
            let (rest, height) = rest.split_once(" x ")?;
            let mut parts = rest.split(", ").map(coordinate);
            let (x, y, width) = (parts.next()??, parts.next()??, parts.next()??);
            let rect = Rect::new(x, y, width, coordinate(height)?);
            parts.next().is_none().then_some(Place::Within { rect })
        }
        "outline" => {
            let points: Option<Vec<Point>> = rest.split("; ").map(point).collect();
            let points = points.filter(|points| points.len() >= 3)?;
            Some(Place::Outline { points })
        }
        _ => None,
    }
}

fn point(raw: &str) -> Option<Point> {
    let (x, y) = raw.split_once(", ")?;
    Some(Point::new(coordinate(x)?, coordinate(y)?))
}

fn coordinate(raw: &str) -> Option<f32> {
    raw.parse().ok().filter(|value: &f32| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_as_they_went() {
        let points = vec![
            Point::new(1.0, 2.5),
            Point::new(3.0, 4.0),
            Point::new(5.0, 6.0),
        ];
        for place in [
            Place::At {
                point: Point::new(12.5, 0.0),
            },
            Place::Within {
                rect: Rect::new(1.0, 2.0, 30.25, 4.0),
            },
            Place::Outline { points },
        ] {
            let text = joined("missing car\nhere", &place);
            assert_eq!(split(&text), (Some(place), "missing car\nhere"));
        }
        assert_eq!(joined("whole", &Place::Item), "whole");
    }

    #[test]
    fn other_brackets_are_text() {
        for text in [
            "(at noon)",
            "loose (box 1, 2)",
            "x\n(at 1, nan)",
            "(outline 1, 2; 3, 4)",
            "",
        ] {
            assert_eq!(split(text), (None, text));
        }
    }
}
