//! Screens as text: every view at several sizes, from states built by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "screens/build.rs"]
mod build;
#[path = "screens/cells.rs"]
mod cells;
#[path = "screens/views.rs"]
mod views;
