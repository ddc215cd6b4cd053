//! The pure core: keys in, state and effects out.

mod conflicts;
mod inbox;
mod lists;
mod looking;
mod review;
mod servers;
mod texts;
mod world;
