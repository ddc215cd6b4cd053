//! Annotations drawn on the scaled picture, at output resolution, so that lines keep their width
//! whatever the zoom.
//!
//! Coordinates may be absurd: everything is clipped to the surroundings of the picture and thinned
//! to what can be seen before it is drawn. Filling is done by `tiny-skia`; lines by a distance
//! rasterizer of our own ([`canvas`]), since thousands of strokes a frame are too slow otherwise
//! and a shape's halo must not darken itself where its lines cross.

pub mod badges;
pub mod canvas;
pub mod frame;
pub mod ink;
mod mask;
mod pieces;

use crate::media::error::MediaError;
use crate::model::picture::{Look, OverlayStyle};
use crate::model::{Annotation, Rect, Rgb, Shape};

pub use badges::badges;
pub use canvas::Canvas;
pub use frame::Frame;
pub use ink::{Dash, Ink};

use pieces::Piece;

/// Shapes drawn between two looks at whether anybody still waits.
const SHAPES_PER_LOOK: usize = 64;

/// Annotations above which fills and halos are left out, except for the selected one: over each
/// other they only darken the picture, and they are most of the work.
const CROWDED: usize = 1_000;

/// The colour of annotations for which none was given.
pub const PLAIN: Rgb = Rgb(230, 230, 230);

/// The colour of a place that is pointed at.
pub const MARK: Rgb = Rgb(255, 214, 64);

/// Draws annotations on red, green, blue pixels of `size` that show `crop` (image pixels). Of
/// `colors` each annotation takes its own by number. `stop` is asked now and then.
///
/// # Errors
/// [`MediaError::Stopped`], and [`MediaError::Fault`] when pixels and size do not fit.
pub fn draw(
    rgb: Vec<u8>,
    size: (u32, u32),
    crop: Rect,
    annotations: &[Annotation],
    colors: &[Rgb],
    style: &OverlayStyle,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<u8>, MediaError> {
    let mut canvas = Canvas::new(&rgb, size)?;
    let frame = Frame::new(crop, size);
    let here = |number: &usize| {
        let annotation = annotations.get(*number);
        annotation.is_some_and(|one| style.draws(*number, one))
    };
    let selected = style.selected.filter(here);
    let partner = style.partner.filter(here);
    let chosen = |number: usize| Some(number) == selected || Some(number) == partner;
    let others = (0..annotations.len()).filter(here);
    let others = others.filter(|&number| !chosen(number));
    for (done, number) in others.chain(partner).chain(selected).enumerate() {
        if done % SHAPES_PER_LOOK == 0 && stop() {
            return Err(MediaError::Stopped);
        }
        if let Some(annotation) = annotations.get(number) {
            let color = colors.get(number).copied().unwrap_or(PLAIN);
            let chosen = selected.map(|_| chosen(number));
            let mut ink = Ink::of(annotation, color, chosen, style);
            if annotations.len() > CROWDED && chosen != Some(true) {
                ink = ink.bare();
            }
            match looked_at(&annotation.shape, style.look, chosen == Some(true)) {
                Some(stand_in) => paint(&mut canvas, &frame, &stand_in, &ink),
                None => paint(&mut canvas, &frame, &annotation.shape, &ink),
            }
        }
    }
    Ok(canvas.into_rgb(rgb))
}

/// What a look shows in place of a shape; none where it shows the shape itself. The chosen one is
/// judged, so dots leave it its outline.
fn looked_at(shape: &Shape, look: Look, chosen: bool) -> Option<Shape> {
    match look {
        Look::Full | Look::Outlines | Look::Labels => None,
        Look::Boxes => shape.bounds().map(|rect| Shape::Box { rect }),
        Look::Dots if chosen => None,
        Look::Dots => shape.bounds().map(|bounds| Shape::Points {
            points: vec![bounds.center()],
        }),
    }
}

/// Marks a place (that of an issue) over what is drawn: dashed, and without a fill, so that what is
/// complained about stays in sight.
///
/// # Errors
/// [`MediaError::Fault`] when pixels and size do not fit.
pub fn point_at(
    rgb: Vec<u8>,
    size: (u32, u32),
    crop: Rect,
    place: &Shape,
    line: f32,
) -> Result<Vec<u8>, MediaError> {
    let mut canvas = Canvas::new(&rgb, size)?;
    let line = if line.is_finite() {
        line.clamp(1.0, 64.0)
    } else {
        1.0
    };
    let ink = Ink {
        color: MARK,
        fill: 0.0,
        line,
        strength: 1.0,
        halo: line,
        shade: 0.6,
        dash: Dash::Dashed,
        plain: false,
    };
    paint(&mut canvas, &Frame::new(crop, size), place, &ink);
    Ok(canvas.into_rgb(rgb))
}

/// Draws one shape. Shapes without a place in the picture, or outside of it, draw nothing.
pub fn paint(canvas: &mut Canvas, frame: &Frame, shape: &Shape, ink: &Ink) {
    let shape = pieces::visible_shape(shape);
    let in_view = shape
        .bounds()
        .is_some_and(|bounds| frame.may_show(bounds, ink.reach()));
    if !in_view || !shape.is_finite() {
        return;
    }
    for piece in pieces::pieces(shape, frame, ink) {
        match piece {
            Piece::Upright { low, high } => canvas.upright_box(low, high, ink),
            Piece::Region { rings } => {
                canvas.fill_rings(&rings, ink);
                for ring in &rings {
                    canvas.trace(ring, true, ink);
                }
                canvas.finish_lines(ink);
            }
            Piece::Lines { lines, weight } => {
                let ink = ink.weighted(weight);
                for line in &lines {
                    canvas.trace(line, false, &ink);
                }
                canvas.finish_lines(&ink);
            }
            Piece::Dots { dots } => {
                for (at, filled) in dots {
                    canvas.dot(at, filled, ink);
                }
                canvas.finish_lines(ink);
            }
            Piece::Bitmap(bitmap) => mask::paint(canvas, frame, bitmap, ink),
        }
    }
}

#[cfg(test)]
mod tests;
