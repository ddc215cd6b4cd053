//! CVAT.
pub mod filter;
pub mod web;
pub mod workflow;
