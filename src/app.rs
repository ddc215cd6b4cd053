//! State and behaviour: [`state::App`] is everything the program knows, [`update::update`] is the
//! only function that changes it.
//!
//! Pure: no IO, no clock, no randomness, no terminal, no database. Time comes in with each
//! message, and whatever is slow goes out as an [`effect::Effect`].

pub mod actions;
pub mod batch;
pub mod befores;
pub mod browser;
pub mod content;
pub mod crosshair;
pub mod disputes;
pub mod drafts;
pub mod effect;
pub mod filters;
pub mod inbox;
pub mod keymap;
pub mod list;
pub mod macros;
pub mod msg;
pub mod notices;
pub mod overlay;
pub mod pointer;
pub mod project;
pub mod repeat;
pub mod results;
pub mod review;
pub mod sample;
pub mod session;
pub mod sheet;
pub mod shown;
pub mod sieve;
pub mod state;
pub mod tour;
pub mod trail;
pub mod undo;
pub mod update;
