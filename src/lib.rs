//! vidimus: a terminal program for browsing and reviewing annotations by keys alone.
#![warn(missing_docs)]

pub mod app;
pub mod cli;
pub mod codec;
pub mod config;
pub mod limits;
pub mod media;
pub mod model;
pub mod platform;
pub mod runtime;
pub mod store;
pub mod ui;
