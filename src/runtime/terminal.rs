//! The terminal: entering and leaving it, keys and replies in, frames and pictures out.
//!
//! The only place that names crossterm, termina or the standard descriptors. It knows nothing of
//! reviews; it never waits for an answer of the terminal before something is drawn.

mod cells;
pub mod clipboard;
pub mod decode;
pub mod editor;
pub mod graphics;
pub mod guard;
pub mod handed;
pub mod in_flight;
pub mod input;
pub mod links;
pub mod output;
pub mod placed;
pub mod probe;
pub mod showing;
pub mod tty;

pub use decode::{Input, Reply};
pub use guard::{Guard, Restorer};
pub use input::InputReader;
pub use output::Screen;
pub use tty::{TerminalError, Tty};
