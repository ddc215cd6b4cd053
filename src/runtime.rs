//! Everything that touches the outside while the program runs: terminal, signals, log, crashes.
//!
//! Knows no domain rule: it carries keys in, frames out, and leaves the terminal as it was found.

pub mod crash;
pub mod log;
pub mod signals;
pub mod terminal;
