//! The pure core: keys in, state and effects out.

mod conflicts;
mod disputes;
mod filters;
mod inbox;
mod keys;
mod lists;
mod looking;
mod macros;
mod offers;
mod results;
mod review;
mod servers;
mod texts;
mod views;
mod world;
