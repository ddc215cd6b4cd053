//! The pure core: keys in, state and effects out.

mod aim;
mod batch;
mod before;
mod conflicts;
mod disputes;
mod drafts;
mod filters;
mod frames;
mod inbox;
mod keys;
mod lists;
mod looking;
mod macros;
mod mouse;
mod offers;
mod places;
mod repeat;
mod results;
mod review;
mod servers;
mod session;
mod sheet;
mod sieve;
mod texts;
mod views;
mod world;
