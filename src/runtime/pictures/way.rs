//! What pictures may be and cost: by terminal, line and preference.

use crate::codec::colors::LabelColors;
use crate::config::settings::PreviewChoice;
use crate::media::encode::Quality;
use crate::model::picture::Graphics;

/// What the terminal allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// How pictures are shown.
    pub graphics: Graphics,
    /// Width and height of a cell in pixels, where the terminal told.
    pub cell: Option<(u16, u16)>,
    /// Which colours labels have.
    pub labels: LabelColors,
    /// Width and height of the largest sixel picture, pixels, where the terminal told.
    pub sixel_most: Option<(u16, u16)>,
    /// The terminal reads pictures from memory of ours.
    pub shares: bool,
    /// The terminal is at the other end of a line.
    pub remote: bool,
    /// What the reviewer prefers.
    pub preview: PreviewChoice,
}

impl Way {
    /// The cells of a pane that a picture may take. Sixel is not enlarged by the terminal, and cut
    /// beyond its limit.
    pub(super) fn pane(&self, pane: (u16, u16), graphics: Graphics) -> (u16, u16) {
        match (graphics, self.cell, self.sixel_most) {
            (Graphics::Sixel, Some(cell), Some(most)) => (
                pane.0.min((most.0 / cell.0.max(1)).max(1)),
                pane.1.min((most.1 / cell.1.max(1)).max(1)),
            ),
            _ => pane,
        }
    }

    /// How a picture of this quality is shown. Sixel has no small picture, and half blocks in 24
    /// bits take three times as many bytes as in 256 colours.
    pub(super) fn graphics_of(&self, quality: Quality) -> Graphics {
        match (self.graphics, quality) {
            (Graphics::Sixel | Graphics::Blocks, Quality::First) => Graphics::Blocks256,
            (graphics, _) => graphics,
        }
    }

    /// How true the picture is that comes at once, and the one after some rest. Where they are the
    /// same there is no second one.
    pub(super) fn qualities(&self, exact: bool) -> (Quality, Quality) {
        use PreviewChoice as P;
        match (exact, self.preview, self.remote) {
            (_, P::Auto | P::Sharp | P::Off, false) | (true, ..) if self.shares => {
                (Quality::Unpacked, Quality::Unpacked)
            }
            (true, ..) => (Quality::Exact, Quality::Exact),
            (false, P::Fast, _) => (Quality::First, Quality::First),
            (false, _, false) => (Quality::Full, Quality::Full),
            (false, P::Sharp, true) => (Quality::Lean, Quality::Lean),
            (false, P::Auto | P::Off, true) => (Quality::First, Quality::Lean),
        }
    }
}
