//! What can go wrong with a picture, in plain words that name the format.

use std::fmt;

use crate::limits::{PICTURE_BYTES, PICTURE_PIXELS};
use crate::model::Text;

/// A picture format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG, baseline, progressive or lossless.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// GIF; the first frame.
    Gif,
}

impl Format {
    /// The format's usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Gif => "GIF",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Not one of the formats read; the word says what it looks like.
    #[error(
        "not a picture that can be shown: it looks like {0} (read: JPEG, PNG, WebP, BMP, TIFF, GIF)"
    )]
    NotAPicture(&'static str),
    /// More pixels than are ever decoded.
    #[error("{width} × {height} pixels, the limit is {} megapixels", PICTURE_PIXELS / 1_000_000)]
    TooManyPixels {
        /// Width the header tells.
        width: u32,
        /// Height the header tells.
        height: u32,
    },
    /// A larger file than is ever read, in bytes.
    #[error("the file has {bytes} bytes, the limit is {} MB", PICTURE_BYTES / (1024 * 1024))]
    TooManyBytes {
        /// Its size.
        bytes: u64,
    },
    /// Decoding would take more memory than allowed.
    #[error("this {0} needs more memory than is allowed for one picture")]
    TooMuchMemory(Format),
    /// The file ends before the picture does, and nothing of it can be shown.
    #[error("this {0} is cut off: the file ends too early")]
    Truncated(Format),
    /// The decoder's complaint.
    #[error("this {format} cannot be read: {why}")]
    Malformed {
        /// The format found.
        format: Format,
        /// The decoder's words.
        why: Text,
    },
    /// A variant of a format that is not read.
    #[error("this kind of {format} cannot be read: {why}")]
    Unsupported {
        /// The format found.
        format: Format,
        /// The decoder's words.
        why: Text,
    },
    /// A fault in this program or a decoder; the picture is skipped.
    #[error("the picture could not be made: {0}")]
    Fault(Text),
    /// Pictures are turned off for this terminal.
    #[error("pictures are turned off")]
    Off,
    /// Nobody waits for it any more.
    #[error("stopped")]
    Stopped,
}
