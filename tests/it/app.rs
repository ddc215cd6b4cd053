//! The pure core: keys in, state and effects out.

mod conflicts;
mod disputes;
mod drafts;
mod inbox;
mod lists;
mod looking;
mod mouse;
mod offers;
mod results;
mod review;
mod servers;
mod texts;
mod views;
mod world;
