//! The crosshair: a place on the picture that is chosen by keys.

use crate::model::picture::View;
use crate::model::{Place, Point, Rect};

use super::actions::Action;
use super::overlay::Overlay;
use super::state::App;

/// Where the crosshair is, in image pixels of the displayed orientation; a corner counts from the
/// left top edge, so that the far edge of the image can be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crosshair {
    /// Pixels from the left and from above.
    pub at: (u32, u32),
    /// The first corner of a box.
    pub corner: Option<(u32, u32)>,
    /// A count that is being typed.
    pub count: Option<u32>,
    /// The view before, to go back to.
    pub before: (View, Option<View>),
}

impl Crosshair {
    /// The place that is chosen so far.
    pub fn place(&self) -> Place {
        match self.bounds() {
            Some(rect) => Place::Within { rect },
            None => Place::At {
                point: point(self.at),
            },
        }
    }

    /// The box between the corner and the crosshair, at least a pixel wide and tall.
    pub fn bounds(&self) -> Option<Rect> {
        let (corner, at) = (self.corner?, self.at);
        let (left, right) = (corner.0.min(at.0), corner.0.max(at.0));
        let (top, bottom) = (corner.1.min(at.1), corner.1.max(at.1));
        Some(Rect::new(
            left as f32,
            top as f32,
            (right - left).max(1) as f32,
            (bottom - top).max(1) as f32,
        ))
    }

    /// Where it is, in words: `412,233`, `box 100,50 40×30`.
    pub fn words(&self, times: &str) -> String {
        match self.bounds() {
            Some(rect) => format!(
                "box {:.0},{:.0} {:.0}{times}{:.0}",
                rect.x, rect.y, rect.width, rect.height
            ),
            None => format!("at {},{}", self.at.0, self.at.1),
        }
    }
}

/// Whole pixels as a point.
pub fn point(at: (u32, u32)) -> Point {
    Point::new(at.0 as f32, at.1 as f32)
}

/// The crosshair on screen, also below the reason row that it has opened.
pub fn of(app: &App) -> Option<&Crosshair> {
    app.overlays.iter().rev().find_map(|overlay| match overlay {
        Overlay::Crosshair(cross) => Some(cross),
        _ => None,
    })
}

/// What an action asks of the crosshair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// So many steps to the right and down.
    Move(i8, i8),
    /// The same in long steps.
    Leap(i8, i8),
    /// The view moves by parts of what it shows, the crosshair with it.
    Pan(i8, i8),
    /// Zooms in about the crosshair.
    ZoomIn,
    /// Zooms out.
    ZoomOut,
    /// Zooms to the crosshair and back to the whole.
    ZoomTarget,
    /// Annotations off and on.
    Peek,
    /// The first corner; with one set, the box is complete.
    Corner,
    /// The place is chosen.
    Set,
}

/// What an action means while the crosshair is on screen.
pub fn step(action: Action) -> Option<Step> {
    Some(match action {
        Action::AimLeft => Step::Move(-1, 0),
        Action::AimRight => Step::Move(1, 0),
        Action::AimUp => Step::Move(0, -1),
        Action::AimDown => Step::Move(0, 1),
        Action::AimLeftFar => Step::Leap(-1, 0),
        Action::AimRightFar => Step::Leap(1, 0),
        Action::AimUpFar => Step::Leap(0, -1),
        Action::AimDownFar => Step::Leap(0, 1),
        Action::PanLeft => Step::Pan(-1, 0),
        Action::PanRight => Step::Pan(1, 0),
        Action::PanUp => Step::Pan(0, -1),
        Action::PanDown => Step::Pan(0, 1),
        Action::ZoomIn => Step::ZoomIn,
        Action::ZoomOut => Step::ZoomOut,
        Action::ZoomTarget => Step::ZoomTarget,
        Action::Peek => Step::Peek,
        Action::AimCorner => Step::Corner,
        Action::AimSet => Step::Set,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_the_same_from_any_corner() {
        let cross = |corner, at| Crosshair {
            at,
            corner,
            count: None,
            before: Default::default(),
        };
        let rect = Rect::new(3.0, 4.0, 7.0, 2.0);
        assert_eq!(cross(Some((3, 4)), (10, 6)).bounds(), Some(rect));
        assert_eq!(cross(Some((10, 6)), (3, 4)).bounds(), Some(rect));
        assert_eq!(cross(Some((10, 4)), (3, 6)).words("x"), "box 3,4 7x2");
        let point = cross(None, (5, 6));
        assert_eq!((point.bounds(), point.words("x")), (None, "at 5,6".into()));
        let least = cross(Some((5, 5)), (5, 5)).bounds().unwrap();
        assert_eq!((least.width, least.height), (1.0, 1.0));
    }
}
