//! The pure core: keys in, state and effects out.

mod aim;
mod batch;
mod before;
mod conflicts;
mod disputes;
mod drafts;
mod frames;
mod inbox;
mod lists;
mod looking;
mod mouse;
mod offers;
mod places;
mod repeat;
mod results;
mod review;
mod servers;
mod session;
mod sieve;
mod texts;
mod views;
mod world;
