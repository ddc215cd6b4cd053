//! The program at work: tasks, terminal and signals around the pure core.
//!
//! This layer starts, wakes and ends things; it holds no rules of the reviewer's domain.

pub mod crash;
pub mod log;
pub mod sender;
pub mod signals;
pub mod terminal;
