//! The program at work: tasks, terminal and signals around the pure core.
//!
//! This layer starts, wakes and ends things; it holds no rules of the reviewer's domain.

mod clicks;
pub mod crash;
pub mod effects;
mod leftovers;
pub mod log;
pub mod opening;
pub mod pictures;
pub mod run_loop;
pub mod sender;
pub mod signals;
pub mod terminal;
