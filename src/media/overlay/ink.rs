//! How strongly an annotation is drawn: by selection, verdict and kind.

use crate::model::picture::{Layers, Look, OverlayStyle};
use crate::model::{Annotation, Rgb, Verdict};

/// Lines up to this width are drawn as whole pixels, without smoothing: at the resolution of
/// half-blocks a smoothed line is a smear.
const CRISP: f32 = 1.25;

/// The pattern of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    #[default]
    Solid,
    /// Dashes: the annotation was rejected, or is of the right one of two results.
    Dashed,
    /// Dots: the annotation stands for a crowd.
    Dotted,
}

/// What part of a shape a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Its outline.
    Full,
    /// Something behind it.
    Thin,
}

/// Colour and strength of one annotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Colour of line and fill.
    pub color: Rgb,
    /// Opacity of the fill, 0 to 1.
    pub fill: f32,
    /// Width of lines in output pixels; 0 draws none.
    pub line: f32,
    /// Opacity of lines, 0 to 1.
    pub strength: f32,
    /// Width of the dark halo on each side of a line, in output pixels.
    pub halo: f32,
    /// Opacity of the halo, 0 to 1.
    pub shade: f32,
    /// Pattern of lines.
    pub dash: Dash,
    /// Unbroken lines and filled dots are whole pixels, put down as they come: for crowds, where
    /// smooth edges would take longest and be seen least.
    pub plain: bool,
}

impl Ink {
    /// The ink of an annotation. `chosen` tells whether it is the selected one, and is none when
    /// nothing is selected.
    pub fn of(
        annotation: &Annotation,
        color: Rgb,
        chosen: Option<bool>,
        style: &OverlayStyle,
    ) -> Self {
        let line = if style.line.is_finite() {
            style.line.clamp(1.0, 64.0)
        } else {
            1.0
        };
        let crisp = line <= CRISP;
        let rejected = annotation
            .verdict
            .as_ref()
            .is_some_and(|judgement| judgement.verdict == Verdict::Rejected);
        let mut ink = Self {
            color,
            fill: if crisp { 0.14 } else { 0.2 },
            line,
            strength: 1.0,
            // With half blocks each pixel counts: a halo there would hide small objects.
            halo: if crisp { 0.0 } else { (line * 0.7).max(1.0) },
            shade: if crisp { 0.3 } else { 0.5 },
            dash: match (style.layers, rejected, annotation.crowd) {
                // Between two results the line tells whose it is.
                (Layers::Two(_, right), ..) if annotation.result == right => Dash::Dashed,
                (Layers::Two(..), ..) => Dash::Solid,
                (_, true, _) => Dash::Dashed,
                (_, false, true) => Dash::Dotted,
                (_, false, false) => Dash::Solid,
            },
            plain: false,
        };
        match chosen {
            Some(true) => {
                // Two pixels of half blocks would bury what is judged; brightness tells it there.
                if !crisp {
                    ink.line = (line * 1.7).round().max(line + 1.0);
                }
                ink.color = brighter(color);
                // Lines tell which one it is; the pixels within are what is judged.
                ink.fill *= 0.7;
                ink.halo = ink.halo.max(1.0);
                ink.shade = if crisp { 0.5 } else { 0.7 };
            }
            Some(false) => {
                ink.fill *= 0.4;
                ink.strength = 0.6;
                ink.shade *= 0.6;
            }
            None => {}
        }
        if style.look != Look::Full {
            ink.fill = 0.0;
        }
        ink
    }

    /// The lines alone, and plain.
    pub fn bare(self) -> Self {
        Self {
            fill: 0.0,
            halo: 0.0,
            shade: 0.0,
            plain: true,
            ..self
        }
    }

    /// The fill alone, opaque white: what a shape covers.
    pub fn coverage() -> Self {
        Self {
            color: Rgb(255, 255, 255),
            fill: 1.0,
            line: 0.0,
            strength: 0.0,
            halo: 0.0,
            shade: 0.0,
            dash: Dash::Solid,
            plain: false,
        }
    }

    /// The outline alone, opaque white, of this width in output pixels.
    pub fn outline(line: f32) -> Self {
        Self {
            fill: 0.0,
            line,
            strength: 1.0,
            ..Self::coverage()
        }
    }

    /// Whether lines are whole pixels.
    pub fn is_crisp(&self) -> bool {
        self.line <= CRISP
    }

    /// How far beyond its geometry anything may be drawn, in output pixels.
    pub fn reach(&self) -> f32 {
        self.line * 3.0 + self.halo + 2.0
    }

    /// Radius of points and joints in output pixels.
    pub fn dot_radius(&self) -> f32 {
        (self.line * 1.5).max(1.4)
    }

    /// The lengths of dashes and gaps in output pixels; none for unbroken lines.
    pub fn dash_lengths(&self) -> Option<(f32, f32)> {
        match self.dash {
            Dash::Solid => None,
            Dash::Dashed => Some(((self.line * 3.5).max(4.0), (self.line * 2.5).max(3.0))),
            Dash::Dotted => Some((self.line.max(1.0), (self.line * 2.0).max(2.0))),
        }
    }

    pub(super) fn weighted(mut self, weight: Weight) -> Self {
        if weight == Weight::Thin {
            self.line = (self.line * 0.5).max(1.0).min(self.line);
            self.strength *= 0.7;
            self.shade *= 0.5;
        }
        self
    }
}

/// A third of the way to white.
fn brighter(Rgb(red, green, blue): Rgb) -> Rgb {
    let up = |value: u8| value + (255 - value) / 3;
    Rgb(up(red), up(green), up(blue))
}
