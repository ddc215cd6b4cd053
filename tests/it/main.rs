//! One binary for all integration tests: linking once is what keeps them quick.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod app;
mod cli;
mod crash;
mod media;
mod platforms;
mod program;
mod screens;
mod terminal;
