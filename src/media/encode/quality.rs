//! How true a picture is to its pixels, and what it may cost on the line.

use crate::limits::{FIRST_PICTURE_BYTES, LEAN_ESCAPE_BYTES};
use crate::model::picture::Graphics;

/// How true a picture is to its pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quality {
    /// Every pixel as it is, and not even packed: for a terminal that reads memory of ours, where
    /// bytes cost less than packing them.
    Unpacked,
    /// Every pixel as it is, whatever it costs.
    Exact,
    /// As sharp as the screen, for lines without limits: what the eye cannot tell may be lost.
    #[default]
    Full,
    /// As sharp as the screen in few bytes, for remote lines.
    Lean,
    /// Something to see at once: small, spread over the same cells.
    First,
}

impl Quality {
    /// What it comes to with a way of showing pictures: where two make the same picture, they are
    /// the same.
    pub fn on(self, graphics: Graphics) -> Self {
        match (graphics, self) {
            (Graphics::Iterm2 | Graphics::Sixel, Self::Unpacked) => Self::Exact,
            (Graphics::Iterm2 | Graphics::Sixel, quality) => quality,
            (Graphics::Kitty, Self::Exact | Self::Full) => Self::Exact,
            (Graphics::Kitty, quality) => quality,
            // Half blocks have one quality: the cells'.
            _ => Self::Exact,
        }
    }

    /// By how much the sides are made smaller than the screen's pixels.
    pub fn divisor(self) -> u32 {
        match self {
            Self::First => 2,
            _ => 1,
        }
    }
}

/// Bytes that a picture in one escape sequence may take: nothing else gets through meanwhile. None
/// where there is no such bound.
pub fn escape_bytes(quality: Quality) -> Option<usize> {
    match quality {
        Quality::Unpacked | Quality::Exact | Quality::Full => None,
        Quality::Lean => Some(LEAN_ESCAPE_BYTES),
        Quality::First => Some(FIRST_PICTURE_BYTES),
    }
}
