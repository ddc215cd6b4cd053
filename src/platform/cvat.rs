//! CVAT.
pub mod filter;
pub mod rights;
pub mod web;
pub mod workflow;
