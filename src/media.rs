//! Image bytes in, finished pictures out: decode (at reduced scale), orient, crop, scale, draw
//! the overlay at output resolution, encode. Runs on a small pool of threads, newest wins.
//!
//! [`render()`] is one pure function; [`Pool`] runs it off the loop and keeps what it made. This
//! module knows no terminal and no network, and reads no file: bytes come in, bytes go out.

pub mod cache;
pub mod decode;
pub mod encode;
pub mod error;
pub mod overlay;
pub mod pool;
pub mod render;
pub mod request;
pub mod scale;
pub mod sheet;

pub use decode::{Decoded, Reduction};
pub use encode::Quality;
pub use error::{Format, MediaError};
pub use pool::{Done, Pool, Slot};
pub use render::{render, to_png};
pub use request::{RenderKey, RenderRequest};
