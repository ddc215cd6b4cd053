//! The pure core: keys in, state and effects out.

mod lists;
mod review;
mod world;
