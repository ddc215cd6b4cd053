//! Finished pixels to what a terminal takes: half-block cells, or a PNG for kitty graphics.
//!
//! Pure functions from red, green, blue bytes; nothing is written here.

pub mod blocks;
pub mod kitty;
pub mod palette;

pub use kitty::Quality;
pub use palette::{palette_color, palette_index};
